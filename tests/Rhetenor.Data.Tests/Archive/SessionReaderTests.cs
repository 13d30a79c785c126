namespace Rhetenor.Data.Tests.Archive;

/// <summary>What a session is read by: the order of listing, and objects that go meanwhile.</summary>
public sealed class SessionReaderTests
{
    private static readonly DateOnly Day = ReportShelf.Monday;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Coverage_is_listed_before_the_bars_it_speaks_of(bool isWholeStore)
    {
        var inner = await StoreAsync(Object("18:30", "005930", 3));
        var store = new StepStore(inner);
        store.After = WriteOnceAsync;
        var archive = new KlineArchive(store);
        var verdict = isWholeStore ? await archive.VerifyAsync() : await archive.VerifyAsync(Day, Day);
        Assert.Equal((0, 2), (verdict.Damages, verdict.Objects));
        await inner.RemoveAsync(Late.Coverage.Key);
        await inner.RemoveAsync(Late.Bars.Key);
        store.After = WriteOnceAsync;
        Assert.Empty((await archive.ReportCoverageAsync(KlineQuery.Day(Day), ReportShelf.At(Day.AddDays(1), "08:00"))).Problems);
        await inner.RemoveAsync(Late.Coverage.Key);
        await inner.RemoveAsync(Late.Bars.Key);
        store.After = WriteOnceAsync;
        Assert.Single(await archive.ReadCoverageAsync(KlineQuery.Day(Day)).ToListAsync());

        // A writer comes between the two listings.
        async Task WriteOnceAsync(StoreStep step, string prefix)
        {
            if (step != StoreStep.List)
                return;
            store.After = null;
            foreach (var (key, body) in (StoredObject[])[Late.Bars, Late.Coverage])
                await inner.PutIfAbsentAsync(key, body);
        }
    }

    [Fact]
    public async Task A_report_lists_again_what_was_compacted_after_it_was_listed()
    {
        var store = new StepStore(await StoreAsync(Object("18:30", "005930", 3), Object("18:31", "000660", 3)));
        store.Before = async (step, _) =>
        {
            if (step != StoreStep.Read)
                return;
            store.Before = null;
            var compactor = new KlineCompactor(store.Inner, new() { CompressionLevel = 3, IncludeOpenSessions = true });
            await compactor.CompactAsync(Day, Day);
            await compactor.RemoveCompactedAsync(Day, Day, store.Inner);
        };
        var report = await new KlineArchive(store).ReportCoverageAsync(KlineQuery.Day(Day), ReportShelf.At(Day.AddDays(1), "08:00"));
        Assert.Null(store.Before);
        Assert.True(report.IsFinal, report.ToText());
        Assert.Equal(6, report.Bars);
    }

    [Fact]
    public async Task Only_bars_are_listed_where_only_bars_are_read()
    {
        var prefixes = new List<string>();
        var store = new StepStore(await StoreAsync(Object("18:30", "005930", 3)))
        {
            Before = (step, key) =>
            {
                if (step == StoreStep.List)
                    prefixes.Add(key);
                return Task.CompletedTask;
            },
        };
        var archive = new KlineArchive(store);
        await archive.LoadAsync(KlineQuery.Day(Day));
        await archive.ReadAsync(KlineQuery.Day(Day)).CountAsync();
        Assert.Equal([$"{ReportShelf.Prefix}/20260126", $"{ReportShelf.Prefix}/20260126"], prefixes);
    }

    [Fact]
    public async Task M43_cancellation_is_seen_at_every_slice()
    {
        var store = await StoreAsync(Object("18:30", "005930", 300));
        using var cancel = new CancellationTokenSource();
        var slices = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in new KlineArchive(store).ReadAsync(KlineQuery.Day(Day), cancellationToken: cancel.Token))
            {
                if (++slices == 7)
                    await cancel.CancelAsync();
            }
        });
        Assert.Equal(7, slices);
    }

    [Fact]
    public async Task M43_cancellation_is_seen_at_every_bar()
    {
        var store = await StoreAsync(Object("18:30", "005930", 300));
        using var cancel = new CancellationTokenSource();
        var bars = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in new KlineArchive(store).ReadKlinesAsync(KlineQuery.Day(Day)).WithCancellation(cancel.Token))
            {
                if (++bars == 7)
                    await cancel.CancelAsync();
            }
        });
        Assert.Equal(7, bars);
    }

    private static (StoredObject Bars, StoredObject Coverage) Late => Object("18:32", "000020", 5);

    // A day of one symbol, covered and final, as a logger writes it.
    private static (StoredObject Bars, StoredObject Coverage) Object(string retrieval, string symbol, int minutes)
    {
        var slices = ReportShelf.Run(Day, symbol, minutes: minutes).Select(bar => new KlineSlice(bar.Kline.Minute, [new SymbolKline(bar.Symbol, bar.Kline)])).ToList();
        var key = new KlineKey(ReportShelf.Prefix, slices[0].Minute, slices[^1].Minute, Venue.Krx, Day.ToDateTime(TimeOnly.Parse(retrieval, null)));
        var claim = KeyValuePair.Create(symbol, new KlineSymbolCoverage(SymbolDayState.Complete, new TimeOnly(15, 30), IsFinal: true));
        var coverage = new KlineCoverage(Day, Venue.Krx, key.Retrieval, [claim]);
        return (new(key.ToString(), KlineCodec.Pack(slices)), new(coverage.ToKey(ReportShelf.Prefix), coverage.ToJson([key.Name])));
    }

    private static async Task<InMemoryObjectStore> StoreAsync(params (StoredObject Bars, StoredObject Coverage)[] objects)
    {
        var store = new InMemoryObjectStore();
        foreach (var (key, body) in objects.SelectMany(pair => (StoredObject[])[pair.Bars, pair.Coverage]))
            await store.PutIfAbsentAsync(key, body);
        return store;
    }

    private sealed record StoredObject(string Key, byte[] Body);
}
