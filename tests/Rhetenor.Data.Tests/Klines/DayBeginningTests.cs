using static Rhetenor.Data.Tests.Klines.MinuteDay;

namespace Rhetenor.Data.Tests.Klines;

/// <summary>What shows that nothing precedes the oldest row of a day.</summary>
public sealed class DayBeginningTests
{
    [Fact]
    public void Where_a_break_is_only_noted_the_beginning_of_the_day_is_asked_about_all_the_same()
    {
        var session = TradingSession.For(Venue.Unified, Session.Date)!;
        var day = Chained([.. Day(60), Row("08:10"), Row("08:11")]);
        var (fetch, _) = Walk(day, 62, KoreaTime.At(session.Date, new TimeOnly(20, 30)), null, (page, number) =>
        {
            // A row is wrong in every answer, and in the first the rows of the morning are an earlier day's.
            var at = page.FindIndex(row => row.Minute == At("15:10"));
            if (at >= 0)
                page[at] = page[at] with { Volume = 20 };
            if (number == 1)
                page.RemoveAll(row => row.Minute < At("09:00") && DateOnly.FromDateTime(row.Minute) == session.Date);
        }, quote: new(100, 0, 0), session: session);
        Assert.Equal((day.Count, null), (fetch.Rows.Count, fetch.Doubt));
    }

    [Fact]
    public void M12_the_first_known_minute_is_no_beginning_if_more_had_been_traded_by_then()
    {
        List<MinuteRow> day = [.. Day(381), Row("08:35"), Row("08:31")];
        var (fetch, cursors) = Walk(Chained(day), 381, Evening);
        Assert.Equal((day.Count, At("08:31"), 2), (fetch.Rows.Count, fetch.Rows[0].Minute, cursors.Count));
        Assert.Single(Walk(Chained(Day(381)), 381, Evening).Cursors);

        // Nor is a later one, if the rows before it are an earlier day's once.
        (fetch, _) = Walk(Chained(day), 382, Evening, null, (page, number) => page.RemoveAll(row => number == 2 && row.Minute < At("08:35") && DateOnly.FromDateTime(row.Minute) == Session.Date));
        Assert.Equal(At("08:31"), fetch.Rows[0].Minute);
    }

    [Fact]
    public void M12_a_row_before_the_known_hours_shows_that_the_day_began_earlier()
    {
        List<MinuteRow> day = [.. Day(381), Row("08:35"), Row("08:31")];
        var (fetch, cursors) = Walk(Chained(day), 190, Evening);
        Assert.Equal((day.Count, At("08:31")), (fetch.Rows.Count, fetch.Rows[0].Minute));
        Assert.Equal(3, cursors.Count);
    }

    // The same false page twice: the first row seems to be confirmed, and other facts must explain what was traded before it.
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void M1_M4_a_page_of_an_earlier_day_in_mid_walk_is_no_beginning_however_often_it_comes(int daysLater)
    {
        var day = Chained(Day(381));
        var (fetch, _) = Walk(day, 120, Evening.AddDays(daysLater), null, (page, number) =>
        {
            if (number > 1 && page.RemoveAll(row => row.Minute < At("13:30") && DateOnly.FromDateTime(row.Minute) == Session.Date) > 0)
                page.RemoveAll(row => DateOnly.FromDateTime(row.Minute) == Session.Date);
            if (page.Count == 0)
                page.Add(Row("15:30", days: -1));
        }, totals: [new(Session.Date, 3_810, 381_000) { Bar = new(1_500_000, 1_500_000, 900_000, 1_000_000, 3_810, 381_000) }], quote: new(100, daysLater == 0 ? 3_810 : 0, daysLater == 0 ? 381_000 : 0));
        Assert.Equal("before 13:21 more was traded than rows of the day show.", fetch.Doubt);
    }

    // Any number of such rows is a multiple of the close before.
    [Theory]
    [InlineData(0, "13:30")]
    [InlineData(2, "13:30")]
    [InlineData(0, "09:21")] // a small part, and each row begins with the day's first price
    [InlineData(2, "09:21")]
    public void M1_M4_a_page_of_an_earlier_day_hides_no_rows_of_a_symbol_that_stays_at_the_close_before(int daysLater, string hidden)
    {
        List<MinuteRow> day = [.. Chained(Day(381)).Select(row => row with { High = 100, Low = 100 })];
        var (fetch, _) = Walk(day, 120, Evening.AddDays(daysLater), null, (page, number) =>
        {
            if (number > 1 && page.RemoveAll(row => row.Minute < At(hidden) && DateOnly.FromDateTime(row.Minute) == Session.Date) > 0)
                page.RemoveAll(row => DateOnly.FromDateTime(row.Minute) == Session.Date);
            if (page.Count == 0)
                page.Add(Row("15:30", days: -1));
        }, totals: [new(Session.Date, 3_810, 381_000) { Bar = new(1_000_000, 1_000_000, 1_000_000, 1_000_000, 3_810, 381_000) }],
            quote: new(100, daysLater == 0 ? 3_810 : 0, daysLater == 0 ? 381_000 : 0) { PreviousClose = 100 });
        Assert.Matches("^before (13:21|09:2[0-9]) more was traded than rows of the day show.$", fetch.Doubt);
        Assert.True(fetch.Rows.Count < 381);
    }

