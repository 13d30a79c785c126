using static Rhetenor.Data.Tests.Klines.MinuteDay;

namespace Rhetenor.Data.Tests.Klines;

/// <summary>How a day's pages are walked through.</summary>
public sealed class MinuteWalkTests
{
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
        var day = Chained(Day(minutes));
        var (fetch, cursors) = Walk(day, pageSize, Evening);
        Assert.Equal(day.OrderBy(row => row.Minute), fetch.Rows);
        Assert.Equal((calls, SymbolDayState.Complete), (fetch.Calls, fetch.State));
        Assert.Equal(calls, cursors.Distinct().Count());
    }

    [Fact]
    public void A_thin_symbol_takes_a_page_and_is_known_by_its_earlier_day()
    {
        var (fetch, _) = Walk(Chained([Row("09:00"), Row("11:17"), Row("15:30")]), 120, Evening, [Row("15:30", days: -1)]);
        Assert.Equal((3, 1, SymbolDayState.Complete), (fetch.Rows.Count, fetch.Calls, fetch.State));
    }

    [Fact]
    public void E13_C17_a_day_without_trades_is_covered_and_rows_of_another_day_are_not_taken()
    {
        var (fetch, _) = Walk([], 120, Evening, [Row("15:30", days: -1), Row("15:29", days: -1)], quote: new(100, 0, 0));
        Assert.Empty(fetch.Rows);
        Assert.Equal((SymbolDayState.Complete, Session.LastMinute, 1), (fetch.State, fetch.CompletedThrough, fetch.Calls));
    }

    [Fact]
    public void C12_an_empty_first_page_says_nothing() => Assert.Equal(SymbolDayState.Doubtful, Walk([], 120, Evening).Fetch.State);

    [Fact]
    public void E15_a_known_symbol_without_rows_and_without_shares_traded_today_is_idle()
    {
        var walk = new MinuteWalk(Whole());
        walk.Add([], Evening, new(100, 0, 0));
        Assert.Null(walk.Next);
        Assert.Equal((SymbolDayState.Complete, 1), (walk.Result().State, walk.Result().Calls));
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
        Assert.Equal((SymbolDayState.Complete, 1), (walk.Result().State, walk.Result().Rows.Count));
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
        for (var i = 0; i < WalkQuestion.Patience; i++)
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

    [Fact]
    public void C16_the_next_page_is_the_one_before_the_oldest_row_wherever_that_is_in_the_page()
    {
        var walk = new MinuteWalk(Whole());
        walk.Add([.. Day(50).OrderBy(row => row.Minute.Minute * 7 % 13)], Evening);
        Assert.Equal(new TimeOnly(14, 30), walk.Next);
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
    }

    [Fact]
    public void A_covered_beginning_is_not_asked_for_again()
    {
        var walk = new MinuteWalk(Whole() with { After = At("14:00") });
        walk.Add([.. Day(381).OrderByDescending(row => row.Minute).Take(120)], Evening);
        Assert.Null(walk.Next);
        Assert.Equal(At("13:21"), walk.Result().Rows[0].Minute);
        Assert.Equal(1, walk.Result().Calls);
    }
}
