using Rhetenor.Data.Archive;

namespace Rhetenor.Data.Logging;

/// <summary>Finds out whether KIS has adjusted the prices of a day since they were stored. Pure.</summary>
/// <remarks>After a split, KIS returns the prices and volumes of earlier days adjusted, and the day's value unchanged. Bars fetched before
/// and after it must not be mixed in one day.</remarks>
internal static class RepricedDay
{
    // Rounded to whole won, a price of a few hundred won is off by less.
    private const decimal Rounding = 0.005m;

    /// <summary>Determines whether all bars with an unchanged day's value have other prices, by one factor.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="klines">The fetched bars.</param>
    /// <param name="held">The stored bars.</param>
    public static bool HasChanged(string symbol, IReadOnlyList<Kline> klines, MergedSession held)
    {
        decimal? factor = null;
        foreach (var kline in klines)
        {
            if (!held.TryGetKline(symbol, kline.Minute, out var stored) || kline.AccValue is null || stored.AccValue != kline.AccValue || stored.Close == 0 || kline.Close == 0)
                continue;
            var ratio = kline.Close / stored.Close;
            factor ??= ratio;
            if (Math.Abs(ratio - 1) <= Rounding || Math.Abs((ratio / factor.Value) - 1) > Rounding * 2)
                return false;
        }

        return factor is not null;
    }

    /// <summary>Determines whether the stored bars have each minute of the fetched ones.</summary>
    public static bool HasAll(string symbol, IReadOnlyList<Kline> klines, MergedSession held) =>
        klines.All(kline => held.TryGetKline(symbol, kline.Minute, out var stored) && stored.AccValue == kline.AccValue);

    /// <summary>Returns the first stored minute that the fetched bars do not have; null when there is none.</summary>
    public static DateTime? FirstWithout(string symbol, IReadOnlyList<Kline> klines, MergedSession held)
    {
        var minutes = klines.Select(kline => kline.Minute).ToHashSet();
        for (var minute = held.Date.ToDateTime(TimeOnly.MinValue); DateOnly.FromDateTime(minute) == held.Date; minute = minute.AddMinutes(1))
        {
            if (!minutes.Contains(minute) && held.TryGetKline(symbol, minute, out _))
                return minute;
        }

        return null;
    }
}
