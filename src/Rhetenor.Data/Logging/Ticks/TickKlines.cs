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

    private const int Workers = 8, SessionsKept = 2;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _registered = new(StringComparer.Ordinal);
    private readonly HantooClient _source = ticks.Client;
    private readonly TimeProvider _timeProvider = ticks.Client.TimeProvider;
    private readonly ILogger _logger = ticks.Logger;
    private TickBars? _bars;

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
            await Task.WhenAll(running).ConfigureAwait(false);
        }
    }

    // CancelAsync would resume waiters on the thread pool.
    private static void Cancel(CancellationTokenSource stop) => stop.Cancel();

    private static async Task EndAsync(Task work, Follower follower, CancellationTokenSource stop)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The reader has left, or other work has failed and has ended the feed with its exception.
        }
        catch (Exception exception)
        {
            follower.End(exception);
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
                else if (item.Kind is TickFeedKind.Unsubscribed or TickFeedKind.Refused && item.Symbol is not null)
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
                _bars = bars = new TickBars(session, _registered);
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

    // Minutes in doubt, once a minute; when the figures of the session have settled, all minutes once.
    private async Task RepairAsync(Follower follower, CancellationToken cancellationToken)
    {
        (DateOnly Date, HashSet<string> Symbols) compared = (default, []);
        while (true)
        {
            var now = Now - Answerable;
            await Pause.ForAsync(TimeSpan.FromTicks(TimeSpan.TicksPerMinute - (now.Ticks % TimeSpan.TicksPerMinute)), _timeProvider, cancellationToken).ConfigureAwait(false);
            if (_bars is not { } bars || bars.Session.LastCompleted(Now - Answerable) is not { } through)
                continue;
            if (compared.Date != bars.Session.Date)
                compared = (bars.Session.Date, []);
            var isOver = Now >= bars.Session.SettledAt + Answerable;
            IReadOnlyList<TickRepair> open;
            lock (_gate)
            {
                open = isOver
                    ? [.. bars.Whole().Where(repair => !compared.Symbols.Contains(repair.Symbol))]
                    : bars.Open(through);
            }

            await WorkerLoops.RunAsync(open, Workers, (repair, token) => RepairAsync(follower, bars, repair, isOver ? compared.Symbols : null, token), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RepairAsync(Follower follower, TickBars bars, TickRepair repair, HashSet<string>? compared, CancellationToken cancellationToken)
    {
        try
        {
            var fetch = await _source.FetchAsync(repair.ToRequest(bars.Session), cancellationToken).ConfigureAwait(false);
            var statements = new List<TickFeedItem>();
            Publish(follower, bars.Session, () =>
            {
                if (bars.Repaired(repair, fetch, Now, statements) is not { } repaired)
                    return [];
                compared?.Add(repair.Symbol);
                return [repaired];
            }, isFromTicks: false);
            foreach (var statement in statements)
                items.ReportSafely(statement, _logger);
        }
        catch (RhetenorException exception) when (exception is not HantooException { IsFatal: true })
        {
            // The minutes stay in doubt, and are requested again a minute later.
            Log.SymbolFailed(_logger, repair.Symbol, bars.Session.Date, exception.Message);
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
            if (today != _bars?.Session.Date && await calendar.SessionAsync(ticks.Options.Venue, today, cancellationToken).ConfigureAwait(false) is { } session
                && Now < session.SettledAt + Answerable)
            {
                return session;
            }

            await Pause.ForAsync(KoreaTime.At(today.AddDays(1), TimeOnly.MinValue) - Now, _timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }
}
