using Microsoft.Extensions.DependencyInjection;

namespace Rhetenor.Data.Tests.Logger;

public sealed class ServiceTests
{
    private static readonly DateOnly Day = new(2026, 5, 20);

    [Fact]
    public async Task An_app_gets_a_working_logger_and_downloader_of_its_own_parts()
    {
        var world = new LoggerWorld(Day, "18:30", 3);
        var dws = new SimulatedDws(new SimulatedDwsOptions { KonexRecords = 20 }, world.Clock);
        await using var provider = new ServiceCollection()
            .AddSingleton<TimeProvider>(world.Clock)
            .AddSingleton<IObjectStore>(world.Store)
            .AddSingleton(new HantooCredentials(world.Kis.Options.AppKey, world.Kis.Options.AppSecret))
            .AddSingleton<IHttpTransport>(world.Kis)
            .AddSingleton<IMasterSource>(new DwsMasterSource(dws, timeProvider: world.Clock))
            .AddRhetenorData(new RhetenorDataOptions { Symbols = world.Symbols })
            .BuildServiceProvider();

        var report = await world.RunAsync(() => provider.GetRequiredService<HantooKlineLogger>().CatchUpAsync());
        report.EnsureComplete();
        world.AssertStored(Venue.Krx, Day);
        Assert.Equal(20, (await provider.GetRequiredService<MasterDownloader>().DownloadAsync(Market.Konex)).Count);
        var history = await provider.GetRequiredService<KlineArchive>().LoadAsync(KlineQuery.Day(report.Session.Date));
        Assert.Equal(report.NewBars, history.BarCount);
    }

    [Fact]
    public void Nothing_is_done_before_a_service_is_used_and_a_missing_store_is_named()
    {
        using var provider = new ServiceCollection().AddRhetenorData().BuildServiceProvider();
        Assert.Contains("Folder", Assert.Throws<InvalidOperationException>(provider.GetRequiredService<IObjectStore>).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KIS_is_asked_for_holidays_once_a_day_and_its_word_counts()
    {
        // KIS knows a closure that the embedded table does not.
        var world = new LoggerWorld(Day, "18:30", 2);
        var calendar = new HantooMarketCalendar(world.Client(), world.Store, timeProvider: world.Clock);
        foreach (var date in (DateOnly[])[Day, Day.AddDays(-1), Day, new DateOnly(2026, 5, 25)])
            Assert.Equal(KrxCalendar.GetDay(date), await world.RunAsync(() => calendar.GetDayAsync(date).AsTask()));
        Assert.Equal(1, world.Kis.CallsOf("CTCA0903R"));

        // Another logger on the same store asks the store.
        var second = new HantooMarketCalendar(world.Client(), world.Store, timeProvider: world.Clock);
        Assert.Equal(MarketDay.Session, await world.RunAsync(() => second.GetDayAsync(Day).AsTask()));
        Assert.Equal(1, world.Kis.CallsOf("CTCA0903R"));

        world.Store.Overwrite("hantoo-calendar/20260521.json", """{"20260521":"N"}"""u8.ToArray());
        world.Clock.AdvanceTo(KoreaTime.At(Day.AddDays(1), new TimeOnly(9, 30)));
        Assert.Equal(MarketDay.Closed, await world.RunAsync(() => second.GetDayAsync(Day.AddDays(1)).AsTask()));
    }

    [Fact]
    public async Task E12_after_a_failed_holiday_call_KIS_is_asked_again_ten_minutes_later_and_its_word_counts()
    {
        // A closure at short notice, which the embedded table does not know.
        var truth = new KisTruth(new KisTruthOptions { Listing = KisSymbols.Mix(2), IsSession = date => date != Day && KrxCalendar.GetDay(date) != MarketDay.Closed });
        var world = new LoggerWorld(Day, "10:00", 2, options => options with { Truth = truth });
        world.Kis.Faults.OnPath("chk-holiday", HttpFault.Status(404));
        var calendar = new HantooMarketCalendar(world.Client(), world.Store, timeProvider: world.Clock);
        Assert.Equal((MarketDay.Session, 1), (await DayAsync(), world.Kis.CallsOf("CTCA0903R")));
        world.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal((MarketDay.Session, 1), (await DayAsync(), world.Kis.CallsOf("CTCA0903R")));
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((MarketDay.Closed, 2), (await DayAsync(), world.Kis.CallsOf("CTCA0903R")));
        Assert.Equal((MarketDay.Closed, 2), (await DayAsync(), world.Kis.CallsOf("CTCA0903R")));

        Task<MarketDay> DayAsync() => world.RunAsync(() => calendar.GetDayAsync(Day).AsTask());
    }

    [Fact]
    public async Task M13_a_stored_answer_that_contradicts_more_than_one_past_session_is_not_believed_either()
    {
        var world = new LoggerWorld(Day, "10:00", 2);
        var closed = string.Join(",", Enumerable.Range(1, 12).Select(days => $"\"{Day.AddDays(-days):yyyyMMdd}\":\"N\""));
        world.Store.Overwrite("hantoo-calendar/20260520.json", System.Text.Encoding.UTF8.GetBytes($"{{{closed}}}"));
        var calendar = new HantooMarketCalendar(world.Client(), world.Store, timeProvider: world.Clock);
        Assert.Equal(MarketDay.Session, await world.RunAsync(() => calendar.GetDayAsync(Day.AddDays(-1)).AsTask()));
        Assert.Equal(1, world.Kis.CallsOf("CTCA0903R"));
    }

    [Fact]
    public async Task E12_while_the_holiday_call_fails_an_earlier_answer_counts()
    {
        var world = new LoggerWorld(Day, "10:00", 2);
        world.Store.Overwrite("hantoo-calendar/20260519.json", """{"20260520":"N"}"""u8.ToArray());
        world.Kis.Faults.Always(HttpFault.Status(404), request => request.Uri.AbsolutePath.Contains("chk-holiday", StringComparison.Ordinal));
        var calendar = new HantooMarketCalendar(world.Client(), world.Store, timeProvider: world.Clock);
        Assert.Equal(MarketDay.Closed, await world.RunAsync(() => calendar.GetDayAsync(Day).AsTask()));
    }

    [Fact]
    public async Task E12_a_failed_holiday_call_is_not_read_as_closed()
    {
        var world = new LoggerWorld(Day, "18:30", 2);
        world.Kis.Faults.Always(HttpFault.Status(404), request => request.Uri.AbsolutePath.Contains("chk-holiday", StringComparison.Ordinal));
        var calendar = new HantooMarketCalendar(world.Client(), world.Store, timeProvider: world.Clock);
        Assert.Equal(MarketDay.Session, await world.RunAsync(() => calendar.GetDayAsync(Day).AsTask()));
        Assert.Equal(MarketDay.Closed, await world.RunAsync(() => calendar.GetDayAsync(new DateOnly(2026, 5, 25)).AsTask()));
        Assert.DoesNotContain(world.Store.Keys, key => key.StartsWith("hantoo-calendar", StringComparison.Ordinal));
        var report = await world.RunAsync(() => world.Logger(calendar: calendar).CatchUpAsync());
        Assert.Equal((true, Day), (report.IsComplete, report.Session.Date));
    }
}
