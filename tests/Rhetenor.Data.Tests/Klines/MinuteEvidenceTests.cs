using static Rhetenor.Data.Tests.Klines.MinuteDay;

namespace Rhetenor.Data.Tests.Klines;

/// <summary>What a walk believes, and what it puts in doubt.</summary>
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
        Assert.Equal(MinuteWalk.Patience + 1, pages);
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
        List<HantooDailyBar> bars = [new(Session.Date.AddDays(-1), 70, 7_000)];
        if (isPrinted)
            bars.Add(new(Session.Date, 0, 0));
        walk.AddTotals(bars);
        Assert.Null(walk.Next);
        Assert.Equal((SymbolDayState.Complete, 2, Session.LastMinute), (walk.Result().State, walk.Result().Calls, walk.Result().CompletedThrough));
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

    [Theory]
    [InlineData(0, "quote")]
    [InlineData(2, "daily bar")]
    public void The_end_of_a_day_is_proven_by_its_value_in_another_answer(int daysLater, string witness)
    {
        var day = Chained([.. Day(381).Where(row => row.Minute < At("14:00"))]);
        var value = day[^1].AccValue;
        var (fetch, _) = Walk(day, 120, Evening.AddDays(daysLater), totals: [new(Session.Date, 0, value)], quote: new(100, 0, daysLater == 0 ? value : 0));
        Assert.Equal((null, Session.LastMinute), (fetch.Shortfall, fetch.CompletedThrough));
        Assert.Equal($"money chain, {witness}, earlier day", fetch.Witnesses.ToWords());
    }

    [Theory]
    [InlineData(0, 1.02, null)] // trades after the close
    [InlineData(0, 1.1, true)]
    [InlineData(0, 2, false)]
    [InlineData(2, 1.02, null)]
    [InlineData(2, 1.1, true)]
    [InlineData(2, 2, false)]
    public void Missing_newest_rows_are_asked_for_again_and_then_the_day_is_partial(int daysLater, double share, bool? isExplicable)
    {
        var day = Chained([.. Day(381).Where(row => row.Minute < At("14:00"))]);
        var value = (long)(day[^1].AccValue * share);
        var (fetch, cursors) = Walk(day, 120, Evening.AddDays(daysLater), totals: [new(Session.Date, 0, value)], quote: new(100, 0, daysLater == 0 ? value : 0));
        Assert.Equal(isExplicable is null ? 1 : 1 + MinuteWalk.Patience, cursors.Count(cursor => cursor == new TimeOnly(15, 30)));
        Assert.Equal((isExplicable is null ? Session.LastMinute : At("13:59"), isExplicable ?? false), (fetch.CompletedThrough, fetch.RepetitionSettles));
        if (isExplicable is not null)
            Assert.Equal($"after 13:59 {value - day[^1].AccValue} won more were traded than rows show.", fetch.Shortfall);
    }

    [Fact]
    public void A_row_of_the_last_minute_proves_the_end_without_a_call()
    {
        var (fetch, cursors) = Walk(Chained(Day(381)), 120, Evening.AddDays(2), totals: [new(Session.Date, 1_000_000, 1_000_000_000)]);
        Assert.Equal((4, "money chain, earlier day, last minute"), (cursors.Count, fetch.Witnesses.ToWords()));
        Assert.Equal(4, fetch.Calls);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(30, false)]
    public void The_next_master_proves_the_end_if_its_shares_agree(int missing, bool isProven)
    {
        var day = Chained([.. Day(381).Where(row => row.Minute < At("14:00"))]);
        var walk = new MinuteWalk(Whole() with { SharesOfDay = day.Sum(row => row.Volume) + (missing * 10) });
        foreach (var page in day.AsEnumerable().Reverse().Append(Row("15:30", days: -1)).Chunk(120))
            walk.Add(page, Evening.AddDays(2));
        Assert.Equal(!isProven, walk.AsksTotals);
        Assert.Equal(isProven, walk.Result().Witnesses.HasFlag(KlineWitnesses.NextMaster));
    }

    [Theory]
    [InlineData(Venue.Nextrade)]
    [InlineData(Venue.Unified)]
    public void M8_where_the_chain_is_no_witness_the_shares_of_all_rows_must_be_those_of_the_day(Venue venue)
    {
        var session = TradingHours.For(venue, Session.Date)!;
        List<MinuteRow> day = [.. Day(381)];
        var late = KoreaTime.At(session.Date, new TimeOnly(20, 30));
        var whole = Walk(day, 120, late, quote: new(100, 3_810, 0.1m), session: session).Fetch;
        Assert.Equal((null, true), (whole.Shortfall, whole.Witnesses.HasFlag(KlineWitnesses.Quote)));

        // A page of an earlier day in the middle ends the walk.
        var (fetch, _) = Walk(day, 120, late, null, (page, number) =>
        {
            if (number > 1 && page.RemoveAll(row => row.Minute >= session.FirstMinute) > 0)
                page.Add(Row("15:30", days: -1));
        }, quote: new(100, 3_810, 0.1m), session: session);
        Assert.Equal(("2610 of the day's 3810 shares are in no row.", false), (fetch.Shortfall, fetch.RepetitionSettles));
    }

    [Fact]
    public void A_day_whose_rows_carry_no_value_is_proven_by_its_shares_or_not_at_all()
    {
        var day = Day(381);
        Assert.Null(Walk(day, 120, Evening.AddDays(2), totals: [new(Session.Date, 3_810, 1)]).Fetch.Shortfall);
        day.RemoveRange(100, 50);
        day.RemoveAll(row => row.Minute == Session.LastMinute);
        Assert.Equal("510 of the day's 3810 shares are in no row.", Walk(day, 120, Evening.AddDays(2), totals: [new(Session.Date, 3_810, 1)]).Fetch.Shortfall);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(0, false)]
    public void The_first_row_of_a_range_follows_the_last_stored_bar(int missing, bool isDoubtful)
    {
        var day = Chained(Day(381));
        var stored = day.Find(row => row.Minute == At("10:00"));
        List<MinuteRow> rest = [.. day.Where(row => row.Minute > At("10:00").AddMinutes(missing) && row.Minute < At("12:00"))];
        var walk = new MinuteWalk(Whole() with { After = stored.Minute, Until = At("11:59"), LastStored = stored });
        while (walk.IsOpen)
        {
            var until = Session.Date.ToDateTime(walk.Next!.Value);
            walk.Add([.. rest.Where(row => row.Minute <= until).Reverse().Take(120), Row("15:30", days: -1)], KoreaTime.At(Session.Date, new TimeOnly(12, 1)));
        }

        Assert.Equal(isDoubtful ? $"between 10:00 and 10:11 the day's value is off by {missing * 1_000} won: rows are missing or wrong." : null, walk.Result().Doubt);
    }

    [Theory]
    [InlineData(3_810L, true)] // no room for another share
    [InlineData(3_820L, false)]
    public void The_shares_of_the_day_refute_a_gap_in_its_value(long shares, bool isRefuted)
    {
        var day = Chained(Day(381));
        for (var i = 100; i < day.Count; i++)
            day[i] = day[i] with { AccValue = day[i].AccValue + 1_000 };
        var (fetch, _) = Walk(day, 120, Evening.AddDays(2), totals: [new(Session.Date, shares, day[^1].AccValue)]);
        var text = $"between {day[99].Minute:HH:mm} and {day[100].Minute:HH:mm} the day's value is off by 1000 won: rows are missing or wrong.";
        Assert.Equal(isRefuted ? (null, text) : (text, (string?)null), (fetch.Doubt, fetch.Note));
    }

    [Fact]
    public void After_the_regular_close_a_break_is_noted_only()
    {
        var session = TradingHours.For(Venue.Krx, new DateOnly(2026, 9, 15))!;
        var at = session.Date.ToDateTime(new TimeOnly(16, 0));
        List<MinuteRow> rows = [Row("15:30") with { AccValue = 1_000 }, new(at, 100, 101, 99, 100, 10, 90_000)];
        rows[0] = rows[0] with { Minute = session.Date.ToDateTime(new TimeOnly(15, 30)) };
        foreach (var isEverywhere in new[] { false, true })
        {
            var walk = new MinuteWalk(Whole(session), isEverywhere);
            for (var i = 0; walk.IsOpen && i < 8; i++)
            {
                if (walk.AsksTotals)
                    walk.AddTotals([]);
                else
                    walk.Add([rows[1], rows[0], Row("15:30", days: 100) with { Minute = session.Date.AddDays(-1).ToDateTime(new TimeOnly(15, 30)) }], KoreaTime.At(session.Date, new TimeOnly(20, 30)), new(100, 900, 90_000));
            }

            const string Text = "between 15:30 and 16:00 the day's value is off by 88000 won: rows are missing or wrong.";
            Assert.Equal(isEverywhere ? (Text, (string?)null) : (null, Text), (walk.Result().Doubt, walk.Result().Note));
        }
    }

    [Fact]
    public void Totals_without_a_session_say_nothing_and_are_asked_for_again()
    {
        var walk = new MinuteWalk(Whole());
        walk.Add([Row("10:00") with { AccValue = 1_000 }, Row("15:30", days: -1)], Evening.AddDays(2), new(100, 0, 0));
        foreach (var seconds in new[] { 1, 4, 16 })
        {
            walk.AddTotals([]);
            Assert.Equal((true, TimeSpan.FromSeconds(seconds)), (walk.AsksTotals, walk.Wait));
        }

        walk.AddTotals([]);
        Assert.Equal((false, "after 10:00 no other fact shows whether more was traded.", true), (walk.IsOpen, walk.Result().Shortfall, walk.Result().RepetitionSettles));
    }

    [Fact]
    public void M12_a_row_before_the_known_hours_shows_that_the_day_began_earlier()
    {
        List<MinuteRow> day = [.. Day(381), Row("08:35"), Row("08:31")];
        var (fetch, cursors) = Walk(Chained(day), 190, Evening);
        Assert.Equal((day.Count, At("08:31")), (fetch.Rows.Count, fetch.Rows[0].Minute));
        Assert.Equal(3, cursors.Count);
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

    private static void AddEmpty(MinuteWalk walk, DateTimeOffset answered)
    {
        walk.Add([], answered, new(100, 0, 0));
        while (walk.AsksTotals)
            walk.AddTotals([]);
    }
}
