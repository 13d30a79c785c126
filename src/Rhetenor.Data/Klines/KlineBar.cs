using System.Numerics;

namespace Rhetenor.Data.Klines;

/// <summary>The stored numbers of a bar: prices in 1/10,000 won, <see cref="Unknown"/> for missing numbers.</summary>
internal record struct KlineBar(long Open, long High, long Low, long Close, long Volume, long AccVolume, long AccValue)
{
    public const long Unknown = -1;

    /// <summary>Gets whether the open and the close are between the low and the high.</summary>
    public readonly bool IsConsistent => AreConsistent(Open, High, Low, Close);

    /// <summary>Determines whether an open and a close are between a low and a high.</summary>
    public static bool AreConsistent<T>(T open, T high, T low, T close)
        where T : INumber<T> => low <= T.Min(open, close) && high >= T.Max(open, close);

    /// <summary>Compares the numbers that both bars have. A number that one side never stored is not a difference.</summary>
    public readonly bool Agrees(in KlineBar other) =>
        Open == other.Open && High == other.High && Low == other.Low && Close == other.Close && Volume == other.Volume
        && (AccVolume == other.AccVolume || AccVolume == Unknown || other.AccVolume == Unknown)
        && (AccValue == other.AccValue || AccValue == Unknown || other.AccValue == Unknown);

    /// <summary>Returns the bar with the numbers of an earlier version in place of those that it does not have.</summary>
    public readonly KlineBar CompletedBy(in KlineBar earlier) => this with
    {
        AccVolume = AccVolume == Unknown ? earlier.AccVolume : AccVolume,
        AccValue = AccValue == Unknown ? earlier.AccValue : AccValue,
    };
}
