using System.Globalization;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data;

/// <summary>One completed minute of one symbol (분봉).</summary>
/// <remarks>
/// Prices are in won, exact to 1/10,000 won, and are kept as received: a high below the close is not corrected. Two bars are equal when
/// all their numbers are equal.
/// </remarks>
public readonly record struct Kline
{
    private readonly KlineBar _bar;

    /// <summary>Creates a bar.</summary>
    /// <param name="minute">The start of the minute, Korean time.</param>
    /// <param name="open">The first price, in won.</param>
    /// <param name="high">The highest price, in won.</param>
    /// <param name="low">The lowest price, in won.</param>
    /// <param name="close">The last price, in won.</param>
    /// <param name="volume">The shares traded in the minute.</param>
    /// <param name="accVolume">The shares traded on the day up to the end of the minute; null when unknown.</param>
    /// <param name="accValue">The value traded on the day up to the end of the minute, in won; null when unknown.</param>
    /// <exception cref="ArgumentException"><paramref name="minute"/> has seconds or is UTC, a number is negative or too large, or a price is
    /// finer than 1/10,000 won.</exception>
    public Kline(DateTime minute, decimal open, decimal high, decimal low, decimal close, long volume, long? accVolume, long? accValue = null)
        : this(KlineMinute.Check(minute), new KlineBar(
            Price(open, "open", minute), Price(high, "high", minute), Price(low, "low", minute),
            Price(close, "close", minute), Count(volume, "volume", minute),
            accVolume is { } shares ? Count(shares, "acc_vol", minute) : KlineBar.Unknown,
            accValue is { } won ? Count(won, "acc_value", minute) : KlineBar.Unknown))
    {
    }

    internal Kline(DateTime minute, in KlineBar bar)
    {
        Minute = minute;
        _bar = bar;
    }

    /// <summary>Gets the start of the minute in Korean time, with <see cref="DateTimeKind.Unspecified"/>.</summary>
    public DateTime Minute { get; }

    /// <summary>Gets the first price, in won.</summary>
    public decimal Open => KlinePrice.ToWon(_bar.Open);

    /// <summary>Gets the highest price, in won.</summary>
    public decimal High => KlinePrice.ToWon(_bar.High);

    /// <summary>Gets the lowest price, in won.</summary>
    public decimal Low => KlinePrice.ToWon(_bar.Low);

    /// <summary>Gets the last price, in won.</summary>
    public decimal Close => KlinePrice.ToWon(_bar.Close);

    /// <summary>Gets the shares traded in the minute.</summary>
    public long Volume => _bar.Volume;

    /// <summary>Gets the shares traded on the day up to the end of the minute; null when the stored object does not contain
    /// them.</summary>
    public long? AccVolume => _bar.AccVolume == KlineBar.Unknown ? null : _bar.AccVolume;

    /// <summary>Gets the value traded on the day up to the end of the minute, in won; null when it was not stored.</summary>
    public long? AccValue => _bar.AccValue == KlineBar.Unknown ? null : _bar.AccValue;

    /// <summary>Gets whether the open and the close are between the low and the high.</summary>
    public bool IsConsistent => _bar.IsConsistent;

    internal KlineBar Bar => _bar;

    /// <summary>Returns the minute and the numbers in one line, independent of culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Minute.ToMinuteText()} {ToNumbers()}");

    /// <summary>Formats the numbers without the minute. Unknown numbers are left out.</summary>
    internal string ToNumbers() => string.Create(CultureInfo.InvariantCulture,
        $"open {Open} high {High} low {Low} close {Close} volume {Volume}{(AccVolume is { } shares ? $" acc_vol {shares}" : "")}{(AccValue is { } won ? $" acc_value {won}" : "")}");

    /// <summary>Creates the exception for a number that a bar cannot have.</summary>
    /// <param name="minute">The start of the bar's minute, in Korean time.</param>
    /// <param name="field">The field name in stored objects.</param>
    /// <param name="expected">The allowed values.</param>
    /// <param name="found">The number.</param>
    internal static ArgumentException Refusal(DateTime minute, string field, string expected, decimal found) => new(
        string.Create(CultureInfo.InvariantCulture, $"The bar of {minute.ToMinuteText()} cannot be stored, {field}: expected {expected}, found {found}."));

    private static long Price(decimal won, string field, DateTime minute) =>
        KlinePrice.TryScale(won, out var scaled) ? scaled : throw Refusal(minute, field, KlinePrice.Form, won);

    private static long Count(long value, string field, DateTime minute) => value >= 0 ? value : throw Refusal(minute, field, "0 or more", value);
}
