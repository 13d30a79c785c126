using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Masters;

/// <summary>The sessions of the exchange: those of the calendar, and those of which daily bars are stored. Of a year that the calendar does not
/// know, only the stored ones are, between the first and the last of them.</summary>
internal sealed class TradedDays
{
    private readonly DateOnly[] _days;

    /// <param name="history">The daily bars.</param>
    public TradedDays(KlineHistory history) => _days = [.. history.SelectMany(series => series.Minutes.ToArray()).Distinct().Order().Select(DateOnly.FromDateTime)];

    /// <summary>Returns the date itself when it is a session, or the last session before it.</summary>
    public DateOnly LastUpTo(DateOnly date)
    {
        while (!Contains(date))
            date = date.AddDays(-1);
        return date;
    }

    /// <summary>Returns the last session before a date.</summary>
    public DateOnly Before(DateOnly date) => LastUpTo(date.AddDays(-1));

    private bool Contains(DateOnly date) => Array.BinarySearch(_days, date) >= 0
        || KrxClosures.GetDay(date) is var day && (day == MarketDay.Session || (day == MarketDay.Unknown && (_days.Length == 0 || date < _days[0] || date > _days[^1])));
}
