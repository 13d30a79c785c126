namespace Rhetenor.Data.Simulation;

/// <summary>What the broker's server knows and how it answers, the same for every process: pages, tokens, outages.</summary>
internal sealed class Broker(Scheduler scheduler, Scenario scenario)
{
    private long _lastToken = long.MinValue / 2;
    private int _tokens;

    public FaultRates Faults { get; set; } = FaultRates.None;

    public long OutageUntil { get; set; }

    public Market Market => scenario.Market;

    /// <summary>Whether a reader can see by the value that rows before a time are missing.</summary>
    public bool IsSeenByValue(DateTime minute) => scenario.TrustsValue
        || (Market.Venue == Venue.Krx && TimeOnly.FromDateTime(minute) <= TimeOnly.FromDateTime(Market.Closing));

    /// <summary>A token, or none within a minute of the last.</summary>
    public string? IssueToken()
    {
        if (scheduler.Now - _lastToken < TimeSpan.TicksPerMinute)
            return null;
        _lastToken = scheduler.Now;
        return $"token-{++_tokens}";
    }

    /// <summary>The rows up to a time, newest first, as they are told now.</summary>
    public List<BrokerRow> Page(TruthSymbol symbol, DateOnly date, TimeOnly until)
    {
        var rows = new List<BrokerRow>();
        var session = Market.Session;
        if (symbol.Kind == SymbolKind.Unknown)
            return rows;
        if (date >= session.Date)
            AddSession(rows, session, symbol.Bars, session.Date.ToDateTime(until), symbol.Kind == SymbolKind.Traded);
        if (date < session.Date || rows.Count == 0 || scenario.PagesRunOn)
        {
            var last = date < session.Date ? date.ToDateTime(until) : DateTime.MaxValue;
            AddSession(rows, Market.Earlier, symbol.EarlierBars, last, mayBeMadeUp: false);
        }

        return rows;
    }

    /// <summary>Shares and won of the present day.</summary>
    public (long Shares, long Value) Quote(TruthSymbol symbol)
    {
        var day = KoreaTime.DateOf(scheduler.Instant);
        var (shares, value, previous) = (0L, 0L, 0);
        foreach (var bar in symbol.All.Where(bar => DateOnly.FromDateTime(bar.Minute) == day && bar.Started <= scheduler.Now))
        {
            var row = Told(bar, previous);
            previous = row.Volume;
            (shares, value) = (shares + row.Volume, value + ((long)row.Volume * row.Close));
        }

        return (shares, value);
    }

    /// <summary>The totals of sessions. One without trades is told as a flat one, or not at all.</summary>
    public List<(DateOnly Date, long Volume, long Value)> Totals(TruthSymbol symbol, DateOnly from, DateOnly to)
    {
        var totals = new List<(DateOnly Date, long Volume, long Value)>();
        foreach (var (session, bars) in new[] { (Market.Session, symbol.Bars), (Market.Earlier, symbol.EarlierBars) })
        {
            var told = bars.Where(bar => bar.Started <= scheduler.Now).Select(bar => Told(bar, 0)).ToList();
            if (session.Date < from || session.Date > to || session.Date > KoreaTime.DateOf(scheduler.Instant) || symbol.Kind == SymbolKind.Unknown)
                continue;
            if (told.Count > 0 || scenario.HasFills)
                totals.Add((session.Date, told.Sum(row => (long)row.Volume), told.Sum(row => (long)row.Volume * row.Close)));
        }

        return totals;
    }

    private void AddSession(List<BrokerRow> rows, TradingSession session, IReadOnlyList<TruthBar> bars, DateTime last, bool mayBeMadeUp)
    {
        var now = scheduler.Now;
        var accumulated = 0L;
        var previous = 0;
        var told = new List<BrokerRow>();
        foreach (var bar in bars)
        {
            if (bar.Started > now)
                break;
            if (scenario.HasFills && told.Count > 0 && bar.Minute - told[^1].Minute is { TotalMinutes: > 1 and < 5 })
                told.Add(new BrokerRow(told[^1].Minute.AddMinutes(1), told[^1].Close, told[^1].Close, told[^1].Close, told[^1].Close, 0, accumulated));
            var row = Told(bar, previous);
            previous = row.Volume;
            accumulated += (long)row.Volume * row.Close;
            told.Add(row with { AccValue = accumulated });
        }

        // A time to come is answered with flat rows at the present price.
        var running = scheduler.Instant.ToOffset(KoreaTime.Offset).DateTime;
        if (mayBeMadeUp && told.Count > 0 && last > running && running >= session.FirstMinute)
        {
            var from = new DateTime(running.Year, running.Month, running.Day, running.Hour, running.Minute, 0);
            var price = told[^1].Close;
            for (var minute = from.AddMinutes(1); minute <= last && minute <= session.LastMinute && minute <= from.AddMinutes(20); minute = minute.AddMinutes(1))
                told.Add(new BrokerRow(minute, price, price, price, price, 7, accumulated));
        }

        for (var i = told.Count - 1; i >= 0 && rows.Count < scenario.PageRows; i--)
        {
            if (told[i].Minute <= last)
                rows.Add(told[i]);
        }
    }

    // While its minute runs, a row shows the volume of the one before, then a part of its own.
    private BrokerRow Told(TruthBar bar, int previous)
    {
        if (bar.VolumeAt(scheduler.Now) is { } volume)
            return new BrokerRow(bar.Minute, bar.Open, bar.High, bar.Low, bar.Close, volume, 0);
        var isFresh = scheduler.Now - bar.Started < 10 * TimeSpan.TicksPerSecond;
        return new BrokerRow(bar.Minute, bar.Open, bar.Open + 1, bar.Open - 1, bar.Open, isFresh ? previous : bar.Versions[0].Volume / 2, 0);
    }
}

/// <summary>A row as the broker tells it.</summary>
internal readonly record struct BrokerRow(DateTime Minute, int Open, int High, int Low, int Close, int Volume, long AccValue);
