using System.Globalization;

namespace Rhetenor.Data.Simulation;

/// <summary>Watches every object and every report, and knows what really happened. docs/RELIABILITY.md names the properties.</summary>
internal sealed partial class Judge(Scheduler scheduler, Scenario scenario, SimulatedStore store, Broker broker)
{
    private readonly HashSet<string> _foreign = new(StringComparer.Ordinal);
    private readonly HashSet<string> _removed = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Symbol, DateTime Minute), long> _storedAt = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public View View { get; } = new();

    /// <summary>The objects of the world's sessions that appeared at once, not those whose request had been held up on its way.</summary>
    public int Writes { get; private set; }

    private Market Market => scenario.Market;

    private IReadOnlyList<TradingSession> Sessions => Market.Sessions;

    /// <summary>An object that some other program left in the bucket.</summary>
    public void Foreign(string key, byte[] body)
    {
        _foreign.Add(key);
        store.Put(key, body);
    }

    public void Appeared(string key, byte[] body, bool isLate)
    {
        if (_foreign.Contains(key))
            return;
        var name = key[(key.LastIndexOf('/') + 1)..];
        Writes += !isLate && Sessions.Any(session => name.StartsWith(session.Date.ToString("yyyyMMdd", CultureInfo.InvariantCulture), StringComparison.Ordinal)) && !key.StartsWith("hantoo-calendar/", StringComparison.Ordinal) ? 1 : 0;
        if (PlainReader.Key(key) is { } parsed)
            Data(key, parsed.Retrieval, body, isLate);
        else if (key.Contains("/coverage/", StringComparison.Ordinal))
            Coverage(key, body);
        else if (!key.EndsWith("/.probe", StringComparison.Ordinal) && !key.StartsWith("hantoo-calendar/", StringComparison.Ordinal))
            Violate($"an object of no known kind was written: {key}");
    }

    /// <summary>P3, P11: nobody sees anything else after an object was removed.</summary>
    public void Disappeared(string key)
    {
        _removed.Add(key);
        if (_foreign.Contains(key))
            Violate($"P7: the foreign {key} was removed.");
        else if (View.Remove(key) is { } changed)
            Violate($"P3: {key} was removed: {changed}");
    }

    /// <summary>P8: what a run reports is in the store at once.</summary>
    public void Reported(string who, CatchUpReport report)
    {
        foreach (var key in report.Objects.Where(key => !_counts.ContainsKey(key)))
            Violate($"P8: {who} reports {key}, which is not there.");
        foreach (var outcome in report.Symbols)
        {
            if (outcome.Through is { } through)
                RequireBars("P8", $"{who} reports {outcome.Symbol} through", outcome.Symbol, report.Session, through, outcome.State < SymbolDayState.Open);
        }

        var stored = report.Objects.Sum(key => _counts.GetValueOrDefault(key));
        var claimed = report.NewBars + report.RevisedBars;
        if (stored < claimed || (scenario.Writers == 1 && scenario.Faults is { Damage: 0, LagSeconds: 0 } && stored != claimed))
            Violate($"P8: {who} reports {claimed} new and revised bars, and its objects have {stored}.");
    }

    /// <summary>P3, P7: any order of the objects gives the plain view, whatever else lies there.</summary>
    public void RoundEnded()
    {
        foreach (var session in Sessions)
        {
            var keys = store.Objects.Keys.Where(key => !_foreign.Contains(key) && KlineKey.TryParse(key, out var parsed) && parsed.Date == session.Date).ToList();
            scheduler.Random.Shuffle(keys);
            var day = new MergedSession(session.Date, Market.Venue);
            foreach (var key in keys)
                day.Add(KlineKey.Parse(key), KlineCodec.Unpack(store.Get(key)!.Body));
            if (View.DifferenceTo(day) is { } difference)
                Violate($"P3: {difference}");
        }
    }

    /// <summary>P2, P10: after an undisturbed run the view is the truth of that time, for what was over when it began.</summary>
    /// <param name="who">The process.</param>
    /// <param name="report">Its report.</param>
    /// <param name="began">When it began.</param>
    /// <param name="isRepeated">Whether an hour has passed since the first undisturbed run.</param>
    public void Undisturbed(string who, CatchUpReport report, DateTimeOffset began, bool isRepeated)
    {
        // A foreign object of an earlier date makes a run look for sessions that the broker has never had.
        if (IsBeforeWorld(report.Session))
            return;
        var due = report.Session.LastCompleted(began - TimeSpan.FromSeconds(11));
        foreach (var outcome in report.Symbols)
        {
            if (IsBeyondHorizon(report.Session) && outcome.State >= SymbolDayState.Open)
                continue;
            var isUnsettled = (!isRepeated || HasChangedSince(outcome.Symbol, report.Session)) && IsUnsettled(outcome, report.Session);
            if (began - TimeSpan.FromSeconds(11) >= report.Session.SettledAt && !isUnsettled)
                RequireTruth(outcome.Symbol, report.Session);
            if (IsUnknown(outcome.Symbol, report.Session.Date) || isUnsettled || IsUnclear(outcome, report.Session))
                continue;
            if (!outcome.IsComplete)
                Violate($"P10: {who}, undisturbed, ends with {outcome.Symbol} {outcome.State}: {outcome.Reason}");
            if (due is not null && !(outcome.Through >= due))
                Violate(Text($"P10: {who}, undisturbed, brought {outcome.Symbol} to {outcome.Through:HH:mm}; {due:HH:mm} was over."));
        }
    }

    /// <summary>P2: after an undisturbed run without a date, nothing that was begun is left behind.</summary>
    public void Finished()
    {
        if (View.First is not { } first)
            return;
        foreach (var session in Sessions.Where(session => session.Date >= first && scheduler.Instant >= session.SettledAt && !IsBeyondHorizon(session)))
        {
            // Where one reading does not settle a day, the next one does.
            foreach (var symbol in Market.Symbols.Where(symbol => Market.Day(symbol.Code, session.Date)?.IsSettledByOneReading(scenario.TrustsValue) != false))
                RequireTruth(symbol.Code, session);
        }
    }

    /// <summary>P10: with few faults every run succeeds.</summary>
    public void RequireSuccess(string who, CatchUpReport report)
    {
        // A host clock a little ahead asks before the first minute is over, and is told so.
        if (IsBeyondHorizon(report.Session) || IsMistaken(report.Session) || report.Session.LastCompleted(scheduler.Instant - TimeSpan.FromSeconds(15)) is null || IsBeforeWorld(report.Session))
            return;
        if (report.Symbols.FirstOrDefault(outcome => !outcome.IsComplete && !IsUnknown(outcome.Symbol, report.Session.Date) && !IsUnsettled(outcome, report.Session) && !IsUnclear(outcome, report.Session)) is { } failed)
            Violate($"P10: {who}, within its retry budget, ends with {failed.Symbol} {failed.State}: {failed.Reason}");
    }

    // Many trades outside the trading hours look like rows that are missing at the end, until a second reading an hour later. Those before
    // a day's first row look like rows that are missing, until it comes.
    private bool IsUnsettled(SymbolOutcome outcome, TradingSession session) => Market.Day(outcome.Symbol, session.Date) is { } day && outcome.State switch
    {
        SymbolDayState.Partial => !day.IsSettledByOneReading(scenario.TrustsValue) && scheduler.Instant >= session.End,
        // Where the totals do not print a day without trades, a later session or a second reading shows that there were none.
        SymbolDayState.Doubtful => day.HasOffHoursOnly(scheduler.Now) || (day.Bars.Count == 0 && !scenario.HasFills),
        _ => false,
    };

    private bool IsUnclear(SymbolOutcome outcome, TradingSession session) =>
        outcome.State == SymbolDayState.Doubtful && Market.Day(outcome.Symbol, session.Date) is { HasUnclearBeginning: true };

    // Other figures begin the hour again that a second reading needs.
    private bool HasChangedSince(string symbol, TradingSession session) => Bars(symbol, session.Date).Any(bar => bar.Told(session.SettledAt.UtcTicks, scheduler.Now).Count() > 1);

    private bool IsBeforeWorld(TradingSession session) => Sessions.All(one => one.Date != session.Date);

    // Outside the hours that the run knew nothing can be asked of it.
    private bool IsMistaken(TradingSession session) => Market.Changed is { } changed && changed.Real.Date == session.Date && !session.Periods.SequenceEqual(changed.Real.Periods);

    // The oldest session that the broker keeps has no earlier day that shows its beginning.
    private bool IsBeyondHorizon(TradingSession session) => scenario.SessionsKept < Sessions.Count && session.Date <= broker.Book.Oldest(scheduler.Now).Date;

    // Where the broker has no row at all, no quote of the day and no totals, nothing shows whether there were trades.
    private bool IsUnknown(string symbol, DateOnly date) => Market.Find(symbol).Kind == SymbolKind.Unknown
        ? Market.Venue != Venue.Nextrade
        : !scenario.HasFills && date < KoreaTime.DateOf(scheduler.Instant) && Market.Find(symbol).All.All(bar => DateOnly.FromDateTime(bar.Minute) > date);
}
