using Rhetenor.Data.Klines;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Masters;

/// <summary>One day of a series of bars.</summary>
/// <param name="Date">The Korean date.</param>
/// <param name="Start">The index of its first bar.</param>
/// <param name="End">The index after its last bar.</param>
/// <param name="Fetched">The first and the last date of retrieval; null when unknown.</param>
/// <param name="Open">The price of the first traded bar; that of the first bar when there is none.</param>
/// <param name="Close">The price of the last traded bar up to the close of KRX; null when there is none.</param>
/// <param name="HasClosingPrice">Whether that bar contains the minute of the closing price.</param>
internal readonly record struct SeriesDay(DateOnly Date, int Start, int End, (DateOnly First, DateOnly Last)? Fetched, decimal Open, decimal? Close, bool HasClosingPrice)
{
    /// <summary>Returns the days of a series, in order.</summary>
    public static List<SeriesDay> Of(KlineSeries series, RetrievalDates? retrievals)
    {
        var days = new List<SeriesDay>();
        for (var (start, end) = (0, 0); start < series.Count; start = end)
        {
            var date = DateOnly.FromDateTime(series.Minutes[start]);
            end = series.IndexOf(date.AddDays(1).ToDateTime(TimeOnly.MinValue));
            var last = end - 1;
            var close = TradingSession.CloseOf(date).ToTimeSpan();
            while (last >= start && (series.Minutes[last].TimeOfDay > close || series.IsFilled(last)))
                last--;
            var first = start;
            while (first < end && series.IsFilled(first))
                first++;
            days.Add(new(
                date, start, end, retrievals?.Of(series.Symbol, date), (decimal)series.Open[first < end ? first : start], last < start ? null : (decimal)series.Close[last],
                last >= start && series.EndOf(last) > date.ToDateTime(TimeOnly.MinValue) + close));
        }

        return days;
    }

    /// <summary>Returns the index of the last day with trading before an event; -1 when the days do not have it. A session without bars
    /// between them is one on which trading was halted, or one that is not stored.</summary>
    public static int LastBefore(IReadOnlyList<SeriesDay> days, DateOnly exDate, DateOnly? haltedSince)
    {
        var index = days.Count - 1;
        while (index >= 0 && (days[index].Date >= exDate || days[index].Close is null))
            index--;
        return index >= 0 && Sessions.AreAdjacent(days[index].Date, haltedSince is { } halted && halted < exDate ? halted : exDate) ? index : -1;
    }
}
