using static Rhetenor.Data.Tests.Klines.MinuteDay;

namespace Rhetenor.Data.Tests.Klines;

/// <summary>What a walk believes of a day without rows, and of pages without rows.</summary>
public sealed class MinuteEvidenceTests
{
    [Fact]
    public void C12_M2_emptiness_is_asked_about_again_with_growing_waits_and_never_decides()
    {
        var walk = new MinuteWalk(Whole());
        foreach (var seconds in new[] { 1, 4, 16 })
        {
            AddEmpty(walk, Evening.AddDays(2));
            Assert.Equal(TimeSpan.FromSeconds(seconds), walk.Wait);
            Assert.NotNull(walk.Next);
        }

        var exception = Assert.Throws<HantooException>(() => AddEmpty(walk, Evening.AddDays(2)));
        Assert.Equal(HantooError.UnexpectedReply, exception.Error);
        Assert.Contains("no row of 005930 before 15:31, not even of an earlier day", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 500L, 0L, false)] // nothing is known of other days
    [InlineData(0, 500L, 3_000L, true)] // a sixth of a usual day: trades after the close can be all there was
    [InlineData(0, 500L, 2_000L, false)]
    [InlineData(2, 500L, 3_000L, true)]
    [InlineData(2, 500_000L, 3_000L, false)]
    public void M3_shares_traded_on_a_day_without_rows_are_a_contradiction_asked_about_again_and_then_partial(int daysLater, long shares, long usual, bool isExplicable)
    {
        var walk = new MinuteWalk(Whole());
        var pages = 0;
        while (walk.IsOpen)
        {
            if (walk.AsksTotals)
                walk.AddTotals([new(Session.Date.AddDays(-1), usual, usual * 100), new(Session.Date, shares, shares * 100)]);
            else if (pages++ < 10)
                walk.Add([Row("15:30", days: -1)], Evening.AddDays(daysLater), new(100, daysLater == 0 ? shares : 0, 0));
        }

        var fetch = walk.Result();
        Assert.Equal(WalkQuestion.Patience + 1, pages);
        Assert.Equal((null, isExplicable, 0), (fetch.CompletedThrough, fetch.RepetitionSettles, fetch.Rows.Count));
        Assert.Equal($"KIS contradicts itself: no row of the day in 4 answers, and {shares:N0} shares traded on the day.", fetch.Shortfall);
    }

    [Theory]
    [InlineData(0, 0L, KlineWitnesses.Quote)]
    [InlineData(2, 0L, KlineWitnesses.DailyBar)]
    public void M2_M3_rows_of_earlier_days_alone_are_no_proof_of_a_day_without_trades(int daysLater, long shares, KlineWitnesses witness)
    {
        var walk = new MinuteWalk(Whole());
        walk.Add([Row("15:30", days: -1)], Evening.AddDays(daysLater), new(100, 0, 0));
        Assert.Equal(daysLater > 0, walk.AsksTotals);
        if (walk.AsksTotals)
            walk.AddTotals([new(Session.Date.AddDays(-1), 70, 7_000), new(Session.Date, shares, 0)]);
        Assert.False(walk.IsOpen);
        Assert.Equal((SymbolDayState.Complete, witness | KlineWitnesses.EarlierDay), (walk.Result().State, walk.Result().Witnesses));
    }