    [Theory]
    [InlineData(20, 0, 0, 1, null, 3)] // the shares of all rows are nearly those of the day
    [InlineData(1_000, 98, 0, 1, null, 3)] // a thousand shares at the close before
    [InlineData(300, 0, 0, 2, "before 10:00 more was traded than rows of the day show.", 4)] // a page that shows where the day begins is not enough
    [InlineData(300, 0, 100, 1, "before 10:00 more was traded than rows of the day show.", 6)] // the first price of the day is that of the row, and of others
    [InlineData(300, 0, 100, 2, null, 4)] // both
    [InlineData(1_000, 0, 100, 2, "before 10:00 more was traded than rows of the day show.", 4)] // and more than trades without rows ever are
    [InlineData(300, 0, 101, 1, "before 10:00 more was traded than rows of the day show.", 6)]
    [InlineData(1_000, 0, 101, 2, "before 10:00 more was traded than rows of the day show.", 4)]
    [InlineData(1_000, 0, 100, 1, "before 10:00 more was traded than rows of the day show.", 6)]
    public void What_was_traded_before_the_first_row_is_explained_by_other_facts(int sharesBefore, int before, int open, int earlier, string? doubt, int calls)
    {
        List<MinuteRow> day = [.. Day(381).Where(row => row.Minute >= At("10:00")).OrderBy(row => row.Minute)
            .Select((row, i) => row with { High = 100, Low = before > 0 ? 100 : 99, AccValue = (sharesBefore * 98) + ((i + 1) * 1_000) })];
        var (shares, value) = (day.Sum(row => row.Volume) + sharesBefore, day[^1].AccValue);
        List<MinuteRow> yesterday = [Row("15:30", days: -1), Row("15:19", days: -1)];
        var (fetch, cursors) = Walk(day, 120, Evening, [.. yesterday.Take(earlier)], null,
            [new(Session.Date, shares, value) { Bar = new(open * 10_000, 1_010_000, 900_000, 1_000_000, shares, value) }],
            new(100, shares, value) { PreviousClose = before });
        Assert.Equal((doubt, day.Count, calls), (fetch.Doubt, fetch.Rows.Count, cursors.Count));
    }

    [Fact]
    public void A_symbols_first_day_begins_where_its_first_row_explains_all_that_was_traded()
    {
        var day = Chained([.. Day(5)]);
        var walk = new MinuteWalk(Whole());
        walk.Add([.. day.AsEnumerable().Reverse()], Evening);
        for (var i = 0; i <= WalkQuestion.Patience; i++)
            walk.Add([], Evening);
        Assert.Null(walk.Next);
        Assert.Equal((5, null), (walk.Result().Rows.Count, walk.Result().Doubt));
    }

    [Fact]
    public void M1_in_the_after_market_a_value_that_begins_again_is_no_beginning_of_the_day()
    {
        var session = TradingSession.For(Venue.Krx, new DateOnly(2026, 9, 15))!;
        List<MinuteRow> evening = [.. Enumerable.Range(0, 240).Select(i => new MinuteRow(session.Date.ToDateTime(new TimeOnly(16, 0)).AddMinutes(i), 100, 101, 99, 100, 10, (i + 1) * 1_000))];
        var walk = new MinuteWalk(Whole(session));
        var late = KoreaTime.At(session.Date, new TimeOnly(20, 30));
        walk.Add([.. evening.AsEnumerable().Reverse().Take(120)], late);
        walk.Add([.. evening.AsEnumerable().Reverse().Skip(120)], late);
        var exception = Assert.Throws<HantooException>(() =>
        {
            while (walk.IsOpen)
            {
                if (walk.AsksTotals)
                    walk.AddTotals([]);
                else
                    walk.Add([], late);
            }
        });
        Assert.Contains("no row of 005930 before 16:00", exception.Message, StringComparison.Ordinal);

        // Nor if a page of an earlier day seems to show the beginning.
        walk = new MinuteWalk(Whole(session));
        while (walk.IsOpen)
        {
            if (walk.AsksTotals)
            {
                walk.AddTotals([new(session.Date, 10_000, 1_000_000)]);
                continue;
            }

            var until = session.Date.ToDateTime(walk.Next!.Value);
            List<MinuteRow> page = [.. evening.AsEnumerable().Reverse().Where(row => row.Minute < until || (row.Minute == until && until > evening[0].Minute)).Take(120)];
            walk.Add(page.Count > 0 ? page : [Row("15:30", days: -1), Row("15:19", days: -1)], late, new(100, 10_000, 1_000_000));
        }

        Assert.False(walk.Result() is { Doubt: null, Shortfall: null });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public void M4_a_stray_row_of_an_earlier_day_is_no_beginning(int place)
    {
        var day = Chained(Day(381));
        var (fetch, _) = Walk(day, 120, Evening, [Row("15:30", days: -1)], (page, number) =>
        {
            if (number == 1)
                page.Insert(place, Row("15:30", days: -1));
        });
        Assert.Equal((day.Count, null), (fetch.Rows.Count, fetch.Doubt));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public void M4_after_a_stray_row_the_walk_goes_on_before_the_oldest_row_also_where_no_value_is_a_witness(int place)
    {
        List<MinuteRow> page = [.. Day(120)];
        page.Insert(place, Row("15:30", days: -1));
        var walk = new MinuteWalk(Whole());
        walk.Add(page, Evening);
        Assert.Equal((new TimeOnly(13, 20), TimeSpan.Zero), (walk.Next, walk.Wait));
        Assert.False(walk.Result().Witnesses.HasFlag(KlineWitnesses.EarlierDay));
    }

    [Fact]
    public void M4_a_stray_row_at_a_pages_end_does_not_hide_what_the_days_value_shows()
    {
        var day = Chained(Day(381));
        var (fetch, _) = Walk(day, 120, Evening, [Row("15:30", days: -1)], (page, number) =>
        {
            if (number == 1)
                page.Add(Row("15:30", days: -1));
        });
        Assert.Equal((day.Count, null), (fetch.Rows.Count, fetch.Doubt));
    }
}
