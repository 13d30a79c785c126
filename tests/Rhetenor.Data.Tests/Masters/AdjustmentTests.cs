using static Rhetenor.Data.Tests.Masters.MasterEdits;

namespace Rhetenor.Data.Tests.Masters;

/// <summary>Adjusted prices and volumes across a split, from stored masters and bars.</summary>
public sealed class AdjustmentTests
{
    private const decimal Close = 54_400, Base = 5_440;
    private static readonly DateOnly Before = new(2026, 3, 5), Last = new(2026, 3, 6), ExDate = new(2026, 3, 9), After = new(2026, 3, 10);
    private readonly InMemoryObjectStore _store = new();
    private readonly string _symbol = Parsed(Usual)[0].ShortCode;

    [Fact]
    public async Task Adjusted_minutes_across_a_split_are_continuous_to_the_tick()
    {
        var (history, factors) = await LoadAsync(Raw(Before, Before), Raw(Last, Last), Raw(ExDate, ExDate), Raw(After, After));
        var factor = Assert.Single(factors);
        Assert.Equal((MasterChangeKind.Split, 0.1m, ExDate, ExDate), (factor.Change.Kind, factor.Factor, factor.ExDate, factor.Known));
        Assert.NotEmpty(factor.Change.Evidence);
        var series = history.Adjust(factors)[_symbol];
        Assert.Equal((double)Base, series.Close[series.IndexOf(ExDate.ToDateTime(TimeOnly.MinValue)) - 1]);
        Assert.Equal((Adjustment.Capital, After), (series.Adjustment!.Kind, series.Adjustment.AsOf));
        Assert.Empty(series.Adjustment.Doubts);
        Assert.All(Enumerable.Range(1, series.Count - 1), i => Assert.InRange(series.Close[i] / series.Close[i - 1], 0.9, 1.1));

        // Volumes move the other way, sums go on being sums, and the value of the day is not changed.
        var raw = history[_symbol];
        Assert.Equal(raw.Volume[0] * 10, series.Volume[0]);
        Assert.Equal([.. raw.AccVolume[..3].ToArray().Select(sum => sum * 10)], series.AccVolume[..3].ToArray());
        Assert.Equal(raw.AccValue.ToArray(), series.AccValue.ToArray());
        Assert.Equal(raw.Volume[^1], series.Volume[^1]);
    }

    [Fact]
    public async Task As_of_the_day_before_a_split_nothing_is_adjusted()
    {
        var (history, factors) = await LoadAsync(Raw(Before, Before), Raw(Last, Last), Raw(ExDate, ExDate));
        var series = history.Adjust(factors, ExDate.AddDays(-1))[_symbol];
        Assert.Equal(history[_symbol].Close.ToArray(), series.Close.ToArray());
        Assert.Equal(history[_symbol].Volume.ToArray(), series.Volume.ToArray());
    }

    [Fact]
    public async Task The_series_is_the_same_whether_its_days_were_fetched_before_or_after_the_split()
    {
        var (early, factors) = await LoadAsync(Raw(Before, Before), Raw(Last, Last), Raw(ExDate, ExDate));
        foreach (var days in (Fetched[][])[
            [Adjusted(Before, After), Adjusted(Last, After), Raw(ExDate, After)],
            [Raw(Before, Before), Adjusted(Last, ExDate), Raw(ExDate, ExDate)],
            [Adjusted(Before, After), Raw(Last, Last), Raw(ExDate, ExDate)]])
        {
            var (late, _) = await LoadAsync(days);
            foreach (var (asOf, kind) in (IEnumerable<(DateOnly?, Adjustment)>)[(null, Adjustment.Capital), (Last, Adjustment.Capital), (null, Adjustment.None)])
            {
                var (expected, actual) = (early.Adjust(factors, asOf, kind)[_symbol], late.Adjust(factors, asOf, kind)[_symbol]);
                Assert.Equal(expected, actual);
            }

            Assert.Equal(early[_symbol].Close.ToArray(), late.AsTraded(factors)[_symbol].Close.ToArray());
        }
    }

