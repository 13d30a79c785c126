namespace Rhetenor.Data.Tests.Logger;

/// <summary>Writers on a store that ignores conditional writes.</summary>
public sealed class WriterSlotTests
{
    private static readonly DateOnly Day = new(2026, 5, 20);

    [Fact]
    public async Task D22_K9_a_store_that_ignores_conditions_is_refused_before_the_first_bar_is_written()
    {
        var world = new LoggerWorld(Day, "18:30", 3);
        var store = new Heedless();
        var logger = Logger(world, store, new KlineLoggerOptions());
        var exception = await Assert.ThrowsAsync<ObjectStoreException>(() => world.RunAsync(() => logger.CatchUpAsync()));
        Assert.Equal(ObjectStoreError.Unsupported, exception.Error);
        Assert.Equal(["hantoo-stock-kline-1m/.probe"], store.Objects.Keys);
    }

    [Fact]
    public async Task K9_a_slot_or_the_risk_taken_by_name_lets_it_write()
    {
        foreach (var options in new KlineLoggerOptions[] { new() { Slot = new WriterSlot(2, 3) }, new() { RiskLosingOtherWritersBars = true } })
        {
            var world = new LoggerWorld(Day, "18:30", 3);
            var store = new Heedless();
            var report = await world.RunAsync(() => Logger(world, store, options).CatchUpAsync());
            Assert.True(report.IsComplete, report.ToString());
            var retrieval = KlineKey.Parse(Assert.Single(report.Objects)).Retrieval;
            Assert.True(options.Slot is null || retrieval.Ticks / TimeSpan.TicksPerSecond % 3 == 2);
            Assert.Equal(2, store.Objects.Count);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task K9_another_writer_in_the_same_slot_is_detected_by_reading_back_and_nothing_is_lost(bool isBefore)
    {
        var world = new LoggerWorld(Day, "18:30", 3);
        var store = new Heedless();
        var options = new KlineLoggerOptions { Slot = new WriterSlot(0, 1) };

        // The other one has bars of its own, which it puts under the very key, before this one looks or right after this one's.
        var other = KlineCodec.Pack([Klines.Bars.Slice(Day.ToDateTime(new TimeOnly(9, 0)), ("999990", Klines.Bars.Bar(Day.ToDateTime(new TimeOnly(9, 0)))))]);
        string? taken = null;
        Action<string> take = key => _ = taken is null && KlineKey.TryParse(key, out _) ? store.Objects[taken = key] = other : null;
        (store.Reading, store.Written) = isBefore ? (take, store.Written) : (store.Reading, take);
        var report = await world.RunAsync(() => Logger(world, store, options).CatchUpAsync());
        Assert.True(report.IsFinal, report.ToString());
        Assert.Equal(other, store.Objects[taken!]);
        var archive = new KlineArchive(store);
        Assert.NotEqual(StoreVerdict.Damaged, (await archive.VerifyAsync(new KlineReportContext(timeProvider: world.Clock))).Verdict);
        var held = await archive.LoadAsync(KlineQuery.Day(Day));
        Assert.All(world.Symbols, symbol => Assert.True(held.IndexOf(symbol) >= 0));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 3)]
    [InlineData(1, 3)]
    [InlineData(2, 3)]
    [InlineData(59, 60)]
    public void Seconds_of_a_slot_are_its_own_and_never_earlier(int number, int writers)
    {
        var slot = new WriterSlot(number, writers);
        var second = Day.ToDateTime(new TimeOnly(9, 0));
        for (var i = 0; i < 130; i++, second = second.AddSeconds(1))
        {
            var next = slot.Next(second);
            Assert.InRange(next, second, second.AddSeconds(writers - 1));
            Assert.Equal(number, next.Ticks / TimeSpan.TicksPerSecond % writers);
        }
    }

    [Theory]
    [InlineData(-1, 3)]
    [InlineData(3, 3)]
    [InlineData(0, 0)]
    [InlineData(0, 61)]
    public void Slots_that_cannot_be_are_refused(int number, int writers) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new WriterSlot(number, writers));

    private static HantooKlineLogger Logger(LoggerWorld world, IObjectStore store, KlineLoggerOptions options) =>
        new(world.Symbols, store, world.Client(), options: options, timeProvider: world.Clock);

    private sealed class Heedless : IObjectStore
    {
        public SortedDictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);

        public Action<string> Reading { get; set; } = static _ => { };

        public Action<string> Written { get; set; } = static _ => { };

        public Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default)
        {
            Reading(key);
            return Task.FromResult<Stream?>(Objects.TryGetValue(key, out var body) ? new MemoryStream(body) : null);
        }

        public Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
        {
            Objects[key] = body.ToArray();
            Written(key);
            return Task.FromResult(PutOutcome.Created);
        }

        public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken = default) => Objects
            .Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(entry => new ObjectInfo(entry.Key, entry.Value.Length)).ToAsyncEnumerable();
    }
}
