using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Moq;

namespace Rhetenor.Data.Tests.Logger;

public sealed class KlineLoggingServiceTests
{
    private static readonly DateOnly Day = new(2026, 5, 20);
    private readonly Mock<IHostApplicationLifetime> _lifetime = new();

    [Fact]
    public async Task Live_logging_goes_on_until_the_host_stops()
    {
        var world = new LoggerWorld(Day, "10:00", 3);
        var today = new ReportOf(Day);
        await using var provider = Services(world, world.Kis.Options.AppSecret).AddSingleton<IProgress<CatchUpReport>>(today)
            .AddKlineLogging((_, _, _) => Task.FromResult(new KlineSelection(world.Symbols, []))).BuildServiceProvider();
        var service = Service(provider);
        Assert.True(await world.RunAsync(async () =>
        {
            await service.StartAsync(default);
            await today.Task;
            await service.StopAsync(default);
            return service.ExecuteTask!.IsCompletedSuccessfully;
        }));
        Assert.True(world.Held(Day).BarCount > 0);
        _lifetime.Verify(lifetime => lifetime.StopApplication(), Times.Never);
    }

    [Fact]
    public async Task F5_the_service_may_be_disposed_before_it_starts_while_it_logs_and_twice()
    {
        var world = new LoggerWorld(Day, "10:00", 3);
        var today = new ReportOf(Day);
        foreach (var isStarted in new[] { false, true })
        {
            await using var provider = Services(world, world.Kis.Options.AppSecret).AddSingleton<IProgress<CatchUpReport>>(today)
                .AddKlineLogging((_, _, _) => Task.FromResult(new KlineSelection(world.Symbols, []))).BuildServiceProvider();
            var service = Service(provider);
            if (isStarted)
            {
                Assert.True(await world.RunAsync(async () =>
                {
                    await service.StartAsync(default);
                    await today.Task;
                    service.Dispose();
                    await service.ExecuteTask!;
                    return service.ExecuteTask!.IsCompletedSuccessfully;
                }));
            }

            service.Dispose();
            service.Dispose();
        }

        Assert.True(world.Held(Day).BarCount > 0);
        _lifetime.Verify(lifetime => lifetime.StopApplication(), Times.Never);
    }

    [Fact]
    public async Task A_fatal_refusal_is_logged_and_stops_the_host()
    {
        var world = new LoggerWorld(Day, "10:00", 3);
        var log = new Mock<ILogger<HantooKlineLogger>>();
        log.Setup(logger => logger.IsEnabled(It.IsAny<LogLevel>())).Returns(true);
        await using var provider = Services(world, "wrong").AddRhetenorData(options => options.Symbols = world.Symbols)
            .AddSingleton(log.Object).AddKlineLogging().BuildServiceProvider();
        var service = Service(provider);
        var exception = await Assert.ThrowsAsync<HantooException>(() => world.RunAsync(async () =>
        {
            await service.StartAsync(default);
            await service.ExecuteTask!;
            return true;
        }));
        var exitCode = Environment.ExitCode;
        Environment.ExitCode = 0;
        Assert.Equal((1, HantooError.Credentials), (exitCode, exception.Error));
        _lifetime.Verify(lifetime => lifetime.StopApplication(), Times.Once);
        Assert.Contains(log.Invocations, call => call.Method.Name == nameof(ILogger.Log) && call.Arguments[0] is LogLevel.Critical && call.Arguments[3] == exception);
    }

