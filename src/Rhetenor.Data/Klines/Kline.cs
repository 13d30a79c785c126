using System.Globalization;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data;

/// <summary>One completed minute of one symbol.</summary>
/// <remarks>
/// Prices are won, exact to 1/10,000, and are kept as they were received: that the high is the highest is not enforced.
/// Two bars are equal when all their numbers are.
/// </remarks>
public readonly record struct Kline
{
    private readonly KlineBar _bar;

    /// <summary>Makes a bar.</summary>
    /// <param name="minute">The start of the minute, Korean time.</param>
    /// <param name="open">First price, won.</param>
    /// <param name="high">Highest price, won.</param>
    /// <param name="low">Lowest price, won.</param>
    /// <param name="close">Last price, won.</param>
    /// <param name="volume">Shares traded in the minute.</param>
    /// <param name="accVolume">Shares traded on the day up to the end of the minute; null when not known.</param>
    /// <param name="accValue">Won traded on the day up to the end of the minute; null when not known.</param>
    /// <exception cref="ArgumentException"><paramref name="minute"/> has seconds, or is UTC.</exception>
    /// <exception cref="KlineFormatException">A number is negative or too large, or a price finer than 1/10,000 won.</exception>
    public Kline(DateTime minute, decimal open, decimal high, decimal low, decimal close, long volume, long? accVolume, long? accValue = null)
        : this(KlineMinute.Check(minute), new KlineBar(
            KlinePrice.From(open, "open", minute), KlinePrice.From(high, "high", minute), KlinePrice.From(low, "low", minute),
            KlinePrice.From(close, "close", minute), Count(volume, "volume", minute),
            accVolume is { } shares ? Count(shares, "acc_vol", minute) : KlineBar.Unknown,
            accValue is { } won ? Count(won, "acc_value", minute) : KlineBar.Unknown))
    {
    }

    internal Kline(DateTime minute, in KlineBar bar)
    {
        Minute = minute;
        _bar = bar;
    }

    /// <summary>The start of the minute, Korean time, of kind unspecified.</summary>
    public DateTime Minute { get; }

    /// <summary>First price, won.</summary>
    public decimal Open => KlinePrice.ToWon(_bar.Open);

    /// <summary>Highest price, won.</summary>
    public decimal High => KlinePrice.ToWon(_bar.High);

    /// <summary>Lowest price, won.</summary>
    public decimal Low => KlinePrice.ToWon(_bar.Low);

    /// <summary>Last price, won.</summary>
    public decimal Close => KlinePrice.ToWon(_bar.Close);

    /// <summary>Shares traded in the minute.</summary>
    public long Volume => _bar.Volume;

    /// <summary>Shares traded on the day up to the end of the minute; null in objects that another program wrote without it.</summary>
    public long? AccVolume => _bar.AccVolume == KlineBar.Unknown ? null : _bar.AccVolume;

    /// <summary>Won traded on the day up to the end of the minute; null when it was not stored.</summary>
    public long? AccValue => _bar.AccValue == KlineBar.Unknown ? null : _bar.AccValue;

    /// <summary>Whether the open is not below the low nor above the high, and the close likewise.</summary>
    public bool IsConsistent => _bar.Low <= Math.Min(_bar.Open, _bar.Close) && _bar.High >= Math.Max(_bar.Open, _bar.Close);

    internal KlineBar Bar => _bar;

    /// <summary>The bar for people, the same in every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Minute.ToMinuteText()} {ToNumbers()}");

    /// <summary>The numbers without the minute; those that are not known are left out.</summary>
    internal string ToNumbers() => string.Create(CultureInfo.InvariantCulture,
        $"open {Open} high {High} low {Low} close {Close} volume {Volume}{(AccVolume is { } shares ? $" acc_vol {shares}" : "")}{(AccValue is { } won ? $" acc_value {won}" : "")}");

    private static long Count(long value, string field, DateTime minute) =>
        value >= 0 ? value : throw KlineFormatException.OfNumber(minute, field, "0 or more", value);
}
