using Rhetenor.Data.Core;
using Rhetenor.Data.Logging;

namespace Rhetenor.Data;

public sealed partial class HantooKlineLogger
{
    // By the times of its answers, which are whole seconds, a minute is over up to a second later.
    private static readonly TimeSpan ServerResolution = TimeSpan.FromSeconds(1);
    private volatile int _live;

    /// <summary>Logs live until it is cancelled: brings the store up to date, then fetches all symbols in rounds, session after
    /// session.</summary>
    /// <remarks>
    /// A round starts every <see cref="KlineLoggerOptions.SweepInterval"/>, or immediately when the last one took longer. Objects
    /// are written every <see cref="KlineLoggerOptions.UploadInterval"/>, at the end of the session, and on a stop. Once the day's
    /// figures have settled, the closing bar and the bars after it are fetched again. A failed round is retried later and loses no
    /// bars. While the logger logs live, or waits to, other calls on it are refused.
    /// </remarks>
    /// <param name="reports">Receives a report after every write, and with <see cref="KlineLoggerOptions.Sharing"/> after it has read what others wrote.</param>
    /// <param name="cancellationToken">Stops logging. Fetched bars are written first, within
    /// <see cref="KlineLoggerOptions.StopGrace"/>.</param>
    /// <exception cref="OperationCanceledException">Logging was stopped as requested.</exception>
    /// <exception cref="HantooException">KIS refuses the key or the environment.</exception>
    public async Task RunAsync(IProgress<CatchUpReport>? reports = null, CancellationToken cancellationToken = default)
    {
        // A call that waited behind this one would wait until logging is stopped.
        Interlocked.Increment(ref _live);
        try
        {
            using var turn = await _turn.TakeAsync(cancellationToken).ConfigureAwait(false);
            var backlog = new Backlog(this, reports);
            await _parts.AskNowAsync(cancellationToken).ConfigureAwait(false);
            while (true)
            {
                var session = await LatestAsync(cancellationToken).ConfigureAwait(false);
                await backlog.FinishNewestAsync(session, cancellationToken).ConfigureAwait(false);
                await LogSessionAsync(session, backlog, reports, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            _parts.Followers.End(exception is OperationCanceledException ? null : exception);
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _live);
        }
    }

    private async Task LogSessionAsync(TradingSession session, Backlog backlog, IProgress<CatchUpReport>? reports, CancellationToken cancellationToken)
    {
        var rounds = new SharedRounds(_parts, session);
        await using (rounds.ConfigureAwait(false))
            await LogSessionAsync(session, rounds, backlog, reports, cancellationToken).ConfigureAwait(false);
    }

    private async Task LogSessionAsync(
        TradingSession session, SharedRounds rounds, Backlog backlog, IProgress<CatchUpReport>? reports, CancellationToken cancellationToken)
    {
        CatchUpRun? run = null;
        IReadOnlyList<string>? symbols = null;
        var (written, isStale, isCurrent) = (DateTimeOffset.MinValue, false, true);
        while (isCurrent)
        {
            var began = _parts.Now;
            try
            {
                if (isStale)
                {
                    // What was fetched is written first: until the store takes it, each further round would fetch the same minutes again.
                    await WaitAsync(began, cancellationToken).ConfigureAwait(false);
                    if (run is not null)
                        await run.RefreshAsync(cancellationToken).ConfigureAwait(false);
                    if (run is { HasPending: true })
                        await WriteAsync(run).ConfigureAwait(false);
                    isStale = false;
                    await backlog.FinishNewestAsync(session, cancellationToken).ConfigureAwait(false);
                }

                symbols ??= await SymbolsAsync(session, cancellationToken).ConfigureAwait(false);
                run ??= new CatchUpRun(session, _parts, await _parts.Store.ReadAsync(session, cancellationToken).ConfigureAwait(false));
                run.Planned = _parts.Now;
                var isDone = await rounds.FetchAsync(
                    run, symbols, () => Plan(session, symbols, run.Held, run.Planned, run.NextSession), () => WriteAsync(run), () => WriteDueAsync(run),
                    cancellationToken).ConfigureAwait(false);
                var isDue = _parts.Now - written >= _parts.Options.UploadInterval || _parts.Now >= session.End;
                if (run.HasPending && isDue)
                    await WriteAsync(run).ConfigureAwait(false);
                else if (isDone)
                    Report(run, run.Planned);
                else if (rounds.AreShared && _parts.Now - written >= _parts.Options.UploadInterval)
                    await ReadOthersAsync(run).ConfigureAwait(false);
                if (session.IsSettled(_parts.Now, _parts.Options.SettleMargin))
                    await backlog.WorkAsync(session, cancellationToken).ConfigureAwait(false);
                isCurrent = (await LatestAsync(cancellationToken).ConfigureAwait(false)).Date == session.Date;
                if (isCurrent)
                    await WaitAsync(began, cancellationToken).ConfigureAwait(false);
            }
            catch (RhetenorException exception) when (!CatchUpRun.IsFatal(exception))
            {
                // The store or the calendar failed. Fetched bars stay pending, and the store is read again before they are written.
                Log.RoundFailed(_parts.Logger, session.Date, exception.Message);
                isStale = true;
            }
            catch when (run is not null)
            {
                await WriteLastAsync(run).ConfigureAwait(false);
                throw;
            }
        }

        if (run is not null)
            await WriteLastAsync(run).ConfigureAwait(false);

        async Task WriteAsync(CatchUpRun run, bool isWhole = true)
        {
            var began = run.Planned;
            await run.CommitAsync(cancellationToken, isWhole).ConfigureAwait(false);
            if (!run.HasPending)
                Report(run, began);
        }

        async Task WriteDueAsync(CatchUpRun run)
        {
            if (_parts.Now - written >= _parts.Options.UploadInterval)
                await WriteAsync(run, isWhole: false).ConfigureAwait(false);
        }

        async Task ReadOthersAsync(CatchUpRun run)
        {
            await run.RefreshAsync(cancellationToken).ConfigureAwait(false);
            Report(run, run.Planned);
        }

        void Report(CatchUpRun run, DateTimeOffset began)
        {
            written = _parts.Now;
            reports.ReportSafely(run.Report(symbols!, began) with { Unfinished = backlog.Dates }, _parts.Logger);
        }
    }

    private ValueTask<TradingSession> LatestAsync(CancellationToken cancellationToken) =>
        _calendar.LatestSessionAsync(_parts.Options.Venue, _parts.Now, cancellationToken);

    // The next round starts one interval after the last one started, or up to a minute sooner so that it starts when a minute is over, but not
    // before another minute is over. After a round that took longer than that, it starts at once.
    private Task WaitAsync(DateTimeOffset began, CancellationToken cancellationToken)
    {
        var over = _parts.Options.SettleMargin + ServerResolution;
        var (due, another) = (OverBefore(began + _parts.Options.SweepInterval), OverBefore(began).AddMinutes(1));
        return Pause.ForAsync((due > another ? due : another) - _parts.Now, _parts.TimeProvider, cancellationToken);

        DateTimeOffset OverBefore(DateTimeOffset instant) => instant.AddTicks(-((instant - over).Ticks % TimeSpan.TicksPerMinute));
    }
}
