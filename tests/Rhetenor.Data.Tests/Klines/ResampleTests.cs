using static Rhetenor.Data.Tests.Klines.ShapeBars;

namespace Rhetenor.Data.Tests.Klines;

public sealed class ResampleTests
{
    private static readonly DateOnly AfterMarket = new(2026, 9, 14);
    private static readonly DateOnly FirstOfYear = new(2026, 1, 2);
    private static readonly DateOnly Examination = new(2025, 11, 13);

    [Fact]
    public void A_bucket_has_first_highest_lowest_last_and_the_sum()
    {
        KlineSeries minutes = Of([
            new(At(Plain, "09:00"), 100, 105, 99, 101, 10, 10, 1_000),
            new(At(Plain, "09:02"), 101, 103, 90.5m, 95, 5, 15, 1_500),
            new(At(Plain, "09:04"), 95, 110, 95, 102, 1, 16, null),
            new(At(Plain, "09:05"), 102, 102, 102, 102, 4, 20, 2_000)]);
        var bars = minutes.Resample(KlineResampling.Minutes(5));
        Assert.Equal([new(At(Plain, "09:00"), 100, 110, 90.5m, 102, 16, 16), new(At(Plain, "09:05"), 102, 102, 102, 102, 4, 20, 2_000)], bars);
        Assert.Equal(0, bars.FilledCount);
    }

    [Theory]
    [InlineData(3, 130, "15:27")]
    [InlineData(5, 78, "15:25")]
    [InlineData(10, 39, "15:20")]
    [InlineData(15, 26, "15:15")]
    [InlineData(30, 13, "15:00")]
    [InlineData(60, 7, "15:00")]
    public void The_closing_auction_ends_the_last_bucket_or_is_a_bar_of_its_own(int length, int count, string last)
    {
        var minutes = Series(Minutes(Plain));
        var bars = minutes.Resample(KlineResampling.Minutes(length));
        Assert.Equal((count, last), (bars.Count, Times(bars)[^1]));
        Assert.Equal(minutes.Close[^1], bars.Close[^1]);
        var apart = minutes.Resample(KlineResampling.Minutes(length) with { ClosingAuctionApart = true });
        Assert.Equal((count + 1, last, "15:30"), (apart.Count, Times(apart)[^2], Times(apart)[^1]));
        Assert.Equal(minutes.Volume[^1], apart.Volume[^1]);
    }

    [Fact]
    public void Days_that_open_at_ten_have_buckets_from_ten()
    {
        var january = Series(Minutes(FirstOfYear)).Resample(KlineResampling.Minutes(60));
        Assert.Equal(["10:00", "11:00", "12:00", "13:00", "14:00", "15:00"], Times(january));
        var examination = Series(Minutes(Examination)).Resample(KlineResampling.Minutes(60));
        Assert.Equal(["10:00", "11:00", "12:00", "13:00", "14:00", "15:00", "16:00"], Times(examination));
        var odd = Series(Minutes(Examination)).Resample(KlineResampling.Minutes(45) with { ClosingAuctionApart = true });
        Assert.Equal(["10:00", "10:45", "11:30", "12:15", "13:00", "13:45", "14:30", "15:15", "16:00", "16:30"], Times(odd));
    }

    [Fact]
    public void The_after_market_has_buckets_of_its_own_and_only_if_asked()
    {
        var minutes = Series(Minutes(AfterMarket));
        var regular = minutes.Resample(KlineResampling.Minutes(60));
        Assert.Equal("15:00", Times(regular)[^1]);
        var both = minutes.Resample(KlineResampling.Minutes(60) with { Phases = TradingPhase.Regular | TradingPhase.AfterMarket });
        Assert.Equal(["15:00", "16:00", "17:00", "18:00", "19:00"], Times(both)[^5..]);
        var after = minutes.Resample(KlineResampling.Minutes(60) with { Phases = TradingPhase.AfterMarket });
        Assert.Equal(Times(both)[^4..], Times(after));
    }

    [Fact]
    public void No_bucket_reaches_over_the_edge_of_a_period_of_Nextrade()
    {
        var bars = Series(Minutes(Plain, Venue.Nextrade), Venue.Nextrade).Resample(KlineResampling.Minutes(60) with { Phases = TradingPhase.All });
        Assert.Equal(["08:00", "09:00", "10:00", "11:00", "12:00", "13:00", "14:00", "15:00", "15:30", "16:30", "17:30", "18:30", "19:30"], Times(bars));
        var late = Series(Minutes(Examination, Venue.Nextrade), Venue.Nextrade).Resample(KlineResampling.Minutes(30) with { Phases = TradingPhase.PreMarket });
        Assert.Equal(["09:00", "09:30"], Times(late));
    }

    [Fact]
    public void The_unified_after_market_goes_by_1530_and_never_takes_the_auction_s_label()
    {
        var resampling = KlineResampling.Minutes(5) with { Phases = TradingPhase.All, ClosingAuctionApart = true };
        var bars = Series(Minutes(Plain, Venue.Unified), Venue.Unified).Resample(resampling);
        var at = Array.IndexOf(Times(bars), "15:30");
        Assert.Equal(["15:25", "15:30", "15:31", "15:35", "15:40"], Times(bars)[(at - 1)..(at + 4)]);
        Assert.Equal(Times(bars).Distinct(), Times(bars));
    }

    [Fact]
    public void Minutes_outside_every_period_are_kept_only_if_asked()
    {
        var minutes = Series(Plain, "08:35", "09:00", "15:30", "15:40", "15:41", "16:00");
        Assert.Equal(["09:00", "15:25"], Times(minutes.Resample(KlineResampling.Minutes(5))));
        var all = minutes.Resample(KlineResampling.Minutes(5) with { Phases = TradingPhase.All });
        Assert.Equal(["08:35", "09:00", "15:25", "15:40", "16:00"], Times(all));
        Assert.Equal(Sum(minutes), Sum(all));
    }

