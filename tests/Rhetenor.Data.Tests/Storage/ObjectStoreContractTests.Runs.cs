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
            var logger = new HantooKlineLogger(world.Symbols, Store, world.Client(), timeProvider: world.Clock);
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
    public async Task K1_K2_K4_P4_P11_eight_loggers_of_the_same_and_of_different_symbols_in_one_second_lose_and_overwrite_nothing()
    {
        // Eight clocks at the same second, so that every logger wants the same keys.
        var worlds = Enumerable.Range(0, 8).Select(_ => new LoggerWorld(RunDay, "18:30", 16)).ToList();
        var store = new WatchedStore(Store);
        var reports = await Task.WhenAll(worlds.Select((world, number) => Task.Run(() =>
        {
            var symbols = number < 4 ? world.Symbols.Take(8) : world.Symbols.Skip(8 + (2 * (number - 4))).Take(2);
            var logger = new HantooKlineLogger(symbols, store, world.Client(), timeProvider: world.Clock);
            return world.RunAsync(() => logger.CatchUpAsync());
        })));
        Assert.All(reports, report => Assert.True(report.IsComplete, report.ToString()));
        await foreach (var stored in Store.ListAsync("hantoo-stock-kline-1m/"))
            worlds[0].Store.Overwrite(stored.Key, (await Store.ReadAllAsync(stored.Key, int.MaxValue)).GetValueOrDefault().ToArray());
        Assert.All(store.Created, created => Assert.Equal(created.Value, worlds[0].Store[created.Key]));
        worlds[0].AssertStored(Venue.Krx, RunDay);
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

    /// <summary>Remembers with what bytes each object was created.</summary>
    private sealed class WatchedStore(IObjectStore inner) : IObjectStore
    {
        public System.Collections.Concurrent.ConcurrentDictionary<string, byte[]> Created { get; } = new(StringComparer.Ordinal);

        public Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default) => inner.OpenReadAsync(key, cancellationToken);

        public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, cancellationToken);

        public async Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
        {
            var outcome = await inner.PutIfAbsentAsync(key, body, cancellationToken);
            if (outcome == PutOutcome.Created)
                Assert.True(Created.TryAdd(key, body.ToArray()), $"{key} was created twice");
            return outcome;
        }
    }
}
