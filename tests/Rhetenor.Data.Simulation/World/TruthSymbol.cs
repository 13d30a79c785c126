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

    /// <summary>Whether a broker whose pages never show two days leaves it open where the day begins: there were trades before the first row, and
    /// others begin at its price too.</summary>
    public bool HasUnclearBeginning => Before.Shares > 0 && Bars.Count(bar => bar.Final.Open == Bars[0].Final.Open) > 2;

    /// <summary>The trades at other times that a row's value counts. Those of KRX are made at the closing price, between its periods; the unified
    /// venue has rows of the other market meanwhile. Of some symbols no row counts them.</summary>
    public OffHours InValueOf(TruthBar bar, bool trustsValue) => After.Shares % 2 == 0 && Session.Venue switch
    {
        Venue.Krx => Session.Periods[^1] is { Phase: TradingPhase.AfterMarket } evening && TimeOnly.FromDateTime(bar.Minute) >= evening.First,
        Venue.Unified => !trustsValue,
        _ => false,
    } ? After.At(bar.Started) : default;

    public long FinalValue => Before.Value + After.Value + Bars.Sum(bar => bar.Told(Session.SettledAt.UtcTicks, long.MaxValue).Min(told => told.Value));

    /// <summary>Whether the rows prove the end of the day by themselves, or with totals that exceed them by no more than usual. Where the value counts
    /// other trades and rows are expected, it is the shares of all rows that do.</summary>
    public bool IsSettledByOneReading(bool trustsValue)
    {
        var isBroken = Bars.Any(bar => InValueOf(bar, trustsValue) != default) && !IsExpected;
        return isBroken ? IsUsual(Before.Shares + After.Shares, told => told.Volume)
            : IsUsual(After.Value, told => told.Value) || Bars.Any(bar => bar.Minute == Session.LastMinute);
    }

    // The trades at the closing price are looked for between the closing auction and the first minute of the after-market, or are few.
    private bool IsExpected => Session.Venue == Venue.Krx && Bars.Any(bar => bar.Minute == Market.ClosingOf(Session))
        && (Bars.Any(bar => TimeOnly.FromDateTime(bar.Minute) == Session.Periods[^1].First) || IsUsual(After.Value, told => told.Value));

    private bool IsUsual(long other, Func<TruthVersion, long> number) =>
        other * 1000 <= (other + Bars.Sum(bar => bar.Told(Session.SettledAt.UtcTicks, long.MaxValue).Min(number))) * 24;
}

/// <summary>Trades outside the trading hours.</summary>
/// <param name="From">When the broker tells of them, in UTC ticks.</param>
/// <param name="Shares">The shares.</param>
/// <param name="Value">Won.</param>
internal readonly record struct OffHours(long From, long Shares, long Value)
{
    public OffHours At(long now) => From <= now ? this : default;
}
