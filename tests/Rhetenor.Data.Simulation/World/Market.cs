namespace Rhetenor.Data.Simulation;

/// <summary>Two sessions of a few symbols, drawn from the seed: sparse minutes, a closing bar that grows until the evening.</summary>
internal sealed class Market
{
    private static readonly DateOnly[] Days = [new(2026, 5, 20), new(2026, 5, 20), new(2026, 11, 20), new(2025, 2, 18)];
    private readonly SimulationRandom _random;

    public Market(SimulationRandom random)
    {
        _random = random;
        Venue = random.Of(Venue.Krx, Venue.Krx, Venue.Krx, Venue.Krx, Venue.Nextrade, Venue.Unified);
        Session = TradingHours.For(Venue, Days[random.Below(Venue == Venue.Nextrade ? 3 : 4)])!;
        Earlier = TradingHours.For(Venue, Session.Date.AddDays(-1))!;
        Late = random.Below(10);
        Symbols = [.. Enumerable.Range(0, random.Between(1, 4)).Select(Draw)];
    }

    public Venue Venue { get; }

    public TradingSession Session { get; }

    public TradingSession Earlier { get; }

    /// <summary>The session's closing minute, whose volume grows until the evening.</summary>
    public DateTime Closing => Session.Date.ToDateTime(Session.Periods.First(period => period.Phase == TradingPhase.Regular).Last);

    /// <summary>How many seconds after its end the broker knows of all trades of a minute.</summary>
    public int Late { get; }

    public IReadOnlyList<TruthSymbol> Symbols { get; }

    public TruthSymbol Find(string code) => Symbols.FirstOrDefault(symbol => symbol.Code == code) ?? new(code, SymbolKind.Unknown, [], []);

    private TruthSymbol Draw(int number)
    {
        var kind = _random.Below(20) switch { 0 => SymbolKind.Unknown, 1 => SymbolKind.Fresh, 2 or 3 => SymbolKind.Idle, _ => SymbolKind.Traded };
        var bars = kind == SymbolKind.Traded ? Bars(Session, _random.Between(4, 12)) : [];
        var earlier = kind is SymbolKind.Traded or SymbolKind.Idle ? Bars(Earlier, _random.Between(1, 3)) : [];
        return new TruthSymbol($"00{number}930", kind, bars, earlier);
    }

    private List<TruthBar> Bars(TradingSession session, int opening)
    {
        var regular = session.Periods.First(period => period.Phase == TradingPhase.Regular);
        var close = session.Date.ToDateTime(regular.Last);
        var minutes = new SortedSet<DateTime>();
        for (var i = 0; i < opening; i++)
        {
            if (!_random.Chance(15))
                minutes.Add(session.FirstMinute.AddMinutes(i));
        }

        if (_random.Chance(50))
            minutes.Add(session.Date.ToDateTime(new TimeOnly(11, _random.Below(60))));
        if (_random.Chance(90))
            minutes.Add(close);
        if (session.LastMinute > close)
        {
            var after = session.Date.ToDateTime(session.Periods[^1].First);
            for (var i = _random.Below(4); i > 0; i--)
                minutes.Add(after.AddMinutes(_random.Below(5)));
            if (_random.Chance(50))
                minutes.Add(session.LastMinute);
        }

        var price = 1000 * _random.Between(2, 90);
        return [.. minutes.Select(minute =>
        {
            var open = price;
            price += 10 * _random.Between(-5, 5);
            return new TruthBar(minute, open, price, Versions(minute, minute == close ? session.SettledAt : null));
        })];
    }

    private List<(long From, int Volume)> Versions(DateTime minute, DateTimeOffset? settled)
    {
        var complete = new DateTimeOffset(minute.AddMinutes(1).AddSeconds(Late), KoreaTime.Offset).UtcTicks;
        var versions = new List<(long From, int Volume)> { (complete, _random.Between(2, 500)) };
        for (var i = settled is null ? 0 : _random.Below(5); i > 0; i--)
        {
            var last = versions[^1];
            var left = settled!.Value.UtcTicks - last.From;
            versions.Add((last.From + (left / 1000 * _random.Between(1, 999)), last.Volume + _random.Between(1, 90)));
        }

        // Figures may move until the very last seconds.
        if (settled is { } end && _random.Chance(40))
            versions.Add((end.UtcTicks - (_random.Below(15) * TimeSpan.TicksPerSecond), versions[^1].Volume + 1));
        return versions;
    }
}
