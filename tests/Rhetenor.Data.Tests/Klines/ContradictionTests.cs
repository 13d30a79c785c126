using static Rhetenor.Data.Tests.Klines.MinuteDay;

namespace Rhetenor.Data.Tests.Klines;

/// <summary>Rows that fit the day's value or its shares, and contradict each other or another fact.</summary>
public sealed class ContradictionTests
{
    private static readonly List<MinuteRow> Full = Chained(Day(381));

    // A page in another price frame, as after a split: price times volume is what it was.
    [Theory]
    [InlineData(0.2, "the prices of 12:00 contradict each other or those before.")]
    [InlineData(0.7, null)] // within the limits of a day
    public void A_part_of_a_day_in_other_prices_is_no_part_of_it(double factor, string? reason)
    {
        var number = (decimal)factor;
        List<MinuteRow> day = [.. Full.Select(row => row.Minute < At("12:00") ? row : row with
        {
            Open = row.Open * number, High = row.High * number, Low = row.Low * number, Close = row.Close * number, Volume = (long)(row.Volume / number),
        })];
        var (fetch, _) = Walk(day, 120, Evening, quote: new(100, day.Sum(row => row.Volume), day[^1].AccValue));
        Assert.Equal((reason, reason is not null, 381), (fetch.Doubt, fetch.RepetitionSettles, fetch.Rows.Count));
    }

    [Fact]
    public void While_the_day_is_traded_no_price_is_judged()
    {
        List<MinuteRow> day = [.. Full.Where(row => row.Minute < At("12:00")).Select(row => row.Minute == At("10:00") ? row with { High = 1_000 } : row)];
        Assert.Null(Walk(day, 120, KoreaTime.At(Session.Date, new TimeOnly(12, 0)), quote: new(100, 10 * day.Count, day[^1].AccValue)).Fetch.Doubt);
    }

    // Prices between two ticks are rounded, each by itself.
    [Fact]
    public void A_won_beside_low_and_high_is_rounding()
    {
        List<MinuteRow> day = [.. Full.Select(row => row.Minute == At("10:00") ? row with { Open = 98, Close = 102 } : row)];
        Assert.Null(Walk(day, 120, Evening, quote: new(100, 3_810, day[^1].AccValue)).Fetch.Doubt);
    }

    // Where rows have not been compared with real ones, they are noted.
    [Fact]
    public void On_other_venues_contradicting_prices_are_noted()
    {
        var session = TradingSession.For(Venue.Unified, Session.Date)!;
        List<MinuteRow> day = [.. Full.Select(row => row.Minute == At("10:00") ? row with { Open = 50 } : row)];
        var fetch = Walk(day, 120, Evening.AddDays(2), totals: [new(Session.Date, 3_810, 381_000)], session: session).Fetch;
        Assert.Equal((null, "the prices of 10:00 contradict each other or those before."), (fetch.Doubt, fetch.Note));
    }

    // In 2,364 real days the day's value is at least that of the first row, as far as prices are rounded.
    [Theory]
    [InlineData(2, 1, 0)]
    [InlineData(1, 10, 0)]
    [InlineData(1, 10, 2)]
    public void A_first_row_worth_more_than_the_day_by_then_is_doubted_although_the_shares_fit(int price, int volume, int daysLater)
    {
        var day = Full.ToList();
        var first = day[0];
        day[0] = first with { Open = first.Open * price, High = first.High * price, Low = first.Low * price, Close = first.Close * price, Volume = first.Volume * volume };
        var shares = day.Sum(row => row.Volume);
        HantooDailyBar total = new(Session.Date, shares, day[^1].AccValue) { Bar = new(1_000_000, 1_010_000, 990_000, 1_000_000, shares, day[^1].AccValue) };
        var (fetch, _) = Walk(day, 120, Evening.AddDays(daysLater), quote: new(100, daysLater == 0 ? shares : 0, daysLater == 0 ? day[^1].AccValue : 0), totals: [total]);
        Assert.True(fetch.Doubt is not null || fetch.Shortfall is not null);
    }

    // The quote of the same answer knows twice or half of what the rows show: they may be of another venue or day.
    [Theory]
    [InlineData(2.0, true)]
    [InlineData(0.5, true)]
    [InlineData(1.1, false)] // trades outside the trading hours
    public void A_row_of_the_last_minute_does_not_end_a_day_that_the_quote_contradicts(double factor, bool isContradicted)
    {
        var (shares, value) = ((long)(Full.Sum(row => row.Volume) * factor), (long)(Full[^1].AccValue * factor));
        var fetch = Walk(Full, 120, Evening, quote: new(100, shares, value), totals: [new(Session.Date, shares, value)]).Fetch;
        Assert.Equal(isContradicted, fetch.Shortfall is not null);
        Assert.Equal(!isContradicted, fetch.Witnesses.HasFlag(KlineWitnesses.LastMinute));
    }

