using Rhetenor.Data.Tests.Logger;

namespace Rhetenor.Data.Tests;

/// <summary>What the stores are for: a whole run of masters and klines on each.</summary>
public abstract partial class ObjectStoreContractTests
{
    private static readonly DateOnly RunDay = new(2026, 5, 20);

    [StoreFact]
    public async Task P1_a_session_of_klines_is_logged_and_a_second_run_writes_nothing()
    {
        var world = new LoggerWorld(RunDay, "18:30", 6);
        for (var run = 0; run < 2; run++)
        {
            var logger = new HantooKlineLogger(world.Symbols, Store, new HantooKlineSource(world.Client()), timeProvider: world.Clock);
            var report = await world.RunAsync(() => logger.CatchUpAsync());
            Assert.True(report.IsComplete, report.ToString());
            Assert.Equal((run == 0, run == 0 ? 1 : 0), (report.Calls > 0, report.Objects.Count));
        }

        await foreach (var stored in Store.ListAsync("hantoo-stock-kline-1m/"))
            world.Store.Overwrite(stored.Key, (await Store.ReadAllAsync(stored.Key, int.MaxValue)).GetValueOrDefault().ToArray());
        Assert.Equal(2, world.Store.Keys.Count(key => !key.EndsWith("/.probe", StringComparison.Ordinal)));
        world.AssertStored(Venue.Krx, RunDay);
    }

    [StoreFact]
    public async Task P1_masters_are_cached_and_a_second_run_downloads_nothing()
    {
        var clock = VirtualClock.AtKorea(RunDay, new TimeOnly(9, 0));
        var dws = new SimulatedDws(new SimulatedDwsOptions { KospiRecords = 200 }, clock);
        for (var run = 0; run < 2; run++)
        {
            var master = await new MasterDownloader(Store, new DwsMasterSource(dws, timeProvider: clock), timeProvider: clock).DownloadAsync(Market.Kospi);
            Assert.Equal((200, run == 0 ? MasterOrigin.Download : MasterOrigin.Cache), (master.Count, master.Origin));
        }

        Assert.Single(dws.Requests);
    }
}
