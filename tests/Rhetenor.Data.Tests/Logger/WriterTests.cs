using System.Text.RegularExpressions;
using Rhetenor.Data.Tests.Klines;

namespace Rhetenor.Data.Tests.Logger;

/// <summary>Several writers, clocks that disagree, and what a reader sees meanwhile.</summary>
public sealed class WriterTests
{
    private static readonly DateOnly Day = new(2026, 5, 20);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task K3_K4_P11_eight_writers_of_overlapping_symbols_lose_nothing(int seed)
    {
        var world = new LoggerWorld(Day, "18:30", 16);
        var random = new Random(seed);
        HantooKlineLogger Some()
        {
            var symbols = world.Symbols.Where(_ => random.Next(2) == 0).DefaultIfEmpty(world.Symbols[0]).ToList();
            return new(symbols, world.Store, world.Client(), options: new() { Workers = 1 + random.Next(4) }, timeProvider: world.Clock);
        }

        var loggers = Enumerable.Range(0, 7).Select(_ => Some()).Append(world.Logger()).ToList();
        var reports = await world.RunAsync(() => Task.WhenAll(loggers.Select(logger => logger.CatchUpAsync())));
        Assert.All(reports, report => Assert.True(report.IsComplete, report.ToString()));
        world.AssertStored(Venue.Krx, Day);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public async Task K5_a_writer_that_dies_in_its_put_harms_nobody(int put, bool hasEffect)
    {
        var world = new LoggerWorld(Day, "18:30", 6);
        var puts = 0;
        Action<string> dies = _ =>
        {
            if (++puts == put)
                throw new InvalidOperationException("the process is gone");
        };
        if (hasEffect)
            world.Store.AfterPut = dies;
        else
            world.Store.BeforePut = dies;
        await Assert.ThrowsAsync<InvalidOperationException>(() => world.RunAsync(() => world.Logger().CatchUpAsync()));
        var left = world.Store.Keys.ToDictionary(key => key, key => world.Store[key]);
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.True(report.IsFinal, report.ToString());
        Assert.Equal(0, report.RepeatedBars + report.RevisedBars);
        Assert.All(left, entry => Assert.Equal(entry.Value, world.Store[entry.Key]));
        world.AssertStored(Venue.Krx, Day);
    }

    [Fact]
    public async Task D15_a_key_that_another_writer_took_stays_as_it_is_and_the_difference_follows_under_a_later_retrieval()
    {
        var world = new LoggerWorld(Day, "18:30", 6);
        var other = new LoggerWorld(Day, "18:30", 6);
        await other.RunAsync(() => other.Logger().CatchUpAsync());
        var theirs = KlineCodec.Pack(other.Held(Day).Slices().Select(slice => Bars.Slice(slice.Minute, [.. slice.Where(bar => world.Symbols.Take(2).Contains(bar.Symbol)).Select(bar => (bar.Symbol, bar.Kline))])).Where(slice => slice.Count > 0), accValue: true);
        string? taken = null;
        world.Store.BeforePut = key =>
        {
            if (taken is null && KlineKey.TryParse(key, out _))
                world.Store.Overwrite(taken = key, theirs);
        };
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.True(report.IsFinal, report.ToString());
        Assert.Equal(theirs, world.Store[taken!]);
        var own = Assert.Single(report.Objects);
        Assert.True(KlineKey.Parse(own).Retrieval > KlineKey.Parse(taken!).Retrieval);
        Assert.Equal(world.Symbols.Skip(2).Where(symbol => world.Held(Day).HasBars(symbol)).Order(StringComparer.Ordinal),
            KlineCodec.Unpack(world.Store[own]).SelectMany(slice => slice.Select(bar => bar.Symbol)).Distinct().Order(StringComparer.Ordinal));
        world.AssertStored(Venue.Krx, Day);
    }

    [Fact]
    public async Task D27_a_lagging_listing_leads_to_duplicates_at_worst_and_never_to_a_loss_or_an_overwrite()
    {
        var world = new LoggerWorld(Day, "15:31:30", 6);
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        var before = world.Store.Keys.ToDictionary(key => key, key => world.Store[key]);
        var hidden = before.Keys.ToHashSet();
        var lagging = new Lagging(world.Store, hidden);
        world.Clock.AdvanceTo(KoreaTime.At(Day, new TimeOnly(18, 30)));
        var logger = new HantooKlineLogger(world.Symbols, lagging, world.Client(), timeProvider: world.Clock);
        Assert.True((await world.RunAsync(() => logger.CatchUpAsync())).IsFinal);
        Assert.All(before, entry => Assert.Equal(entry.Value, world.Store[entry.Key]));
        world.AssertStored(Venue.Krx, Day);

        // Once everything is listed, nothing is fetched or written again.
        hidden.Clear();
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.Equal((true, 0, 0), (report.IsFinal, report.NewBars, report.RevisedBars));
        world.AssertStored(Venue.Krx, Day);
    }

    [Fact]
    public async Task K6_a_writer_that_was_paused_does_not_hide_what_came_meanwhile()
    {
        // The first writer fetched at 15:31 and hangs in its put; a second one writes the settled day in the evening.
        var world = new LoggerWorld(Day, "15:31:30", 5);
        var evening = new LoggerWorld(Day, "18:30", 5);
        await evening.RunAsync(() => evening.Logger().CatchUpAsync());
        world.Store.BeforePut = _ =>
        {
            foreach (var key in evening.Store.Keys.ToList())
                world.Store.Overwrite(key, evening.Store[key]);
        };
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        world.Store.BeforePut = null;
        Assert.True(world.Store.Keys.Count() >= 4);
        world.AssertStored(Venue.Krx, Day);
    }

    [Theory]
    [InlineData(-600)] // the server's clock is ten minutes behind: the host's is ahead
    [InlineData(-90)]
    [InlineData(-1)]
    [InlineData(600)]
    public async Task K7_E3_E2_C20_clocks_that_differ_give_the_same_bars_and_no_future_minute_is_asked_for(int seconds)
    {
        var skew = TimeSpan.FromSeconds(seconds);
        var world = new LoggerWorld(Day, "11:00:30", 5, options => options with { ClockSkew = skew });
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.True(world.Held(Day).BarCount > 400);
        var asked = world.Kis.Calls.Where(call => call.Cursor.Length > 0).ToList();
        Assert.NotEmpty(asked);
        Assert.All(asked, call => Assert.True(string.CompareOrdinal(call.Cursor, $"{call.Instant.ToOffset(KoreaTime.Offset):HHmmss}") <= 0, $"{call}"));
        var server = world.Clock.GetUtcNow() + skew;
        foreach (var symbol in world.Symbols)
        {
            var completed = world.Truth.CompletedBars(Venue.Krx, Day, symbol, server);
            foreach (var slice in world.Held(Day).Slices().Where(slice => slice.TryGetValue(symbol, out _)))
                Assert.Contains(completed, row => row.Minute == slice.Minute && row.Volume == slice[symbol].Volume);
        }

        Assert.True((await world.RunAsync(() => world.Logger().CatchUpAsync())).IsComplete);

        // Nothing is lost: a later run has the whole day.
        world.Clock.AdvanceTo(KoreaTime.At(Day, new TimeOnly(18, 30)));
        Assert.True((await world.RunAsync(() => world.Logger().CatchUpAsync())).IsFinal);
        world.AssertStored(Venue.Krx, Day);
    }

    [Fact]
    public async Task K8_P8_P9_at_every_put_coverage_claims_only_what_a_reader_finds()
    {
        var world = new LoggerWorld(Day, "18:30", 12);
        var looks = 0;
        world.Store.AfterPut = _ =>
        {
            looks++;
            var held = world.Held(Day);
            var coverages = world.Store.Keys.Where(key => KlineCoverageKey.TryParse(key, out var _)).Select(key => KlineCoverage.Stored(key, world.Store[key])).ToList();
            if (coverages.Count == 0)
                return;
            foreach (var (symbol, coverage) in KlineCoverage.Merge(coverages).Symbols)
            {
                foreach (var row in world.Truth.FinalBars(Venue.Krx, Day, symbol).Where(row => TimeOnly.FromDateTime(row.Minute) <= coverage.Through))
                    Assert.True(held.TryGetKline(symbol, row.Minute, out var kline) && kline.Volume == row.Volume, $"{symbol} {row.Minute:HH:mm}");
            }
        };
        await world.RunAsync(() => world.Logger(new KlineLoggerOptions { BarsPerObject = 3 * 391 }).CatchUpAsync());
        Assert.True(looks >= 8);
        world.AssertStored(Venue.Krx, Day);
    }

    [Fact]
    public async Task K9_D22_a_store_that_ignores_the_condition_is_found_out_before_two_writers_share_it()
    {
        var exception = await Assert.ThrowsAsync<ObjectStoreException>(() => new Heedless().EnsureConditionalWritesAsync("probe/k9"));
        Assert.Equal(ObjectStoreError.Unsupported, exception.Error);
    }

    [Fact]
    public async Task E4_P12_a_retrieval_is_later_than_any_before_it_whatever_the_clock_says()
    {
        var world = new LoggerWorld(Day, "15:31:30", 4);
        await world.RunAsync(() => world.Logger().CatchUpAsync());

        // Somebody's clock ran ahead: the early bars carry a retrieval of tonight.
        var ahead = Day.ToDateTime(new TimeOnly(23, 59, 59));
        foreach (var key in world.Store.Keys.ToList())
        {
            if (KlineKey.TryParse(key, out var parsed))
                world.Store.Overwrite(new KlineKey("hantoo-stock-kline-1m", parsed.Start, parsed.End, Venue.Krx, ahead).ToString(), world.Store[key]);
        }

        world.Clock.AdvanceTo(KoreaTime.At(Day, new TimeOnly(18, 30)));
        Assert.True((await world.RunAsync(() => world.Logger().CatchUpAsync())).RevisedBars > 0);
        world.AssertStored(Venue.Krx, Day);
        Assert.Equal(ahead.AddSeconds(1), world.Store.Keys.Select(key => KlineKey.TryParse(key, out var bars) ? bars.Retrieval : default).Max());
    }

    [Fact]
    public async Task C23_venues_are_kept_apart_in_requests_keys_and_views()
    {
        var world = new LoggerWorld(Day, "20:30", 6);
        foreach (var venue in Venue.All)
            Assert.True((await world.RunAsync(() => world.Logger(new KlineLoggerOptions { Venue = venue }).CatchUpAsync())).IsComplete);
        foreach (var venue in Venue.All)
            world.AssertStored(venue, Day);
        Assert.Equal(3, world.Store.Puts.Where(key => KlineKey.TryParse(key, out _)).Select(key => KlineKey.Parse(key).Venue).Distinct().Count());
    }

    [Fact]
    public async Task C26_over_a_night_s_maintenance_symbols_fail_typed_and_the_next_run_resumes()
    {
        var night = KoreaTime.At(Day.AddDays(1), new TimeOnly(1, 0));
        var world = new LoggerWorld(Day, "23:59:50", 200, options => options with { Maintenance = [new KisMaintenance(KoreaTime.At(Day.AddDays(1), TimeOnly.MinValue), night)] });
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync(Day));
        Assert.InRange(report.Count(SymbolDayState.Failed), 1, 199);
        Assert.All(report.Symbols.Where(symbol => symbol.State == SymbolDayState.Failed), symbol => Assert.Matches("Unavailable|^not requested: the source answered none of", symbol.Reason));
        Assert.Contains(report.Symbols, symbol => symbol.Reason?.Contains("Unavailable", StringComparison.Ordinal) == true);
        Assert.Equal(200, report.Symbols.Count(symbol => symbol.IsComplete) + report.Count(SymbolDayState.Failed));

        world.Clock.AdvanceTo(night.AddMinutes(1));
        (await world.RunAsync(() => world.Logger().CatchUpAsync(Day))).EnsureComplete();
        world.AssertStored(Venue.Krx, Day);
    }

