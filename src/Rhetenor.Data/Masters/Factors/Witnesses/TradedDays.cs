using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Masters;

/// <summary>The sessions of the exchange: those of which daily bars are stored, and outside their range those of the calendar.</summary>
internal sealed class TradedDays
{
    private readonly DateOnly[] _days;

    /// <param name="history">The daily bars.</param>
    public TradedDays(KlineHistory history) => _days = [.. history.SelectMany(series => series.Minutes.ToArray()).Distinct().Order().Select(DateOnly.FromDateTime)];

    /// <summary>Returns the date itself when it is a session, or the last session before it.</summary>
    public DateOnly LastUpTo(DateOnly date)
    {
        if (_days.Length == 0 || date < _days[0] || date > _days[^1])
            return Sessions.LastUpTo(date);
        var place = Array.BinarySearch(_days, date);
        return place >= 0 ? date : _days[~place - 1];
    }

    /// <summary>Returns the last session before a date.</summary>
    public DateOnly Before(DateOnly date) => LastUpTo(date.AddDays(-1));
}
