namespace Rhetenor.Data.Tests.Klines;

public sealed class MinuteWalkTests
{
    private static readonly TradingSession Session = TradingHours.For(Venue.Krx, new DateOnly(2026, 5, 20))!;
    private static readonly DateTimeOffset Evening = KoreaTime.At(Session.Date, new TimeOnly(18, 30));

    [Theory]
    [InlineData(120, 381, 4)]
    [InlineData(120, 360, 4)] // a full last page: only the next one shows that the day began
    [InlineData(120, 361, 4)]
    [InlineData(30, 391, 14)]
    [InlineData(119, 381, 4)]
    [InlineData(121, 381, 4)]
    [InlineData(1, 3, 4)]
    public void C18_a_day_takes_as_many_calls_as_it_has_pages_of_any_size(int pageSize, int minutes, int calls)
    {
        var day = Day(minutes);
        var (fetch, cursors) = Walk(day, pageSize, Evening);
        Assert.Equal(day.OrderBy(row => row.Minute), fetch.Rows);
        Assert.Equal((calls, SymbolDayState.Complete), (fetch.Calls, fetch.State));
        Assert.Equal(calls, cursors.Distinct().Count());
    }

    [Fact]
    public void A_thin_symbol_takes_a_page_and_is_known_by_its_earlier_day()
    {
        var (fetch, _) = Walk([Row("09:00"), Row("11:17"), Row("15:30")], 120, Evening, [Row("15:30", days: -1)]);
        Assert.Equal((3, 1, SymbolDayState.Complete), (fetch.Rows.Count, fetch.Calls, fetch.State));
    }

    [Fact]
    public void E13_C17_a_day_without_trades_is_covered_and_rows_of_another_day_are_not_taken()
    {
        var (fetch, _) = Walk([], 120, Evening, [Row("15:30", days: -1), Row("15:29", days: -1)]);
        Assert.Empty(fetch.Rows);
        Assert.Equal((SymbolDayState.Complete, Session.LastMinute, 1), (fetch.State, fetch.CompletedThrough, fetch.Calls));
    }

    [Fact]
    public void C12_an_empty_first_page_says_nothing() => Assert.Equal(SymbolDayState.Doubtful, Walk([], 120, Evening).Fetch.State);

    [Fact]
    public void E15_a_known_symbol_without_rows_and_without_shares_traded_today_is_idle()
    {
        var walk = new MinuteWalk(Whole());
        walk.Add([], Evening, isKnown: true, dayVolume: 0);
        Assert.Null(walk.Next);
        Assert.Equal((SymbolDayState.Complete, 1), (walk.Result().State, walk.Result().Calls));
    }

