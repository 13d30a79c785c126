namespace Rhetenor.Data.Testing;

/// <summary>A session of a symbol as traded, made of its minutes.</summary>
/// <param name="Open">The first price, in won.</param>
/// <param name="High">The highest price, in won.</param>
/// <param name="Low">The lowest price, in won.</param>
/// <param name="Close">The last price before the after-market, in won.</param>
/// <param name="Volume">The shares traded; 0 when all prices are the close before.</param>
/// <param name="Value">The value traded, in won.</param>
/// <param name="BasePrice">The base price (기준가), in won.</param>
public sealed record DailyTruth(long Open, long High, long Low, long Close, long Volume, long Value, long BasePrice);
