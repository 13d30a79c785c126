namespace Rhetenor.Data.Tests.Daily;

/// <summary>Bars of indexes: daily ones with the promises of those of stocks, minutes as long as KIS has them.</summary>
public sealed class IndexLoggerTests
{
    private static readonly DateOnly From = new(2026, 3, 2), Today = new(2026, 11, 20);
    private static readonly string[] Codes = ["0001", "1001", "2001", "3003"];
    private readonly RecordingStore _store = new();

    [Fact]
    public async Task Daily_bars_equal_the_truth_with_the_calls_of_50_sessions_each_and_refusals_come_and_go()
    {
        var world = World(Today, new TimeOnly(20, 30));
        world.Kis.Faults.Randomly(0.2, 5, KisFault.Code("OPSQ0003"), request => request.Uri.AbsolutePath.Contains("indexchart", StringComparison.Ordinal));
        var logger = Logger(world);
        var report = await world.RunAsync(() => logger.CatchUpDailyAsync());
        Assert.True(report.IsComplete, report.ToString());
        var bars = await new KlineArchive(_store).LoadIndexDailyAsync(new(From, Today));
        Assert.Equal(Codes, bars.Select(series => series.Symbol));
        foreach (var index in StockIndex.All)
        {
            var expected = DateRange.Days(From, Today).Select(day => world.Truth.IndexDay(index, day, DateTimeOffset.MaxValue)).OfType<MinuteRow>().ToList();
            Assert.InRange(expected.Count, 170, 190);
            Assert.Equal(expected.Select(row => (row.Minute, row.Open, row.High, row.Low, row.Close, row.Volume, (long?)row.AccValue)),
                bars[index.ToCode()].Select(bar => (bar.Minute, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume, bar.AccValue)));
        }

        // Four pages reach the first session of the range.
        Assert.Equal(16, report.Calls);
        Assert.True(world.Kis.CallsOf("FHKUP03500100") > 16);
        Assert.All(_store.Puts, key => Assert.StartsWith("hantoo-index-kline-1d/", key, StringComparison.Ordinal));
        Assert.Empty((await world.RunAsync(() => logger.CatchUpDailyAsync())).Objects);
        Assert.Equal("HantooIndexLogger 0001, 1001, 2001, 3003, 'hantoo-index-kline-1m', J, in the store", $"{logger}".Replace($"{_store}", "the store", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Paper_trading_has_daily_bars_and_no_minutes()
    {
        var world = World(Today, new TimeOnly(20, 30), mock: true);
        var logger = Logger(world, HantooEnvironment.Paper, new(2026, 10, 1));
        Assert.True((await world.RunAsync(() => logger.CatchUpDailyAsync())).IsComplete);
        var failure = await Assert.ThrowsAsync<HantooException>(() => world.RunAsync(() => logger.CaptureMinutesAsync()));
        Assert.Equal(HantooError.NotPermitted, failure.Error);
    }

    [Fact]
    public async Task Minutes_that_are_captured_in_time_equal_the_truth_and_are_written_once()
    {
        var world = World(Today, new TimeOnly(9, 30));
        var logger = Logger(world);
        foreach (var time in new TimeOnly[] { new(9, 30), new(11, 0), new(12, 40), new(14, 20), new(15, 59), new(16, 0) })
        {
            world.Clock.AdvanceTo(KoreaTime.At(Today, time));
            Assert.Empty(await world.RunAsync(() => logger.CaptureMinutesAsync()));
        }

        var puts = _store.Puts.Count;
        Assert.Empty(await world.RunAsync(() => logger.CaptureMinutesAsync()));
        Assert.Equal(puts, _store.Puts.Count);
        var bars = await new KlineArchive(_store).LoadIndexAsync(KlineQuery.Day(Today, Codes));
        foreach (var index in StockIndex.All)
        {
            var expected = world.Truth.IndexBars(index, Today, world.Clock.GetUtcNow()).Where(row => row.Minute.TimeOfDay <= new TimeSpan(15, 58, 0));
            Assert.Equal(expected.Select(row => (row.Minute, row.Close, row.Volume, (long?)row.AccValue)), bars[index.ToCode()].Select(bar => (bar.Minute, bar.Close, bar.Volume, bar.AccValue)));
        }
    }

    [Fact]
    public async Task Minutes_that_KIS_no_longer_has_are_reported_as_lost()
    {
        var world = World(Today, new TimeOnly(9, 30));
        var logger = Logger(world);
        await world.RunAsync(() => logger.CaptureMinutesAsync());
        world.Clock.AdvanceTo(KoreaTime.At(Today, new TimeOnly(14, 0)));
        var gaps = await world.RunAsync(() => logger.CaptureMinutesAsync());
        Assert.Equal(Codes, gaps.Select(gap => gap.Symbol));
        Assert.All(gaps, gap => Assert.Equal((Today, new TimeOnly(9, 29)), (gap.Session.Date, TimeOnly.FromDateTime(gap.From))));
        var bars = (await new KlineArchive(_store).LoadIndexAsync(KlineQuery.Day(Today, "0001")))["0001"];
        Assert.Contains(bars, bar => bar.Minute.TimeOfDay > new TimeSpan(12, 20, 0));
    }

    [Fact]
    public async Task After_a_night_the_minutes_that_were_lost_on_the_day_before_are_reported_once()
    {
        var world = World(new(2026, 11, 18), new TimeOnly(10, 0));
        var logger = Logger(world);
        await world.RunAsync(() => logger.CaptureMinutesAsync());
        world.Clock.AdvanceTo(KoreaTime.At(new(2026, 11, 20), new TimeOnly(9, 10)));
        Assert.Empty(await world.RunAsync(() => logger.CaptureMinutesAsync()));
        world.Clock.AdvanceTo(KoreaTime.At(new(2026, 11, 20), new TimeOnly(11, 30)));
        var gaps = await world.RunAsync(() => logger.CaptureMinutesAsync());
        Assert.Equal(Codes.Select(code => $"2026-11-20 J {code} from 09:09"), gaps.Select(gap => $"{gap}"));
        Assert.Empty(await world.RunAsync(() => logger.CaptureMinutesAsync()));
    }

    private static DailyWorld World(DateOnly today, TimeOnly time, bool mock = false)
    {
        var listing = KisSymbols.Mix(8).Select(symbol => symbol with { Kind = KisSymbolKind.Liquid }).ToList();
        return new(listing, From, today, time: time, mock: mock, events: [new(listing[0].Code, new(2026, 6, 9), CapitalEventKind.Split, 0.2m)], isLong: true);
    }

    private HantooIndexLogger Logger(DailyWorld world, HantooEnvironment environment = HantooEnvironment.Production, DateOnly? from = null) =>
        new(_store, world.Client(environment), from: from ?? From, timeProvider: world.Clock);
}
