using System.Globalization;
using System.Text.Json;

namespace Rhetenor.Data.Simulation;

/// <summary>Watches every object and every report, and knows what really happened. docs/RELIABILITY.md names the properties.</summary>
internal sealed class Judge(Scheduler scheduler, Scenario scenario, SimulatedStore store)
{
    private readonly HashSet<string> _foreign = new(StringComparer.Ordinal);

    public View View { get; } = new();

    private Market Market => scenario.Market;

    private IEnumerable<TradingSession> Sessions => [Market.Earlier, Market.Session];

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
        if (PlainReader.Key(key) is { } parsed)
            Data(key, parsed.Retrieval, body, isLate);
        else if (key.Contains("/coverage/", StringComparison.Ordinal))
            Coverage(key, body);
        else if (!key.EndsWith("/.probe", StringComparison.Ordinal))
            Violate($"an object of no known kind was written: {key}");
    }

    /// <summary>P8: what a run reports is in the store at once.</summary>
    public void Reported(string who, CatchUpReport report)
    {
        foreach (var key in report.Objects.Where(key => store.Get(key) is null))
            Violate($"P8: {who} reports {key}, which is not there.");
        foreach (var outcome in report.Symbols)
        {
            if (outcome.Through is { } through)
                RequireBars("P8", $"{who} reports {outcome.Symbol} through", outcome.Symbol, report.Session, through);
        }

        var stored = report.Objects.Where(key => store.Get(key) is not null).Sum(key => PlainReader.Bars(store.Get(key)!.Body).Count);
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
            var day = new KlineDay(session.Date, Market.Venue);
            foreach (var key in keys)
                day.Add(KlineKey.Parse(key), KlineCodec.Unpack(store.Get(key)!.Body));
            if (View.DifferenceTo(day) is { } difference)
                Violate($"P3: {difference}");
        }
    }

    /// <summary>P2, P10: after an undisturbed run the view is the truth of that time, for what was over when it began.</summary>
    public void Undisturbed(string who, CatchUpReport report, DateTimeOffset began)
    {
        var due = report.Session.LastCompleted(began - TimeSpan.FromSeconds(11));
        foreach (var outcome in report.Symbols)
        {
            var isUnknown = IsUnknown(outcome.Symbol, report.Session.Date);
            if (!outcome.IsUpToDate && !isUnknown)
                Violate($"P10: {who}, undisturbed, ends with {outcome.Symbol} {outcome.State}: {outcome.Reason}");
            if (due is not null && !isUnknown && !(outcome.Through >= due))
                Violate(Text($"P10: {who}, undisturbed, brought {outcome.Symbol} to {outcome.Through:HH:mm}; {due:HH:mm} was over."));
            if (began - TimeSpan.FromSeconds(11) >= report.Session.SettledAt)
                RequireTruth(outcome.Symbol, report.Session);
        }
    }

    /// <summary>P10: with few faults every run succeeds.</summary>
    public void RequireSuccess(string who, CatchUpReport report)
    {
        // A host clock a little ahead asks before the first minute is over, and is told so.
        if (report.Session.LastCompleted(scheduler.Instant - TimeSpan.FromSeconds(15)) is null)
            return;
        if (report.Symbols.FirstOrDefault(outcome => !outcome.IsUpToDate && !IsUnknown(outcome.Symbol, report.Session.Date)) is { } failed)
            Violate($"P10: {who}, within its retry budget, ends with {failed.Symbol} {failed.State}: {failed.Reason}");
    }

    // Where the broker has no row at all, no quote of the day and no totals, nothing shows whether there were trades.
    private bool IsUnknown(string symbol, DateOnly date) => Market.Find(symbol).Kind switch
    {
        SymbolKind.Unknown => Market.Venue != Venue.Nextrade,
        SymbolKind.Fresh => !scenario.HasFills && date < KoreaTime.DateOf(scheduler.Instant),
        _ => !scenario.HasFills && date == Market.Earlier.Date && Market.Find(symbol).EarlierBars.Count == 0,
    };

    private void Data(string key, string retrieval, byte[] body, bool isLate)
    {
        foreach (var (symbol, minute, bar) in PlainReader.Bars(body))
        {
            var place = Text($"{symbol} {minute:MM-dd HH:mm}");
            if (Market.Symbols.FirstOrDefault(one => one.Code == symbol)?.All.FirstOrDefault(one => one.Minute == minute) is not { } truth)
            {
                Violate($"P5: {place} was stored as {bar}, and nothing was traded then.");
                continue;
            }

            if (!truth.Was(bar, scheduler.Now))
                Violate($"P5: {place} was stored as {bar}, which no completed version ever was.");
            if (Shares(symbol, minute) is { } shares && shares != bar.AccVolume)
                Violate($"P5: {place} was stored with {bar.AccVolume} shares of the day; {shares} had been traded.");
            var (before, wins) = View.Add(key, retrieval, symbol, minute, bar);
            if (scenario.Writers > 1 || isLate)
                continue;
            if (scenario.Faults is { Damage: 0, LagSeconds: 0 } && scenario.OtherProgramIn == 0 && View.Copies(symbol, minute, bar) > 1)
                Violate($"P6: {place} {bar} was stored twice.");
            if (before is { } older && bar.Volume > older.Volume != wins && bar.Volume != older.Volume)
                Violate($"P12: {place} {(wins ? "was hidden by" : "is hidden behind")} an older version: {older}, {bar}.");
        }
    }

    // P9: coverage is written after the data it speaks of.
    private void Coverage(string key, byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        var date = json.RootElement.GetProperty("date").GetString();
        if (Sessions.FirstOrDefault(one => one.Date.ToString("yyyyMMdd", CultureInfo.InvariantCulture) == date) is not { } session)
            return;
        foreach (var entry in json.RootElement.GetProperty("symbols").EnumerateObject())
        {
            if (entry.Value.GetProperty("through").GetString() is not { } text)
                continue;
            var through = session.Date.ToDateTime(TimeOnly.ParseExact(text, "HHmm", CultureInfo.InvariantCulture));
            RequireBars("P9", $"{key} covers {entry.Name} through", entry.Name, session, through);
        }
    }

    private void RequireBars(string property, string claim, string symbol, TradingSession session, DateTime through)
    {
        foreach (var bar in Bars(symbol, session).Where(bar => bar.Minute <= through))
        {
            if (bar.VolumeAt(scheduler.Now) is null)
                Violate(Text($"{property}: {claim} {through:HH:mm}, and {bar.Minute:HH:mm} is not over."));
            else if (View.Find(symbol, bar.Minute) is null)
                Violate(Text($"{property}: {claim} {through:HH:mm}, and {bar.Minute:HH:mm} is not there."));
        }
    }

    private void RequireTruth(string symbol, TradingSession session)
    {
        var (shares, value) = (0L, 0L);
        foreach (var bar in Bars(symbol, session))
        {
            (shares, value) = (shares + bar.FinalVolume, value + ((long)bar.FinalVolume * bar.Close));

            // Another program stores no value, and what it stored is not stored again for it.
            var expected = new StoredBar(bar.Open, bar.High, bar.Low, bar.Close, bar.FinalVolume, shares, View.Find(symbol, bar.Minute)?.AccValue is null ? null : value);
            if (View.Find(symbol, bar.Minute) != expected || (expected.AccValue is null && scenario.OtherProgramIn == 0))
                Violate(Text($"P2: {symbol} {bar.Minute:MM-dd HH:mm} is {View.Find(symbol, bar.Minute)}; {expected} is true."));
        }
    }

    // Shares of the day up to a minute; null from the closing bar on, which changes.
    private long? Shares(string symbol, DateTime minute)
    {
        var shares = 0L;
        foreach (var bar in Market.Find(symbol).All.Where(bar => bar.Minute.Date == minute.Date && bar.Minute <= minute))
        {
            if (bar.Versions.Count > 1)
                return null;
            shares += bar.FinalVolume;
        }

        return shares;
    }

    private IReadOnlyList<TruthBar> Bars(string symbol, TradingSession session) =>
        session.Date == Market.Session.Date ? Market.Find(symbol).Bars : Market.Find(symbol).EarlierBars;

    private void Violate(string what) => scheduler.Violate(what);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
