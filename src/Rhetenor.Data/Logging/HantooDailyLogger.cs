using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Rhetenor.Data.Archive;
using Rhetenor.Data.Core;
using Rhetenor.Data.Format;
using Rhetenor.Data.Hantoo;
using Rhetenor.Data.Logging;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data;

/// <summary>Logs the daily bars (일봉) of a set of symbols to a store, from the first session that KIS has.</summary>
/// <remarks>
/// <para>Bars are as traded, without any adjustment, and are stored as <c>{prefix}/{first}_{last}_{exchange}_{retrieval}.jsonl.zstd</c> with
/// coverage beside them; docs/FORMAT.md describes both. Delisted symbols may be among the symbols: KIS has most of them. A session is
/// fetched after its figures have settled in the evening.</para>
/// <para>A run requests what the coverage in the store lacks: from the beginning at first, one call per symbol for up to 99 later sessions.
/// After a crash or a stop the next run continues. A logger does one run at a time.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class HantooDailyLogger
{
    // Until 1998-12-05 the exchange was open on Saturdays.
    private static readonly DateOnly SaturdaysClosed = new(1998, 12, 6);
    private const int DaysOfDoubt = 7;
    private readonly IReadOnlyList<string> _symbols;
    private readonly IObjectStore _store;
    private readonly IMarketCalendar _calendar;
    private readonly DailyParts _parts;
    private readonly DailyPlanner _planner;
    private readonly Turn _turn = new();

    /// <summary>Creates the logger. Performs no I/O.</summary>
    /// <param name="symbols">The short codes (단축코드) to log.</param>
    /// <param name="store">The store for the bars.</param>
    /// <param name="client">The client of KIS, for production or paper trading.</param>
    /// <param name="calendar">The trading calendar; null for the embedded table. Before its first year, the sessions are those of
    /// <see cref="DailyLoggerOptions.ReferenceSymbol"/>.</param>
    /// <param name="masters">Masters (종목마스터) that contain the symbols, of any day: a listing date proves where the bars begin. May be
    /// empty.</param>
    /// <param name="options">The venue, prefix and limits; null for the defaults.</param>
    /// <param name="timeProvider">The clock for waits; null for the system's. The current time is that of KIS.</param>
    /// <param name="logger">Logs the work done and failures.</param>
    /// <exception cref="ArgumentException">There is no symbol, a symbol is duplicated or not a valid short code, or an option's
    /// value is invalid. The message names the value.</exception>
    public HantooDailyLogger(
        IEnumerable<string> symbols,
        IObjectStore store,
        HantooClient client,
        IMarketCalendar? calendar = null,
        IEnumerable<MasterFile>? masters = null,
        DailyLoggerOptions? options = null,
        TimeProvider? timeProvider = null,
        ILogger<HantooDailyLogger>? logger = null)
        : this(Log.Quiet(logger), ShortCode.CheckAll(symbols, nameof(symbols)), store, client, calendar, masters, options, timeProvider)
    {
    }

    /// <summary>Creates a logger of codes that are valid, such as those of indexes.</summary>
    internal HantooDailyLogger(
        ILogger logger, IReadOnlyList<string> codes, IObjectStore store, HantooClient client, IMarketCalendar? calendar, IEnumerable<MasterFile>? masters, DailyLoggerOptions? options, TimeProvider? timeProvider)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(client);
        (_symbols, _store, _calendar) = (codes, store, calendar ?? KrxCalendar.Instance);
        options = (options ?? new()).Checked();
        timeProvider ??= TimeProvider.System;
        _parts = new(client, new(store, options.Prefix, options.Retry, options.RiskLosingOtherWritersBars, timeProvider), options, timeProvider, logger);
        _planner = new(options, masters ?? []);
    }

    private DateTime Now => _parts.Client.ServerNow.ToOffset(KoreaTime.Offset).DateTime;

    /// <summary>Plans a catch-up: calls, earliest finish. It reads the store and does not request any bars.</summary>
    /// <remarks>Each base price (기준가) that is not the close before, and that KIS does not mark as the effect of an event, costs a call more than planned.</remarks>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ObjectStoreException">The store could not be read.</exception>
    public async Task<CatchUpPlan> PlanAsync(CancellationToken cancellationToken = default)
    {
        var (session, held, _) = await LookAsync(cancellationToken).ConfigureAwait(false);
        var questions = await PlanAsync(held, session.Date, cancellationToken).ConfigureAwait(false);
        var calls = questions.Sum(DailyPlanner.CallsAtMost);
        if (questions.Count > 0 && ReferenceOf(questions) is { IsExtra: true } reference)
            calls += DailyPlanner.CallsAtMost(reference.Question);
        var symbols = questions.Select(question => question.Symbol).Distinct(StringComparer.Ordinal).Count();
        return new()
        {
            Session = session,
            Symbols = symbols,
            UpToDate = _symbols.Count - symbols,
            CallsAtMost = calls,
            ObjectsAtMost = DailyPlanner.ObjectsAtMost(questions, _parts.Options.BarsPerWrite),
            EarliestFinish = _parts.Client.ServerNow + TimeSpan.FromSeconds(calls / _parts.Client.CallsPerSecond),
        };
    }

    /// <summary>Brings all symbols up to date with the fewest calls.</summary>
    /// <param name="progress">Receives the progress after every symbol.</param>
    /// <param name="cancellationToken">Cancels the operation. Fetched bars are written first, within
    /// <see cref="DailyLoggerOptions.StopGrace"/>.</param>
    /// <returns>The result for every symbol. Failures of single symbols are included, not thrown.</returns>
    /// <exception cref="HantooException">KIS refuses the key or the environment, or has no usable bars of the reference symbol.</exception>
    /// <exception cref="ObjectStoreException">The store could not be read or written.</exception>
    public async Task<CatchUpReport> CatchUpAsync(IProgress<CatchUpProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        using var turn = await _turn.TakeAsync(cancellationToken).ConfigureAwait(false);
        using (await SourceWaits.ReportAsync(_parts.Client, _parts.Logger, progress, _parts.Options.Venue, _parts.Client.ServerNow, cancellationToken).ConfigureAwait(false))
            await _parts.Client.GetServerNowAsync(cancellationToken).ConfigureAwait(false);
        var started = _parts.Client.ServerNow;
        var (session, held, problems) = await LookAsync(cancellationToken).ConfigureAwait(false);
        var run = new DailyRun(_parts, session, held, progress);
        var questions = await PlanAsync(held, session.Date, cancellationToken).ConfigureAwait(false);
        var (through, sessions) = (session.Date, new SessionDates([], []));
        if (questions.Count > 0)
            (through, sessions) = await RunAsync(run, questions, held, through, cancellationToken).ConfigureAwait(false);
        if (through != session.Date)
            session = await _calendar.SessionAsync(_parts.Options.Venue, through, cancellationToken).ConfigureAwait(false) ?? TradingSession.For(_parts.Options.Venue, through) ?? session;
        IReadOnlyList<SymbolOutcome> outcomes = [.. _symbols.Select(Outcome)];
        var report = new CatchUpReport
        {
            Session = session,
            Symbols = outcomes,
            Objects = [.. run.Written],
            Problems = [.. problems, .. run.Problems],
            Started = started,
            Finished = _parts.Client.ServerNow,
            Pauses = run.Pauses,
            OtherCalls = run.Calls - outcomes.Sum(outcome => outcome.Calls),
        };
        Log.CaughtUp(_parts.Logger, report);
        return report;

        SymbolOutcome Outcome(string symbol)
        {
            var (covered, tally) = (KnownOf(held, symbol), run.Tally(symbol));
            var all = covered.Concat(tally.Entries.Where(entry => entry.State is SymbolDayState.Complete or SymbolDayState.NotListed));
            return tally.Outcome(symbol, covered, isMissing: _planner.Plan(symbol, all.OrderBy(entry => entry.From).ThenBy(entry => entry.Through), through, sessions).Any());
        }
    }

    /// <summary>Returns the number of symbols, prefix, venue and store in one line, the same in every culture.</summary>
    public override string ToString() => $"{nameof(HantooDailyLogger)}, {Texts.Count(_symbols.Count, "symbol")}, '{_parts.Options.Prefix}', {_parts.Options.Venue.ToCode()}, in {_store}";

    // The reference shows which days were sessions, and how far KIS has them.
    private async Task<(DateOnly Through, SessionDates Sessions)> RunAsync(DailyRun run, List<DailyQuestion> questions, DailyHeld held, DateOnly through, CancellationToken cancellationToken)
    {
        var (reference, isExtra) = ReferenceOf(questions);
        var fetch = await run.FetchAsync(reference, cancellationToken).ConfigureAwait(false);
        await CheckAsync(run, fetch, isExtra, held, cancellationToken).ConfigureAwait(false);
        var last = fetch.Bars.Count > 0 ? fetch.Bars[^1].Key : reference.StoredBefore;
        if (reference.Last >= through && last < through)
        {
            Log.NoReference(_parts.Logger, reference.Symbol, through, last.Value);
            through = last.Value;
        }

        var dates = fetch.Bars.Select(bar => bar.Key);
        var sessions = reference.Sessions.With([.. reference.StoredBefore is { } stored ? dates.Append(stored) : dates]);
        questions = [.. _symbols.SelectMany(symbol => _planner.Plan(symbol, KnownOf(held, symbol), through, sessions))];
        if (!isExtra)
        {
            if (fetch.Bars.Count > 0)
                run.Take(fetch with { Question = fetch.Question with { To = last!.Value } });
            questions.RemoveAll(question => question.Symbol == reference.Symbol);
        }

        await run.RunAsync(questions, cancellationToken).ConfigureAwait(false);
        return (through, sessions);
    }

    // Without the reference nobody knows which sessions there were, nor whether KIS answers. A doubt about them is written, so that a later
    // reading can settle it. The dates of rows that contradict themselves are sessions all the same.
    private async Task CheckAsync(DailyRun run, DailyFetch fetch, bool isExtra, DailyHeld held, CancellationToken cancellationToken)
    {
        var isEmpty = fetch.Bars.Count == 0 && fetch.Question.StoredBefore is null;
        var doubts = isExtra && !isEmpty ? [.. AbsencesOf(fetch).Where(doubt => !held.Covers(doubt.Question.Symbol, doubt.Question.From, doubt.Question.To))] : new List<DailyFetch>();
        doubts.ForEach(run.Take);
        bool IsOfDates(DailyDoubt doubt) => doubt.Kind is not (DailyDoubtKind.Unlinked or DailyDoubtKind.Unlikely or DailyDoubtKind.Contradiction or DailyDoubtKind.Adjusted);
        var division = DailyCommit.DivisionOf(fetch with { Doubts = [.. fetch.Doubts.Where(IsOfDates)] }, held, Now);
        if (!isEmpty && division.Open.All(doubt => doubt.Kind == DailyDoubtKind.Stored && division.IsSeen(doubt.From)))
            return;
        if (!isEmpty && !isExtra)
            run.Take(fetch);
        await run.RunAsync([], cancellationToken).ConfigureAwait(false);
        throw new HantooException(HantooError.UnexpectedReply, $"KIS gave no usable daily bars of the reference symbol {fetch.Question.Symbol}, and nothing was fetched without them: {(division.Open is [var open, ..] ? open.Reason : fetch.Doubt) ?? "it has no session."}")
        {
            TrId = HantooClient.DailyTrId,
            Calls = run.Calls,
        };
    }

    // The bars of a reference that is not logged are not stored. Ranges without a session need none.
    private static IEnumerable<DailyFetch> AbsencesOf(DailyFetch fetch) =>
        from doubt in fetch.Doubts
        where doubt.Kind == DailyDoubtKind.Absent && fetch.Between(doubt.From, doubt.Through).Count == 0
        let before = fetch.Between(fetch.Question.From, doubt.From)
        let after = fetch.Between(doubt.Through, fetch.Question.To)
        let question = fetch.Question with
        {
            From = doubt.From,
            To = doubt.Through,
            StoredBefore = before.Count > 0 ? before[^1].Key : fetch.Question.StoredBefore,
            StoredAfter = after.Count > 0 ? after[0].Key : null,
        }
        select new DailyFetch(question, [], KlineWitnesses.None, [doubt], 0);

    private (DailyQuestion Question, bool IsExtra) ReferenceOf(List<DailyQuestion> questions)
    {
        var symbol = _parts.Options.ReferenceSymbol;
        var (first, last) = (questions.Min(question => question.First), questions.Max(question => question.Last));
        var own = questions.FindAll(question => question.Symbol == symbol);
        return own is [var only] && only.First == first && only.To == last
            ? (only with { IsReference = true }, false)
            : (new(_parts.Options.Venue, symbol, first, last, questions[0].Sessions) { Listed = _planner.ListedOf(symbol), IsListed = true, IsReference = true }, true);
    }

    private async Task<(TradingSession Session, DailyHeld Held, IReadOnlyList<StoreProblem> Problems)> LookAsync(CancellationToken cancellationToken)
    {
        var (held, problems) = await HeldAsync(cancellationToken).ConfigureAwait(false);

        // A compaction that ended between the two listings may have removed what coverage rests on. What is lost is missing at the second look too.
        if (!held.IsWhole)
            (held, problems) = await HeldAsync(cancellationToken).ConfigureAwait(false);
        return (await SettledAsync(cancellationToken).ConfigureAwait(false), held, problems.All);
    }

    private async Task<(DailyHeld Held, ReadProblems Problems)> HeldAsync(CancellationToken cancellationToken)
    {
        var reader = new DailyReader(_store, new KlineArchiveOptions { Venue = _parts.Options.Venue, DailyPrefix = _parts.Options.Prefix, MaxObjectBytes = _parts.Options.MaxObjectBytes });
        var (listing, coverages, problems) = await reader.ListAsync(mustExist: false, cancellationToken).ConfigureAwait(false);
        return (new(listing, coverages, problems), problems);
    }

    private async Task<TradingSession> SettledAsync(CancellationToken cancellationToken)
    {
        var now = _parts.Client.ServerNow;
        var session = await _calendar.LatestSessionAsync(_parts.Options.Venue, now, cancellationToken).ConfigureAwait(false);
        return session.IsSettled(now, Defaults.SettleMargin) ? session
            : await _calendar.LatestSessionAsync(_parts.Options.Venue, KoreaTime.At(session.Date, TimeOnly.MinValue), cancellationToken).ConfigureAwait(false);
    }

    private async Task<List<DailyQuestion>> PlanAsync(DailyHeld held, DateOnly through, CancellationToken cancellationToken)
    {
        var (sessions, unknown) = (new List<DateOnly>(), new List<DateOnly>());
        foreach (var date in DateRange.Days(_parts.Options.From, through))
        {
            // Before Nextrade opened, it had no session. Nobody knows whether KIS has those of KRX as unified ones.
            var isEarlier = _parts.Options.Venue != Venue.Krx && TradingSession.For(Venue.Nextrade, date) is null;
            if (isEarlier && _parts.Options.Venue == Venue.Nextrade)
                continue;
            var day = await _calendar.GetDayAsync(date, cancellationToken).ConfigureAwait(false);
            if (day == MarketDay.Session && !isEarlier)
                sessions.Add(date);
            else if (day is MarketDay.Unknown or MarketDay.Session || (date.DayOfWeek == DayOfWeek.Saturday && date < SaturdaysClosed))
                unknown.Add(date);
        }

        var dates = new SessionDates(sessions, unknown);
        return [.. _symbols.SelectMany(symbol => _planner.Plan(symbol, KnownOf(held, symbol), through, dates))];
    }

    // What needs no request: what is covered, and for some days what a second reading contradicts as the first did.
    private List<DailyEntry> KnownOf(DailyHeld held, string symbol) =>
        [.. held.Of(symbol).Concat(held.ConfirmedDoubtsOf(symbol, Now.AddDays(-DaysOfDoubt))).OrderBy(entry => entry.From).ThenBy(entry => entry.Through)];
}
