namespace Rhetenor.Data.Testing;

/// <summary>A row of a minute chart.</summary>
internal readonly record struct ChartRow(DateOnly Date, int Minute, long Open, long High, long Low, long Close, long Volume, long AccValue)
{
    public static ChartRow Of(DateOnly date, in TruthBar bar, long accValue) =>
        new(date, bar.Minute, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume, accValue);

    public static ChartRow Flat(DateOnly date, int minute, long price, long accValue) =>
        new(date, minute, price, price, price, price, 0, accValue);
}
