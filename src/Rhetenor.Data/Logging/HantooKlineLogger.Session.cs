using Rhetenor.Data.Core;
using Rhetenor.Data.Logging;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data;

/// <content>Brings one session up to date: reads what is stored, fetches, writes.</content>
public sealed partial class HantooKlineLogger
{
    private async Task<CatchUpReport> RunSessionAsync(
        TradingSession session, IProgress<CatchUpProgress>? progress, CancellationToken cancellationToken, bool waitsForOthers = true)
    {
        var symbols = await SymbolsAsync(session, cancellationToken).ConfigureAwait(false);
        if (_parts.Options.Sharing is null)
            return await OnceAsync(null).ConfigureAwait(false);
        var shared = new SharedWork(_parts, session, symbols);
        await using (shared.ConfigureAwait(false))
            return await OnceAsync(shared).ConfigureAwait(false);

        Task<CatchUpReport> OnceAsync(SharedWork? shared) => RunSessionAsync(
            session, symbols, run => Plan(session, symbols, run.Held, run.Planned, run.NextSession), progress, cancellationToken, shared, waitsForOthers);
    }

    private async Task<CatchUpReport> RunSessionAsync(
        TradingSession session, IReadOnlyList<string> symbols, Func<CatchUpRun, IReadOnlyList<KlineRequest>> plan,
        IProgress<CatchUpProgress>? progress, CancellationToken cancellationToken, SharedWork? shared = null, bool waitsForOthers = false)
    {
        using var activity = RhetenorDiagnostics.Source.StartActivity("rhetenor.catch_up");
        activity?.SetTag("venue", session.Venue.ToCode()).SetTag("date", session.Date.ToText()).SetTag("symbols", symbols.Count);
        var started = _parts.Now;
        var run = new CatchUpRun(session, _parts, await _parts.Store.ReadAsync(session, cancellationToken).ConfigureAwait(false));
        run.Planned = _parts.Now;
        run.NextSession = await NextAsync(session, cancellationToken).ConfigureAwait(false);
        if (shared is null)
            await FetchAndWriteAsync(run, plan(run), progress, cancellationToken).ConfigureAwait(false);
        else
            await FetchTogetherAsync(run, shared, () => plan(run), progress, waitsForOthers, cancellationToken).ConfigureAwait(false);
        var report = run.Report(symbols, started);
        for (var round = 1; run.MetOthers && !report.IsComplete && round < _parts.Options.ConflictRounds; round++)
        {
            // Bars that another writer stored meanwhile can leave a symbol in doubt that was just fetched.
            run.MetOthers = false;
            var open = report.Symbols.Where(symbol => !symbol.IsComplete && (shared is null || symbol is { State: SymbolDayState.Doubtful, Calls: > 0 })).Select(symbol => symbol.Symbol).ToHashSet(StringComparer.Ordinal);
            IReadOnlyList<KlineRequest> again = [.. plan(run).Where(request => open.Contains(request.Symbol))];
            await FetchAndWriteAsync(run, again, progress, cancellationToken).ConfigureAwait(false);
            report = run.Report(symbols, started);
        }

        await run.LookBackAsync(cancellationToken).ConfigureAwait(false);
        report = run.Report(symbols, started);
        activity?.SetTag("complete", report.Symbols.Count(symbol => symbol.IsComplete));
        Log.CaughtUp(_parts.Logger, report);
        return report;
    }

    private async Task FetchTogetherAsync(
        CatchUpRun run, SharedWork shared, Func<IReadOnlyList<KlineRequest>> plan, IProgress<CatchUpProgress>? progress, bool waits, CancellationToken cancellationToken)
    {
        run.Shared = shared;
        try
        {
            await new SharedCatchUp(_parts, shared, run, plan, waits).RunAsync(SymbolsPerObject(run.Session), progress, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not ObjectStoreException { Error: not ObjectStoreError.Unavailable })
        {
            await WriteLastAsync(run).ConfigureAwait(false);
            throw;
        }

        // What is still to be requested are doubts of this process's own symbols.
        run.Shared = null;
    }

    // The master of the next session shows the shares traded in this one.
    private async Task<DateOnly?> NextAsync(TradingSession session, CancellationToken cancellationToken)
    {
        if (!_symbols.AreSelected && !_parts.Masters.HasShares)
            return null;
        if (await _calendar.AfterAsync(_parts.Options.Venue, session.Date, KoreaTime.DateOf(_parts.Now), cancellationToken).ConfigureAwait(false) is not { } next)
            return null;
        await SymbolsAsync(next, cancellationToken).ConfigureAwait(false);
        return next.Date;
    }

    private ValueTask<IReadOnlyList<string>> SymbolsAsync(TradingSession session, CancellationToken cancellationToken) =>
        _symbols.OfAsync(session, KoreaTime.DateOf(_parts.Now), cancellationToken);

    private IReadOnlyList<KlineRequest> Plan(TradingSession session, IReadOnlyList<string> symbols, HeldDay held, DateTimeOffset now, DateOnly? next) =>
        held.Counted(CatchUpPlanner.Plan(session, symbols, symbol => _parts.Covered(session, held, symbol, next), now, _parts.Options.SettleMargin));

    // Objects are written whenever enough bars have been fetched, and at the end of the run, even if it fails.
    private async Task FetchAndWriteAsync(
        CatchUpRun run, IReadOnlyList<KlineRequest> requests, IProgress<CatchUpProgress>? progress, CancellationToken cancellationToken)
    {
        run.Announce(requests, progress);
        var batches = requests.Chunk(SymbolsPerObject(run.Session)).ToList();
        foreach (var batch in batches)
        {
            try
            {
                await run.FetchAsync(batch, progress, cancellationToken).ConfigureAwait(false);
                await run.CommitAsync(cancellationToken, isWhole: ReferenceEquals(batch, batches[^1])).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not ObjectStoreException { Error: not ObjectStoreError.Unavailable })
            {
                await WriteLastAsync(run).ConfigureAwait(false);
                throw;
            }
        }
    }

    // A symbol has at most one bar per minute and is never split over objects.
    private int SymbolsPerObject(TradingSession session) => Math.Max(1, _parts.Options.BarsPerObject / session.Minutes);

    private Task WriteLastAsync(CatchUpRun run) =>
        LastWrite.RunAsync(token => run.CommitAsync(token), _parts.Options.StopGrace, _parts.TimeProvider, _parts.Logger);
}
