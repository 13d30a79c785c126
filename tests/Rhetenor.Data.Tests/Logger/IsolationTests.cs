using Rhetenor.Data.Tests.Archive;

namespace Rhetenor.Data.Tests.Logger;

/// <summary>What one symbol, one observer, one foreign name or one old master does must not reach further than itself.</summary>
public sealed class IsolationTests
{
    private static readonly DateOnly Day = new(2026, 5, 20);

    [Theory]
    [InlineData("20260520090000_20260520090100_J_99991231235959.jsonl.zstd")]
    [InlineData("coverage/20260520_J_99991231235959.json")]
    public async Task M16_a_foreign_key_of_the_year_9999_is_never_in_the_way(string name)
    {
        var world = new LoggerWorld(Day, "18:30", 3);
        world.Store.Overwrite($"hantoo-stock-kline-1m/{name}", "foreign"u8.ToArray());
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.True(report.IsFinal, report.ToString());
        world.Store.Overwrite($"hantoo-stock-kline-1m/{name}", KlineCodec.Pack([], level: 1));
        world.AssertStored(Venue.Krx, Day);
        Assert.Equal(0, (await world.RunAsync(() => world.Logger().CatchUpAsync())).Calls);
    }

    [Theory]
    [InlineData(0, SymbolDayState.Halted)]
    [InlineData(-1, SymbolDayState.NoTrades)]
    [InlineData(1, SymbolDayState.NoTrades)]
    public async Task M21_halts_come_from_the_master_of_the_sessions_own_day_or_are_not_claimed(int days, SymbolDayState state)
    {
        var world = new LoggerWorld(Day, "18:30", 1, options => options with { Truth = new KisTruth(new KisTruthOptions { Listing = [new("000010") { Kind = KisSymbolKind.Idle }] }) });
        var master = ReportShelf.Master(Market.Kospi, Day.AddDays(days), ("000010", [("trading_halted", "Y")]));
        var logger = new HantooKlineLogger(["000010"], world.Store, new HantooKlineSource(world.Client()), masters: [master], timeProvider: world.Clock);
        Assert.Equal(state, Assert.Single((await world.RunAsync(() => logger.CatchUpAsync())).Symbols).State);
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
            await stop.CancelAsync();
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
        var source = new Defective(new HantooKlineSource(world.Client()), world.Symbols[1]);
        var report = await world.RunAsync(() => new HantooKlineLogger(world.Symbols, world.Store, source, timeProvider: world.Clock).CatchUpAsync());
        Assert.Equal([world.Symbols[1]], report.Symbols.Where(symbol => !symbol.IsUpToDate).Select(symbol => symbol.Symbol));
        Assert.Contains("a defect", report.Symbols[1].Reason, StringComparison.Ordinal);
        Assert.Equal(3, report.Count(SymbolDayState.Complete) + report.Count(SymbolDayState.NoTrades));
    }

    [Fact]
    public async Task M38_a_progress_handler_that_throws_does_not_end_a_compaction()
    {
        var world = new LoggerWorld(Day, "18:30", 3);
        await world.RunAsync(() => world.Logger().CatchUpAsync(Day.AddDays(-1), Day));
        var done = await new KlineCompactor(world.Store, timeProvider: world.Clock).CompactAsync(Day.AddDays(-1), Day, new Throwing());
        Assert.Equal(2, done.Count);
    }

    private sealed class Defective(IKlineSource source, string symbol) : IKlineSource
    {
        public DateTimeOffset? ServerNow => source.ServerNow;

        public Task<KlineFetch> FetchAsync(KlineRequest request, CancellationToken cancellationToken = default) =>
            request.Symbol == symbol ? throw new ArgumentException("a defect") : source.FetchAsync(request, cancellationToken);
    }

    private sealed class Throwing : IProgress<SessionCompaction>
    {
        public void Report(SessionCompaction value) => throw new InvalidOperationException("the observer's own");
    }
}