    [Fact]
    public void The_next_master_decides_without_a_call()
    {
        var walk = new MinuteWalk(Whole() with { SharesOfDay = 0 });
        walk.Add([Row("15:30", days: -1)], Evening.AddDays(2), new(100, 0, 0));
        Assert.False(walk.IsOpen);
        Assert.Equal(KlineWitnesses.NextMaster | KlineWitnesses.EarlierDay, walk.Result().Witnesses);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void M2_the_daily_bar_decides_what_a_past_day_without_rows_means(bool isPrinted)
    {
        var walk = new MinuteWalk(Whole());
        walk.Add([], Evening.AddDays(2), new(100, 0, 0));
        Assert.True(walk.AsksTotals);
        List<HantooDailyBar> bars = [new(Session.Date.AddDays(-1), 70, 7_000), new(Session.Date.AddDays(1), 70, 7_000)];
        if (isPrinted)
            bars.Add(new(Session.Date, 0, 0));
        walk.AddTotals(bars);
        Assert.Null(walk.Next);
        Assert.Equal((SymbolDayState.Complete, 2, Session.LastMinute), (walk.Result().State, walk.Result().Calls, walk.Result().CompletedThrough));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void M2_daily_bars_that_end_before_the_day_may_not_have_it_yet(int daysAfter)
    {
        // Both answers can come from a server that lags. The same answers later show that nothing was traded.
        var walk = new MinuteWalk(Whole());
        walk.Add([Row("15:30", days: -1)], Evening.AddDays(daysAfter), default);
        for (var i = 0; walk.IsOpen && i < 10; i++)
        {
            if (walk.AsksTotals)
                walk.AddTotals([new(Session.Date.AddDays(-2), 70, 7_000), new(Session.Date.AddDays(-1), 70, 7_000)]);
            else
                walk.Add([Row("15:30", days: -1)], Evening.AddDays(daysAfter), default);
        }

        Assert.False(walk.IsOpen);
        Assert.Equal((null, true), (walk.Result().CompletedThrough, walk.Result().RepetitionSettles));
        Assert.Equal("KIS has neither minutes nor a daily bar of the day, nor of a later one: it may not have them yet.", walk.Result().Shortfall);
    }

    [Theory]
    [InlineData(50_000, 0, 0, "KIS contradicts itself: no row of the day in 4 answers, and 50,000 shares traded on the day.", false)]
    [InlineData(50_000, 10_000, 1_000_000, "KIS contradicts itself: no row of the day in 4 answers, and 50,000 shares traded on the day.", false)]
    [InlineData(50_000, 50_000, 1_000_000, "KIS contradicts itself: no row of the day in 4 answers, and 50,000 shares traded on the day.", true)]
    [InlineData(50_000, 50_000, 60_000, "KIS contradicts itself: no row of the day in 4 answers, and 50,000 shares traded on the day.", false)]
    public void M2_the_next_master_outweighs_daily_bars_that_know_of_less(long master, long total, long usual, string shortfall, bool isSettledByRepetition)
    {
        var walk = new MinuteWalk(Whole() with { SharesOfDay = master });
        for (var i = 0; walk.IsOpen && i < 10; i++)
        {
            if (walk.AsksTotals)
                walk.AddTotals([new(Session.Date.AddDays(-1), usual, usual * 100), new(Session.Date, total, total * 100), new(Session.Date.AddDays(1), usual, usual * 100)]);
            else
                walk.Add([Row("15:30", days: -1)], Evening.AddDays(2), default);
        }

        var fetch = walk.Result();
        Assert.Equal((null, shortfall, isSettledByRepetition), (fetch.CompletedThrough, fetch.Shortfall?.Replace("50000", "50,000", StringComparison.Ordinal), fetch.RepetitionSettles));
        Assert.Equal(isSettledByRepetition, fetch.Witnesses.HasFlag(KlineWitnesses.NextMaster));
    }

    [Theory]
    [InlineData(20, 0, 1, false, true)]
    [InlineData(19, 0, 1, false, false)] // too few to know what is usual
    [InlineData(40, 2, 1, false, true)]
    [InlineData(40, 3, 1, false, false)] // thinly traded: such days are no surprise
    [InlineData(20, 0, 13, false, false)] // not traded for weeks
    [InlineData(20, 0, 1, true, false)] // halted: printed with zeros
    public void M9_a_day_that_even_the_daily_bars_leave_out_is_no_day_without_trades(int earlier, int idle, int laterBy, bool isPrinted, bool isDoubted)
    {
        var walk = new MinuteWalk(Whole());
        walk.Add([Row("15:30", days: -1)], Evening.AddDays(30), new(100, 0, 0));
        var bars = Enumerable.Range(1, earlier).Select(days => new HantooDailyBar(Session.Date.AddDays(-days), days <= idle ? 0 : 70, days <= idle ? 0 : 7_000)).ToList();
        if (laterBy > 0)
            bars.Add(new(Session.Date.AddDays(laterBy), 70, 7_000));
        if (isPrinted)
            bars.Add(new(Session.Date, 0, 0));
        walk.AddTotals(bars);
        Assert.False(walk.IsOpen);
        Assert.Equal((isDoubted ? null : Session.LastMinute, false), (walk.Result().CompletedThrough, walk.Result().RepetitionSettles));
        Assert.Equal(isDoubted, walk.Result().Shortfall?.StartsWith("KIS has neither minutes nor a daily bar of the day", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData(false)] // nothing at all
    [InlineData(true)] // rows of the day before
    public void M2_shares_in_the_daily_bar_mean_that_rows_are_missing_however_often_there_are_none(bool hasEarlierRows)
    {
        var walk = new MinuteWalk(Whole());
        var waits = new List<double>();
        for (var pages = 0; walk.IsOpen && pages < 20; pages++)
        {
            waits.Add(walk.Wait.TotalSeconds);
            if (walk.AsksTotals)
                walk.AddTotals([new(Session.Date.AddDays(-1), 70_000, 7_000_000), new(Session.Date, 50_000, 5_000_000)]);
            else
                walk.Add(hasEarlierRows ? [Row("15:30", days: -1)] : [], Evening.AddDays(2), new(100, 0, 0));
        }

        Assert.False(walk.IsOpen);
        Assert.Equal([0, 0, 1, 4, 16], waits);
        Assert.Equal((null, "KIS contradicts itself: no row of the day in 4 answers, and 50,000 shares traded on the day."), (walk.Result().CompletedThrough, walk.Result().Shortfall));
    }

    [Fact]
    public void M3_rows_of_earlier_days_alone_contradict_shares_traded_today_unless_they_were_traded_in_the_running_minute()
    {
        var walk = new MinuteWalk(Whole() with { Until = At("09:00") });
        var answered = KoreaTime.At(Session.Date, new TimeOnly(9, 1, 30));
        walk.Add([Row("15:30", days: -1)], answered, new(100, 10, 0));
        Assert.Equal(new TimeOnly(9, 1), walk.Next);
        walk.Add([Row("09:01"), Row("15:30", days: -1)], answered.AddSeconds(1), new(100, 10, 0));
        Assert.Null(walk.Next);
        Assert.Equal((SymbolDayState.Complete, 0, At("09:00")), (walk.Result().State, walk.Result().Rows.Count, walk.Result().CompletedThrough));
    }

    [Fact]
    public void C12_M3_rows_of_an_earlier_day_without_quote_and_totals_prove_nothing_once_the_session_is_over()
    {
        var walk = new MinuteWalk(Whole());
        var exception = Record.Exception(() =>
        {
            for (var pages = 0; walk.IsOpen && pages < 20; pages++)
            {
                if (walk.AsksTotals)
                    walk.AddTotals([]);
                else
                    walk.Add([Row("15:30", days: -1)], Evening);
            }
        });
        Assert.Equal(HantooError.UnexpectedReply, Assert.IsType<HantooException>(exception).Error);
    }

    [Fact]
    public void M3_M8_a_blank_page_takes_no_contradiction_back()
    {
        var walk = new MinuteWalk(Whole() with { Until = At("09:06") });
        var answered = KoreaTime.At(Session.Date, new TimeOnly(9, 7, 30));
        walk.Add([Row("15:30", days: -1)], answered, new(100, 2_070, 0));
        walk.Add([], answered.AddSeconds(1));
        Assert.False(walk.IsOpen);
        Assert.Equal((null, "KIS contradicts itself: no row of the day in 2 answers, and 2,070 shares traded on the day."), (walk.Result().CompletedThrough, walk.Result().Shortfall));
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
            Assert.Equal((new TimeOnly(15, 18), TimeSpan.FromSeconds(1 << (2 * i))), (walk.Next, walk.Wait));
        }

        walk.Add([Row("09:30")], Evening);
        Assert.Equal((new TimeOnly(9, 29), TimeSpan.Zero), (walk.Next, walk.Wait));
        for (var i = 0; i < 4; i++)
            walk.Add([], Evening);
        Assert.True(walk.AsksTotals);
        Assert.Throws<HantooException>(() => walk.AddTotals([new(Session.Date.AddDays(-1), 70, 7_000), new(Session.Date, 70, 7_000)]));
    }

    // The first session of a listing has no rows before it, and a broker may leave those of earlier days out.
    [Theory]
    [InlineData(true, 30)]
    [InlineData(false, 30)]
    public void Nothing_before_the_first_row_is_judged_by_the_day_s_totals(bool isListing, int before)
    {
        var walk = new MinuteWalk(Whole());
        List<MinuteRow> day = [.. Chained([.. Day(381).Where(row => row.Minute >= At("09:02"))]).Select(row => row with { AccValue = row.AccValue + (before * 100) })];
        for (var page = 0; page < 4; page++)
            walk.Add([.. day.AsEnumerable().Reverse().Skip(120 * page).Take(120)], Evening);
        while (walk.Next is not null && !walk.AsksTotals)
            walk.Add([], Evening);
        var (shares, value) = (day.Sum(row => row.Volume) + before, day[^1].AccValue);
        HantooDailyBar[] totals = [.. isListing ? [] : new HantooDailyBar[] { new(Session.Date.AddDays(-1), 3_000, 300_000) }, new(Session.Date, shares, value) { Bar = new(1_000_000, 1_010_000, 990_000, 1_000_000, shares, value) }];
        walk.AddTotals(totals);
        while (walk.IsOpen)
        {
            if (walk.AsksTotals)
                walk.AddTotals(totals);
            else
                walk.Add(walk.Next is { } next ? [.. day.Where(row => TimeOnly.FromDateTime(row.Minute) <= next).Reverse().Take(120)] : [], Evening);
        }

        Assert.Equal((379, null), (walk.Result().Rows.Count, walk.Result().Doubt));
    }

    private static void AddEmpty(MinuteWalk walk, DateTimeOffset answered)
    {
        walk.Add([], answered, new(100, 0, 0));
        while (walk.AsksTotals)
            walk.AddTotals([]);
    }
}
