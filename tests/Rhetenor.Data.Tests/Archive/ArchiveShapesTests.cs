using Rhetenor.Data.Tests.Klines;
using static Rhetenor.Data.Tests.Klines.ShapeBars;

namespace Rhetenor.Data.Tests.Archive;

public sealed class ArchiveShapesTests
{
    private const string Prefix = "hantoo-stock-kline-1m";
    private static readonly DateOnly Examination = new(2025, 11, 13);

    [Fact]
    public async Task Larger_bars_stream_session_by_session_and_are_those_of_the_whole()
    {
        var archive = new KlineArchive(await StoreAsync(Venue.Nextrade), new KlineArchiveOptions { Venue = Venue.Nextrade });
        var resampling = KlineResampling.Minutes(15) with { Phases = TradingPhase.Trading };
        var streamed = new List<Kline>();
        await foreach (var day in archive.ReadResampledAsync(new(Examination, Plain, [Symbol]), resampling))
        {
            Assert.Equal((Venue.Nextrade, Venue.Nextrade), (day.Venue, day[0].Venue));
            streamed.AddRange(Assert.Single(day));
        }

        var whole = (await archive.LoadAsync(new(Examination, Plain, [Symbol]))).Resample(resampling);
        Assert.Equal(whole[Symbol], streamed);
        Assert.Equal(2 * (4 + 26 + 18) - 4, streamed.Count);
    }

    [Fact]
    public async Task Coverage_is_read_merged_and_as_of_an_instant()
    {
        var store = await StoreAsync(Venue.Krx);
        await PutAsync(store, new(Plain, Venue.Krx, Plain.ToDateTime(new(10, 0)), [KeyValuePair.Create(Symbol, new KlineSymbolCoverage(SymbolDayState.Complete, new(9, 59)))]));
        await PutAsync(store, Covered(Plain, "15:30"));
        await PutAsync(store, Covered(Plain, "19:59", Venue.Unified));
        await PutAsync(store, Covered(Examination, "16:30"));
        var archive = new KlineArchive(store);
        var all = await archive.ReadCoverageAsync(new(Examination, Plain)).ToListAsync();
        Assert.Equal([Examination, Plain], all.Select(coverage => coverage.Date));
        Assert.Equal(new TimeOnly(15, 30), all[1].Symbols[Symbol].Through);
        var morning = Assert.Single(await archive.ReadCoverageAsync(KlineQuery.Day(Plain) with { AsOf = KoreaTime.At(Plain, new(12, 0)) }).ToListAsync());
        Assert.Equal(new TimeOnly(9, 59), morning.Symbols[Symbol].Through);
        var history = await archive.LoadAsync(new(Examination, Plain));
        Assert.Equal(0, history.FillForward(all)[Symbol].FilledCount);
        Assert.Throws<ArgumentOutOfRangeException>(() => archive.ReadCoverageAsync(new(Plain, Examination)));
    }

    [Fact]
    public async Task An_unreadable_coverage_object_hides_no_other()
    {
        var store = new InMemoryObjectStore();
        await PutAsync(store, Covered(Plain, "15:30"));
        var bad = $"{Prefix}/coverage/{Plain:yyyyMMdd}_J_20260126210000.json";
        await store.PutIfAbsentAsync(bad, "{"u8.ToArray());
        var archive = new KlineArchive(store);
        var problems = new List<StoreProblem>();
        Assert.Single(await archive.ReadCoverageAsync(KlineQuery.Day(Plain), problems.Add).ToListAsync());
        Assert.Equal(bad, Assert.Single(problems).Key);
        var exception = await Assert.ThrowsAsync<UnreadableObjectsException>(async () => await archive.ReadCoverageAsync(KlineQuery.Day(Plain)).ToListAsync());
        Assert.Equal(bad, Assert.Single(exception.Problems).Key);
    }

    [Fact]
    public async Task P8_minutes_whose_bars_are_gone_are_not_filled()
    {
        var store = new InMemoryObjectStore();
        var morning = Minutes(Plain, Venue.Krx).Take(10).Select(minute => Bars.Slice(minute, (Symbol, Bars.Bar(minute)))).ToList();
        await Shelf.PutAsync(store, morning, Plain.ToDateTime(new(10, 0)));
        await PutAsync(store, Covered(Plain, "09:09"));
        const string Gone = "20260126091000_20260126153000_J_20260126210000.jsonl.zstd";
        var later = Covered(Plain, "15:30");
        var claim = new KlineCoverage(Plain, Venue.Krx, Plain.ToDateTime(new(21, 0)), later.Symbols);
        await PutAsync(store, claim, Gone);
        var archive = new KlineArchive(store);
        var problems = new List<StoreProblem>();
        var coverage = Assert.Single(await archive.ReadCoverageAsync(KlineQuery.Day(Plain), problems.Add).ToListAsync());
        Assert.Equal(new TimeOnly(9, 9), coverage.Symbols[Symbol].Through);
        Assert.Equal(claim.ToKey(Prefix), Assert.Single(problems).Key);
        Assert.Contains(Gone, problems[0].Message, StringComparison.Ordinal);
        Assert.Equal(0, (await archive.LoadAsync(KlineQuery.Day(Plain))).FillForward([coverage])[Symbol].FilledCount);

        // Asked for again and stored, the bars make the claim good: nothing is lost any more, and nothing is reported.
        var rest = Minutes(Plain, Venue.Krx).Skip(10).Select(minute => Bars.Slice(minute, (Symbol, Bars.Bar(minute)))).ToList();
        var key = await Shelf.PutAsync(store, rest, Plain.ToDateTime(new(22, 0)));
        await PutAsync(store, new KlineCoverage(Plain, Venue.Krx, Plain.ToDateTime(new(22, 0)), later.Symbols), key.Name);
        coverage = Assert.Single(await archive.ReadCoverageAsync(KlineQuery.Day(Plain)).ToListAsync());
        Assert.Equal(new TimeOnly(15, 30), coverage.Symbols[Symbol].Through);
    }

    private static async Task<InMemoryObjectStore> StoreAsync(Venue venue)
    {
        var store = new InMemoryObjectStore();
        foreach (var date in (DateOnly[])[Examination, Plain])
        {
            var slices = Minutes(date, venue).Select(minute => Bars.Slice(minute, (Symbol, Bars.Bar(minute)), ("000660", Bars.Bar(minute)))).ToList();
            var key = $"{Prefix}/{slices[0].Minute:yyyyMMddHHmmss}_{slices[^1].Minute:yyyyMMddHHmmss}_{venue.ToCode()}_{date:yyyyMMdd}203000.jsonl.zstd";
            await store.PutIfAbsentAsync(key, KlineCodec.Pack(slices));
        }

        return store;
    }

    private static Task<PutOutcome> PutAsync(InMemoryObjectStore store, KlineCoverage coverage, params string[] objects) =>
        store.PutIfAbsentAsync(coverage.ToKey(Prefix), coverage.ToJson(objects.Length == 0 ? null : objects));
}
