using Microsoft.Extensions.Logging.Abstractions;

namespace Rhetenor.Data.Tests.Logger;

/// <summary>What a logger writes about what it has written.</summary>
public sealed class CoverageWriteTests
{
    private static readonly DateOnly Day = new(2026, 5, 20);
    private static readonly TradingSession Session = TradingSession.For(Venue.Krx, Day)!;

    [Fact]
    public async Task M41_coverage_is_written_as_what_changed_and_names_each_object_once_with_its_bytes()
    {
        var world = new LoggerWorld(Day, "09:30", 6);
        using var stop = new CancellationTokenSource(TimeSpan.FromHours(2), world.Clock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.RunAsync<object?>(async () =>
        {
            await world.Logger().RunAsync(null, stop.Token);
            return null;
        }));
        var bars = world.Store.Puts.Where(key => KlineKey.TryParse(key, out var parsed) && parsed.Date == Day).ToList();
        var records = world.Store.Puts.Where(key => KlineCoverageKey.TryParse(key, out var name) && name.Date == Day).Select(key => Record(world, key)).ToList();
        Assert.InRange(bars.Count, 20, 40);
        Assert.Equal(bars.Select(key => new ObjectMark(KlineKey.Parse(key).Name, ContentMark.Of(world.Store[key]))), records.SelectMany(record => record.Objects!));

        // Each comes after the one before, and all symbols that moved on together, by the same witnesses, are one entry.
        Assert.Equal(records.SkipLast(1).Select(record => record.Name.Name), records.Skip(1).SelectMany(record => record.After));
        Assert.All(records, record => Assert.Equal(record.Claims.Select(claim => claim.Entry).Distinct(), record.Claims.Select(claim => claim.Entry)));
        Assert.All(records.SelectMany(record => record.Claims.GroupBy(claim => (record.Name, claim.Entry.Through))), together => Assert.InRange(together.Count(), 1, 2));
        Assert.All(records, record => Assert.True(CoverageCodec.Pack(record).Length < 500));
    }

    [Fact]
    public async Task M41_coverage_and_bars_are_read_in_parallel()
    {
        var world = new LoggerWorld(Day, "09:30", 2);
        using var stop = new CancellationTokenSource(TimeSpan.FromHours(2), world.Clock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.RunAsync<object?>(async () =>
        {
            await world.Logger().RunAsync(null, stop.Token);
            return null;
        }));
        var store = new GatedStore(world.Store, 8);
        var held = await new WriterStore(store, new(), world.Clock, NullLogger.Instance).ReadAsync(Session, default).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal((0, 8, 8), (held.Problems.Count, store.MostCoverage, store.MostBars));
    }

    [Fact]
    public async Task A_run_with_nothing_new_writes_nothing()
    {
        var world = new LoggerWorld(Day, "18:30", 3);
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        var puts = world.Store.Puts.Count;
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.Equal((2, 2), (puts, world.Store.Puts.Count));
    }

    [Fact]
    public async Task F1_bars_that_a_dead_writer_left_without_coverage_are_named_by_the_next()
    {
        var world = new LoggerWorld(Day, "11:00:30", 3);
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        var (bars, coverage) = (world.Store.Puts[0], world.Store.Puts[1]);
        world.Store.Remove(coverage);
        world.Clock.AdvanceTo(KoreaTime.At(Day, new TimeOnly(12, 0)));
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        var record = Record(world, world.Store.Keys.Single(key => KlineCoverageKey.TryParse(key, out _)));
        Assert.Empty(record.After);
        Assert.Contains(new ObjectMark(KlineKey.Parse(bars).Name, ContentMark.Of(world.Store[bars])), record.Objects!);
        Assert.Equal(StoreVerdict.Sound, (await new KlineArchive(world.Store).VerifyAsync()).Verdict);
    }

    [Fact]
    public async Task D27_M41_what_was_written_stays_named_when_the_day_is_read_again_and_its_listing_lags()
    {
        // Another writer takes the key of the coverage, and the bars just written are not listed yet.
        var world = new LoggerWorld(Day, "18:30", 3);
        var store = new LateListing(world.Store);
        world.Store.BeforePut = key =>
        {
            if (!KlineCoverageKey.TryParse(key, out var name))
                return;
            world.Store.Overwrite(key, CoverageCodec.Pack(CoverageRecord.Of(name, [KeyValuePair.Create("999999", new KlineSymbolCoverage(SymbolDayState.Failed, null))], [], [])));
            world.Store.BeforePut = null;
        };
        var report = await world.RunAsync(() => new HantooKlineLogger(world.Symbols, store, world.Client(), timeProvider: world.Clock).CatchUpAsync());
        Assert.True(report.IsFinal, report.ToString());
        world.AssertStored(Venue.Krx, Day);
        var named = world.Store.Keys.Where(key => KlineCoverageKey.TryParse(key, out _)).SelectMany(key => Record(world, key).Objects!).ToHashSet();
        Assert.All(world.Store.Keys.Where(key => KlineKey.TryParse(key, out _)), key => Assert.Contains(new ObjectMark(KlineKey.Parse(key).Name, ContentMark.Of(world.Store[key])), named));
    }

