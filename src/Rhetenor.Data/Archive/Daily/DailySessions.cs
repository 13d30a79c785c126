namespace Rhetenor.Data.Archive;

/// <summary>The stored sessions of each symbol, by date.</summary>
internal sealed class DailySessions
{
    private readonly Dictionary<string, List<DateOnly>> _dates = new(StringComparer.Ordinal);

    /// <summary>Adds the sessions of a year, which is later than those before.</summary>
    public void Add(DailyYear year)
    {
        foreach (var symbol in year.Symbols.Names)
        {
            if (!_dates.TryGetValue(symbol, out var dates))
                _dates.Add(symbol, dates = []);
            dates.AddRange(year.Of(symbol, DateOnly.MinValue, DateOnly.MaxValue).Select(bar => bar.Key));
        }
    }

    /// <summary>Returns the sessions of a symbol in a range. The dates are included.</summary>
    public ReadOnlySpan<DateOnly> Of(string symbol, DateOnly from, DateOnly through)
    {
        if (!_dates.TryGetValue(symbol, out var dates))
            return [];
        var (start, end) = (Place(dates, from), Place(dates, through.AddDays(1)));
        return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(dates)[start..Math.Max(start, end)];
    }

    private static int Place(List<DateOnly> dates, DateOnly date)
    {
        var place = dates.BinarySearch(date);
        return place < 0 ? ~place : place;
    }
}
