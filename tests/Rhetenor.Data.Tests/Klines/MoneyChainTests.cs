using static Rhetenor.Data.Tests.Klines.MinuteDay;

namespace Rhetenor.Data.Tests.Klines;

/// <summary>What the day's value shows of the rows between the first and the last.</summary>
public sealed class MoneyChainTests
{
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
    public void Rows_of_minutes_to_come_leave_no_room_for_shares_that_are_missing()
    {
        // Ten shares are missing at 10:00, and as many are made up for the minutes to come.
        var day = Chained([.. Day(381).Where(row => row.Minute < At("11:00"))]);
        var value = day[^1].AccValue;
        day.RemoveAll(row => row.Minute == At("10:00"));
        day.Add(Row("11:01") with { AccValue = value, Volume = 10 });
        var (fetch, _) = Walk(day, 200, KoreaTime.At(Session.Date, new TimeOnly(11, 0, 30)), quote: new(100, value / 100, value));
        Assert.Equal("between 09:59 and 10:01 the day's value is off by 1000 won: rows are missing or wrong.", fetch.Doubt);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_row_that_is_not_over_shows_what_is_missing_before_it(bool isStored)
    {
        // The first page has a row of a minute to come, and the others are an earlier day's.
        var last = Row("09:03") with { AccValue = 4_000 };
        var walk = new MinuteWalk(Whole() with { Until = At("14:40"), After = isStored ? last.Minute : null, LastStored = isStored ? last : null });
        var cursors = new List<TimeOnly>();
        while (walk.IsOpen)
        {
            if (walk.AsksTotals)
            {
                walk.AddTotals([]);
                continue;
            }

            cursors.Add(walk.Next!.Value);
            walk.Add(cursors[^1] == new TimeOnly(14, 40) ? [Row("14:31") with { AccValue = 90_000 }] : [Row("15:30", days: -1)], KoreaTime.At(Session.Date, new TimeOnly(14, 30, 20)), new(100, 900, 90_000));
        }

        Assert.Equal(isStored ? "between 09:03 and 14:31 the day's value is off by 85000 won: rows are missing or wrong." : "before 14:31 more was traded than rows of the day show.", walk.Result().Doubt);
        Assert.Equal(isStored ? 7 : 5, cursors.Count);
    }

    [Fact]
    public void After_the_regular_close_a_break_is_noted_only()
    {
        var session = TradingSession.For(Venue.Krx, new DateOnly(2026, 9, 15))!;

        // Between two periods, value without rows is to be expected.
        MinuteRow At(int hour, int minute, long value) => new(session.Date.ToDateTime(new TimeOnly(hour, minute)), 100, 101, 99, 100, 10, value);
        List<MinuteRow> rows = [At(17, 0, 90_000), At(16, 0, 12_000), At(15, 30, 1_000), At(15, 30, 1_000) with { Minute = session.Date.AddDays(-1).ToDateTime(new TimeOnly(15, 30)) }];
        foreach (var isEverywhere in new[] { false, true })
        {
            var walk = new MinuteWalk(Whole(session), isEverywhere);
            for (var i = 0; walk.IsOpen && i < 16; i++)
            {
                if (walk.AsksTotals)
                    walk.AddTotals([]);
                else
                    walk.Add(rows, KoreaTime.At(session.Date, new TimeOnly(20, 30)), new(100, 900, 90_000));
            }

            const string Text = "between 16:00 and 17:00 the day's value is off by 77000 won: rows are missing or wrong.";
            Assert.Equal(isEverywhere ? (Text, (string?)null) : (null, Text), (walk.Result().Doubt, walk.Result().Note));
            Assert.Equal(isEverywhere ? null : "870 of the day's 900 shares are in no row.", walk.Result().Shortfall);
        }
    }

    [Theory]
    [InlineData(0, 0, 0, true)]
    [InlineData(101, 100, 0, true)] // low above high
    [InlineData(0, 0, 500, false)]
    public void M30_prices_of_the_first_minute_that_cannot_be_are_asked_again_and_noted_or_doubted(int low, int high, int missing, bool isExplained)
    {
        var day = Chained(Day(381));
        day[0] = day[0] with { Low = low, High = high };
        var (fetch, cursors) = Walk(day, 120, Evening, quote: new(100, day.Sum(row => row.Volume) + missing, day[^1].AccValue), totals: [new(Session.Date, day.Sum(row => row.Volume) + missing, day[^1].AccValue)]);
        const string Text = "the prices of 09:00 cannot be those of its trades.";
        Assert.Equal((Text, isExplained ? "the prices of 09:00 contradict each other or those before." : Text, isExplained), (fetch.Note, fetch.Doubt, fetch.RepetitionSettles));
        Assert.True(cursors.Count > 4);
    }

    // KIS adjusts the shares of past days after a split, and not those of the day's total.
    [Theory]
    [InlineData(5)]
    [InlineData(0.2)]
    public void M6_totals_in_another_unit_refute_no_gap_and_doubt_no_whole_day(double factor)
    {
        var number = (decimal)factor;
        List<MinuteRow> day = [.. Chained([.. Day(381).Where(row => row.Minute != Session.LastMinute)]).Select(row => row with
        {
            Volume = (long)(row.Volume * number), Open = row.Open / number, High = row.High / number, Low = row.Low / number, Close = row.Close / number,
        })];
        IReadOnlyList<HantooDailyBar> totals = [new(Session.Date, 3_800, day[^1].AccValue)];
        var (whole, calls) = Walk(day, 120, Evening.AddDays(30), totals: totals);
        Assert.Equal((null, null, day.Count, 4), (whole.Doubt, whole.Shortfall, whole.Rows.Count, calls.Count));
        var cut = Walk([.. day.Where(row => row.Minute < At("10:00") || row.Minute >= At("10:30"))], 120, Evening.AddDays(30), totals: totals).Fetch;
        Assert.Equal("between 09:59 and 10:30 the day's value is off by 30000 won: rows are missing or wrong.", cut.Doubt);
    }

    // A thin symbol: the last regular trade long before the close, trades at the closing price without a row, and one in the evening.
    [Theory]
    [InlineData(20, null)]
    [InlineData(2, null)]
    [InlineData(200, "between 14:00 and 16:05 the day's value is off by 20000 won: rows are missing or wrong.")]
    public void Trades_at_the_closing_price_are_no_hole_of_a_thin_symbol(int shares, string? doubt)
    {
        var session = TradingSession.For(Venue.Krx, new DateOnly(2026, 9, 15))!;
        MinuteRow At(int hour, int minute, long value, int days = 0) => new(session.Date.AddDays(days).ToDateTime(new TimeOnly(hour, minute)), 100, 100, 100, 100, 100, value);
        List<MinuteRow> rows = [At(16, 5, 30_000 + (shares * 100)), At(14, 0, 20_000), At(9, 0, 10_000), At(15, 30, 90_000, -1), At(15, 19, 80_000, -1)];
        var walk = new MinuteWalk(Whole(session));
        while (walk.IsOpen)
        {
            if (walk.AsksTotals)
                walk.AddTotals([new(session.Date, 300 + shares, 30_000 + (shares * 100))]);
            else
                walk.Add([.. rows.Where(row => row.Minute <= session.Date.ToDateTime(walk.Next!.Value))], KoreaTime.At(session.Date, new TimeOnly(20, 30)), new(100, 300 + shares, 30_000 + (shares * 100)));
        }

        Assert.Equal(doubt, walk.Result().Doubt);
        Assert.Equal(shares == 20 ? "20 of the day's 320 shares are in no row." : null, walk.Result().Shortfall);
        Assert.True(shares != 20 || walk.Result().RepetitionSettles);
    }

    // Each break must be explained by itself: what one leaves open does not excuse another.
    [Fact]
    public void M6_M30_a_price_that_cannot_be_does_not_hide_rows_that_are_missing_elsewhere()
    {
        var day = Chained(Day(381));
        var at = day.FindIndex(row => row.Minute == At("10:00"));
        for (var i = at; i < day.Count; i++)
            day[i] = day[i] with { AccValue = day[i].AccValue + 99_000 };
        day[at] = day[at] with { Volume = 1_000, Open = 0, High = 0, Low = 0, Close = 0 };
        var shares = day.Sum(row => row.Volume);
        Assert.Equal(("the prices of 10:00 contradict each other or those before.", true), (Whole(day).Doubt, Whole(day).RepetitionSettles));
        Assert.Equal("between 12:59 and 13:04 the day's value is off by 4000 won: rows are missing or wrong.", Whole([.. day.Where(row => row.Minute < At("13:00") || row.Minute >= At("13:04"))]).Doubt);

        KlineFetch Whole(List<MinuteRow> rows) => Walk(rows, 120, Evening.AddDays(2), totals: [new(Session.Date, shares, day[^1].AccValue)]).Fetch;
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
        Assert.Equal((1, 1 + 2), (cursors.Count(cursor => cursor == new TimeOnly(10, 40)), cursors.Count(cursor => cursor == new TimeOnly(15, 30))));
    }

    [Fact]
    public void M11_a_bar_revised_between_two_pages_leaves_no_doubt_and_no_older_row()
    {
        var day = Chained(Day(381));
        var (fetch, cursors) = Walk(day, 120, Evening, null, (page, number) =>
        {
            for (var i = 0; number > 1 && i < page.Count; i++)
            {
                if (page[i].Minute >= At("10:00") && DateOnly.FromDateTime(page[i].Minute) == Session.Date)
                    page[i] = page[i] with { AccValue = page[i].AccValue + 1_000, Volume = page[i].Minute == At("10:00") ? 20 : 10 };
            }
        });
        Assert.Equal((null, day.Count, day[^1].AccValue + 1_000), (fetch.Doubt, fetch.Rows.Count, fetch.Rows[^1].AccValue));
        Assert.Equal([At("13:21"), Session.LastMinute], cursors.Skip(4).Take(2).Select(cursor => Session.Date.ToDateTime(cursor)));
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
        var session = TradingSession.For(Venue.Unified, Session.Date)!;
        var walk = new MinuteWalk(new("005930", session, At("15:00"), At("15:30")));
        walk.Add([Row("15:30") with { AccValue = 9_000_000 }, Row("15:00") with { AccValue = 1_000 }], Evening);
        Assert.Null(walk.Result().Doubt);
    }
}
