using Microsoft.Extensions.Logging;

namespace Rhetenor.Data.Tests.Logger;

/// <summary>What one symbol, one observer or one foreign name does must not reach further than itself.</summary>
public sealed class IsolationTests
{
    private static readonly DateOnly Day = new(2026, 5, 20);

    [Theory]
    [InlineData("20260520090000_20260520090100_J_99991231235959.jsonl.zstd")]
    [InlineData("coverage/20260520_J_99991231235959.json")]
    [InlineData("coverage/20260520_J_99991231235959.json.zstd")]
    [InlineData("coverage/20260520_J_99991231235959_01.json.zstd")]
    [InlineData("20260520090000_20260520090100_J_21010101000000.jsonl.zstd")]
    [InlineData("20260520090000_20260520090100_J_19891231235959.jsonl.zstd")]
    [InlineData("coverage/20260520_J_21010101000000.json.zstd")]
    [InlineData("coverage/20260520_J_19891231235959.json.zstd")]
    public async Task M16_a_foreign_key_of_an_impossible_year_is_named_once_and_never_in_the_way(string name)
    {
        var world = new LoggerWorld(Day, "18:30", 3);
        world.Store.Overwrite($"hantoo-stock-kline-1m/{name}", "foreign"u8.ToArray());
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.True(report.IsFinal, report.ToString());
        Assert.Empty(report.Problems);
        var verdict = await new KlineArchive(world.Store).VerifyAsync();
        Assert.Equal(StoreVerdict.Sound, verdict.Verdict);
        Assert.Single(verdict.Foreign, key => key == $"hantoo-stock-kline-1m/{name}");
        world.Store.Overwrite($"hantoo-stock-kline-1m/{name}", KlineCodec.Pack([], level: 1));
        world.AssertStored(Venue.Krx, Day);
        Assert.Equal(0, (await world.RunAsync(() => world.Logger().CatchUpAsync())).Calls);
        Assert.All(report.Objects, key => Assert.Equal(2026, KlineKey.Parse(key).Retrieval.Year));
    }

    [Theory]
    [InlineData("20260520090000_20260520090100_J_21001231235959.jsonl.zstd")] // the last second that a name of ours can have
    [InlineData("coverage/20260520_J_21001231235959.json.zstd")]
    [InlineData("20260520090000_20260520090100_J_20990101000000.jsonl.zstd")]
    public async Task M16_a_foreign_key_of_a_far_year_is_never_in_the_way(string name)
    {
        var world = new LoggerWorld(Day, "18:30", 3);
        world.Store.Overwrite($"hantoo-stock-kline-1m/{name}", "foreign"u8.ToArray());
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.True(report.IsFinal, report.ToString());
        world.Store.Overwrite($"hantoo-stock-kline-1m/{name}", KlineCodec.Pack([], level: 1));
        world.AssertStored(Venue.Krx, Day);
        Assert.Equal(0, (await world.RunAsync(() => world.Logger().CatchUpAsync())).Calls);
        Assert.All(report.Objects, key => Assert.Equal(2026, KlineKey.Parse(key).Retrieval.Year));
    }

