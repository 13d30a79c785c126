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
    private readonly SessionSymbols _symbols;
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
        : this(new SessionSymbols(ShortCode.CheckAll(symbols, nameof(symbols)), masters ?? []), store, source, calendar, options, timeProvider, logger)
    {
    }

    /// <summary>Creates the logger for symbols that are selected for each session, such as the members of an index on that day. Performs no
    /// I/O.</summary>
    /// <param name="select">Selects the symbols of a session and, if there are any, the masters (종목마스터) of its day. It is called when a
    /// session is begun, planned or finished, and once for each session that is over. Its failures are those of the run.</param>
    /// <param name="store">The store for the bars.</param>
    /// <param name="source">The source of the bars.</param>
    /// <param name="calendar">The trading calendar; null for the embedded table.</param>
    /// <param name="options">The venue, prefix and limits; null for the defaults.</param>
    /// <param name="timeProvider">The clock for waits; null for the system's. The current time comes from the source.</param>
    /// <param name="logger">Logs the work done and failures.</param>
    /// <exception cref="ArgumentException">An option's value is invalid. The message names the value.</exception>
    public HantooKlineLogger(
        Func<TradingSession, CancellationToken, ValueTask<KlineSelection>> select,
        IObjectStore store,
        IKlineSource source,
        IMarketCalendar? calendar = null,
        KlineLoggerOptions? options = null,
        TimeProvider? timeProvider = null,
        ILogger<HantooKlineLogger>? logger = null)
        : this(new SessionSymbols(select ?? throw new ArgumentNullException(nameof(select))), store, source, calendar, options, timeProvider, logger)
    {
    }

    private HantooKlineLogger(
        SessionSymbols symbols, IObjectStore store, IKlineSource source, IMarketCalendar? calendar, KlineLoggerOptions? options,
        TimeProvider? timeProvider, ILogger<HantooKlineLogger>? logger)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(source);
        _symbols = symbols;
        options = (options ?? new()).Checked();
        timeProvider ??= TimeProvider.System;
        var log = Log.Quiet(logger);
        _parts = new(new WriterStore(store, options, timeProvider, log), source, options, symbols.Masters, timeProvider, log);
        _calendar = calendar ?? KrxCalendar.Instance;
    }

    /// <summary>Brings the latest session that has a completed minute up to date, after the earlier ones that are not final: see
    /// <see cref="KlineLoggerOptions.UnfinishedSessions"/> and <see cref="CatchUpReport.Earlier"/>.</summary>
    /// <inheritdoc cref="CatchUpAsync(DateOnly, IProgress{CatchUpProgress}, CancellationToken)"/>
    public async Task<CatchUpReport> CatchUpAsync(IProgress<CatchUpProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        TradingSession session;
        using (await SourceWaits.ReportAsync(_parts.Source, _parts.Logger, progress, _parts.Options.Venue, _parts.Now, cancellationToken).ConfigureAwait(false))
        {
            var now = await _parts.AskNowAsync(cancellationToken).ConfigureAwait(false);
            session = await _calendar.LatestSessionAsync(_parts.Options.Venue, now, cancellationToken).ConfigureAwait(false);
        }

        using var turn = await TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        var earlier = new List<CatchUpReport>();
        foreach (var unfinished in await UnfinishedAsync(session, cancellationToken).ConfigureAwait(false))
            earlier.Add(await RunSessionAsync(unfinished, progress, cancellationToken).ConfigureAwait(false));
        var report = await RunSessionAsync(session, progress, cancellationToken).ConfigureAwait(false);
        return report with { Earlier = earlier, Unfinished = [.. earlier.Where(run => !run.IsFinal).Select(run => run.Session.Date)] };
    }

    /// <summary>Brings the session of a Korean date up to date with the fewest calls: only minutes that are not covered are
    /// requested.</summary>
    /// <param name="date">The Korean date.</param>
    /// <param name="progress">Receives the progress after every symbol.</param>
    /// <param name="cancellationToken">Cancels the operation. Fetched bars are written first, within
    /// <see cref="KlineLoggerOptions.StopGrace"/>.</param>
    /// <returns>The result for every symbol. Failures of single symbols are included, not thrown.</returns>
    /// <exception cref="ArgumentException">The venue has no session on <paramref name="date"/>, or the date is in the future.</exception>
    /// <exception cref="HantooException">KIS refuses the key or the environment, so no symbol can be fetched.</exception>
    /// <exception cref="ObjectStoreException">The store could not be read or written.</exception>
    public async Task<CatchUpReport> CatchUpAsync(
        DateOnly date, IProgress<CatchUpProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var session = await _calendar.SessionAsync(_parts.Options.Venue, date, cancellationToken).ConfigureAwait(false)
            ?? throw new ArgumentException(
                $"{_parts.Options.Venue.ToCode()} has no session on {date.ToText()}: it is a weekend or a closure, or the venue was not open yet.", nameof(date));
        if (date > KoreaTime.DateOf(_parts.Now))
            throw new ArgumentException($"{date.ToText()} is in the future: today is {KoreaTime.DateOf(_parts.Now).ToText()} in Korea.", nameof(date));
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
    /// <returns>A plan for each session that has begun, in the order in which they would be caught up.</returns>
    /// <exception cref="ObjectStoreException">The store could not be read.</exception>
    public async Task<IReadOnlyList<CatchUpPlan>> PlanAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken = default)
    {
        var (plans, all, counted) = (new List<CatchUpPlan>(), 0, new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var session in await SessionsAsync(from, to, cancellationToken).ConfigureAwait(false))
        {
            var held = await _parts.Store.ReadAsync(session, cancellationToken).ConfigureAwait(false);
            var symbols = await SymbolsAsync(session, cancellationToken).ConfigureAwait(false);
            var requests = Plan(session, symbols, held, _parts.Now, await NextAsync(session, cancellationToken).ConfigureAwait(false));
            var stored = requests.Where(request => StoredDays.MayBeProven(_parts, request, held)).ToHashSet();
            var daily = StoredDays.Calls(stored, plans.Count, _parts.Source.SessionsPerDailyCall(session.Venue), counted);
            var calls = daily + requests.Sum(CallsAtMost);
            var perObject = SymbolsPerObject(session);
            all += calls;
            plans.Add(new()
            {
                Session = session,
                Symbols = requests.Count,
                UpToDate = symbols.Count - requests.Count,
                CallsAtMost = calls,
                Stored = stored.Count,
                CallsIfProven = daily + requests.Where(request => !stored.Contains(request)).Sum(CallsAtMost),
                ObjectsAtMost = (requests.Count + perObject - 1) / perObject,
                EarliestFinish = _parts.Now + TimeSpan.FromSeconds(all / _parts.Source.CallsPerSecond),
            });
        }

        return plans;

        int CallsAtMost(KlineRequest request) => CatchUpPlanner.CallsAtMost(request, _parts.Source.RowsPerCall(request.Session.Date));
    }

    /// <summary>Returns the number of symbols, prefix, venue and store in one line, the same in every culture.</summary>
    public override string ToString() => $"{nameof(HantooKlineLogger)}, {_symbols}, {_parts.Store}{(_live > 0 ? ", logging live" : "")}";

    private async Task<CatchUpReport> CatchUpAsync(TradingSession session, IProgress<CatchUpProgress>? progress, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        return await RunSessionAsync(session, progress, cancellationToken).ConfigureAwait(false);
    }

    private Task<IDisposable> TakeTurnAsync(CancellationToken cancellationToken) => _live > 0
        ? throw new InvalidOperationException("This logger is logging live; catch up with another one, or stop it first.")
        : _turn.TakeAsync(cancellationToken);

    private async Task<List<TradingSession>> SessionsAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        DateRange.Check(from, to);
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
