using Rhetenor.Data.Tests.Klines;

namespace Rhetenor.Data.Tests.Logger;

/// <summary>What the simulation found, each as small as it can be told.</summary>
public sealed class SimulationFindingsTests
{
    private static readonly DateOnly Day = new(2026, 5, 20);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task D8_D28_I1_P9_coverage_is_not_believed_when_an_object_it_speaks_of_cannot_be_read(bool isGone)
    {
        var world = new LoggerWorld(Day, "10:30:30", 4);
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        var key = world.Store.Keys.Single(key => KlineKey.TryParse(key, out _));
        var store = new Damaged(world.Store, key, isGone);

        // The bars of the morning are asked for again, or all later shares of the day would count from nothing.
        world.Clock.AdvanceTo(KoreaTime.At(Day, new TimeOnly(18, 30)));
        var logger = new HantooKlineLogger(world.Symbols, store, world.Client(), timeProvider: world.Clock);
        var report = await world.RunAsync(() => logger.CatchUpAsync());
        Assert.True(report.IsComplete, report.ToString());
        Assert.Contains(report.Problems, problem => problem.Message.Contains(KlineKey.Parse(key).Name, StringComparison.Ordinal));
        world.AssertStored(Venue.Krx, Day);

        // What was written since does not speak of the object: it is believed.
        Assert.Equal(0, (await world.RunAsync(() => logger.CatchUpAsync())).Calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // coverage alone does not show it: the bars do
    public async Task K6_P12_figures_of_a_writer_who_was_held_up_do_not_hide_settled_ones_for_good(bool isNextDay)
    {
        // One writer reads at 15:31, and is held up. Another writes the settled day. The first puts its bars at 19:00, and dies
        // before its coverage: what is seen is older than what is covered as final.
        var held = new LoggerWorld(Day, "15:31:30", 5);
        await held.RunAsync(() => held.Logger().CatchUpAsync());
        var early = KlineKey.Parse(held.Store.Keys.Single(key => KlineKey.TryParse(key, out _)));
        var world = new LoggerWorld(Day, "18:30", 5);
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        var late = new KlineKey("hantoo-stock-kline-1m", early.Start, early.End, Venue.Krx, Day.ToDateTime(new TimeOnly(19, 0)));
        world.Store.Overwrite(late.ToString(), held.Store[early.ToString()]);

        world.Clock.AdvanceTo(isNextDay ? KoreaTime.At(Day.AddDays(1), new TimeOnly(9, 30)) : KoreaTime.At(Day, new TimeOnly(20, 0)));
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        report = isNextDay ? Assert.Single(report.Earlier) : report;
        Assert.True(report.IsComplete && report.RevisedBars > 0, report.ToString());
        world.AssertStored(Venue.Krx, Day);
        Assert.Equal(0, (await world.RunAsync(() => world.Logger().CatchUpAsync())).Calls);
    }

    [Theory]
    [InlineData("changed", "09:01 35, 09:03 40, 09:05 47")] // the shares of the day go on from 09:00
    [InlineData("new", "09:02 45, 09:03 50, 09:05 57")] // … from 09:01
    [InlineData("unreadable", "09:05 42")] // 09:01 is no news, and what was traded before it is not known
    [InlineData("revised", "09:05 43")] // another writer has revised 09:00 since the plan was made
    public void P5_shares_of_the_day_never_start_anew_behind_bars_that_cannot_be_read(string what, string expected)
    {
        List<Kline> stored = [Stored(0, 10, 10), Stored(1, 20, 30), Stored(3, 5, 35)];
        List<MinuteRow> rows = [Row(1, what == "changed" ? 25 : 20), Row(3, 5), Row(5, 7)];
        if (what == "new")
            rows.Insert(1, Row(2, 15));
        if (what == "revised")
            stored = [Stored(0, 11, 11), Stored(1, 20, 31), Stored(3, 5, 36)];
        if (what == "unreadable")
            stored.RemoveRange(0, 2);
        var day = new MergedSession(Bars.Date, Venue.Krx);
        day.Add(Bars.Key("090000", "090300", "20260126091000"), KlineCodec.Unpack(KlineCodec.Pack(stored.Select(kline => Bars.Slice(kline.Minute, ("005930", kline))), accValue: true)));
        var held = new HeldDay(day, new Dictionary<string, KlineSymbolCoverage>(), null, new CoverageBasis([], new Dictionary<string, ObjectMark>()), []);
        var request = new KlineRequest("005930", TradingSession.For(Venue.Krx, Bars.Date)!, Bars.At(9, 3), Bars.At(9, 5)) { SharesBefore = 35 };
        var fetched = FetchedSymbol.Of(request, new KlineFetch(rows, Bars.At(9, 5)), held, KoreaTime.At(Bars.Date, new TimeOnly(9, 7)), isHalted: false);
        Assert.Equal(expected, string.Join(", ", fetched.Klines.Select(kline => $"{kline.Minute:HH:mm} {kline.AccVolume}")));

        static Kline Stored(int minute, long volume, long shares) => Bars.Bar(Bars.At(9, minute), 100, volume, shares, shares * 100);
        static MinuteRow Row(int minute, long volume) => new(Bars.At(9, minute), 75_000, 75_100, 74_900, 100, volume, 0);
    }

    [Theory]
    [InlineData(SymbolDayState.Doubtful, "KIS answered with no row at all, not even of an earlier day, so it is unknown whether it trades; check the short code.")]
    [InlineData(SymbolDayState.Complete, "KIS answered with no row of the day, and bars of it are stored.")]
    public async Task M8_P9_an_answer_without_rows_covers_no_bars_that_another_program_stored(SymbolDayState state, string reason)
    {
        var world = new LoggerWorld(Day, "20:30", 1);
        var minute = Day.ToDateTime(new TimeOnly(8, 0));
        var key = new KlineKey("hantoo-stock-kline-1m", minute, minute, Venue.Nextrade, Day.ToDateTime(new TimeOnly(9, 0)));
        world.Store.Overwrite(key.ToString(), KlineCodec.Pack([Bars.Slice(minute, (world.Symbols[0], Bars.Bar(minute)))]));
        var logger = new HantooKlineLogger(world.Symbols, world.Store, new Blank(world.Clock, state), options: new() { Venue = Venue.Nextrade }, timeProvider: world.Clock);
        var outcome = Assert.Single((await world.RunAsync(() => logger.CatchUpAsync())).Symbols);
        Assert.Equal((SymbolDayState.Doubtful, reason, null), (outcome.State, outcome.Reason, outcome.Through));
    }

    private sealed class Blank(VirtualClock clock, SymbolDayState state) : IKlineSource
    {
        public DateTimeOffset? ServerNow => clock.GetUtcNow();

        public Task<KlineFetch> FetchAsync(KlineRequest request, CancellationToken cancellationToken = default) =>
            Task.FromResult(new KlineFetch([], request.Until) { State = state });
    }

    [Fact]
    public async Task Coverage_is_believed_when_what_it_speaks_of_was_compacted_and_removed()
    {
        var world = new LoggerWorld(Day, "10:30:30", 4);
        var store = new InMemoryObjectStore();
        HantooKlineLogger Logger() => new(world.Symbols, store, world.Client(), options: new() { BarsPerObject = 391 }, timeProvider: world.Clock);
        await world.RunAsync(() => Logger().CatchUpAsync());
        world.Clock.AdvanceTo(KoreaTime.At(Day, new TimeOnly(18, 30)));
        Assert.True((await world.RunAsync(() => Logger().CatchUpAsync())).IsComplete);
        var compactor = new KlineCompactor(store, timeProvider: world.Clock);
        Assert.Equal(CompactionOutcome.Written, Assert.Single(await compactor.CompactAsync(Day, Day)).Outcome);
        Assert.Equal(0, (await world.RunAsync(() => Logger().CatchUpAsync())).Calls);
        Assert.NotEmpty(Assert.Single(await compactor.RemoveCompactedAsync(Day, Day, store)).Removed);

        var report = await world.RunAsync(() => Logger().CatchUpAsync());
        Assert.True(report.IsComplete && report.Calls == 0 && report.Problems.Count == 0, report.ToString());
    }

    [Fact]
    public async Task C21_P2_figures_read_before_the_day_settled_are_not_final_because_they_are_taken_after_it()
    {
        var world = new LoggerWorld(Day, "17:59:59", 1);
        var logger = new HantooKlineLogger(world.Symbols, world.Store, new Slow(world.Client(), world.Clock), timeProvider: world.Clock);
        await world.RunAsync(() => logger.CatchUpAsync());
        Assert.True((await world.RunAsync(() => world.Logger().CatchUpAsync())).Calls > 0);
        world.AssertStored(Venue.Krx, Day);
    }

    // Its later pages come minutes after the first.
    private sealed class Slow(IKlineSource inner, VirtualClock clock) : IKlineSource
    {
        public DateTimeOffset? ServerNow => inner.ServerNow;

        public async Task<KlineFetch> FetchAsync(KlineRequest request, CancellationToken cancellationToken = default)
        {
            var fetch = await inner.FetchAsync(request, cancellationToken);
            clock.Advance(TimeSpan.FromMinutes(5));
            return fetch;
        }
    }

    [Fact]
    public async Task F3_P6_a_stop_during_an_upload_does_not_store_the_same_bars_twice()
    {
        var world = new LoggerWorld(Day, "09:30:30", 3);
        using var stop = new CancellationTokenSource();
        world.Store.AfterPut = key =>
        {
            if (KlineKey.TryParse(key, out var parsed) && parsed.Date == Day && !stop.IsCancellationRequested)
            {
                // Stored, and stopped before the answer came; the next attempt is a second later.
                stop.Cancel();
                world.Clock.Advance(TimeSpan.FromSeconds(2));
                throw new OperationCanceledException(stop.Token);
            }
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.RunAsync<object?>(async () =>
        {
            await world.Logger().RunAsync(null, stop.Token);
            return null;
        }));
        Assert.Single(world.Store.Keys, key => KlineKey.TryParse(key, out var parsed) && parsed.Date == Day);
        Assert.Single(world.Store.Keys, key => KlineCoverageKey.TryParse(key, out var parsed) && parsed.Date == Day);
    }

    [Fact]
    public async Task P7_a_coverage_object_of_another_day_under_this_day_s_name_blocks_nothing()
    {
        var world = new LoggerWorld(Day, "18:30", 3);
        world.Store.Overwrite(
            "hantoo-stock-kline-1m/coverage/20260520_J_20260520100000.json",
            new KlineCoverage(Day.AddDays(-1), Venue.Nextrade, Day.ToDateTime(new TimeOnly(10, 0)), []).ToJson());
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.True(report.IsComplete && report.Problems.Count == 1, report.ToString());
        world.AssertStored(Venue.Krx, Day);
    }

    [Fact]
    public async Task A_cancelled_wait_goes_on_where_it_was_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var clock = VirtualClock.AtKorea(Day, new TimeOnly(9, 0));
        var thread = 0;
        await Task.Run(async () =>
        {
            var waiting = WaitAsync();
            var own = Environment.CurrentManagedThreadId;
            await Task.CompletedTask;
#pragma warning disable CA1849 // CancelAsync would go on elsewhere; that the waiter goes on here, within Cancel, is what this test asserts.
            cancellation.Cancel();
#pragma warning restore CA1849
            Assert.Equal(own, thread);
            await waiting;
        });

        async Task WaitAsync()
        {
            try
            {
                await Pause.ForAsync(TimeSpan.FromHours(1), clock, cancellation.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                thread = Environment.CurrentManagedThreadId;
            }
        }
    }

    private sealed class Damaged(RecordingStore inner, string key, bool isGone) : IObjectStore
    {
        public Task<Stream?> OpenReadAsync(string wanted, CancellationToken cancellationToken = default) => wanted != key
            ? inner.OpenReadAsync(wanted, cancellationToken)
            : Task.FromResult<Stream?>(isGone ? null : new MemoryStream([0x28, 0xB5, 0x2F, 0xFD]));

        public Task<PutOutcome> PutIfAbsentAsync(string wanted, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) =>
            inner.PutIfAbsentAsync(wanted, body, cancellationToken);

        public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, cancellationToken);
    }
}
