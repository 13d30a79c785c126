using Microsoft.Extensions.Logging.Abstractions;

namespace Rhetenor.Data.Tests.Logger;

/// <summary>M15: two loggers, same symbols, at once.</summary>
public sealed class SharedSymbolsTests
{
    private static readonly DateOnly Day = new(2026, 5, 20);

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(3 * 391)]
    public async Task M15_the_day_s_list_is_looked_at_again_right_before_a_write(int barsPerObject)
    {
        // With fewer workers, the second one is ready to write some seconds after the first one.
        var world = new LoggerWorld(Day, "18:30", 12);
        var loggers = new[] { 6, 1 }.Select(workers => world.Logger(new KlineLoggerOptions { BarsPerObject = barsPerObject, Workers = workers })).ToList();
        var reports = await world.RunAsync(() => Task.WhenAll(loggers.Select(logger => logger.CatchUpAsync())));
        Assert.All(reports, report => Assert.True(report.IsComplete, report.ToString()));
        world.AssertStored(Venue.Krx, Day);

        // Each bar is stored once, and one of them says that it is new.
        var bars = world.Held(Day).BarCount;
        Assert.Equal(bars, Stored(world));
        Assert.Equal((bars, bars), (reports.Sum(report => report.NewBars), reports.Sum(report => report.UnchangedBars)));
        Assert.All(reports, report => Assert.Equal(0, report.RepeatedBars));
    }

    [Theory]
    [InlineData(2_000_000)]
    [InlineData(4 * 391)]
    public async Task M15_only_true_races_store_twice_and_the_report_says_so(int barsPerObject)
    {
        // Another writer's objects appear between this one's listing and its first put.
        var world = new LoggerWorld(Day, "18:30", 12);
        var other = new LoggerWorld(Day, "18:30", 12);
        var theirs = await other.RunAsync(() => other.Logger().CatchUpAsync());
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        world.Store.BeforePut = key =>
        {
            if (!KlineKey.TryParse(key, out _))
                return;
            foreach (var stored in other.Store.Keys.ToList())
                world.Store.Overwrite(stored, other.Store[stored]);
            world.Store.BeforePut = null;
        };
        var report = await world.RunAsync(() => world.Logger(new KlineLoggerOptions { BarsPerObject = barsPerObject, Workers = 3 }).CatchUpAsync());
        Assert.True(report.IsComplete, report.ToString());
        world.AssertStored(Venue.Krx, Day);
        var twice = Stored(world) - world.Held(Day).BarCount;
        Assert.InRange(twice, 1, theirs.NewBars);
        Assert.Equal((twice, twice), (report.RepeatedBars, report.NewBars));
        Assert.Contains($" new bars, 0 revised, {report.UnchangedBars} unchanged, {twice} stored twice by writers at the same moment; ", $"{report}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task D27_P12_what_was_stored_here_is_read_again_even_if_a_listing_lacks_it(bool isRemoved)
    {
        var world = new LoggerWorld(Day, "18:30", 2);
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        var key = KlineKey.Parse(world.Store.Keys.Single(one => KlineKey.TryParse(one, out _)));
        var store = new WriterStore(new Lagging(world.Store, key.ToString(), isRemoved), new(), world.Clock, NullLogger.Instance);
        var session = TradingSession.For(Venue.Krx, Day)!;
        Assert.Equal(0, (await store.ReadAsync(session, default)).Bars.BarCount);
        var held = await store.ReadAsync(session, new HashSet<string> { key.Name }, default);
        Assert.Equal((isRemoved ? 0 : world.Held(Day).BarCount, !isRemoved), (held.Bars.BarCount, held.Coverage.Values.Any(coverage => coverage.IsFinal)));
    }

    private sealed class Lagging(IObjectStore inner, string key, bool isRemoved) : IObjectStore
    {
        public Task<Stream?> OpenReadAsync(string wanted, CancellationToken cancellationToken = default) =>
            wanted == key && isRemoved ? Task.FromResult<Stream?>(null) : inner.OpenReadAsync(wanted, cancellationToken);

        public Task<PutOutcome> PutIfAbsentAsync(string wanted, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) =>
            inner.PutIfAbsentAsync(wanted, body, cancellationToken);

        public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken = default) =>
            inner.ListAsync(prefix, cancellationToken).Where(stored => stored.Key != key);
    }

    [Fact]
    public async Task M15_the_cost_is_one_listing_for_each_write_and_one_for_the_report()
    {
        var world = new LoggerWorld(Day, "18:30", 12);
        var report = await world.RunAsync(() => world.Logger(new KlineLoggerOptions { BarsPerObject = 3 * 391 }).CatchUpAsync(Day));
        const string Bars = "hantoo-stock-kline-1m/20260520";
        Assert.Equal(["hantoo-stock-kline-1m/coverage/20260520", Bars, .. Enumerable.Repeat(Bars, report.Objects.Count), Bars], world.Store.Lists);

        // What is stored is neither read again nor, when there is nothing to write, looked at again.
        world.Store.Lists.Clear();
        Assert.Equal(0, (await world.RunAsync(() => world.Logger().CatchUpAsync(Day))).Calls);
        Assert.Equal(2, world.Store.Lists.Count);
    }

    [Fact]
    public async Task M15_a_compaction_meanwhile_is_no_other_writer()
    {
        var world = new LoggerWorld(Day, "18:30", 6);
        var compactor = new KlineCompactor(world.Store, new KlineCompactorOptions { IncludeOpenSessions = true }, world.Clock);
        var puts = 0;
        world.Store.BeforePut = key =>
        {
            if (KlineKey.TryParse(key, out _) && ++puts == 3)
                Assert.Equal(CompactionOutcome.Written, Assert.Single(Done(() => compactor.CompactAsync(Day, Day))).Outcome);
        };
        var report = await world.RunAsync(() => world.Logger(new KlineLoggerOptions { BarsPerObject = 2 * 391 }).CatchUpAsync());
        Assert.True(report.IsComplete, report.ToString());
        Assert.Equal(0, report.RepeatedBars);
    }

    // The logger is in the middle of its put meanwhile.
    private static T Done<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();

    private static int Stored(LoggerWorld world) =>
        world.Store.Keys.Where(key => KlineKey.TryParse(key, out _)).Sum(key => KlineCodec.Unpack(world.Store[key]).BarCount);
}
