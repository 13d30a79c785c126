namespace Rhetenor.Data.Klines;

/// <summary>Columns of bars.</summary>
internal sealed class KlineColumns
{
    private const double Scale = KlinePrice.Scale;

    public KlineColumns()
    {
    }

    /// <summary>Creates columns whose bars may be set in any order.</summary>
    public KlineColumns(int count)
    {
        Count = count;
        Minutes = GC.AllocateUninitializedArray<DateTime>(count);
        (Open, High, Low, Close) = (Prices(), Prices(), Prices(), Prices());
        (Volume, AccVolume, AccValue) = (Numbers(), Numbers(), Numbers());

        double[] Prices() => GC.AllocateUninitializedArray<double>(count);

        long[] Numbers() => GC.AllocateUninitializedArray<long>(count);
    }

    public int Count { get; private set; }

    public DateTime[] Minutes { get; private set; } = [];

    public double[] Open { get; private set; } = [];

    public double[] High { get; private set; } = [];

    public double[] Low { get; private set; } = [];

    public double[] Close { get; private set; } = [];

    public long[] Volume { get; private set; } = [];

    public long[] AccVolume { get; private set; } = [];

    public long[] AccValue { get; private set; } = [];

    public Kline this[int index]
    {
        get
        {
            return new Kline(Minutes[index], new KlineBar(
                Scaled(Open[index]), Scaled(High[index]), Scaled(Low[index]), Scaled(Close[index]), Volume[index], AccVolume[index], AccValue[index]));
        }
    }

    public void Add(DateTime minute, KlineBar bar)
    {
        if (Count == Minutes.Length)
            Resize(Math.Max(512, Count * 2));
        Set(Count++, [minute], [bar]);
    }

    /// <summary>Sets consecutive bars.</summary>
    public void Set(int at, ReadOnlySpan<DateTime> minutes, ReadOnlySpan<KlineBar> bars)
    {
        minutes.CopyTo(Minutes.AsSpan(at));
        var open = Open.AsSpan(at, bars.Length);
        var high = High.AsSpan(at, bars.Length);
        var low = Low.AsSpan(at, bars.Length);
        var close = Close.AsSpan(at, bars.Length);
        var volume = Volume.AsSpan(at, bars.Length);
        var accVolume = AccVolume.AsSpan(at, bars.Length);
        var accValue = AccValue.AsSpan(at, bars.Length);
        for (var i = 0; i < bars.Length; i++)
        {
            ref readonly var bar = ref bars[i];
            (open[i], high[i], low[i], close[i]) = (bar.Open / Scale, bar.High / Scale, bar.Low / Scale, bar.Close / Scale);
            (volume[i], accVolume[i], accValue[i]) = (bar.Volume, bar.AccVolume, bar.AccValue);
        }
    }

    /// <summary>Copies bars from other columns.</summary>
    public void Copy(KlineColumns from, int start, int to, int count)
    {
        Array.Copy(from.Minutes, start, Minutes, to, count);
        Array.Copy(from.Open, start, Open, to, count);
        Array.Copy(from.High, start, High, to, count);
        Array.Copy(from.Low, start, Low, to, count);
        Array.Copy(from.Close, start, Close, to, count);
        Array.Copy(from.Volume, start, Volume, to, count);
        Array.Copy(from.AccVolume, start, AccVolume, to, count);
        Array.Copy(from.AccValue, start, AccValue, to, count);
    }

    private static long Scaled(double won) => (long)Math.Round(won * Scale);

    private void Resize(int length)
    {
        Minutes = Resized(Minutes, length);
        (Open, High, Low, Close) = (Resized(Open, length), Resized(High, length), Resized(Low, length), Resized(Close, length));
        (Volume, AccVolume, AccValue) = (Resized(Volume, length), Resized(AccVolume, length), Resized(AccValue, length));
    }

    private static T[] Resized<T>(T[] column, int length)
    {
        Array.Resize(ref column, length);
        return column;
    }
}
