namespace Rhetenor.Data.Tests.Klines;

public sealed class KlineAggregatorTests
{
    private static readonly DateTime Close = Bars.At(15, 31);

    [Fact]
    public void Shares_are_summed_from_the_first_bar_on()
    {
        var result = Aggregate(Row(9, 0, 10, 1_000), Row(9, 1, 20, 3_000), Row(9, 3, 5, 3_500));
        Assert.Equal([10L, 30L, 35L], result.Select(kline => kline.AccVolume!.Value));
        Assert.Equal([1_000L, 3_000L, 3_500L], result.Select(kline => kline.AccValue!.Value));
        Assert.Equal((1m, 4m, 0.5m, 2m), (result[0].Open, result[0].High, result[0].Low, result[0].Close));
    }

    [Fact]
    public void C14_rows_on_two_pages_count_once()
    {
        var result = Aggregate(Row(9, 1, 20, 3_000), Row(9, 0, 10, 1_000), Row(9, 1, 20, 3_000), Row(9, 0, 11, 1_100));
        Assert.Equal([11L, 31L], result.Select(kline => kline.AccVolume!.Value));
    }

    [Fact]
    public void C16_rows_out_of_order_are_sorted()
    {
        var rows = Enumerable.Range(0, 60).Select(i => Row(9, i, i + 1, 100 * (i + 1))).ToArray();
        var expected = Aggregate(rows);
        for (var seed = 0; seed < 20; seed++)
        {
            new Random(seed).Shuffle(rows);
            Assert.Equal(expected, Aggregate(rows));
        }
    }

    [Fact]
    public void C14_C16_newest_first_is_the_usual_order_and_a_minute_that_comes_twice_in_it_counts_once()
    {
        MinuteRow[] ascending = [Row(9, 0, 10, 1_000), Row(9, 1, 20, 3_000), Row(9, 2, 5, 3_500), Row(9, 3, 1, 3_600)];
        MinuteRow[] descending = [.. ascending.Reverse()];
        Assert.Equal([10L, 30L, 35L, 36L], Aggregate(ascending).Select(kline => kline.AccVolume!.Value));
        Assert.Equal(Aggregate(ascending), Aggregate(descending));
        MinuteRow[] twice = [descending[0], descending[1], descending[1], descending[2], descending[3]];
        Assert.Equal(Aggregate(ascending), Aggregate(twice));
        MinuteRow[] almost = [descending[0], descending[2], descending[1], descending[3]];
        Assert.Equal(Aggregate(ascending), Aggregate(almost));
        Assert.Single(Aggregate(ascending[0]));
        Assert.Empty(Aggregate());
    }

    [Theory]
    [InlineData(0, 1, 1, 1, 1, false)]
    [InlineData(0, 1, 2, 1, 1, true)]
    [InlineData(0, 1, 1, 2, 1, true)]
    [InlineData(0, 1, 1, 1, 2, true)]
    [InlineData(3, 1, 1, 1, 1, true)]
    public void C18_only_a_flat_row_without_shares_and_without_won_is_no_bar(long volume, decimal open, decimal high, decimal low, decimal close, bool isBar)
    {
        var row = Row(9, 1, volume, 1_000) with { Open = open, High = high, Low = low, Close = close };
        Assert.Equal(isBar ? 2 : 1, Aggregate(Row(9, 0, 10, 1_000), row).Count);
    }

    [Fact]
    public void The_days_shares_may_be_all_that_fit_and_not_one_more()
    {
        Assert.Equal(long.MaxValue, KlineAggregator.Aggregate([Row(9, 0, 10, 1_000)], Bars.Date, Close, long.MaxValue - 10)[0].AccVolume);
        var exception = Assert.Throws<ArgumentException>(() => KlineAggregator.Aggregate([Row(9, 0, 11, 1_000)], Bars.Date, Close, long.MaxValue - 10));
        Assert.Contains("from 0 to 10", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void C17_rows_of_another_date_are_dropped()
    {
        var result = Aggregate(Row(9, 0, 10, 1_000), Row(9, 0, 10, 1_000) with { Minute = Bars.At(15, 30).AddDays(-1) });
        Assert.Equal(Bars.At(9, 0), Assert.Single(result).Minute);
    }

    [Fact]
    public void C19_C20_the_running_minute_and_the_future_are_dropped()
    {
        var result = KlineAggregator.Aggregate([Row(9, 0, 1, 1), Row(9, 1, 1, 2), Row(9, 2, 1, 3)], Bars.Date, Bars.At(9, 1));
        Assert.Equal(Bars.At(9, 0), Assert.Single(result).Minute);
    }

    [Fact]
    public void M12_a_row_with_volume_on_its_own_date_is_a_bar_at_any_time_of_the_day()
    {
        var result = KlineAggregator.Aggregate([Row(8, 35, 1, 1), Row(9, 0, 1, 2), Row(15, 45, 1, 3)], Bars.Date, Bars.At(20, 0));
        Assert.Equal([1L, 2L, 3L], result.Select(kline => kline.AccVolume!.Value));
    }

    [Fact]
    public void A_value_that_the_source_does_not_know_is_not_stored_as_zero() => Assert.Null(Aggregate(Row(9, 0, 1, 0))[0].AccValue);

    [Fact]
    public void Rows_that_fill_minutes_without_a_trade_are_no_bars()
    {
        var result = Aggregate(Fill(9, 0, 0), Row(9, 1, 10, 1_000), Fill(9, 2, 1_000), Fill(9, 3, 1_500), Row(9, 4, 0, 1_500));
        Assert.Equal([Bars.At(9, 1), Bars.At(9, 4)], result.Select(kline => kline.Minute));
    }

    [Fact]
    public void H11_negative_and_overflowing_numbers_are_refused()
    {
        Assert.Contains(", volume: expected ", Assert.Throws<ArgumentException>(() => Aggregate(Row(9, 0, -1, 0))).Message, StringComparison.Ordinal);
        Assert.Contains(", volume: expected ", Assert.Throws<ArgumentException>(() => Aggregate(Row(9, 0, 1, 0), Row(9, 1, long.MaxValue, 0))).Message, StringComparison.Ordinal);
        Assert.Contains(", open: expected ", Assert.Throws<ArgumentException>(() => Aggregate(Row(9, 0, 1, 0) with { Open = -1 })).Message, StringComparison.Ordinal);
        Assert.Contains(", low: expected ", Assert.Throws<ArgumentException>(() => Aggregate(Row(9, 0, 1, 0) with { Low = 0.00001m })).Message, StringComparison.Ordinal);
        Assert.Contains(", high: expected ", Assert.Throws<ArgumentException>(() => Aggregate(Row(9, 0, 1, 0) with { High = decimal.MaxValue })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Kline(Bars.At(9, 0).AddSeconds(1), 1, 1, 1, 1, 1, 1));
        Assert.Throws<ArgumentException>(() => new Kline(DateTime.UnixEpoch, 1, 1, 1, 1, 1, 1));
    }

    private static List<Kline> Aggregate(params MinuteRow[] rows) => KlineAggregator.Aggregate(rows, Bars.Date, Close);

    private static MinuteRow Row(int hour, int minute, long volume, long accValue) => new(Bars.At(hour, minute), 1, 4, 0.5m, 2, volume, accValue);

    private static MinuteRow Fill(int hour, int minute, long accValue) => new(Bars.At(hour, minute), 7, 7, 7, 7, 0, accValue);
}
