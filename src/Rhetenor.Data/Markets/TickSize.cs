namespace Rhetenor.Data.Markets;

/// <summary>The tick sizes (호가가격단위) of the exchange, by date. Pure.</summary>
/// <remarks>Source: the exchange's business regulations. One table for all markets holds since 2023-01-25; before that KOSPI had seven
/// steps and the other markets five. Funds and notes have ticks of 5 won, and of 1 won below 2,000 won since 2023-12-11.</remarks>
internal static class TickSize
{
    private static readonly DateOnly OneTable = new(2023, 1, 25), FineFunds = new(2023, 12, 11);

    private static readonly (long Below, int Tick)[] Now = [(2_000, 1), (5_000, 5), (20_000, 10), (50_000, 50), (200_000, 100), (500_000, 500), (long.MaxValue, 1_000)];
    private static readonly (long Below, int Tick)[] FormerKospi = [(1_000, 1), (5_000, 5), (10_000, 10), (50_000, 50), (100_000, 100), (500_000, 500), (long.MaxValue, 1_000)];
    private static readonly (long Below, int Tick)[] FormerOthers = [(1_000, 1), (5_000, 5), (10_000, 10), (50_000, 50), (long.MaxValue, 100)];

    /// <summary>Returns the tick size at a price, in won.</summary>
    /// <param name="price">The price, in won.</param>
    /// <param name="market">The market.</param>
    /// <param name="group">The security group of the master: <c>EF</c> and <c>EN</c> have ticks of their own.</param>
    /// <param name="date">The Korean date; null for today's rules.</param>
    public static int Of(decimal price, Market market, string group, DateOnly? date)
    {
        if (group is "EF" or "EN")
            return price < 2_000 && !(date < FineFunds) ? 1 : 5;
        foreach (var (below, tick) in !(date < OneTable) ? Now : market == Market.Kospi ? FormerKospi : FormerOthers)
        {
            if (price < below)
                return tick;
        }

        return Now[^1].Tick;
    }

    /// <summary>Returns the highest valid price that is not above a price.</summary>
    public static long Floor(decimal price, Market market, string group, DateOnly? date)
    {
        var tick = Of(price, market, group, date);
        return (long)Math.Floor(price / tick) * tick;
    }

    /// <summary>Returns the lowest valid price that is not below a price.</summary>
    public static long Ceiling(decimal price, Market market, string group, DateOnly? date)
    {
        var floor = Floor(price, market, group, date);
        return floor >= price ? floor : floor + Of(price, market, group, date);
    }
}
