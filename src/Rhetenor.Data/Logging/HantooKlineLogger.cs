using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;
using Rhetenor.Data.Logging;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data;

/// <summary>Logs every completed 1-minute bar (분봉) of a set of symbols to a store. It catches up sessions, or logs live.</summary>
/// <remarks>
/// <para>Bars are stored as <c>{prefix}/{start}_{end}_{exchange}_{retrieval}.jsonl.zstd</c>, and the coverage beside them as
/// <c>{prefix}/coverage/…</c>; docs/FORMAT.md describes both. Objects are never overwritten. A revised bar is written to a later
/// object, which counts. A bar that is already stored is not written again.</para>
/// <para>KIS keeps minutes for about a year, so a crash loses nothing: the next catch-up requests what is missing. Times are Korean
/// (+09:00) on every host, and the server's clock decides which minutes are over. A logger does one run at a time: calls wait for
/// each other, and are refused while it logs live.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class HantooKlineLogger
{
    private readonly IReadOnlyList<string> _symbols;
    private readonly KlineLoggerParts _parts;
    private readonly IMarketCalendar _calendar;
    private readonly Turn _turn = new();

    /// <summary>Creates the logger. Performs no I/O.</summary>
    /// <param name="symbols">The short codes (단축코드) to log.</param>
    /// <param name="store">The store for the bars.</param>
    /// <param name="source">The source of the bars.</param>
    /// <param name="calendar">The trading calendar; null for the embedded table.</param>
    /// <param name="masters">The masters (종목마스터) that show which symbols are halted, each for its own day only, and
    /// the shares traded in the session before; may be empty.</param>
    /// <param name="options">The venue, prefix and limits; null for the defaults.</param>
    /// <param name="timeProvider">The clock for waits; null for the system's. The current time comes from the source.</param>
    /// <param name="logger">Logs the work done and failures.</param>
    /// <exception cref="ArgumentException">There is no symbol, a symbol is duplicated or not a valid short code, or an option's
    /// value is invalid. The message names the value.</exception>
    public HantooKlineLogger(
        IEnumerable<string> symbols,
        IObjectStore store,
        IKlineSource source,
        IMarketCalendar? calendar = null,
        IEnumerable<MasterFile>? masters = null,
        KlineLoggerOptions? options = null,
        TimeProvider? timeProvider = null,
        ILogger<HantooKlineLogger>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(symbols);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(source);
        _symbols = ShortCode.CheckAll(symbols, nameof(symbols));
        options = (options ?? new()).Checked();
        timeProvider ??= TimeProvider.System;
        var log = Log.Quiet(logger);
        _parts = new(new WriterStore(store, options, timeProvider, log), source, options, new LoggedMasters(masters ?? []), timeProvider, log);
        _calendar = calendar ?? KrxCalendar.Instance;
    }

    /// <summary>Brings the latest session that has a completed minute up to date, after the earlier ones that are not final: see
    /// <see cref="KlineLoggerOptions.UnfinishedSessions"/> and <see cref="CatchUpReport.Earlier"/>.</summary>
    /// <inheritdoc cref="CatchUpAsync(DateOnly, IProgress{CatchUpProgress}, CancellationToken)"/>
    public async Task<CatchUpReport> CatchUpAsync(IProgress<CatchUpProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var now = await _parts.AskNowAsync(cancellationToken).ConfigureAwait(false);
        var session = await _calendar.LatestSessionAsync(_parts.Options.Venue, now, cancellationToken).ConfigureAwait(false);
        using var turn = await TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        var earlier = new List<CatchUpReport>();
        foreach (var unfinished in await UnfinishedAsync(session, cancellationToken).ConfigureAwait(false))
            earlier.Add(await RunSessionAsync(unfinished, progress, cancellationToken).ConfigureAwait(false));
        var report = await RunSessionAsync(session, progress, cancellationToken).ConfigureAwait(false);
        return report with { Earlier = earlier };
    }

    /// <summary>Brings the session of a Korean date up to date with the fewest calls: only minutes that are not covered are
    /// requested.</summary>
    /// <param name="date">The Korean date.</param>
    /// <param name="progress">Receives the progress after every symbol.</param>
    /// <param name="cancellationToken">Cancels the operation. Fetched bars are written first, within
    /// <see cref="KlineLoggerOptions.StopGrace"/>.</param>
    /// <returns>The result for every symbol. Failures of single symbols are included, not thrown.</returns>
    /// <exception cref="ArgumentException">The venue has no session on <paramref name="date"/>.</exception>
    /// <exception cref="HantooException">KIS refuses the key or the environment, so no symbol can be fetched.</exception>
    /// <exception cref="ObjectStoreException">The store could not be read or written.</exception>
    public async Task<CatchUpReport> CatchUpAsync(
        DateOnly date, IProgress<CatchUpProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var session = await _calendar.SessionAsync(_parts.Options.Venue, date, cancellationToken).ConfigureAwait(false)
            ?? throw new ArgumentException(
                $"{_parts.Options.Venue.ToCode()} has no session on {date.ToText()}: it is a weekend or a closure, or the venue was not open yet.", nameof(date));
        return await CatchUpAsync(session, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Brings every session of a range up to date, oldest first, because KIS drops the oldest minutes first.</summary>
    /// <param name="from">The first Korean date.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="progress">Receives the progress after every symbol of every session.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A report for each session that has begun.</returns>
    /// <inheritdoc cref="CatchUpAsync(DateOnly, IProgress{CatchUpProgress}, CancellationToken)" path="/exception"/>
    public async Task<IReadOnlyList<CatchUpReport>> CatchUpAsync(
        DateOnly from, DateOnly to, IProgress<CatchUpProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var reports = new List<CatchUpReport>();
        foreach (var session in await SessionsAsync(from, to, cancellationToken).ConfigureAwait(false))
            reports.Add(await CatchUpAsync(session, progress, cancellationToken).ConfigureAwait(false));
        return reports;
    }

    /// <summary>Plans a catch-up of a range: calls, objects, earliest finish. It reads the store and does not request any
    /// bars.</summary>
    /// <param name="from">The first Korean date.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ObjectStoreException">The store could not be read.</exception>
    public async Task<CatchUpPlan> PlanAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken = default)
    {
        var plans = new List<SessionPlan>();
        foreach (var session in await SessionsAsync(from, to, cancellationToken).ConfigureAwait(false))
        {
            var held = await _parts.Store.ReadAsync(session, cancellationToken).ConfigureAwait(false);
            var requests = Plan(session, held, _parts.Now);
            var calls = requests.Sum(request => CatchUpPlanner.CallsAtMost(request, _parts.Source.RowsPerCall(session.Date)));
            var perObject = SymbolsPerObject(session);
            var objects = (requests.Count + perObject - 1) / perObject;
            plans.Add(new(session, requests.Count, _symbols.Count - requests.Count, calls, objects));
        }

        var all = plans.Sum(plan => plan.CallsAtMost);
        return new(plans, all, _parts.Now + TimeSpan.FromSeconds(all / _parts.Source.CallsPerSecond));
    }

    /// <summary>Returns the number of symbols, prefix, venue and store in one line, the same in every culture.</summary>
    public override string ToString() => $"{nameof(HantooKlineLogger)}, {Texts.Count(_symbols.Count, "symbol")}, {_parts.Store}{(_live > 0 ? ", logging live" : "")}";

    private async Task<CatchUpReport> CatchUpAsync(TradingSession session, IProgress<CatchUpProgress>? progress, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        return await RunSessionAsync(session, progress, cancellationToken).ConfigureAwait(false);
    }

    private Task<IDisposable> TakeTurnAsync(CancellationToken cancellationToken) => _live > 0
        ? throw new InvalidOperationException("This logger is logging live; catch up with another one, or stop it first.")
        : _turn.TakeAsync(cancellationToken);

    private Task<CatchUpReport> RunSessionAsync(TradingSession session, IProgress<CatchUpProgress>? progress, CancellationToken cancellationToken) =>
        RunSessionAsync(session, _symbols, (held, now) => Plan(session, held, now), progress, cancellationToken);

    private async Task<CatchUpReport> RunSessionAsync(
        TradingSession session, IReadOnlyList<string> symbols, Func<HeldDay, DateTimeOffset, IReadOnlyList<KlineRequest>> plan,
        IProgress<CatchUpProgress>? progress, CancellationToken cancellationToken)
    {
        using var activity = RhetenorDiagnostics.Source.StartActivity("rhetenor.catch_up");
        activity?.SetTag("venue", session.Venue.ToCode()).SetTag("date", session.Date.ToText()).SetTag("symbols", symbols.Count);
        var started = _parts.Now;
        var run = new CatchUpRun(session, _parts, await _parts.Store.ReadAsync(session, cancellationToken).ConfigureAwait(false));
        run.Planned = _parts.Now;
        run.NextSession = await NextAsync(session, cancellationToken).ConfigureAwait(false);
        await FetchAndWriteAsync(run, plan(run.Held, run.Planned), progress, cancellationToken).ConfigureAwait(false);
        var report = run.Report(symbols, started);
        for (var round = 1; run.MetOthers && !report.IsComplete && round < _parts.Options.ConflictRounds; round++)
        {
            // Bars that another writer stored meanwhile can leave a symbol in doubt that was just fetched.
            run.MetOthers = false;
            var open = report.Symbols.Where(symbol => !symbol.IsUpToDate).Select(symbol => symbol.Symbol).ToHashSet(StringComparer.Ordinal);
            IReadOnlyList<KlineRequest> again = [.. plan(run.Held, run.Planned).Where(request => open.Contains(request.Symbol))];
            await FetchAndWriteAsync(run, again, progress, cancellationToken).ConfigureAwait(false);
            report = run.Report(symbols, started);
        }

        await run.LookBackAsync(cancellationToken).ConfigureAwait(false);
        report = run.Report(symbols, started);
        activity?.SetTag("complete", report.Symbols.Count(symbol => symbol.IsUpToDate));
        Log.CaughtUp(_parts.Logger, report);
        return report;
    }

    // The master of the next session shows the shares traded in this one. Nothing is closed for longer.
    private async Task<DateOnly?> NextAsync(TradingSession session, CancellationToken cancellationToken)
    {
        for (var date = session.Date.AddDays(1); _parts.Masters.HasShares && date <= session.Date.AddDays(14); date = date.AddDays(1))
        {
            if (await _calendar.SessionAsync(_parts.Options.Venue, date, cancellationToken).ConfigureAwait(false) is not null)
                return date;
        }

        return null;
    }

    private IReadOnlyList<KlineRequest> Plan(TradingSession session, HeldDay held, DateTimeOffset now) => held.Counted(CatchUpPlanner.Plan(
        session, _symbols, symbol => KlineLoggerParts.Covered(session, held, symbol), now, _parts.Options.SettleMargin));

    // Objects are written whenever enough bars have been fetched, and at the end of the run, even if it fails.
    private async Task FetchAndWriteAsync(
        CatchUpRun run, IReadOnlyList<KlineRequest> requests, IProgress<CatchUpProgress>? progress, CancellationToken cancellationToken)
    {
        run.Announce(requests, progress);
        foreach (var batch in requests.Chunk(SymbolsPerObject(run.Session)))
        {
            try
            {
                await run.FetchAsync(batch, progress, cancellationToken).ConfigureAwait(false);
                await run.CommitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not ObjectStoreException)
            {
                await WriteLastAsync(run).ConfigureAwait(false);
                throw;
            }
        }
    }

    // A symbol has at most one bar per minute and is never split over objects.
    private int SymbolsPerObject(TradingSession session) => Math.Max(1, _parts.Options.BarsPerObject / session.Minutes);

    private async Task WriteLastAsync(CatchUpRun run)
    {
        using var grace = new CancellationTokenSource(_parts.Options.StopGrace, _parts.TimeProvider);
        try
        {
            await run.CommitAsync(grace.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ObjectStoreException or OperationCanceledException)
        {
            // The failure that ended the run is reported. The next run requests these bars again.
            Log.LastWriteFailed(_parts.Logger, exception.Message);
        }
    }

    private async Task<List<TradingSession>> SessionsAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        var sessions = new List<TradingSession>();
        for (var date = from; date <= to && date <= KoreaTime.DateOf(_parts.Now); date = date.AddDays(1))
        {
            if (await _calendar.SessionAsync(_parts.Options.Venue, date, cancellationToken).ConfigureAwait(false) is { } session
                && session.LastCompleted(_parts.Now) is not null)
            {
                sessions.Add(session);
            }
        }

        return sessions;
    }
}