    [Fact]
    public async Task Coverage_of_earlier_versions_is_continued_with_hashes_of_all_objects()
    {
        var world = new LoggerWorld(Day, "11:00:30", 3);
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        var (bars, coverage) = (world.Store.Puts[0], world.Store.Puts[1]);
        var plain = KlineCoverage.Stored(coverage, world.Store[coverage]);
        world.Store.Remove(coverage);
        world.Store.Overwrite(plain.ToKey("hantoo-stock-kline-1m"), plain.ToJson([KlineKey.Parse(bars).Name]));
        world.Clock.AdvanceTo(KoreaTime.At(Day, new TimeOnly(12, 0)));
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.True(report.IsComplete && report.NewBars < 200, report.ToString());
        var record = Record(world, world.Store.Keys.Single(key => KlineCoverageKey.TryParse(key, out var name) && !name.IsPlain));
        Assert.Empty(record.After);
        Assert.Equal(
            world.Store.Keys.Where(key => KlineKey.TryParse(key, out _)).Select(key => new ObjectMark(KlineKey.Parse(key).Name, ContentMark.Of(world.Store[key]))), record.Objects!);
    }

    [Fact]
    public async Task A_revision_of_a_final_day_is_named_though_no_entry_changes()
    {
        var world = new LoggerWorld(Day, "18:30", 2);
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        var symbol = world.Symbols[0];
        var minute = world.Truth.FinalBars(Venue.Krx, Day, symbol)[5].Minute;

        // Another writer's wrong figure, which nobody claims.
        var wrong = new KlineKey("hantoo-stock-kline-1m", minute, minute, Venue.Krx, Day.ToDateTime(new TimeOnly(18, 31)));
        world.Store.Overwrite(wrong.ToString(), KlineCodec.Pack([new KlineSlice(minute, [new(symbol, new Kline(minute, 1, 1, 1, 1, 1, 1))])]));
        world.Clock.AdvanceTo(KoreaTime.At(Day, new TimeOnly(18, 32)));
        var report = Assert.Single(await world.RunAsync(() => world.Logger().CatchUpAsync([new KlineGap(Session, symbol, minute)])));
        Assert.True(report is { IsFinal: true, RevisedBars: > 0 }, report.ToString());
        var named = world.Store.Keys.Where(key => KlineCoverageKey.TryParse(key, out _)).SelectMany(key => Record(world, key).Objects!).Select(mark => mark.Name);
        Assert.Equal(world.Store.Keys.Where(key => KlineKey.TryParse(key, out _)).Select(key => KlineKey.Parse(key).Name), named.Order(StringComparer.Ordinal));
        Assert.Equal(0, (await world.RunAsync(() => world.Logger().CatchUpAsync())).Calls);
    }

    private static CoverageRecord Record(LoggerWorld world, string key)
    {
        Assert.True(KlineCoverageKey.TryParse(key, out var name));
        return Assert.Single(CoverageCodec.Unpack(name, world.Store[key]));
    }

    /// <summary>A store that does not list what was written through it.</summary>
    private sealed class LateListing(IObjectStore inner) : IObjectStore
    {
        private readonly HashSet<string> _late = [];

        public Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default) => inner.OpenReadAsync(key, cancellationToken);

        public Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
        {
            _late.Add(key);
            return inner.PutIfAbsentAsync(key, body, cancellationToken);
        }

        public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken = default) =>
            inner.ListAsync(prefix, cancellationToken).Where(stored => !_late.Contains(stored.Key));
    }

    /// <summary>A store that answers reads only when as many of one kind wait as are to be read at once.</summary>
    private sealed class GatedStore(RecordingStore inner, int width) : IObjectStore
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<bool, (int Left, List<TaskCompletionSource> Waiting)> _kinds = [];

        public int MostCoverage { get; private set; }

        public int MostBars { get; private set; }

        public async Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default)
        {
            var isCoverage = KlineCoverageKey.TryParse(key, out _);
            var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_lock)
            {
                if (!_kinds.TryGetValue(isCoverage, out var kind))
                    kind = (inner.Keys.Count(one => KlineCoverageKey.TryParse(one, out var name) ? isCoverage && name.Date == Day : !isCoverage && KlineKey.TryParse(one, out var bars) && bars.Date == Day), []);
                kind.Waiting.Add(gate);
                (MostCoverage, MostBars) = isCoverage ? (Math.Max(MostCoverage, kind.Waiting.Count), MostBars) : (MostCoverage, Math.Max(MostBars, kind.Waiting.Count));
                if (kind.Waiting.Count == Math.Min(width, kind.Left))
                {
                    kind = (kind.Left - kind.Waiting.Count, kind.Waiting);
                    kind.Waiting.ForEach(waiting => waiting.SetResult());
                    kind.Waiting.Clear();
                }

                _kinds[isCoverage] = kind;
            }

            await gate.Task.WaitAsync(cancellationToken);
            return await inner.OpenReadAsync(key, cancellationToken);
        }

        public Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, cancellationToken);
    }
}