    [Theory]
    [InlineData("2026-05-20", 500L, "contradicts itself: no row of 005930, and 500 shares traded")] // M3
    [InlineData("2026-05-22", 0L, "no row of 005930 before 15:31, not even of an earlier day")] // M2
    [InlineData("2026-05-22", 500L, "no row of 005930 before 15:31, not even of an earlier day")]
    public void C12_M2_M3_emptiness_is_asked_about_again_with_growing_waits_and_never_decides(string answeredOn, long dayVolume, string reason)
    {
        var walk = new MinuteWalk(Whole());
        var answered = KoreaTime.At(DateOnly.Parse(answeredOn, null), new TimeOnly(18, 30));
        foreach (var seconds in new[] { 1, 4, 16 })
        {
            walk.Add([], answered, isKnown: true, dayVolume);
            if (walk.AsksTotals)
                walk.AddTotals([]);
            Assert.Equal(TimeSpan.FromSeconds(seconds), walk.Wait);
            Assert.NotNull(walk.Next);
        }

        var exception = Assert.Throws<HantooException>(() => walk.Add([], answered, isKnown: true, dayVolume));
        Assert.Equal(HantooError.UnexpectedReply, exception.Error);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void M2_the_daily_bar_decides_what_a_past_day_without_rows_means(bool isPrinted)
    {
        var walk = new MinuteWalk(Whole());
        walk.Add([], Evening.AddDays(2), isKnown: true);
        Assert.True(walk.AsksTotals);
        List<HantooDailyBar> bars = [new(Session.Date.AddDays(-1), 70, 7_000)];
        if (isPrinted)
            bars.Add(new(Session.Date, 0, 0));
        walk.AddTotals(bars);
        Assert.Null(walk.Next);
        Assert.Equal((SymbolDayState.Complete, 2, Session.LastMinute), (walk.Result().State, walk.Result().Calls, walk.Result().CompletedThrough));
    }

    [Fact]
    public void M2_a_daily_bar_with_shares_contradicts_a_day_without_rows()
    {
        var walk = new MinuteWalk(Whole());
        walk.Add([], Evening.AddDays(2), isKnown: true);
        walk.AddTotals([new(Session.Date, 500, 50_000)]);
        walk.Add([], Evening.AddDays(2), isKnown: true);
        walk.Add([], Evening.AddDays(2), isKnown: true);
        Assert.False(walk.AsksTotals);
        Assert.Throws<HantooException>(() => walk.Add([], Evening.AddDays(2), isKnown: true));
    }

    [Fact]
    public void M3_rows_of_earlier_days_alone_contradict_shares_traded_today_unless_they_were_traded_in_the_running_minute()
    {
        var walk = new MinuteWalk(Whole() with { Until = At("09:00") });
        var answered = KoreaTime.At(Session.Date, new TimeOnly(9, 1, 30));
        walk.Add([Row("15:30", days: -1)], answered, isKnown: true, dayVolume: 10);
        Assert.Equal(new TimeOnly(9, 1), walk.Next);
        walk.Add([Row("09:01"), Row("15:30", days: -1)], answered.AddSeconds(1), isKnown: true, dayVolume: 10);
        Assert.Null(walk.Next);
        Assert.Equal((SymbolDayState.Complete, 0, At("09:00")), (walk.Result().State, walk.Result().Rows.Count, walk.Result().CompletedThrough));
    }

    [Fact]
    public void C12_an_empty_page_does_not_cover_the_rest_of_a_day()
    {
        var walk = new MinuteWalk(Whole() with { After = Session.Date.ToDateTime(new TimeOnly(10, 30)) });
        walk.Add([], Evening);
        Assert.Equal(SymbolDayState.Doubtful, walk.Result().State);
    }

    [Fact]
    public void Rows_of_the_day_that_are_all_covered_cover_what_follows_them()
    {
        var walk = new MinuteWalk(Whole() with { After = Session.Date.ToDateTime(new TimeOnly(10, 30)) });
        walk.Add([Row("10:12")], Evening);
        Assert.Null(walk.Next);
        Assert.Equal((SymbolDayState.Complete, 0), (walk.Result().State, walk.Result().Rows.Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void M1_empty_pages_in_mid_walk_end_no_day(int empty)
    {
        var walk = new MinuteWalk(Whole());
        walk.Add([Row("15:30"), Row("15:19")], Evening);
        for (var i = 0; i < empty; i++)
        {
            walk.Add([], Evening);
            Assert.Equal(new TimeOnly(15, 18), walk.Next);
        }

        walk.Add([Row("09:30")], Evening);
        Assert.Equal((new TimeOnly(9, 29), TimeSpan.Zero), (walk.Next, walk.Wait));
        for (var i = 0; i < 3; i++)
            walk.Add([], Evening);
        Assert.Throws<HantooException>(() => walk.Add([], Evening));
    }

    [Fact]
    public void A_symbols_first_day_begins_where_its_first_row_explains_all_that_was_traded()
    {
        var day = Chained([.. Day(5)]);
        var walk = new MinuteWalk(Whole());
        walk.Add([.. day.AsEnumerable().Reverse()], Evening);
        for (var i = 0; i <= MinuteWalk.Patience; i++)
            walk.Add([], Evening);
        Assert.Null(walk.Next);
        Assert.Equal((5, null), (walk.Result().Rows.Count, walk.Result().Doubt));
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

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public void M6_rows_cut_out_of_a_page_are_asked_for_again(int rows)
    {
        var day = Chained(Day(381));
        var (fetch, cursors) = Walk(day, 120, Evening, null, (page, number) =>
        {
            if (number == 2)
                page.RemoveRange(40, rows);
        });
        Assert.Equal((day.Count, null, 5), (fetch.Rows.Count, fetch.Doubt, cursors.Count));
    }

    [Fact]
    public void M6_rows_that_are_never_sent_leave_a_doubt_that_names_the_place()
    {
        var day = Chained(Day(381));
        day.RemoveAll(row => row.Minute > At("10:09") && row.Minute < At("10:40"));
        var (fetch, cursors) = Walk(day, 120, Evening);
        Assert.Equal((day.Count, "between 10:09 and 10:40 the day's value is off by 30000 won: rows are missing or wrong."), (fetch.Rows.Count, fetch.Doubt));
        Assert.Equal(3, cursors.Count(cursor => cursor == new TimeOnly(10, 40)));
    }

    [Theory]
    [InlineData("price")]
    [InlineData("range")]
    public void M30_a_price_of_zero_and_a_high_below_the_low_are_doubts(string defect)
    {
        var day = Chained(Day(381));
        var at = day.FindIndex(row => row.Minute == At("10:00"));
        day[at] = defect == "price" ? day[at] with { Open = 0, High = 0, Low = 0, Close = 0 } : day[at] with { High = 80, Low = 120 };
        var (fetch, _) = Walk(day, 120, Evening);
        Assert.StartsWith("between 09:59 and 10:00", fetch.Doubt, StringComparison.Ordinal);
        Assert.Equal(day.Count, fetch.Rows.Count);
    }

    [Fact]
    public void The_chain_is_no_witness_where_it_was_never_checked()
    {
        var session = TradingHours.For(Venue.Unified, Session.Date)!;
        var walk = new MinuteWalk(new("005930", session, At("15:00"), At("15:30")));
        walk.Add([Row("15:30") with { AccValue = 9_000_000 }, Row("15:00") with { AccValue = 1_000 }], Evening);
        Assert.Null(walk.Result().Doubt);
    }

    [Fact]
    public void The_newest_rows_answer_decides_how_late_it_was()
    {
        var walk = new MinuteWalk(Whole());
        walk.Add([Row("15:30")], Evening);
        walk.Add([Row("09:00")], Evening.AddHours(1));
        Assert.Equal(Evening, walk.Result().Answered);
    }

    [Fact]
    public void C15_a_cursor_that_does_not_advance_is_typed()
    {
        var walk = new MinuteWalk(Whole());
        walk.Add([Row("15:30"), Row("15:29")], Evening);
        var exception = Assert.Throws<HantooException>(() => walk.Add([Row("15:30"), Row("15:29")], Evening));
        Assert.Equal(HantooError.UnexpectedReply, exception.Error);
        Assert.Contains("repeats itself: asked for minutes of", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void C14_C16_duplicates_and_disorder_change_nothing()
    {
        var day = Day(50);
        var shuffled = day.Concat(day).OrderBy(row => row.Minute.Minute * 7 % 13).ToList();
        var walk = new MinuteWalk(Whole());
        walk.Add([.. shuffled, Row("15:30", days: -1)], Evening);
        Assert.Equal(day.OrderBy(row => row.Minute), walk.Result().Rows);
    }

    [Theory]
    [InlineData("10:15:00", "10:14")]
    [InlineData("10:15:59", "10:14")]
    [InlineData("10:14:59", "10:13")]
    public void C19_C20_E2_running_and_made_up_minutes_are_never_taken(string answered, string last)
    {
        // The host's clock runs ahead: it asked up to 10:20, and the server made rows up.
        var rows = Enumerable.Range(0, 30).Select(i => Row(new TimeOnly(10, 20).AddMinutes(-i))).ToList();
        var walk = new MinuteWalk(Whole() with { Until = At("10:20"), After = At("09:59") });
        walk.Add(rows, KoreaTime.At(Session.Date, TimeOnly.Parse(answered, null)));
        var fetch = walk.Result();
        Assert.Equal((At(last), At(last)), (fetch.Rows[^1].Minute, fetch.CompletedThrough));
        Assert.Equal(At("10:00"), fetch.Rows[0].Minute);
    }

    [Fact]
    public void A_covered_beginning_is_not_asked_for_again()
    {
        var walk = new MinuteWalk(Whole() with { After = At("14:00") });
        walk.Add([.. Day(381).OrderByDescending(row => row.Minute).Take(120)], Evening);
        Assert.Null(walk.Next);
        Assert.Equal(At("14:01"), walk.Result().Rows[0].Minute);
        Assert.Equal(1, walk.Result().Calls);
    }

    private static KlineRequest Whole() => new("005930", Session, null, Session.LastMinute) { SettleMargin = TimeSpan.Zero };

    private static DateTime At(string time) => Session.Date.ToDateTime(TimeOnly.Parse(time, null));

    private static MinuteRow Row(string time, int days = 0) => Row(TimeOnly.Parse(time, null), days);

    private static MinuteRow Row(TimeOnly time, int days = 0) =>
        new(Session.Date.AddDays(days).ToDateTime(time), 100, 101, 99, 100, 10, AccValue: 0);

    // In order, each with the day's value.
    private static List<MinuteRow> Chained(List<MinuteRow> rows) =>
        [.. rows.OrderBy(row => row.Minute).Select((row, i) => row with { AccValue = (i + 1) * 1_000 })];

    // The last minutes of a session up to its close, the closing auction included: 381 is a whole day of continuous trading.
    private static List<MinuteRow> Day(int minutes) =>
        minutes > 381
            ? [.. Enumerable.Range(0, minutes).Select(i => Row(new TimeOnly(15, 30).AddMinutes(-i)))]
            : [Row("15:30"), .. Enumerable.Range(0, minutes - 1).Select(i => Row(new TimeOnly(15, 19).AddMinutes(-i)))];

    private static (KlineFetch Fetch, List<TimeOnly> Cursors) Walk(
        List<MinuteRow> day, int pageSize, DateTimeOffset answered, List<MinuteRow>? earlier = null, Action<List<MinuteRow>, int>? disturb = null)
    {
        var all = day.Concat(earlier ?? (day.Count > 0 ? [Row("15:30", days: -1)] : [])).OrderByDescending(row => row.Minute).ToList();
        var walk = new MinuteWalk(Whole());
        var cursors = new List<TimeOnly>();
        while (walk.Next is { } cursor)
        {
            cursors.Add(cursor);
            var until = Session.Date.ToDateTime(cursor);
            List<MinuteRow> page = [.. all.Where(row => row.Minute <= until).Take(pageSize)];
            disturb?.Invoke(page, cursors.Count);
            walk.Add(page, answered);
        }

        return (walk.Result(), cursors);
    }
}
