namespace Rhetenor.Data.Tests.Klines;

/// <summary>Bars in few bytes come back as they were.</summary>
public sealed class PackedBarsTests
{
    private static readonly DateTime Open = new(2026, 5, 20, 9, 0, 0);

    [Fact]
    public void Any_bars_come_back_as_they_were()
    {
        var random = new Random(17);
        for (var round = 0; round < 2_000; round++)
        {
            var unit = random.Next(2) == 0 ? 1 : 10_000;
            var bars = new SortedList<DateTime, KlineBar>();
            for (var count = random.Next(40); count > 0; count--)
                bars[Open.AddMinutes(random.Next(-540, 900))] = new(Any(random) / 10_000 * unit, Any(random) / 10_000 * unit, Any(random) / 10_000 * unit, Any(random) / 10_000 * unit, Any(random), Any(random), Any(random));
            AssertReturn(bars);
        }
    }

    [Fact]
    public void Bars_that_replace_longer_ones_are_alone()
    {
        var packed = new PackedBars();
        packed.Set(Day(380));
        var few = Day(3);
        packed.Set(few);
        var read = Day(12);
        packed.CopyTo(read);
        Assert.Equal(few, read);
        new PackedBars().CopyTo(read);
        Assert.Empty(read);
    }

    [Fact]
    public void A_bar_of_a_day_takes_a_third_of_its_own_bytes()
    {
        var packed = new PackedBars();
        packed.Set(Day(380));
        Assert.InRange(packed.Size, 1, 380 * 64 / 3);
    }

    private static void AssertReturn(SortedList<DateTime, KlineBar> bars)
    {
        var (packed, read) = (new PackedBars(), new SortedList<DateTime, KlineBar>());
        packed.Set(bars);
        packed.CopyTo(read);
        Assert.Equal(bars, read);
    }

    private static long Any(Random random) => random.Next(5) switch
    {
        0 => KlineBar.Unknown,
        1 => random.NextInt64(long.MinValue, long.MaxValue),
        2 => long.MaxValue,
        3 => long.MinValue,
        _ => random.Next(1_000_000),
    };

    // Prices move by ticks of 50 won around 70,000 won.
    private static SortedList<DateTime, KlineBar> Day(int minutes)
    {
        var random = new Random(5);
        var bars = new SortedList<DateTime, KlineBar>();
        var (price, shares, value) = (70_000L, 0L, 0L);
        for (var minute = 0; minute < minutes; minute++)
        {
            var (open, volume) = (price, random.NextInt64(1, 20_000));
            price += random.Next(-4, 5) * 50;
            (shares, value) = (shares + volume, value + (volume * (price + random.Next(-30, 30))));
            bars.Add(Open.AddMinutes(minute), new(open * 10_000, (Math.Max(open, price) + 50) * 10_000, (Math.Min(open, price) - 50) * 10_000, price * 10_000, volume, shares, value));
        }

        return bars;
    }
}
