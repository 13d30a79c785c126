using System.Runtime.InteropServices;

namespace Rhetenor.Data.Testing;

/// <summary>Selects the minutes with trades up to a date and time, newest first, as far as they have happened, across
/// sessions.</summary>
internal sealed class DatedChart(KisTruth truth, SimulatedKisOptions options)
{
    private const int MostSessions = 5;

    public List<ChartRow> Page(Venue venue, string code, DateOnly date, int cursor, bool runOn, DateTimeOffset now)
    {
        var today = KoreaTime.DateOf(now);
        var oldest = today.AddDays(-options.HistoryDays);
        var rows = new List<ChartRow>(options.DatedRows);
        if (date > today)
            (date, cursor) = (today, KisQuery.LastMinute);
        if (!truth.IsListed(venue, today, code))
            return rows;
        for (var sessions = 0; sessions < MostSessions && date >= oldest && rows.Count < options.DatedRows; sessions++)
        {
            Add(rows, date, truth.SeeAdjusted(venue, date, code, now), cursor);
            if (rows.Count > 0 && !runOn && !options.DatedPagesRunOn)
                break;
            (date, cursor) = (truth.PreviousSession(date), KisQuery.LastMinute);
        }

        return rows;
    }

    private void Add(List<ChartRow> rows, DateOnly date, List<TruthBar> bars, int cursor)
    {
        var value = 0L;
        foreach (ref readonly var bar in CollectionsMarshal.AsSpan(bars))
            value += bar.Value;
        for (var i = bars.Count - 1; i >= 0 && rows.Count < options.DatedRows; i--)
        {
            if (bars[i].Minute <= cursor)
                rows.Add(ChartRow.Of(date, bars[i], value));
            value -= bars[i].Value;
        }
    }
}
