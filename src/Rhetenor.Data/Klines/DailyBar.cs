namespace Rhetenor.Data.Klines;

/// <summary>The stored numbers of a session (일봉), as traded: prices in 1/10,000 won, <see cref="Unknown"/> for missing numbers.</summary>
/// <param name="Open">The first price.</param>
/// <param name="High">The highest price.</param>
/// <param name="Low">The lowest price.</param>
/// <param name="Close">The last price of the regular session. In a halted session all four prices are the last close.</param>
/// <param name="Volume">The shares traded, off-hours trades included; 0 in a halted session.</param>
/// <param name="Value">The value traded in won, off-hours trades included.</param>
/// <param name="Base">The base price (기준가) of the session: the previous close, unless an event reset it.</param>
/// <param name="ExCode">The code of the ex-day (락구분); 0 for none.</param>
/// <param name="SplitRatio">The ratio of a split (분할비율), in 1/10,000; 0 for none.</param>
internal readonly record struct DailyBar(
    long Open, long High, long Low, long Close, long Volume, long Value, long Base = DailyBar.Unknown, int ExCode = 0, long SplitRatio = 0)
{
    public const long Unknown = KlineBar.Unknown;

    /// <summary>Gets whether the prices can be those of one session.</summary>
    public bool IsConsistent => ToKline().IsConsistent && Low > 0;

    /// <summary>Returns the numbers that bars of minutes have too.</summary>
    public KlineBar ToKline() => new(Open, High, Low, Close, Volume, Volume, Value);
}
