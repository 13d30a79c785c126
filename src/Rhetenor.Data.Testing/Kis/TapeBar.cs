namespace Rhetenor.Data.Testing;

/// <summary>The trades of a minute: at most four, spread over the minute.</summary>
internal readonly record struct TapeBar(short Minute, byte FirstSecond, byte Trades, int Price0, int Price1, int Price2, int Price3, int Volume)
{
    public int PriceOf(int trade) => trade switch { 0 => Price0, 1 => Price1, 2 => Price2, _ => Price3 };

    public int VolumeOf(int trade) => (Volume / Trades) + (trade == 0 ? Volume % Trades : 0);

    public int SecondOf(int trade) => FirstSecond + (trade * (59 - FirstSecond) / 4);

    /// <summary>Returns the minute's bar from its trades up to a second of the day; null when there was none yet.</summary>
    public TruthBar? At(long second)
    {
        var into = second - (Minute * 60L);
        if (into < FirstSecond)
            return null;
        var bar = new TruthBar { Minute = Minute, Open = Price0, High = Price0, Low = Price0, First = FirstSecond };
        for (var i = 0; i < Trades && SecondOf(i) <= into; i++)
        {
            long price = PriceOf(i);
            bar.Close = price;
            bar.High = Math.Max(bar.High, price);
            bar.Low = Math.Min(bar.Low, price);
            bar.Volume += VolumeOf(i);
            bar.Value += price * VolumeOf(i);
            bar.Last = (byte)SecondOf(i);
        }

        return bar;
    }
}

/// <summary>A minute at an instant. The value is that of the minute alone.</summary>
internal struct TruthBar
{
    public short Minute;
    public byte First;
    public byte Last;
    public long Open;
    public long High;
    public long Low;
    public long Close;
    public long Volume;
    public long Value;

    /// <summary>Merges two venues' trades of one minute. When both trade in a second, the first argument comes first.</summary>
    public static TruthBar Together(in TruthBar one, in TruthBar other) => new()
    {
        Minute = one.Minute,
        First = Math.Min(one.First, other.First),
        Last = Math.Max(one.Last, other.Last),
        Open = other.First < one.First ? other.Open : one.Open,
        High = Math.Max(one.High, other.High),
        Low = Math.Min(one.Low, other.Low),
        Close = one.Last > other.Last ? one.Close : other.Close,
        Volume = one.Volume + other.Volume,
        Value = one.Value + other.Value,
    };
}
