using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Masters;

/// <summary>Finds the day of an event whose masters are not stored, by the limits of the exchange: prices do not change by more than 30 %
/// from a close to the next session. Pure.</summary>
internal static class ExDateWitness
{
    private const decimal Lowest = 0.69m, Highest = 1.31m;

    /// <summary>Returns the ex-date; null when the masters show it, or when the bars do not.</summary>
    public static DateOnly? Find(AdjustmentFactor one, IReadOnlyList<SeriesDay> days)
    {
        if (one.FirstExDate == one.ExDate)
            return null;
        DateOnly? found = null;
        for (var i = 1; i < days.Count && days[i].Date <= one.ExDate; i++)
        {
            if (days[i].Date < one.FirstExDate)
                continue;

            // Each session of the range is needed, as it was traded.
            var (before, day) = (days[i - 1], days[i]);
            if (before.Close is not { } close || !Sessions.AreAdjacent(before.Date, day.Date) || !IsAsTraded(before, one) || !IsAsTraded(day, one))
                return null;
            if (IsWithinLimits(close, day.Open))
                continue;
            if (found is not null || !IsWithinLimits(close * one.Factor, day.Open))
                return null;
            found = day.Date;
        }

        return days.Any(day => day.Date < one.FirstExDate) && days.Any(day => day.Date >= one.ExDate) ? found : null;
    }

    /// <summary>Determines whether a price is possible in the session after a close.</summary>
    public static bool IsWithinLimits(decimal close, decimal price) => price >= close * Lowest && price <= close * Highest;

    private static bool IsAsTraded(in SeriesDay day, AdjustmentFactor one) => day.Fetched?.First <= day.Date || day.Fetched?.First < one.FirstExDate || day.Date >= one.ExDate;
}
