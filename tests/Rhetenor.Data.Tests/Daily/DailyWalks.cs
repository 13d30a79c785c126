namespace Rhetenor.Data.Tests.Daily;

/// <summary>Answers about one symbol, and a walk through them.</summary>
internal static class DailyWalks
{
    public const int Page = 100;

    public static readonly DateOnly To = new(2026, 11, 20);

    public static readonly DateOnly[] Dates = [.. DateRange.Days(new(2015, 1, 1), To).Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))];

    public static SymbolDayState StateOf(DailyFetch fetch) => fetch.Doubts.Count > 0 ? SymbolDayState.Doubtful : SymbolDayState.Complete;

    public static DailyQuestion Question() => new(Venue.Krx, "005930", Dates[0], To, new SessionDates(Dates, []));

    public static SortedList<DateOnly, DailyBar> Bars(int count)
    {
        var bars = new SortedList<DateOnly, DailyBar>();
        foreach (var (place, date) in Dates.TakeLast(count).Index())
            bars.Add(date, new(10 + place, 10 + place, 10 + place, 10 + place, place * 10_000, place * (10 + place), 9 + place));
        return bars;
    }

    public static List<HantooDailyBar> Answer(SortedList<DateOnly, DailyBar> bars, (DateOnly From, DateOnly To) range) =>
        [.. bars.Where(bar => bar.Key >= range.From && bar.Key <= range.To).Reverse().Take(Page).Select(bar => new HantooDailyBar(bar.Key, bar.Value.Volume, bar.Value.Value) { Bar = bar.Value })];

    public static DailyFetch Walk(DailyQuestion question, SortedList<DateOnly, DailyBar> bars) => Walk(question, range => Answer(bars, range));

    public static DailyFetch Walk(DailyQuestion question, Func<(DateOnly From, DateOnly To), List<HantooDailyBar>> answer)
    {
        var walk = new DailyWalk(question);
        while (walk.Next is { } range)
            walk.Add(answer(range));
        Assert.Null(walk.Failure);
        return walk.Result();
    }
}
