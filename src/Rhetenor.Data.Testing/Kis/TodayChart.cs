namespace Rhetenor.Data.Testing;

/// <summary>Selects today's minutes up to a time, newest first, with flat rows for minutes without trades.</summary>
/// <remarks>
/// For a future time, the real server fills the minutes up to it with flat rows, and puts the current minute on the requested
/// label. Until the first trade of the current minute, its row shows the volume of the minute before.
/// </remarks>
internal sealed class TodayChart(KisTruth truth, int pageRows)
{
    public List<ChartRow> Page(Venue venue, string code, int? cursor, bool runOn, DateTimeOffset now)
    {
        var rows = new List<ChartRow>(pageRows);
        if (truth.Find(code) is not { } symbol)
            return rows;
        var local = now.ToOffset(KoreaTime.Offset);
        var (today, minute) = (KoreaTime.DateOf(now), (local.Hour * 60) + local.Minute);
        if (truth.IsSession(today) && truth.IsListed(venue, today, code))
            Add(rows, Day(venue, symbol, today, minute, cursor ?? minute, now));
        for (var day = today; runOn && rows.Count < pageRows && day > today.AddDays(-10);)
        {
            day = truth.PreviousSession(day);
            if (truth.IsListed(venue, day, code))
                Add(rows, Day(venue, symbol, day, int.MaxValue, KisQuery.LastMinute, now));
        }

        return rows;
    }

    private void Add(List<ChartRow> rows, List<ChartRow> ascending)
    {
        for (var i = ascending.Count - 1; i >= 0 && rows.Count < pageRows; i--)
            rows.Add(ascending[i]);
    }

    private List<ChartRow> Day(Venue venue, KisSymbol symbol, DateOnly date, int minute, int cursor, DateTimeOffset now)
    {
        var labels = truth.LabelsOf(venue, symbol, date);
        var bars = truth.See(venue, date, symbol.Code, now);
        var rows = new List<ChartRow>(labels.Length);
        var (price, value, next) = (truth.BasePrice(date, symbol.Code), 0L, 0);
        var running = default(ChartRow?);
        foreach (var label in labels)
        {
            if (label > cursor)
                break;
            var traded = next < bars.Count && bars[next].Minute == label;
            if (label == minute)
                running = Running(date, label, traded ? bars[next] : null, rows, price, value);
            else if (traded)
                (price, value) = (bars[next].Close, value + bars[next].Value);
            rows.Add(label != minute && traded ? ChartRow.Of(date, bars[next], value) : ChartRow.Flat(date, label, price, value));
            next += traded ? 1 : 0;
        }

        if (running is { } row)
            rows[^1] = row with { Minute = rows[^1].Minute };
        return rows;
    }

    private static ChartRow Running(DateOnly date, int label, TruthBar? bar, List<ChartRow> before, long price, long value) => bar is { } so
        ? ChartRow.Of(date, so, value + so.Value)
        : ChartRow.Flat(date, label, price, value) with { Volume = before.Count > 0 ? before[^1].Volume : 0 };
}
