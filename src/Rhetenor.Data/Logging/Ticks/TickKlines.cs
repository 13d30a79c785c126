using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;
using Rhetenor.Data.Feeds;

namespace Rhetenor.Data.Logging;

/// <summary>Reads ticks, makes bars of them when minutes are over, and requests the minutes of which ticks are missing.</summary>
internal sealed class TickKlines(HantooTickFeed ticks, IMarketCalendar calendar, IReadOnlyList<KlineResampling> frames, int capacity, IProgress<TickFeedItem>? items)
{
    // Minutes can be requested when they are over by the times of KIS's answers, which are whole seconds.
    private static readonly TimeSpan Answerable = Defaults.SettleMargin + TimeSpan.FromSeconds(2);

    // Ticks arrive meanwhile, and KIS has the minutes until the session is known.
    private static readonly TimeSpan CalendarPause = TimeSpan.FromMinutes(1);

    private const int Workers = 8, SessionsKept = 2;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _registered = new(StringComparer.Ordinal);
    private readonly HantooClient _source = ticks.Client;
    private readonly TimeProvider _timeProvider = ticks.Client.TimeProvider;
    private readonly ILogger _logger = ticks.Logger;
    private TickBars? _bars;
    private Exception? _failure;

    private DateTimeOffset Now => ticks.Client.ServerNow;

    public async IAsyncEnumerable<KlineFeedSlice> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var follower = new Follower(capacity, [], _timeProvider);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<Task> running = [EndAsync(ReceiveAsync(stop.Token), follower, stop), EndAsync(MakeAsync(follower, stop.Token), follower, stop), EndAsync(RepairAsync(follower, stop.Token), follower, stop)];
        try
        {
            var book = new FeedBook(frames, SessionsKept);
            while (await follower.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                follower.TryTake(out var round, out var dropped);
                if (dropped is not null)
                    yield return book.Drop(dropped);
                foreach (var slice in round is null ? [] : book.Take(round))
                    yield return slice;
            }
        }
        finally
        {
            Cancel(stop);
            await Task.WhenAll(running).ConfigureAwait(_failure is null ? ConfigureAwaitOptions.None : ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // CancelAsync would resume waiters on the thread pool.
    private static void Cancel(CancellationTokenSource stop) => stop.Cancel();

    private async Task EndAsync(Task work, Follower follower, CancellationTokenSource stop)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The reader has left, or other work has failed and has ended the feed with its exception.
        }
        catch (Exception exception) when (stop.IsCancellationRequested)
        {
            // Nobody waits for bars any more. The reader's leaving ends with the exception, unless the feed has ended with another one.
            Log.TicksEndFailed(_logger, exception.Message);
            throw;
        }
        catch (Exception exception)
        {
            follower.End(_failure = exception);
            Cancel(stop);
        }
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        await foreach (var item in ticks.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            lock (_gate)
            {
                if (item.Kind == TickFeedKind.Subscribed)
                    _registered.Add(item.Symbol!);
                else if (item.Kind is TickFeedKind.Unsubscribed or TickFeedKind.Refused or TickFeedKind.Disconnected && item.Symbol is not null)
                    _registered.Remove(item.Symbol);
                else if (item.Kind == TickFeedKind.Disconnected)
                    _registered.Clear();
                _bars?.Take(item);
            }

            items.ReportSafely(item, _logger);
        }
    }

