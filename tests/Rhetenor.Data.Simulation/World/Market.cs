namespace Rhetenor.Data.Simulation;

/// <summary>Some sessions of a few symbols, drawn from the seed: sparse minutes, bars that change until the evening.</summary>
internal sealed class Market
{
    // A week, one with a closure after its weekend, one with an entrance examination, and one before Nextrade opened.
    private static readonly DateOnly[][] Days =
    [
        [new(2026, 5, 15), new(2026, 5, 18), new(2026, 5, 19), new(2026, 5, 20)],
        [new(2026, 5, 20), new(2026, 5, 21), new(2026, 5, 22), new(2026, 5, 26)],
        [new(2026, 11, 17), new(2026, 11, 18), new(2026, 11, 19), new(2026, 11, 20)],
        [new(2025, 2, 13), new(2025, 2, 14), new(2025, 2, 17), new(2025, 2, 18)],
    ];

    public Market(SimulationRandom random, bool isLong)
    {
        Venue = random.Of(Venue.Krx, Venue.Krx, Venue.Krx, Venue.Krx, Venue.Nextrade, Venue.Unified);
        var days = Days[random.Below(Venue == Venue.Nextrade ? 3 : 4)];
        TradingSession[] sessions = [.. days[(isLong ? 0 : 2)..].Select(day => TradingSession.For(Venue, day)!)];
        if (random.Chance(15))
        {
            var number = random.Chance(70) ? sessions.Length - 1 : random.Between(1, sessions.Length - 1);
            Changed = ChangedHours.Draw(random, sessions[number]);
            sessions[number] = Changed.Real;
        }

        Sessions = sessions;
    }

    public Venue Venue { get; }

    /// <summary>A session with other hours than expected; null for none.</summary>
    public ChangedHours? Changed { get; }

    /// <summary>The sessions, ascending. The first one is over when everything begins.</summary>
    public IReadOnlyList<TradingSession> Sessions { get; }

    /// <summary>The last session.</summary>
    public TradingSession Session => Sessions[^1];

    public TradingSession Earlier => Sessions[^2];

    /// <summary>The closing minute of the last session.</summary>
    public DateTime Closing => ClosingOf(Session);

    public IReadOnlyList<TruthSymbol> Symbols { get; private set; } = [];

    public TruthSymbol Find(string code) => Symbols.FirstOrDefault(symbol => symbol.Code == code) ?? new(code, SymbolKind.Unknown, []);

    /// <summary>What was traded of a symbol on a date; null when there was no session.</summary>
    public TruthDay? Day(string code, DateOnly date) => Find(code).Days.FirstOrDefault(day => day.Session.Date == date);

    /// <summary>The closing minute of a session, whose volume grows until the evening.</summary>
    public static DateTime ClosingOf(TradingSession session) => session.Date.ToDateTime(session.Periods.First(period => period.Phase == TradingPhase.Regular).Last);

    /// <summary>The session of a date as it is and as it is expected.</summary>
    public IEnumerable<TradingSession> SessionsOf(DateOnly date) => Sessions.Append(Changed?.Expected).OfType<TradingSession>().Where(session => session.Date == date);

    /// <summary>Draws what is traded.</summary>
    /// <param name="random">The seed's numbers.</param>
    /// <param name="busy">Instants at which something reads: bars change then more often than at others.</param>
    public void Trade(SimulationRandom random, IReadOnlyList<DateTimeOffset> busy)
    {
        var trades = new Trades(random, new Revisions(random, busy));
        Symbols = [.. Enumerable.Range(0, random.Between(1, 4)).Select(number => trades.Of(number, Sessions))];
    }
}
