namespace Rhetenor.Data.Klines;

/// <summary>The numbers of a bar as they are kept: prices in 1/10,000 won, <see cref="Unknown"/> where there is none.</summary>
internal record struct KlineBar(long Open, long High, long Low, long Close, long Volume, long AccVolume, long AccValue)
{
    public const long Unknown = -1;

    /// <summary>Equal in every number that both know: what one side never stored is no difference.</summary>
    public readonly bool Agrees(in KlineBar other) =>
        Open == other.Open && High == other.High && Low == other.Low && Close == other.Close && Volume == other.Volume
        && (AccVolume == other.AccVolume || AccVolume == Unknown || other.AccVolume == Unknown)
        && (AccValue == other.AccValue || AccValue == Unknown || other.AccValue == Unknown);
}
