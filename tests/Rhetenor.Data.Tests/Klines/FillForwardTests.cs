using static Rhetenor.Data.Tests.Klines.ShapeBars;

namespace Rhetenor.Data.Tests.Klines;

public sealed class FillForwardTests
{
    private static readonly DateOnly AfterMarket = new(2026, 9, 14);

    [Fact]
    public void A_covered_minute_without_a_trade_gets_the_close_before_and_is_marked()
    {
        var filled = Series(Plain, "09:00", "09:03").FillForward([Covered(Plain, "09:04")]);
        Assert.Equal(["09:00", "09:01", "09:02", "09:03", "09:04"], Times(filled));
        Assert.Equal(["09:01", "09:02", "09:04"], Filled(filled));
        Assert.Equal(3, filled.FilledCount);
        Assert.Equal(new Kline(At(Plain, "09:02"), 100, 100, 100, 100, 0, 10, 1000), filled[2]);
        Assert.Equal(new Kline(At(Plain, "09:04"), 101, 101, 101, 101, 0, 21, 2100), filled[4]);
    }

    [Fact]
    public void Nothing_is_filled_before_the_first_trade_nor_after_what_is_covered()
    {
        var filled = Series(Plain, "09:02", "09:10").FillForward([Covered(Plain, "09:05")]);
        Assert.Equal(["09:02", "09:03", "09:04", "09:05", "09:10"], Times(filled));
    }

    [Theory]
    [InlineData(null, SymbolDayState.Complete)]
    [InlineData("15:30", SymbolDayState.Failed)]
    [InlineData("15:30", SymbolDayState.NotListed)]
    public void Without_coverage_nothing_is_filled(string? through, SymbolDayState state)
    {
        var bars = Series(Plain, "09:00", "09:05");
        Assert.Equal(0, bars.FillForward([Covered(Plain, through, state: state)]).FilledCount);
        Assert.Equal(0, bars.FillForward([Covered(Plain, "15:30", symbol: "000660")]).FilledCount);
        Assert.Equal(bars, bars.FillForward([]));
    }

    [Fact]
    public void The_minutes_of_the_closing_auction_are_filled_and_the_day_ends_at_1530()
    {
        var filled = Series(Plain, "15:19").FillForward([Covered(Plain, "15:30")]);
        Assert.Equal(12, filled.Count);
        Assert.Equal(At(Plain, "15:30"), filled.Minutes[^1]);
        Assert.Equal(391, Series(Plain, "09:00").FillForward([Covered(Plain, "15:30")]).Count);
    }

    [Theory]
    [InlineData("2026-01-02", "10:00", 331)]
    [InlineData("2025-11-13", "10:00", 391)]
    public void Days_that_open_at_ten_have_their_own_minutes(string day, string open, int minutes)
    {
        var date = DateOnly.Parse(day);
        var filled = Series(date, open).FillForward([Covered(date, "16:30")]);
        Assert.Equal(minutes, filled.Count);
    }

    [Fact]
    public void A_close_does_not_pass_the_edge_of_a_period_unless_asked()
    {
        var bars = Series(AfterMarket, "15:30", "17:00");
        var coverage = Covered(AfterMarket, "19:59");
        var filled = bars.FillForward([coverage]);
        Assert.Equal(["15:30", "17:00", "17:01"], Times(filled)[..3]);
        Assert.Equal(1 + 180, filled.Count);
        var day = bars.FillForward([coverage], KlineFillScope.Day);
        Assert.Equal(["15:30", "16:00", "16:01"], Times(day)[..3]);
        Assert.Equal(1 + 240, day.Count);
    }

    [Fact]
    public void Nextrade_has_three_periods_and_the_minutes_between_them_stay_absent()
    {
        var filled = Series(Plain, "08:00", "09:00", "15:30").FillForward([Covered(Plain, "19:59", Venue.Nextrade)]);
        Assert.Equal(50 + 380 + 270, filled.Count);
        Assert.Equal(TradingSession.For(Venue.Nextrade, Plain)!.Minutes, filled.Count);
        Assert.DoesNotContain(At(Plain, "08:50"), filled.Select(bar => bar.Minute));
        Assert.DoesNotContain(At(Plain, "15:20"), filled.Select(bar => bar.Minute));
    }

    [Fact]
    public void The_unified_market_goes_on_at_1531()
    {
        var filled = Series(Plain, "15:30").FillForward([Covered(Plain, "19:59", Venue.Unified)]);
        Assert.Equal(["15:30"], Times(filled));
        Assert.Equal(270, Series(Plain, "15:30").FillForward([Covered(Plain, "19:59", Venue.Unified)], KlineFillScope.Day).Count);
    }

    [Fact]
    public void From_day_to_day_the_price_stands_and_the_day_s_shares_begin_at_nought()
    {
        var friday = new DateOnly(2026, 1, 23);
        KlineCoverage[] coverage = [Covered(Plain, "09:01", state: SymbolDayState.NoTrades), Covered(friday, "15:30")];
        var filled = Series(friday, "15:30").FillForward(coverage, KlineFillScope.History);
        Assert.Equal(new Kline(At(Plain, "09:01"), 100, 100, 100, 100, 0, 0, 0), filled[^1]);
        Assert.Equal(3, filled.Count);
        Assert.Single(Series(friday, "15:30").FillForward(coverage, KlineFillScope.Day));
    }

    [Theory]
    [InlineData("2026-01-22", "15:30")] // Friday is not covered at all
    [InlineData("2026-01-23", "15:29")] // Friday is not covered to its end
    public void A_price_does_not_stand_over_what_is_unknown(string before, string through)
    {
        var day = DateOnly.Parse(before);
        var filled = Series(day, "15:29").FillForward([Covered(day, through), Covered(Plain, "15:30")], KlineFillScope.History);
        Assert.DoesNotContain(filled, bar => DateOnly.FromDateTime(bar.Minute) == Plain);
    }

    [Fact]
    public void Filling_again_changes_nothing_and_a_later_run_counts()
    {
        var once = Series(Plain, "09:00").FillForward([Covered(Plain, "15:30")]);
        var twice = once.FillForward([Covered(Plain, "15:30")]);
        Assert.Equal(once, twice);
        Assert.Equal(Filled(once), Filled(twice));
    }

    [Fact]
    public void A_history_is_filled_symbol_by_symbol()
    {
        var history = KlineHistory.Of([Bars.Slice(At(Plain, "09:00"), ("000660", Bars.Bar(At(Plain, "09:00"))), (Symbol, Bars.Bar(At(Plain, "09:00"))))]);
        var filled = history.FillForward([Covered(Plain, "09:09"), Covered(Plain, "09:04", symbol: "000660")]);
        Assert.Equal((5, 10), (filled["000660"].Count, filled[Symbol].Count));
        var replay = filled.Replay();
        while (replay.MoveNext())
            Assert.Equal(replay.Minute.Minute > 0, filled[Symbol].IsFilled(replay.LatestIndex(filled.IndexOf(Symbol))));
    }

    [Fact]
    public void Coverage_of_two_venues_is_refused() => Assert.Throws<ArgumentException>(
        () => Series(Plain, "09:00").FillForward([Covered(Plain, "15:30"), Covered(Plain.AddDays(1), "15:30", Venue.Unified)]));

    [Fact]
    public void A_place_beyond_the_series_is_neither_filled_nor_not() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Series(Plain, "09:00").IsFilled(1));
}
