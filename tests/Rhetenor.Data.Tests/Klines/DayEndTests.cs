using static Rhetenor.Data.Tests.Klines.MinuteDay;

namespace Rhetenor.Data.Tests.Klines;

/// <summary>What shows that nothing follows the newest row of a day.</summary>
public sealed class DayEndTests
{
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
        Assert.Equal(isExplicable is null ? 1 : 1 + WalkQuestion.Patience, cursors.Count(cursor => cursor == new TimeOnly(15, 30)));
        Assert.Equal((isExplicable is null ? Session.LastMinute : At("13:59"), isExplicable ?? false), (fetch.CompletedThrough, fetch.RepetitionSettles));
        if (isExplicable is not null)
            Assert.Equal($"after 13:59 {value - day[^1].AccValue} won more were traded than rows show.", fetch.Shortfall);
    }

    // Totals that are late, of another symbol or of another unit. That the rows come again does not settle it; later totals do.
    [Theory]
    [InlineData(0, 0.9)]
    [InlineData(2, 0.9)]
    [InlineData(2, 0.1)]
    public void Totals_below_what_rows_show_prove_nothing(int daysLater, double share)
    {
        var day = Chained([.. Day(381).Where(row => row.Minute < At("14:00"))]);
        var value = (long)(day[^1].AccValue * share);
        var (fetch, _) = Walk(day, 120, Evening.AddDays(daysLater), totals: [new(Session.Date, 0, value)], quote: new(100, 0, daysLater == 0 ? value : 0));
        Assert.Equal((At("13:59"), false), (fetch.CompletedThrough, fetch.RepetitionSettles));
        Assert.Equal($"rows show {day[^1].AccValue - value} won more than the day's {value}, which therefore prove nothing.", fetch.Shortfall);
    }

    [Fact]
    public void Of_two_newest_rows_the_one_received_last_is_compared_with_the_day()
    {
        var day = Chained([.. Day(381).Where(row => row.Minute < At("14:00"))]);
        day[^1] = day[^1] with { Volume = 1_000, AccValue = day[^1].AccValue + 99_000 };
        var (fetch, cursors) = Walk(day, 120, Evening, null, (page, number) =>
        {
            if (number == 1)
                page[0] = page[0] with { Volume = 10, AccValue = page[0].AccValue - 99_000 };
        }, quote: new(100, 0, day[^1].AccValue));
        Assert.Equal((null, Session.LastMinute, 4), (fetch.Shortfall, fetch.CompletedThrough, cursors.Count));
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
    [InlineData(-30, false)]
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
        var session = TradingSession.For(venue, Session.Date)!;
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

    [Theory]
    [InlineData(null, true)]
    [InlineData(1_240, true)]
    [InlineData(1_300, true)]
    [InlineData(2_000, false)]
    public void M6_rows_and_daily_bars_that_both_know_of_less_than_the_next_master_prove_nothing(int? master, bool isProven)
    {
        // Rows and daily bar are of the middle of the day.
        List<MinuteRow> day = [.. Chained([.. Day(381).Where(row => row.Minute < Row("11:04").Minute)])];
        var walk = new MinuteWalk(Whole() with { SharesOfDay = master });
        while (walk.IsOpen)
        {
            if (walk.AsksTotals)
                walk.AddTotals([new(Session.Date.AddDays(-1), 1_000, 100_000), new(Session.Date, day.Sum(row => row.Volume), day.Max(row => row.AccValue))]);
            else
                walk.Add([.. day.Where(row => TimeOnly.FromDateTime(row.Minute) <= walk.Next!.Value).OrderByDescending(row => row.Minute), Row("15:30", days: -1), Row("15:19", days: -1)], Evening.AddDays(2), default);
        }

        var fetch = walk.Result();
        Assert.Equal((isProven, isProven ? null : $"the next session's master shows 2000 shares, the rows {day.Sum(row => row.Volume)} and the daily bar {day.Sum(row => row.Volume)}."), (fetch.Shortfall is null, fetch.Shortfall));
        Assert.False(fetch.RepetitionSettles);
        Assert.Equal(isProven && master is not null, fetch.Witnesses.HasFlag(KlineWitnesses.NextMaster));
    }

    [Theory]
    [InlineData(Venue.Krx)]
    [InlineData(Venue.Unified)]
    public void M6_rows_cut_out_after_the_regular_close_are_missed_by_the_shares_of_the_day_also_if_the_last_minute_has_a_row(Venue venue)
    {
        var session = TradingSession.For(venue, new DateOnly(2026, 9, 15))!;
        DateTime At(int hour, int minute) => session.Date.ToDateTime(new TimeOnly(hour, minute));

        // Trades at the closing price, from 15:40 to 16:00, have no row.
        List<MinuteRow> day = [];
        for (var minute = At(9, 0); minute <= At(19, 59); minute = minute.AddMinutes(1))
        {
            if (session.Periods.Any(period => period.Contains(TimeOnly.FromDateTime(minute))))
                day.Add(new(minute, 100, 101, 99, 100, 10, ((day.Count + 1) * 1_000) + (venue == Venue.Krx && minute >= At(16, 0) ? 8_000 : 0)));
        }

        var apart = venue == Venue.Krx ? 80 : 0;
        var (shares, value) = ((day.Count * 10) + apart, day[^1].AccValue);
        var whole = Walk(day);
        Assert.Equal((null, null, day.Count), (whole.Doubt, whole.Shortfall, whole.Rows.Count));
        var cut = Walk([.. day.Where(row => row.Minute < At(17, 0) || row.Minute >= At(18, 0))]);
        Assert.Equal((null, $"{600 + apart} of the day's {shares} shares are in no row."), (cut.Doubt, cut.Shortfall));

        // From the beginning of a period on, what is missing may not pass as trades without rows either.
        var beginning = Walk([.. day.Where(row => row.Minute < At(16, 0) || row.Minute >= At(17, 30))]);
        Assert.Equal((null, $"{900 + apart} of the day's {shares} shares are in no row."), (beginning.Doubt, beginning.Shortfall));

        // Of unified bars also before a period: the closing auction, which the value of KRX alone would show.
        if (venue == Venue.Unified)
        {
            var auction = Walk([.. day.Where(row => row.Minute < At(14, 20) || row.Minute >= At(15, 31))]);
            Assert.NotNull(auction.Shortfall);
        }

        KlineFetch Walk(List<MinuteRow> rows)
        {
            var walk = new MinuteWalk(Whole(session));
            while (walk.IsOpen)
            {
                if (walk.AsksTotals)
                {
                    walk.AddTotals([new(session.Date, shares, value)]);
                    continue;
                }

                var until = session.Date.ToDateTime(walk.Next!.Value);
                walk.Add(
                    [.. rows.Where(row => row.Minute <= until).OrderByDescending(row => row.Minute).Append(rows[0] with { Minute = rows[0].Minute.AddDays(-1) }).Take(120)],
                    KoreaTime.At(session.Date, new TimeOnly(20, 30)), new(100, shares, value));
            }

            return walk.Result();
        }
    }

    [Fact]
    public void A_day_whose_rows_carry_no_value_is_proven_by_its_shares_or_not_at_all()
    {
        var day = Day(381);
        Assert.Null(Walk(day, 120, Evening.AddDays(2), totals: [new(Session.Date, 3_810, 1)]).Fetch.Shortfall);
        day.RemoveRange(100, 50);
        Assert.Equal("500 of the day's 3810 shares are in no row.", Walk(day, 120, Evening.AddDays(2), totals: [new(Session.Date, 3_810, 1)]).Fetch.Shortfall);
        day.RemoveAll(row => row.Minute == Session.LastMinute);
        Assert.Equal("510 of the day's 3810 shares are in no row.", Walk(day, 120, Evening.AddDays(2), totals: [new(Session.Date, 3_810, 1)]).Fetch.Shortfall);
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
}