    [Fact]
    public void A_day_is_the_regular_session_unless_told_otherwise()
    {
        var minutes = Series([.. Minutes(FirstOfYear), .. Minutes(AfterMarket)]);
        var days = minutes.Resample(KlineResampling.Daily);
        Assert.Equal([At(FirstOfYear, "10:00"), At(AfterMarket, "09:00")], days.Minutes.ToArray());
        var close = minutes[minutes.IndexOf(At(AfterMarket, "15:30"))];
        Assert.Equal((close.Close, close.AccVolume), (days[1].Close, days[1].AccVolume));
        var whole = minutes.Resample(KlineResampling.Daily with { Phases = TradingPhase.All });
        Assert.Equal((minutes[^1].Close, Sum(minutes)), (whole[1].Close, Sum(whole)));
        Assert.Equal(At(AfterMarket, "09:00"), whole.Minutes[1]);
    }

    [Fact]
    public void Filled_bars_do_not_change_buckets_with_trades_and_mark_those_without()
    {
        var minutes = Series(Plain, "09:00", "09:07", "09:08", "09:20");
        var filled = minutes.FillForward([Covered(Plain, "15:30")]).Resample(KlineResampling.Minutes(5));
        Assert.Equal(78, filled.Count);
        Assert.Equal(minutes.Resample(KlineResampling.Minutes(5)), filled.Where((_, i) => !filled.IsFilled(i)));
        Assert.Equal(["09:10", "09:15", "09:25"], Filled(filled)[..3]);
        Assert.Equal(new Kline(At(Plain, "09:10"), 102, 102, 102, 102, 0, 33, 3300), filled[2]);
    }

    [Fact]
    public void A_bucket_without_a_bar_has_none_and_a_symbol_without_buckets_is_left_out()
    {
        var history = KlineHistory.Of([
            Bars.Slice(At(AfterMarket, "09:00"), (Symbol, Bars.Bar(At(AfterMarket, "09:00")))),
            Bars.Slice(At(AfterMarket, "17:00"), ("000660", Bars.Bar(At(AfterMarket, "17:00")))),
            Bars.Slice(At(AfterMarket, "18:00"), (Symbol, Bars.Bar(At(AfterMarket, "18:00"))))]);
        var bars = history.Resample(KlineResampling.Minutes(5));
        Assert.Equal([Symbol], bars.Select(series => series.Symbol));
        Assert.Equal(["09:00"], Times(bars[0]));
    }

    [Fact]
    public void Before_Nextrade_opened_its_minutes_are_outside_every_period()
    {
        var minutes = Series([At(new(2025, 3, 3), "09:01"), At(new(2025, 3, 3), "09:02")], Venue.Nextrade);
        Assert.Empty(minutes.Resample(KlineResampling.Minutes(5)));
        var all = minutes.Resample(KlineResampling.Daily with { Phases = TradingPhase.All });
        Assert.Equal(["00:00"], Times(all));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(721)]
    public void A_length_that_is_none_is_refused(int minutes) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => KlineResampling.Minutes(minutes));

    /// <summary>Random days of every venue, in steps and at once.</summary>
    [Theory]
    [InlineData(1, 5, 15)]
    [InlineData(1, 3, 30)]
    [InlineData(1, 10, 60)]
    [InlineData(1, 5, null)]
    public void Steps_give_the_same_as_one_and_nothing_is_lost(int first, int second, int? third)
    {
        DateOnly[] days = [Examination, FirstOfYear, Plain, AfterMarket];
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var venue = (Venue)random.Next(3);
            var density = random.NextDouble();
            var minutes = RandomSeries(random, venue, days.SelectMany(day => Enumerable.Range(7 * 60, 14 * 60).Select(m => day.ToDateTime(TimeOnly.MinValue).AddMinutes(m)))
                .Where(_ => random.NextDouble() < density));
            foreach (var apart in (bool[])[false, true])
            {
                KlineResampling With(KlineResampling resampling) => resampling with { Phases = TradingPhase.All, ClosingAuctionApart = apart };
                var last = With(third is { } length ? KlineResampling.Minutes(length) : KlineResampling.Daily);
                var steps = minutes.Resample(With(KlineResampling.Minutes(first))).Resample(With(KlineResampling.Minutes(second))).Resample(last);
                var once = minutes.Resample(last);
                Assert.Equal(once, steps);
                Assert.Equal(Sum(minutes), Sum(once));
                Assert.Equal((minutes.Max(bar => bar.High), minutes.Min(bar => bar.Low)), (once.Max(bar => bar.High), once.Min(bar => bar.Low)));
                Assert.Equal(once.Select(bar => bar.Minute).Order().Distinct(), once.Select(bar => bar.Minute));
            }
        }
    }

    private static KlineSeries RandomSeries(Random random, Venue venue, IEnumerable<DateTime> minutes) => Of(minutes.Select(minute =>
    {
        var low = random.Next(1, 100_000);
        var high = low + random.Next(1_000);
        return new Kline(minute, random.Next(low, high + 1), high, low, random.Next(low, high + 1), random.Next(1_000_000), random.Next(), random.Next(3) == 0 ? null : random.Next());
    }).Append(new Kline(new DateTime(2026, 12, 30, 9, 0, 0), 1, 1, 1, 1, 1, 1)), venue: venue);

    private static long Sum(KlineSeries series) => series.Sum(bar => bar.Volume);
}
