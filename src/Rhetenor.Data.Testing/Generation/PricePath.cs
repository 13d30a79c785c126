namespace Rhetenor.Data.Testing;

/// <summary>Computes a price for every day without a history: slow and fast swings around a level, plus a little noise.</summary>
internal static class PricePath
{
    private static readonly (long Below, int Tick)[] Ticks =
        [(2_000, 1), (5_000, 5), (20_000, 10), (50_000, 50), (200_000, 100), (500_000, 500), (long.MaxValue, 1_000)];

    public static long On(DateOnly day, long level, Draw draw)
    {
        var number = day.DayNumber;
        var basisPoints = 10_000L
            + (Swing(number, draw, "slow", 250, 500) * 22 / 10)
            + (Swing(number, draw, "fast", 30, 60) * 6 / 10)
            + draw.For(number).Between("noise", -90, 90);
        return OnTick(level * basisPoints / 10_000);
    }

    public static long OnTick(long price)
    {
        var tick = TickOf(price);
        return Math.Max(tick, price / tick * tick);
    }

    public static long TickOf(long price)
    {
        foreach (var (below, tick) in Ticks)
        {
            if (price < below)
                return tick;
        }

        return Ticks[^1].Tick;
    }

    // A triangle wave between -1000 and 1000. Unlike a sine, it is identical to the last digit on every platform.
    private static long Swing(int day, Draw draw, string name, int shortest, int longest)
    {
        var period = draw.Between(name, shortest, longest);
        var at = (day + draw.Of(name + "_phase", period)) % period * 4000L / period;
        return at < 2000 ? at - 1000 : 3000 - at;
    }
}