    [Fact]
    public async Task F11_a_process_that_was_suspended_for_an_hour_goes_on_with_the_hour_it_is()
    {
        var world = new LoggerWorld(Day, "10:00:30", 8);
        var suspended = false;
        var progress = new Observer<CatchUpProgress>(value =>
        {
            if (value.Done == 3 && !suspended)
            {
                suspended = true;
                world.Clock.Advance(TimeSpan.FromHours(1));
            }
        });
        await world.RunAsync(() => world.Logger(new KlineLoggerOptions { Workers = 2 }).CatchUpAsync(progress));
        Assert.True((await world.RunAsync(() => world.Logger().CatchUpAsync())).IsComplete);
        var now = world.Clock.GetUtcNow();
        foreach (var symbol in world.Symbols)
        {
            foreach (var row in world.Truth.CompletedBars(Venue.Krx, Day, symbol, now - TimeSpan.FromSeconds(10)))
                Assert.True(world.Held(Day).TryGetKline(symbol, row.Minute, out _), $"{symbol} {row.Minute:HH:mm}");
        }
    }

    [Fact]
    public void F12_nothing_in_the_library_blocks_a_thread_on_a_task() => Assert.All(
        Repository.Sources("src/Rhetenor.Data"),
        path => Assert.DoesNotMatch(@"\.Wait\(|\.WaitAll\(|\.WaitAny\(|\.WaitOne\(|GetAwaiter\(\)\.GetResult\(\)|(?i:\w*task\w*|\))\.Result\b(?!\()|Thread\.Sleep|SpinWait", Regex.Replace(Repository.Read(path), @"^\s*//.*$", "", RegexOptions.Multiline)));

    private sealed class Lagging(IObjectStore inner, HashSet<string> hidden) : IObjectStore
    {
        public Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default) => inner.OpenReadAsync(key, cancellationToken);

        public Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) =>
            inner.PutIfAbsentAsync(key, body, cancellationToken);

        public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken = default) =>
            inner.ListAsync(prefix, cancellationToken).Where(stored => !hidden.Contains(stored.Key));
    }

    private sealed class Heedless : IObjectStore
    {
        public Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default) => Task.FromResult<Stream?>(null);

        public Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) =>
            Task.FromResult(PutOutcome.Created);

        public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<ObjectInfo>();
    }
}
