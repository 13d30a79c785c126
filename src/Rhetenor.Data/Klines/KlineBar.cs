namespace Rhetenor.Data.Klines;

/// <summary>The stored numbers of a bar: prices in 1/10,000 won, <see cref="Unknown"/> for missing numbers.</summary>
internal record struct KlineBar(long Open, long High, long Low, long Close, long Volume, long AccVolume, long AccValue)
{
    public const long Unknown = -1;

    /// <summary>Compares the numbers that both bars have. A number that one side never stored is not a difference.</summary>
    public readonly bool Agrees(in KlineBar other) =>
        Open == other.Open && High == other.High && Low == other.Low && Close == other.Close && Volume == other.Volume
        && (AccVolume == other.AccVolume || AccVolume == Unknown || other.AccVolume == Unknown)
        && (AccValue == other.AccValue || AccValue == Unknown || other.AccValue == Unknown);
}
