namespace Rhetenor.Data.Tests.Klines;

/// <summary>Rows of one day, and a broker that pages through them.</summary>
internal static class MinuteDay
{
    public static TradingSession Session { get; } = TradingSession.For(Venue.Krx, new DateOnly(2026, 5, 20))!;

    public static DateTimeOffset Evening { get; } = KoreaTime.At(Session.Date, new TimeOnly(18, 30));

    public static KlineRequest Whole(TradingSession? session = null) => new("005930", session ?? Session, null, (session ?? Session).LastMinute) { SettleMargin = TimeSpan.Zero };

    public static DateTime At(string time) => Session.Date.ToDateTime(TimeOnly.Parse(time, null));

    public static MinuteRow Row(string time, int days = 0) => Row(TimeOnly.Parse(time, null), days);

    public static MinuteRow Row(TimeOnly time, int days = 0) =>
        new(Session.Date.AddDays(days).ToDateTime(time), 100, 101, 99, 100, 10, AccValue: 0);

    // In order, each with the day's value.
    public static List<MinuteRow> Chained(List<MinuteRow> rows) =>
        [.. rows.OrderBy(row => row.Minute).Select((row, i) => row with { AccValue = (i + 1) * 1_000 })];

    // The last minutes of a session up to its close, the closing auction included: 381 is a whole day of continuous trading.
    public static List<MinuteRow> Day(int minutes) =>
        minutes > 381
            ? [.. Enumerable.Range(0, minutes).Select(i => Row(new TimeOnly(15, 30).AddMinutes(-i)))]
            : [Row("15:30"), .. Enumerable.Range(0, minutes - 1).Select(i => Row(new TimeOnly(15, 19).AddMinutes(-i)))];

    public static (KlineFetch Fetch, List<TimeOnly> Cursors) Walk(
        List<MinuteRow> day, int pageSize, DateTimeOffset answered, List<MinuteRow>? earlier = null, Action<List<MinuteRow>, int>? disturb = null,
        IReadOnlyList<HantooDailyBar>? totals = null, HantooQuote quote = default, TradingSession? session = null)
    {
        var all = day.Concat(earlier ?? (day.Count > 0 ? [Row("15:30", days: -1)] : [])).OrderByDescending(row => row.Minute).ToList();
        var walk = new MinuteWalk(Whole(session));
        var cursors = new List<TimeOnly>();
        while (walk.IsOpen)
        {
            if (walk.AsksTotals)
            {
                walk.AddTotals(totals ?? []);
                continue;
            }

            var cursor = walk.Next!.Value;
            cursors.Add(cursor);
            var until = Session.Date.ToDateTime(cursor);
            List<MinuteRow> page = [.. all.Where(row => row.Minute <= until).Take(pageSize)];
            disturb?.Invoke(page, cursors.Count);
            walk.Add(page, answered, quote);
        }

        return (walk.Result(), cursors);
    }
}
