using System.Runtime.InteropServices;

namespace Rhetenor.Data.Testing;

public sealed partial class KisTruth
{
    private const int NoTick = 1;

    /// <summary>Returns the base price (기준가) of a day, in won: the closing price before it, times the factor of an event on that
    /// day.</summary>
    /// <exception cref="KeyNotFoundException">The symbol does not exist.</exception>
    public long BasePrice(DateOnly date, string code)
    {
        var factor = Product(EventsOf(code).Where(one => one.ExDate == date));
        var close = PreviousClose(date, code);
        if (factor == 1)
            return close;
        var tick = PricePath.TickOf((long)(close * factor));
        return Math.Max(tick, (long)Math.Round(close * factor / tick, MidpointRounding.AwayFromZero) * tick);
    }

    /// <summary>Returns the bars as KIS reports them: prices and volumes of days before a split are adjusted after it, values are
    /// not.</summary>
    internal List<TruthBar> SeeAdjusted(Venue venue, DateOnly date, string code, DateTimeOffset asOf)
    {
        var events = EventsOf(code).Where(one => one.IsAdjusted && one.ExDate > date && one.ExDate <= KoreaTime.DateOf(asOf)).ToList();
        var bars = See(venue, date, code, asOf);
        if (events.Count == 0)
            return bars;
        var (price, shares) = (Product(events), Product(events.Where(one => one.ScalesShares)));
        List<TruthBar> adjusted = [.. bars];
        foreach (ref var bar in CollectionsMarshal.AsSpan(adjusted))
        {
            (bar.Open, bar.High, bar.Low, bar.Close) = (Scaled(bar.Open, price), Scaled(bar.High, price), Scaled(bar.Low, price), Scaled(bar.Close, price));
            bar.Volume = Scaled(bar.Volume, 1 / shares);
        }

        return adjusted;
    }

    internal IEnumerable<CapitalEvent> EventsOf(string code) => _events[code];

    /// <summary>Returns the product of the factors of some events.</summary>
    internal static decimal Product(IEnumerable<CapitalEvent> events) => events.Aggregate(1m, (product, one) => product * one.Factor);

    private static long Scaled(long number, decimal factor) => (long)Math.Round(number * factor, MidpointRounding.AwayFromZero);

    // The level of a symbol is that after all events.
    private long Before(DateOnly date, string code, long price)
    {
        var factor = Product(EventsOf(code).Where(one => one.ExDate > date));
        return factor == 1 ? price : PricePath.OnTick(Math.Max(NoTick, (long)(price / factor)));
    }
}
