using Microsoft.Extensions.Logging.Abstractions;
using Rhetenor.Data.Tests.Logger;

namespace Rhetenor.Data.Tests.Archive;

/// <summary>One reader decides which coverage is believed, whoever asks.</summary>
public sealed class BelievedCoverageTests
{
    private static readonly DateOnly Day = new(2026, 5, 20);
    private static readonly TradingSession Session = TradingSession.For(Venue.Krx, Day)!;

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public async Task M17_after_a_catch_up_of_gaps_there_is_none(int seconds)
    {
        var world = new LoggerWorld(Day, "18:30", 3);
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        var coverage = world.Store.Puts.Single(IsCoverage);
        Assert.True(KlineCoverageKey.TryParse(coverage, out var name));
        var other = (name with { Retrieval = name.Retrieval.AddSeconds(seconds) }).ToString();
        world.Store.Overwrite(other, world.Store[coverage]);
        world.Store.Remove(coverage);

        // The report and the logger refuse it alike, and name it.
        var archive = new KlineArchive(world.Store);
        var context = new KlineReportContext(timeProvider: world.Clock);
        var gaps = await archive.FindGapsAsync(KlineQuery.Day(Day), context);
        Assert.Equal(world.Symbols.Order(StringComparer.Ordinal), gaps.Select(gap => gap.Symbol));
        Assert.Equal(3, (await world.RunAsync(() => world.Logger().PlanAsync(Day, Day)))[0].Symbols);
        var problems = new List<StoreProblem>();
        Assert.Empty(await archive.ReadCoverageAsync(KlineQuery.Day(Day), problems.Add).ToListAsync());
        Assert.Equal(other, Assert.Single(problems).Key);

        var report = Assert.Single(await world.RunAsync(() => world.Logger().CatchUpAsync(gaps)));
        Assert.Equal((true, other), (report.IsComplete, Assert.Single(report.Problems).Key));
        Assert.Empty(await archive.FindGapsAsync(KlineQuery.Day(Day), context));
        Assert.Equal(0, (await world.RunAsync(() => world.Logger().PlanAsync(Day, Day)))[0].CallsAtMost);
        world.AssertStored(Venue.Krx, Day);
    }

    [Fact]
    public async Task What_a_logger_would_ask_for_is_what_the_report_calls_a_gap()
    {
        var (symbols, stores) = await LoggedAsync();
        var (asking, idle) = (0, 0);
        for (var seed = 1; seed <= 400; seed++)
        {
            var random = new Random(seed);
            var store = await StoreDamage.CopyAsync(stores[seed % stores.Count]);
            var done = new List<string>();
            for (var i = random.Next(4); i > 0; i--)
                done.Add(await StoreDamage.DoAsync(store, Day, symbols, random));
            var clock = VirtualClock.AtKorea(Day, new TimeOnly(random.Next(2) == 0 ? 13 : 18, 30));

            var held = await new WriterStore(store, new(), clock, NullLogger.Instance).ReadAsync(Session, default);
            var asked = CatchUpPlanner.Plan(
                Session, symbols, symbol => CoveredSpan.Of(Session, held.Coverage.GetValueOrDefault(symbol), held.Bars.HasBars(symbol)), KoreaTime.Now(clock), new KlineLoggerOptions().SettleMargin);
            var report = await new KlineArchive(store).ReportCoverageAsync(KlineQuery.Day(Day, symbols), new(timeProvider: clock));

            var expected = asked.Select(request => (request.Symbol, From: request.After?.AddMinutes(1) ?? Session.FirstMinute)).Order().ToList();
            var found = report.Gaps.Select(gap => (gap.Symbol, gap.From)).Order().ToList();
            Assert.True(expected.SequenceEqual(found), $"seed {seed}, {string.Join("; ", done)}: the logger asks for [{string.Join(", ", expected)}], the report has [{string.Join(", ", found)}]");
            Assert.True(held.Problems.SequenceEqual(report.Problems), $"seed {seed}, {string.Join("; ", done)}: the problems differ.");
            (asking, idle) = expected.Count > 0 ? (asking + 1, idle) : (asking, idle + 1);
        }

        Assert.True(asking > 100 && idle > 50, $"{asking} stores lack something, {idle} do not: both are needed.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Final_is_taken_back_where_the_only_object_is_one_the_coverage_does_not_know(bool isKnown)
    {
        var shelf = new ReportShelf();
        var bars = shelf.Put(Day, "18:40", ReportShelf.Run(Day, "005930"));
        var claim = KeyValuePair.Create("005930", new KlineSymbolCoverage(SymbolDayState.Complete, TimeOnly.FromDateTime(Session.LastMinute), IsFinal: true));
        var coverage = new KlineCoverage(Day, Venue.Krx, Day.ToDateTime(new(18, 40)), [claim]);
        shelf.Store.Overwrite(coverage.ToKey(ReportShelf.Prefix), coverage.ToJson(isKnown ? [KlineKey.Parse(bars).Name] : []));
        var report = await shelf.Archive.ReportCoverageAsync(KlineQuery.Day(Day), ReportShelf.At(Day, "20:30"));
        Assert.Equal(isKnown ? 0 : 1, report.Gaps.Count());
    }

    // A morning, an afternoon of some symbols, and the settled day of all; then compacted; then without what compaction made needless.
    private static async Task<(string[] Symbols, IReadOnlyList<InMemoryObjectStore> Stores)> LoggedAsync()
    {
        var world = new LoggerWorld(Day, "11:00:30", 6);
        var stores = new List<InMemoryObjectStore> { new() };
        string[] symbols = [.. world.Symbols];
        await CatchUpAsync(symbols);
        world.Clock.AdvanceTo(KoreaTime.At(Day, new TimeOnly(14, 0)));
        await CatchUpAsync(symbols[2..]);
        world.Clock.AdvanceTo(KoreaTime.At(Day, new TimeOnly(18, 30)));
        stores.Add(await StoreDamage.CopyAsync(stores[0]));
        await CatchUpAsync(symbols);
        foreach (var isRemoved in (bool[])[false, true])
        {
            var store = await StoreDamage.CopyAsync(stores[0]);
            var compactor = new KlineCompactor(store, new() { CompressionLevel = 3 }, world.Clock);
            await compactor.CompactAsync(Day, Day);
            if (isRemoved)
                await compactor.RemoveCompactedAsync(Day, Day, store);
            stores.Add(store);
        }

        return (symbols, stores);

        Task CatchUpAsync(string[] some) => world.RunAsync(() =>
            new HantooKlineLogger(some, stores[0], world.Client(), timeProvider: world.Clock).CatchUpAsync());
    }

    private static bool IsCoverage(string key) => key.Contains("/coverage/", StringComparison.Ordinal);
}