    // Session after session: the bars of each minute as soon as it is over.
    private async Task MakeAsync(Follower follower, CancellationToken cancellationToken)
    {
        while (true)
        {
            var session = await NextAsync(cancellationToken).ConfigureAwait(false);
            TickBars bars;
            lock (_gate)
            {
                _bars = bars = new TickBars(session, _registered, Now);
                foreach (var symbol in ticks.Symbols)
                    bars.Add(symbol);
            }

            for (var minute = session.FirstMinute; minute <= session.LastMinute; minute = minute.AddMinutes(1))
            {
                var over = new DateTimeOffset(minute.AddMinutes(1), KoreaTime.Offset) + ticks.Options.SettleMargin;
                if (minute < session.LastMinute && over.AddMinutes(1) <= Now)
                    continue;
                await Pause.ForAsync(over - Now, _timeProvider, cancellationToken).ConfigureAwait(false);
                Publish(follower, session, () => bars.Over(minute), isFromTicks: true);
            }

            await Pause.ForAsync(session.SettledAt + Answerable - Now, _timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    // Minutes in doubt, once a minute; when the figures of the session have settled, all minutes once, and until midnight again what was not answered.
    private async Task RepairAsync(Follower follower, CancellationToken cancellationToken)
    {
        TickBars? current = null;
        while (true)
        {
            var now = Now - Answerable;
            await Pause.ForAsync(TimeSpan.FromTicks(TimeSpan.TicksPerMinute - (now.Ticks % TimeSpan.TicksPerMinute)), _timeProvider, cancellationToken).ConfigureAwait(false);
            if (current is not null && IsPast(current))
                State(current);
            current = _bars is { } newest && !IsPast(newest) ? newest : null;
            if (current is not { } bars || bars.Session.LastCompleted(Now - Answerable) is not { } through)
                continue;
            IReadOnlyList<TickRepair> open;
            lock (_gate)
                open = Now >= bars.Session.SettledAt + Answerable ? bars.Uncompared(Now) : bars.Open(through);
            await WorkerLoops.RunAsync(open, Workers, (repair, token) => RepairAsync(follower, bars, repair, token), cancellationToken).ConfigureAwait(false);
        }
    }

    private bool IsPast(TickBars bars) => KoreaTime.DateOf(Now) > bars.Session.Date;

    private void State(TickBars bars)
    {
        IReadOnlyList<TickFeedItem> statements;
        lock (_gate)
            statements = bars.Unrepaired(Now);
        foreach (var statement in statements)
            items.ReportSafely(statement, _logger);
    }

    private async Task RepairAsync(Follower follower, TickBars bars, TickRepair repair, CancellationToken cancellationToken)
    {
        try
        {
            var fetch = await _source.FetchAsync(repair.ToRequest(bars.Session), cancellationToken).ConfigureAwait(false);
            var statements = new List<TickFeedItem>();
            Publish(follower, bars.Session, () => bars.Repaired(repair, fetch, Now, statements) is { } repaired ? [repaired] : [], isFromTicks: false);
            foreach (var statement in statements)
                items.ReportSafely(statement, _logger);
        }
        catch (RhetenorException exception) when (exception is not HantooException { IsFatal: true })
        {
            // The minutes stay in doubt, and are requested again: a minute later, in the evening after waits that grow.
            Log.SymbolFailed(_logger, repair.Symbol, bars.Session.Date, exception.Message);
            lock (_gate)
                bars.Failed(repair, exception.Message, Now);
        }
    }

    private void Publish(Follower follower, TradingSession session, Func<IReadOnlyList<FeedSymbol>> make, bool isFromTicks)
    {
        lock (_gate)
        {
            var symbols = make();
            if (symbols.Count > 0)
                follower.Add(new(session, Now, symbols) { IsFromTicks = isFromTicks });
        }
    }

    // The session of today until its figures have settled, otherwise the next one.
    private async Task<TradingSession> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var today = KoreaTime.DateOf(Now);
            try
            {
                if (today != _bars?.Session.Date && await calendar.SessionAsync(ticks.Options.Venue, today, cancellationToken).ConfigureAwait(false) is { } session
                    && Now < session.SettledAt + Answerable)
                {
                    return session;
                }
            }
            catch (RhetenorException exception) when (exception is not HantooException { IsFatal: true })
            {
                Log.SessionUnknown(_logger, today, exception.Message);
                await Pause.ForAsync(CalendarPause, _timeProvider, cancellationToken).ConfigureAwait(false);
                continue;
            }

            await Pause.ForAsync(KoreaTime.At(today.AddDays(1), TimeOnly.MinValue) - Now, _timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }
}