    [Fact]
    public async Task M26_a_catch_up_behind_live_logging_that_waits_is_refused_at_once()
    {
        var world = new LoggerWorld(Day, "10:00:30", 3);
        var logger = world.Logger();
        using var stop = new CancellationTokenSource();
        var refused = await world.RunAsync(async () =>
        {
            var first = logger.CatchUpAsync();
            var live = logger.RunAsync(cancellationToken: stop.Token);
            var refused = await Record.ExceptionAsync(() => logger.CatchUpAsync());
            await first;
            stop.CancelHere();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => live);
            return refused;
        });
        Assert.Contains("logging live", Assert.IsType<InvalidOperationException>(refused).Message, StringComparison.Ordinal);
        Assert.True((await world.RunAsync(() => logger.CatchUpAsync())).IsComplete);
    }

    [Fact]
    public async Task M36_an_unexpected_exception_in_the_work_of_one_symbol_fails_that_symbol_alone()
    {
        var world = new LoggerWorld(Day, "18:30", 4);
        var source = new Defective(world.Client(), world.Symbols[1]);
        var report = await world.RunAsync(() => new HantooKlineLogger(world.Symbols, world.Store, source, timeProvider: world.Clock).CatchUpAsync());
        Assert.Equal([world.Symbols[1]], report.Symbols.Where(symbol => !symbol.IsComplete).Select(symbol => symbol.Symbol));
        Assert.Contains("a defect", report.Symbols[1].Reason, StringComparison.Ordinal);
        Assert.Equal(3, report.Count(SymbolDayState.Complete) + report.Count(SymbolDayState.NoTrades));
    }

    [Theory]
    [InlineData(HantooError.Credentials)]
    [InlineData(HantooError.TokenRejected)]
    [InlineData(HantooError.NotPermitted)]
    public async Task M36_a_refusal_that_holds_for_every_symbol_ends_the_run(HantooError error)
    {
        var world = new LoggerWorld(Day, "18:30", 4);
        var source = new Defective(world.Client(), world.Symbols[1], new HantooException(error, "refused"));
        var exception = await Assert.ThrowsAsync<HantooException>(() => world.RunAsync(
            () => new HantooKlineLogger(world.Symbols, world.Store, source, options: new() { Workers = 1 }, timeProvider: world.Clock).CatchUpAsync()));
        Assert.Equal(error, exception.Error);

        // What was fetched before it is written.
        Assert.True(world.Held(Day).HasBars(world.Symbols[0]));
    }

    [Fact]
    public async Task M36_a_cancellation_in_the_work_of_one_symbol_ends_the_run()
    {
        var world = new LoggerWorld(Day, "18:30", 4);
        using var stop = new CancellationTokenSource();
        var source = new Defective(world.Client(), world.Symbols[1], new OperationCanceledException(stop.Token), stop.Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.RunAsync(
            () => new HantooKlineLogger(world.Symbols, world.Store, source, options: new() { Workers = 1 }, timeProvider: world.Clock).CatchUpAsync(null, stop.Token)));
        Assert.True(world.Held(Day).HasBars(world.Symbols[0]));
        Assert.False(world.Held(Day).HasBars(world.Symbols[2]));
    }

    [Fact]
    public async Task M22_of_a_callers_source_that_ends_at_noon_nothing_is_complete_in_the_evening()
    {
        var world = new LoggerWorld(Day, "18:30", 3);
        var noon = Day.ToDateTime(new TimeOnly(12, 0));
        var report = await world.RunAsync(() => new HantooKlineLogger(world.Symbols, world.Store, new EndsAt(world.Client(), noon), timeProvider: world.Clock).CatchUpAsync());
        Assert.Equal((false, false), (report.IsComplete, report.IsFinal));
        Assert.All(report.Symbols, symbol => Assert.Equal((SymbolDayState.Partial, noon), (symbol.State, symbol.Through)));
        Assert.Equal(noon, world.Held(Day).Slices().Last().Minute);

        // A source that does not end early finishes it.
        Assert.True((await world.RunAsync(() => world.Logger().CatchUpAsync())).IsFinal);
        world.AssertStored(Venue.Krx, Day);
    }

    [Fact]
    public async Task M38_a_progress_handler_that_throws_does_not_end_a_compaction()
    {
        var world = new LoggerWorld(Day, "18:30", 3);
        await world.RunAsync(() => world.Logger().CatchUpAsync(Day.AddDays(-1), Day));
        var done = await new KlineCompactor(world.Store, timeProvider: world.Clock).CompactAsync(Day.AddDays(-1), Day, new Throwing());
        Assert.Equal(2, done.Count);
    }

    [Fact]
    public async Task F6_observers_and_loggers_that_throw_do_not_disturb_a_run()
    {
        var world = new LoggerWorld(Day, "18:30", 4);
        var told = new ThrowingObserver();
        var report = await world.RunAsync(() => Logger().CatchUpAsync(told));
        Assert.True(report.IsFinal, report.ToString());
        world.AssertStored(Venue.Krx, Day);
        Assert.True(told.Times > 4);

        // And live, the next morning.
        var next = Day.AddDays(1);
        world.Clock.AdvanceTo(KoreaTime.At(next, new TimeOnly(9, 30)));
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(20), world.Clock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.RunAsync(async () =>
        {
            await Logger().RunAsync(told, stop.Token);
            return 0;
        }));
        Assert.True(world.Held(next).Slices().Last().Minute >= next.ToDateTime(new TimeOnly(9, 48)));

        HantooKlineLogger Logger() => new(
            world.Symbols, world.Store, new HantooClient(
                new HantooCredentials(world.Kis.Options.AppKey, world.Kis.Options.AppSecret), world.Kis, timeProvider: world.Clock, logger: new ThrowingLogger<HantooClient>()),
            timeProvider: world.Clock, logger: new ThrowingLogger<HantooKlineLogger>());
    }

    [Fact]
    public async Task F10_two_catch_ups_on_one_logger_run_one_after_the_other()
    {
        var world = new LoggerWorld(Day, "18:30", 6);
        var logger = world.Logger();
        var reports = await world.RunAsync(() => Task.WhenAll(logger.CatchUpAsync(), logger.CatchUpAsync()));
        Assert.All(reports, report => Assert.True(report.IsFinal, report.ToString()));
        world.AssertStored(Venue.Krx, Day);

        // The second one finds everything done.
        Assert.Equal(0, reports.Min(report => report.Calls));
        Assert.Equal(reports.Max(report => report.Calls), world.Kis.Calls.Count(call => call.Symbol.Length > 0));
        Assert.Equal(world.Held(Day).BarCount, reports.Sum(report => report.NewBars));
        Assert.All(reports, report => Assert.Equal(0, report.RepeatedBars));
    }

    private sealed class ThrowingObserver : IProgress<CatchUpProgress>, IProgress<CatchUpReport>
    {
        public int Times { get; private set; }

        public void Report(CatchUpProgress value) => Throw();

        public void Report(CatchUpReport value) => Throw();

        private void Throw()
        {
            Times++;
            throw new InvalidOperationException("the observer's own");
        }
    }

    private sealed class ThrowingLogger<T> : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => throw new InvalidOperationException("scope");

        public bool IsEnabled(LogLevel logLevel) => throw new InvalidOperationException("enabled");

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new InvalidOperationException("log");
    }

    private sealed class Defective(IKlineSource source, string symbol, Exception? defect = null, Action? before = null) : IKlineSource
    {
        public DateTimeOffset? ServerNow => source.ServerNow;

        public Task<KlineFetch> FetchAsync(KlineRequest request, CancellationToken cancellationToken = default)
        {
            if (request.Symbol != symbol)
                return source.FetchAsync(request, cancellationToken);
            before?.Invoke();
            throw defect ?? new ArgumentException("a defect");
        }
    }

    private sealed class EndsAt(IKlineSource source, DateTime last) : IKlineSource
    {
        public DateTimeOffset? ServerNow => source.ServerNow;

        public async Task<KlineFetch> FetchAsync(KlineRequest request, CancellationToken cancellationToken = default)
        {
            var fetch = await source.FetchAsync(request, cancellationToken);
            return new([.. fetch.Rows.Where(row => row.Minute <= last)], last) { Answered = fetch.Answered };
        }
    }

    private sealed class Throwing : IProgress<SessionCompaction>
    {
        public void Report(SessionCompaction value) => throw new InvalidOperationException("the observer's own");
    }
}