    [Fact]
    public async Task Symbols_are_selected_from_the_masters_of_the_day()
    {
        var clock = VirtualClock.AtKorea(Day, new TimeOnly(9, 0));
        var dws = new SimulatedDws(new SimulatedDwsOptions { KonexRecords = 20 }, clock);
        await using var provider = new ServiceCollection().AddSingleton<TimeProvider>(clock).AddSingleton<IObjectStore>(new InMemoryObjectStore())
            .AddSingleton<IMasterSource>(new DwsMasterSource(dws, timeProvider: clock)).AddRhetenorData().BuildServiceProvider();
        var downloader = provider.GetRequiredService<MasterDownloader>();
        var master = await clock.RunAsync(() => downloader.DownloadAsync(Market.Konex));
        var selection = await clock.RunAsync(() => KlineSelection.FromMastersAsync(downloader, [Market.Konex], record => record.ShortCode != master[0].ShortCode));
        Assert.Equal(master.Skip(1).Select(record => record.ShortCode), selection.Symbols);
        Assert.Equal(20, Assert.Single(selection.Masters).Count);

        // Of a session that is over, from the master stored on its day; today's takes the place of one that nobody stored.
        clock.AdvanceTo(KoreaTime.At(Day.AddDays(1), new TimeOnly(9, 0)));
        foreach (var (date, own) in new[] { (Day, Day), (Day.AddDays(-1), Day.AddDays(1)) })
        {
            selection = await clock.RunAsync(() => KlineSelection.FromMastersAsync(downloader, [Market.Konex], _ => true, date));
            Assert.Equal(own, Assert.Single(selection.Masters).Date);
        }

        // Not stored, but a day shortly before it was: what was delisted since is still there.
        clock.AdvanceTo(KoreaTime.At(Day.AddDays(4), new TimeOnly(9, 0)));
        selection = await clock.RunAsync(() => KlineSelection.FromMastersAsync(downloader, [Market.Konex], _ => true, Day.AddDays(2)));
        Assert.Equal(Day.AddDays(1), Assert.Single(selection.Masters).Date);
    }

    [Fact]
    public async Task A_universe_is_resolved_by_the_masters_of_all_its_markets_on_the_day()
    {
        var clock = VirtualClock.AtKorea(Day, new TimeOnly(9, 0));
        var dws = new SimulatedDws(new SimulatedDwsOptions { KospiRecords = 60, KosdaqRecords = 60, KonexRecords = 20 }, clock);
        var downloader = new MasterDownloader(new InMemoryObjectStore(), new DwsMasterSource(dws, timeProvider: clock), timeProvider: clock);
        var universe = Universe.Of(Market.Kospi, Market.Kosdaq).Groups("ST").NotHalted().Largest(10);
        var before = await clock.RunAsync(() => KlineSelection.FromMastersAsync(downloader, universe));
        Assert.Equal([Market.Kospi, Market.Kosdaq], before.Masters.Select(master => master.Market));
        var expected = before.Masters.SelectMany(master => master).Where(record => record.SecurityGroup == "ST" && record.IsTradingHalted != true)
            .OrderByDescending(record => record.MarketCap).Take(10).Select(record => record.ShortCode);
        Assert.Equal(expected, before.Symbols);

        // A past day is resolved by its own masters, also when others were stored since.
        var later = Day.AddDays(62);
        clock.AdvanceTo(KoreaTime.At(later, new TimeOnly(9, 0)));
        var after = await clock.RunAsync(() => KlineSelection.FromMastersAsync(downloader, universe, later));
        Assert.NotEqual(before.Symbols, after.Symbols);
        Assert.Equal(before.Symbols, (await clock.RunAsync(() => KlineSelection.FromMastersAsync(downloader, universe, Day))).Symbols);
        Assert.All(after.Masters, master => Assert.Equal(later, master.Date));
    }

