namespace Rhetenor.Data.Simulation;

/// <summary>What kind of symbol it is.</summary>
internal enum SymbolKind
{
    /// <summary>Traded in every session.</summary>
    Traded,

    /// <summary>Not traded in the last session, but in those before.</summary>
    Idle,

    /// <summary>Known, and never traded.</summary>
    Fresh,

    /// <summary>Not known to the broker.</summary>
    Unknown,
}

/// <summary>A symbol, and what was traded of it in each session.</summary>
internal sealed record TruthSymbol(string Code, SymbolKind Kind, IReadOnlyList<TruthDay> Days)
{
    public IEnumerable<TruthBar> All => Days.SelectMany(day => day.Bars);
}

/// <summary>What was traded of a symbol in one session.</summary>
/// <param name="Session">The session.</param>
/// <param name="Bars">The bars, ascending.</param>
/// <param name="Before">The trades before the opening, at the previous close. No row shows them, but the day's value counts them.</param>
/// <param name="After">The trades outside the trading hours at other times. Only the totals of the day count them.</param>
/// <param name="PreviousClose">Won; 0 when there is none.</param>
internal sealed record TruthDay(TradingSession Session, IReadOnlyList<TruthBar> Bars, OffHours Before, OffHours After, int PreviousClose)
{
    /// <summary>Whether all that was traded so far has no row.</summary>
    public bool HasOffHoursOnly(long now) => Before.At(now).Shares > 0 && Bars.All(bar => bar.At(now) is null);

    public long FinalValue => Before.Value + After.Value + Bars.Sum(bar => bar.Told(Session.SettledAt.UtcTicks, long.MaxValue).Min(told => told.Value));

    /// <summary>Whether the rows prove the end of the day by themselves, or with totals that exceed them by no more than usual.</summary>
    public bool IsSettledByOneReading => After.Value * 1000 <= FinalValue * 24 || Bars.Any(bar => bar.Minute == Session.LastMinute);
}

/// <summary>Trades outside the trading hours.</summary>
/// <param name="From">When the broker tells of them, in UTC ticks.</param>
/// <param name="Shares">The shares.</param>
/// <param name="Value">Won.</param>
internal readonly record struct OffHours(long From, long Shares, long Value)
{
    public OffHours At(long now) => From <= now ? this : default;
}