    [Fact]
    public async Task Days_that_were_fetched_after_a_split_and_have_no_witness_say_so()
    {
        var (history, factors) = await LoadAsync(Adjusted(Before, After), Raw(ExDate, ExDate));
        var doubt = Assert.Single(history.Adjust(factors)[_symbol].Adjustment!.Doubts);
        Assert.StartsWith("2026-03-05", doubt, StringComparison.Ordinal);

        // The close before the event is one.
        (history, factors) = await LoadAsync(Adjusted(Before, After), Adjusted(Last, After), Raw(ExDate, ExDate));
        Assert.Empty(history.Adjust(factors)[_symbol].Adjustment!.Doubts);

        // The bars of another origin say nothing about when they were fetched.
        var foreign = KlineHistory.Of(Slices(Raw(Last, Last)));
        Assert.Contains("unknown when", Assert.Single(foreign.Adjust(factors)[_symbol].Adjustment!.Doubts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_that_KIS_had_not_adjusted_yet_is_shown_by_its_close()
    {
        var (early, factors) = await LoadAsync(Raw(Before, Before), Raw(Last, Last), Raw(ExDate, ExDate));
        var (late, _) = await LoadAsync(Raw(Before, ExDate), Raw(Last, ExDate), Raw(ExDate, ExDate));
        Assert.Equal<Kline>(early.Adjust(factors)[_symbol], late.Adjust(factors)[_symbol]);
        Assert.Empty(late.Adjust(factors)[_symbol].Adjustment!.Doubts);
    }

    [Fact]
    public async Task Larger_bars_are_adjusted_like_minutes_and_no_bars_twice()
    {
        var (history, factors) = await LoadAsync(Raw(Before, Before), Adjusted(Last, After), Raw(ExDate, ExDate));
        foreach (var resampling in (KlineResampling[])[KlineResampling.Minutes(5), KlineResampling.Daily])
        {
            var (first, after) = (history.Adjust(factors).Resample(resampling)[_symbol], history.Resample(resampling).Adjust(factors)[_symbol]);
            Assert.Equal<Kline>(first, after);
            Assert.Equal(Adjustment.Capital, first.Adjustment!.Kind);
        }

        Assert.Throws<InvalidOperationException>(() => history.Adjust(factors).Adjust(factors));
        Assert.Throws<InvalidOperationException>(() => history.Adjust(factors).AsTraded(factors));
    }

    [Fact]
    public async Task The_adjustment_None_is_what_was_traded_and_bars_as_stored_have_none()
    {
        var (history, factors) = await LoadAsync(Adjusted(Before, After), Adjusted(Last, After), Raw(ExDate, After));
        Assert.Null(history[_symbol].Adjustment);
        var (traded, _) = await LoadAsync(Raw(Before, Before), Raw(Last, Last), Raw(ExDate, ExDate));
        foreach (var series in (KlineSeries[])[history.Adjust(factors, adjustment: Adjustment.None)[_symbol], history.Adjust(factors, Last, Adjustment.None)[_symbol], history.AsTraded(factors)[_symbol]])
        {
            Assert.Equal(traded[_symbol].Close.ToArray(), series.Close.ToArray());
            Assert.Equal(traded[_symbol].Volume.ToArray(), series.Volume.ToArray());
            Assert.Equal(Adjustment.None, series.Adjustment!.Kind);
        }

        Assert.NotEqual(traded[_symbol].Close.ToArray(), history[_symbol].Close.ToArray());
    }

    private async Task<(KlineHistory History, AdjustmentFactors Factors)> LoadAsync(params Fetched[] days)
    {
        var bars = new InMemoryObjectStore();
        foreach (var day in days)
        {
            var slices = Slices(day);
            var key = new KlineKey("hantoo-stock-kline-1m", slices[0].Minute, slices[^1].Minute, Venue.Krx, day.On.ToDateTime(new TimeOnly(20, 30)));
            await bars.PutIfAbsentAsync(key.ToString(), KlineCodec.Pack(slices, accValue: true));
        }

        var plain = Share("listed_shares", $"{20_000:D15}", "par_value", $"{5_000:D12}", "base_price", $"{54_400:D9}", "market_cap", $"{54_400L * 20_000_000 / 100_000_000:D9}");
        var split = Edit(Edit(Edit(Edit(Edit(plain, 0, "base_price", $"{5_440:D9}"), 0, "par_value", $"{500:D12}"), 0, "listed_shares", $"{200_000:D15}"), 0, "par_value_change", "01"),
            0, "market_cap", $"{54_400L * 200_000_000 / 100_000_000:D9}");
        var later = Edit(Edit(split, 0, "par_value_change", "00"), 0, "market_cap", $"{5_440L * 200_000_000 / 100_000_000:D9}");
        foreach (var (date, mst) in (IEnumerable<(DateOnly, byte[])>)[(Before, plain), (Last, plain), (ExDate, split), (After, later)])
            await _store.PutIfAbsentAsync($"hantoo_master/{date:yyyyMMdd}_kosdaq.json", Parsed(mst).ToJson());
        var masters = await new MasterDownloader(_store).LoadHistoryAsync(Before, After);
        return (await new KlineArchive(bars).LoadAsync(new(Before, After)), AdjustmentFactors.Of(masters));
    }

    private static Fetched Raw(DateOnly date, DateOnly on) => new(date, on, 1);

    private static Fetched Adjusted(DateOnly date, DateOnly on) => new(date, on, 10);

    // A walk by ticks that ends at the close before the split, and starts from the base price after it.
    private List<KlineSlice> Slices(Fetched day)
    {
        var (unit, level) = day.Date < ExDate ? (50m, day.Date == Before ? Close - 2_000 : Close) : (5m, Base);
        var slices = new List<KlineSlice>();
        var sum = 0L;
        for (var i = 0; i < 6; i++)
        {
            var minute = day.Date.ToDateTime(i == 5 ? new TimeOnly(15, 30) : new TimeOnly(9, i * 2));
            var price = level + ((5 - i) % 3 * unit);
            var volume = 100L + i;
            sum += volume;
            slices.Add(new(minute, [new(_symbol, new Kline(minute, price / day.Divisor, (price + unit) / day.Divisor, (price - unit) / day.Divisor, price / day.Divisor, volume * day.Divisor, sum * day.Divisor, 1_000_000 * (i + 1)))]));
        }

        return slices;
    }

    private sealed record Fetched(DateOnly Date, DateOnly On, int Divisor);
}