    [Fact]
    public async Task Masters_of_different_days_select_an_instrument_that_moved_once()
    {
        var clock = VirtualClock.AtKorea(Day.AddDays(1), new TimeOnly(9, 0));
        var (store, moved) = (new InMemoryObjectStore(), Masters.MasterEdits.Parsed(Masters.MasterEdits.Usual)[3]);
        var kospi = MstGenerator.Generate(HantooMstSpec.Kospi, 20, 4, Day);
        kospi = Masters.MasterEdits.Edit(Masters.MasterEdits.Edit(kospi, 2, HantooMstSpec.Kospi, Encoding.ASCII.GetBytes(moved.StandardCode), "standard_code"), 2, HantooMstSpec.Kospi, Encoding.ASCII.GetBytes(moved.ShortCode));
        await store.PutIfAbsentAsync($"hantoo_master/{Day.AddDays(-1):yyyyMMdd}_kosdaq.json", Masters.MasterEdits.Parsed(Masters.MasterEdits.Usual).ToJson());
        await store.PutIfAbsentAsync($"hantoo_master/{Day:yyyyMMdd}_kospi.json", Masters.MasterEdits.Parsed(kospi, HantooMstSpec.Kospi).ToJson());
        var downloader = new MasterDownloader(store, timeProvider: clock);
        foreach (var selection in (KlineSelection[])[await KlineSelection.FromMastersAsync(downloader, Universe.Of(Market.Kospi, Market.Kosdaq), Day), await KlineSelection.FromMastersAsync(downloader, [Market.Kospi, Market.Kosdaq], _ => true, Day)])
            Assert.Equal((79, 1), (selection.Symbols.Count, selection.Symbols.Count(symbol => symbol == moved.ShortCode)));
    }

    [Fact]
    public async Task A_halted_symbol_of_the_selected_masters_is_reported_as_halted()
    {
        var world = new LoggerWorld(Day, "18:30", 1, options => options with { Truth = new KisTruth(new KisTruthOptions { Listing = [new("000010") { Kind = KisSymbolKind.Halted }] }) });
        var master = Archive.ReportShelf.Master(Market.Kospi, Day, ("000010", [("trading_halted", "Y")]));
        await using var provider = Services(world, world.Kis.Options.AppSecret).AddSingleton(new KlineSelection(["000010"], [master])).BuildServiceProvider();
        var report = await world.RunAsync(() => provider.GetRequiredService<HantooKlineLogger>().CatchUpAsync(Day));
        Assert.True(report.IsComplete, report.ToString());
        var coverage = await new KlineArchive(world.Store).ReadCoverageAsync(KlineQuery.Day(Day)).SingleAsync();
        Assert.Equal(SymbolDayState.Halted, coverage.Symbols["000010"].State);
    }

    [Fact]
    public async Task A_compactor_works_on_what_is_logged()
    {
        await using var provider = new ServiceCollection().AddSingleton<IObjectStore>(new InMemoryObjectStore())
            .AddRhetenorData(options => (options.Klines.Prefix, options.Klines.Venue) = ("k", Venue.Nextrade))
            .AddKlineCompaction(options =>
            {
                Assert.Equal(("k", Venue.Nextrade), (options.Archive.Prefix, options.Archive.Venue));
                options.CompressionLevel = 0;
            }).BuildServiceProvider();
        Assert.Equal("CompressionLevel", Assert.Throws<ArgumentOutOfRangeException>(provider.GetRequiredService<KlineCompactor>).ParamName);
    }

    private IServiceCollection Services(LoggerWorld world, string secret) => new ServiceCollection()
        .AddSingleton<TimeProvider>(world.Clock).AddSingleton<IObjectStore>(world.Store).AddSingleton<IHttpTransport>(world.Kis)
        .AddSingleton(new HantooCredentials(world.Kis.Options.AppKey, secret)).AddSingleton(_lifetime.Object).AddRhetenorData();

    private static BackgroundService Service(IServiceProvider provider) =>
        Assert.IsAssignableFrom<BackgroundService>(Assert.Single(provider.GetServices<IHostedService>()));

    // The session before is finished first, and reported too.
    private sealed class ReportOf(DateOnly date) : IProgress<CatchUpReport>
    {
        private readonly TaskCompletionSource _reported = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Task => _reported.Task;

        public void Report(CatchUpReport value)
        {
            if (value.Session.Date == date)
                _reported.TrySetResult();
        }
    }
}
