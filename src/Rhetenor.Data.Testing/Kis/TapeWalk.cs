namespace Rhetenor.Data.Testing;

/// <summary>A price that moves in steps of one or two ticks towards a target, within the day's limits.</summary>
internal sealed class TapeWalk(long previousClose)
{
    private long _price = previousClose;

    public long Upper { get; } = PricePath.OnTick(previousClose * 130 / 100);

    public long Lower { get; } = LowestOf(previousClose);

    /// <summary>Creates a minute from the bits of two hashes: trades, prices, volume.</summary>
    public TapeBar Minute(int minute, long target, Draw draw, in TapeStyle style)
    {
        var (bits, more) = (draw.For(minute).Seed, draw.For(minute + 10_000).Seed);
        var volume = style.Volume(more);
        var trades = Math.Min(4, volume);
        Span<int> prices = stackalloc int[4];
        for (var i = 0; i < trades; i++)
        {
            var tick = PricePath.TickOf(_price);
            var step = (long)((bits >> (i * 8)) % 5) - 2;
            _price = Math.Clamp(_price + ((target - _price) / 24) + (step * tick), Lower, Upper);
            prices[i] = (int)Math.Clamp(PricePath.OnTick(_price), Lower, Upper);
        }

        if (trades > 2 && (int)((bits >> 40) % 1000) < style.MidPricePermille && PricePath.TickOf(prices[1]) is >= 10 and var whole && prices[1] + (whole / 2) <= Upper)
            prices[1] += (int)(whole / 2);
        var first = style.Thin ? (byte)((bits >> 52) % 50) : (byte)((bits >> 52) % 8);
        return new TapeBar((short)minute, first, (byte)trades, prices[0], prices[1], prices[2], prices[3], volume);
    }

    private static long LowestOf(long previousClose)
    {
        var lowest = PricePath.OnTick(previousClose * 70 / 100);
        return lowest * 100 < previousClose * 70 ? lowest + PricePath.TickOf(lowest) : lowest;
    }
}

/// <summary>The trading style of a symbol at a venue.</summary>
internal readonly record struct TapeStyle(bool Thin, int Scale, int MidPricePermille)
{
    public int Volume(ulong bits)
    {
        var random = (long)(bits & 0xFFFF);
        return Thin ? 1 + (int)(random % 40) : 4 + (int)(random * random * Scale >> 32);
    }
}
