namespace Rhetenor.Data.Simulation;

/// <summary>Draws the trades of a symbol: sparse minutes, most of them in the morning and at the close.</summary>
internal sealed class Trades(SimulationRandom random, Revisions revisions)
{
    private int _price;

    public TruthSymbol Of(int number, IReadOnlyList<TradingSession> sessions)
    {
        var kind = random.Below(20) switch { 0 => SymbolKind.Unknown, 1 => SymbolKind.Fresh, 2 or 3 => SymbolKind.Idle, _ => SymbolKind.Traded };
        _price = 1000 * random.Between(2, 90);
        var days = new List<TruthDay>();
        foreach (var session in sessions)
        {
            var opening = session == sessions[^1] ? random.Between(4, 12) : random.Between(1, 3);
            var isTraded = kind == SymbolKind.Traded || (kind == SymbolKind.Idle && session != sessions[^1]);
            var previous = days.LastOrDefault(day => day.Bars.Count > 0)?.Bars[^1].Final.Close ?? 0;
            days.Add(Day(session, isTraded ? Bars(session, opening) : [], previous));
        }

        return new TruthSymbol($"00{number}930", kind, days);
    }

    // Off-hours trades are few on most days. Beyond a fortieth of a day they leave a doubt about its last rows.
    private TruthDay Day(TradingSession session, List<TruthBar> bars, int previous)
    {
        var (before, after) = (default(OffHours), default(OffHours));
        var all = bars.Sum(bar => (long)bar.Final.Volume);
        if (all > 0 && previous > 0 && session.Venue == Venue.Krx && random.Chance(25))
        {
            var shares = Math.Max(1, all * random.Between(1, 40) / 1000);
            before = new OffHours(new DateTimeOffset(session.FirstMinute, KoreaTime.Offset).AddMinutes(-20).UtcTicks, shares, shares * previous);
        }

        var share = random.Below(10) switch { 0 => random.Between(50, 120), < 6 => random.Between(1, 20), _ => 0 };
        if (all > 0 && share > 0)
        {
            var shares = all * share / 1000;
            after = new OffHours(new DateTimeOffset(Market.ClosingOf(session), KoreaTime.Offset).AddMinutes(random.Between(2, 20)).UtcTicks, shares, shares * bars[^1].Final.Close);
        }

        return new TruthDay(session, bars, before, after, previous);
    }

    private List<TruthBar> Bars(TradingSession session, int opening)
    {
        var close = Market.ClosingOf(session);
        return [.. Minutes(session, opening, close).Select(minute =>
        {
            var open = _price;
            _price = Math.Max(1000, _price + (10 * random.Between(-5, 5)));
            return new TruthBar(minute, revisions.Of(minute, open, _price, minute == close, session.SettledAt));
        })];
    }

    private SortedSet<DateTime> Minutes(TradingSession session, int opening, DateTime close)
    {
        var minutes = new SortedSet<DateTime>();
        for (var i = 0; i < opening; i++)
        {
            if (!random.Chance(15))
                minutes.Add(session.FirstMinute.AddMinutes(i));
        }

        if (random.Chance(50))
            minutes.Add(session.Date.ToDateTime(new TimeOnly(11, random.Below(60))));
        if (random.Chance(90))
            minutes.Add(close);
        if (session.LastMinute > close)
        {
            var after = session.Date.ToDateTime(session.Periods[^1].First);
            for (var i = random.Below(4); i > 0; i--)
                minutes.Add(after.AddMinutes(random.Below(5)));
            if (random.Chance(50))
                minutes.Add(session.LastMinute);
        }

        return minutes;
    }
}
