using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;
using Rhetenor.Data.Logging;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data;

/// <summary>Logs every completed 1-minute bar of some symbols to a store: catches a session up, or keeps logging live.</summary>
/// <remarks>
/// <para>Objects: <c>{prefix}/{start}_{end}_{exchange}_{retrieval}.jsonl.zstd</c> and, beside them, what was asked and answered,
/// <c>{prefix}/coverage/…</c>; docs/FORMAT.md describes both. Nothing is ever overwritten; a revised bar is written to a later
/// object, which wins. A bar that is stored already is not written again.</para>
/// <para>KIS keeps minutes for about a year, so nothing is lost by a crash: the next catch-up asks for what is missing. Times
/// are Korean (+09:00) on every host, and minutes count as over by the server's clock. One run at a time: calls on one
/// logger wait for each other, and are refused while it logs live.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class HantooKlineLogger
{
    private readonly IReadOnlyList<string> _symbols;
    private readonly KlineLoggerParts _parts;
    private readonly IMarketCalendar _calendar;
    private readonly Turn _turn = new();

    /// <summary>Puts the parts together; nothing is read or sent yet.</summary>
    /// <param name="symbols">The short codes to follow.</param>
    /// <param name="store">Where bars are kept.</param>
    /// <param name="source">Where they come from.</param>
    /// <param name="calendar">Which days are sessions; null for the embedded table.</param>
    /// <param name="masters">Tell which symbols are halted; may be empty.</param>
    /// <param name="options">Venue, names and limits; null for the defaults.</param>
    /// <param name="timeProvider">The clock of waits; null for the system's. What time it is, the source knows.</param>
    /// <param name="logger">Told of what was done and what went wrong.</param>
    /// <exception cref="ArgumentException">No symbol, one twice, or one that is no short code; or an option has a value that is not
    /// possible. The message names it.</exception>
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
        var halted = (masters ?? []).SelectMany(master => master).Where(record => record.IsTradingHalted == true).Select(record => record.ShortCode);
        _parts = new(new WriterStore(store, options, timeProvider, log), source, options, halted.ToHashSet(StringComparer.Ordinal), timeProvider, log);
        _calendar = calendar ?? KrxCalendar.Instance;
    }

    /// <summary>Brings the latest session that has a completed minute up to date.</summary>
    /// <inheritdoc cref="CatchUpAsync(DateOnly, IProgress{CatchUpProgress}, CancellationToken)"/>
    public async Task<CatchUpReport> CatchUpAsync(IProgress<CatchUpProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var session = await _calendar.LatestSessionAsync(_parts.Options.Venue, _parts.Now, cancellationToken).ConfigureAwait(false);
        return await CatchUpAsync(session, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Brings the session of a Korean date up to date, in the fewest calls: only minutes that are not covered are asked for.</summary>
    /// <param name="date">The Korean date.</param>
    /// <param name="progress">Told after every symbol.</param>
    /// <param name="cancellationToken">Cancels; what is fetched by then is written first, within <see cref="KlineLoggerOptions.StopGrace"/>.</param>
    /// <returns>What became of every symbol. Symbols that failed are in it; they are not thrown.</returns>
    /// <exception cref="ArgumentException">The venue has no session on <paramref name="date"/>.</exception>
    /// <exception cref="HantooException">KIS refuses the key or the environment, so that no symbol can be had.</exception>
    /// <exception cref="ObjectStoreException">The store could not be read or written.</exception>
    public async Task<CatchUpReport> CatchUpAsync(
        DateOnly date, IProgress<CatchUpProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var session = await _calendar.SessionAsync(_parts.Options.Venue, date, cancellationToken).ConfigureAwait(false)
            ?? throw new ArgumentException(
                $"{_parts.Options.Venue.ToCode()} has no session on {date.ToText()}: it is a weekend or a closure, or the venue was not open yet.", nameof(date));
        return await CatchUpAsync(session, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Brings every session of a range up to date, oldest first: what KIS drops soonest comes first.</summary>
    /// <param name="from">The first Korean date.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="progress">Told after every symbol of every session.</param>
    /// <param name="cancellationToken">Cancels.</param>
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

    /// <summary>What a catch-up of a range would do: calls, objects, earliest finish. It reads the store and calls nothing.</summary>
    /// <param name="from">The first Korean date.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="cancellationToken">Cancels.</param>
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
    public override string ToString() => $"{nameof(HantooKlineLogger)}, {Texts.Count(_symbols.Count, "symbol")}, {_parts.Store}{(_isLive ? ", logging live" : "")}";

    private async Task<CatchUpReport> CatchUpAsync(TradingSession session, IProgress<CatchUpProgress>? progress, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        return await RunSessionAsync(session, progress, cancellationToken).ConfigureAwait(false);
    }

    private Task<IDisposable> TakeTurnAsync(CancellationToken cancellationToken) => _isLive
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
        await FetchAndWriteAsync(run, plan(run.Held, run.Planned), progress, cancellationToken).ConfigureAwait(false);
        var report = run.Report(symbols, started);
        activity?.SetTag("complete", report.Symbols.Count(symbol => symbol.IsUpToDate));
        Log.CaughtUp(_parts.Logger, report);
        return report;
    }

    private IReadOnlyList<KlineRequest> Plan(TradingSession session, HeldDay held, DateTimeOffset now) => held.Counted(CatchUpPlanner.Plan(
        session, _symbols, symbol => KlineLoggerParts.Covered(session, held, symbol), now, _parts.Options.SettleMargin));

    // Objects are written whenever enough has come together, and at the end, also when it is a bad end.
    private async Task FetchAndWriteAsync(
        CatchUpRun run, IReadOnlyList<KlineRequest> requests, IProgress<CatchUpProgress>? progress, CancellationToken cancellationToken)
    {
        run.Announce(requests, progress);
        foreach (var batch in requests.Chunk(SymbolsPerObject(run.Session)))
        {
            try
            {
                await run.FetchAsync(batch, progress, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                await WriteLastAsync(run).ConfigureAwait(false);
                throw;
            }

            await run.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // A symbol has at most a bar a minute, and is never split.
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
            // The failure that ends the run is the one to report; these bars are asked for again by the next.
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