    // Trades outside the trading hours have no rows. They cannot explain rows that the day does not have.
    [Theory]
    [InlineData(0.6, 0.6, false)]
    [InlineData(0.2, 1, true)] // after a split, KIS adjusts the shares of the rows and not those of the day
    [InlineData(0.2, 1.1, true)] // … which has trades outside the trading hours too
    [InlineData(10, 1, true)] // after a consolidation
    [InlineData(10, 2, false)]
    public void Rows_of_more_than_the_day_are_settled_by_repetition_in_another_price_frame_only(double shares, double value, bool settles)
    {
        List<MinuteRow> day = [.. Full.Where(row => row.Minute < Session.LastMinute).Select(row => row with { AccValue = 0 })];
        var (traded, won) = (day.Sum(row => row.Volume), day.Sum(row => row.Volume * row.Close));
        var fetch = Walk(day, 120, Evening.AddDays(2), totals: [new(Session.Date, (long)(traded * shares), (long)((double)won * value))]).Fetch;
        Assert.Equal((true, settles), (fetch.Shortfall is not null, fetch.RepetitionSettles));
    }

    // One break can be refuted by the day's shares. Many show that prices or values are not those of the day. KIS adjusts those of past days.
    [Theory]
    [InlineData(0, true)]
    [InlineData(2, false)]
    public void A_value_that_breaks_at_many_rows_is_refuted_by_no_shares(int daysLater, bool isDoubted)
    {
        List<MinuteRow> day = [.. Full.Select(row => row with { AccValue = row.AccValue * 100 })];
        var shares = day.Sum(row => row.Volume);
        var fetch = Walk(day, 120, Evening.AddDays(daysLater), quote: new(100, shares, day[^1].AccValue), totals: [new(Session.Date, shares, day[^1].AccValue)]).Fetch;
        Assert.Equal(isDoubted, fetch.Doubt is not null);
    }

    // The daily bar has the prices of the rows and another first price.
    [Theory]
    [InlineData(100, false)]
    [InlineData(101, true)]
    public void A_day_whose_rows_begin_with_another_price_than_the_daily_bar_lacks_its_first_rows(int open, bool isDoubted)
    {
        // Five minutes with two percent of the day are missing. The day before follows in the same page.
        List<MinuteRow> day = [.. Full.Where(row => row.Minute >= At("09:05"))];
        var shares = Full.Sum(row => row.Volume);
        var fetch = Walk(day, 400, Evening.AddDays(2), [Row("15:30", days: -1), Row("15:19", days: -1)],
            totals: [new(Session.Date, shares, Full[^1].AccValue) { Bar = new(open * 10_000, 1_010_000, 990_000, 1_000_000, shares, Full[^1].AccValue) }]).Fetch;
        Assert.Equal(isDoubted, fetch.Doubt is not null);
    }

    // The quote's last price is of a row that the first answer lacks.
    [Fact]
    public void A_last_price_of_no_row_is_asked_about_once()
    {
        List<MinuteRow> day = [.. Full.Select(row => row.Minute == At("15:30") ? row with { Close = 101 } : row)];
        var (fetch, cursors) = Walk(day, 120, Evening, null, (page, number) => page.RemoveAll(row => number == 1 && row.Minute == At("15:30")), quote: new(101, 3_810, day[^1].AccValue));
        Assert.Equal((381, null, 5), (fetch.Rows.Count, fetch.Shortfall, cursors.Count));
    }

    // A host that stopped hours ago answers the first page, others the rest: their quotes show more.
    [Fact]
    public void A_later_page_whose_quote_shows_more_has_the_first_page_asked_again()
    {
        var old = Full.Where(row => row.Minute < At("12:30")).ToList();
        var walk = new MinuteWalk(Whole());
        for (var number = 1; walk.Next is { } next; number++)
        {
            var rows = number == 1 ? old : Full;
            var page = rows.Where(row => TimeOnly.FromDateTime(row.Minute) <= next).Reverse().Take(120).Append(Row("15:30", days: -1)).Append(Row("15:19", days: -1)).Take(120);
            walk.Add([.. page], Evening, new(100, rows.Sum(row => row.Volume), rows[^1].AccValue));
        }

        Assert.Equal((381, null, null), (walk.Result().Rows.DistinctBy(row => row.Minute).Count(), walk.Result().Doubt, walk.Result().Shortfall));
    }

    // Totals of the regular session do not refute the rows after it: a second reading settles the day, as without any totals.
    [Fact]
    public void Totals_that_end_with_the_regular_session_contradict_no_row_of_the_after_market()
    {
        var session = TradingSession.For(Venue.Krx, new DateOnly(2026, 10, 21))!;
        List<MinuteRow> day = [.. Chained([.. Full.Select(row => row with { Minute = session.Date.ToDateTime(TimeOnly.FromDateTime(row.Minute)) }),
            .. Enumerable.Range(0, 60).Select(i => Row("16:00") with { Minute = session.Date.ToDateTime(new TimeOnly(16, 0)).AddMinutes(i) })])];
        var walk = new MinuteWalk(Whole(session));
        while (walk.IsOpen)
        {
            if (walk.AsksTotals)
                walk.AddTotals([new(session.Date.AddDays(-1), 3_810, 381_000), new(session.Date, 3_810, 381_000)]);
            else
                walk.Add([.. day.Where(row => TimeOnly.FromDateTime(row.Minute) <= walk.Next!.Value).Reverse().Take(120), Row("15:30") with { Minute = session.Date.AddDays(-1).ToDateTime(new TimeOnly(15, 30)) }], KoreaTime.At(session.Date.AddDays(2), new TimeOnly(18, 30)));
        }

        Assert.True(walk.Result().Doubt is null && (walk.Result().Shortfall is null || walk.Result().RepetitionSettles), walk.Result().ToString());
    }
}
