using Rhetenor.Data.Datasets;
using Rhetenor.Data.Tests.Archive;
using Rhetenor.Data.Tests.Klines;
using Rhetenor.Data.Tests.Masters;

namespace Rhetenor.Data.Tests.Datasets;

public sealed class DatasetLoadTests
{
    [Theory]
    [InlineData("2026-06-01", "2026-07-31", "000050", "000110")]
    [InlineData("2026-06-03", "2026-06-03", "000000", "000030")]
    [InlineData("2026-06-30", "2026-07-01", "000020", "000020", "999999")]
    [InlineData("2026-06-08", "2026-06-08")]
    [InlineData("2026-06-06", "2026-06-07", "000030")]
    public async Task A_query_gives_what_the_archive_gives(string from, string to, params string[] symbols)
    {
        var shelf = await DatasetShelf.CreateAsync();
        await shelf.PublishAsync();
        var query = new KlineQuery(DateOnly.Parse(from, null), DateOnly.Parse(to, null), symbols.Length == 0 ? null : symbols);
        var (found, expected) = (await shelf.Dataset().LoadAsync(query), await shelf.Archive.LoadAsync(new(query.From, Min(query.To, new(2026, 7, 6)), query.Symbols)));
        Assert.Equal(DatasetShelf.Bars(expected), DatasetShelf.Bars(found));
        Assert.Equal(expected.MissingSymbols, found.MissingSymbols);
        Assert.Equal(expected.Venue, found.Venue);
        Assert.All(found, series => Assert.All(series, bar => Assert.Equal(DateTimeKind.Unspecified, bar.Minute.Kind)));
    }

    [Fact]
    public async Task One_symbol_costs_footers_and_its_own_row_groups()
    {
        var shelf = await DatasetShelf.CreateAsync(new() { RowsPerGroup = 400, RowsPerFile = 4_000 });
        var files = (await shelf.PublishAsync()).Files;
        var store = new ProbedStore(shelf.Target);
        var history = await shelf.Dataset(store).LoadAsync(new(DatasetShelf.First, new(2026, 6, 30), ["000050"]));
        Assert.Equal(22 * 20, history.BarCount);
        // The manifest, a footer, and adjacent row groups in one request.
        Assert.Equal(3, store.Reads.Count);
        var read = store.Reads.Where(one => one.Key.EndsWith(".parquet", StringComparison.Ordinal)).Sum(one => one.Length);
        Assert.InRange(read, 1, files.Where(file => file.From.Month == 6).Sum(file => file.Size) * 2 / 5);
    }

    [Fact]
    public async Task A_store_without_ranges_reads_whole_files()
    {
        var shelf = await DatasetShelf.CreateAsync();
        await shelf.PublishAsync();
        var history = await shelf.Dataset(new FaultyStore(shelf.Target)).LoadAsync(new(DatasetShelf.First, DatasetShelf.Last, ["000050"]));
        Assert.Equal(await shelf.ArchivedAsync(to: new(2026, 7, 6), symbols: "000050"), DatasetShelf.Bars(history));
    }

    [Fact]
    public async Task Files_of_a_closed_year_give_the_same_bars_in_fewer_requests_and_go_when_a_month_is_revised()
    {
        var shelf = await DatasetShelf.CreateAsync();
        shelf.Clock.AdvanceTo(KoreaTime.At(new(2027, 1, 1), TimeOnly.MinValue));
        var (months, years) = (shelf.Dataset(), shelf.Dataset(options: shelf.Options with { YearFiles = true }));
        await months.PublishAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last);
        var manifest = (await years.PublishAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last)).Manifest!;
        var ofYear = manifest.Files.Where(file => file.Period == KlineDatasetPeriod.Year).ToList();
        Assert.NotEmpty(ofYear);
        Assert.Equal(manifest.Bars, ofYear.Sum(file => file.Bars));
        Assert.All(ofYear, file => Assert.StartsWith("klines/years/exchange=J/year=2026/2026-0", file.Key, StringComparison.Ordinal));
        var store = new ProbedStore(shelf.Target);
        var query = new KlineQuery(DatasetShelf.First, DatasetShelf.Last, ["000050"]);
        Assert.Equal(await shelf.ArchivedAsync(symbols: "000050"), DatasetShelf.Bars(await shelf.Dataset(store).LoadAsync(query)));
        Assert.Equal(3, store.Reads.Count);
        Assert.True((await years.VerifyAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last)).IsEqual);
        Assert.Empty((await years.PublishAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last)).Files);

        await shelf.ReviseAsync(new(2026, 6, 10), shift: 200);
        Assert.DoesNotContain((await months.PublishAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last)).Manifest!.Files, file => file.Period == KlineDatasetPeriod.Year);
        Assert.Equal(await shelf.ArchivedAsync(symbols: "000050"), DatasetShelf.Bars(await shelf.Dataset().LoadAsync(query)));
        Assert.Contains((await years.PublishAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last)).Files, file => file.Period == KlineDatasetPeriod.Year);
        Assert.Equal(await shelf.ArchivedAsync(symbols: "000050"), DatasetShelf.Bars(await shelf.Dataset().LoadAsync(query)));
    }

    [Fact]
    public async Task Any_changed_byte_of_a_file_is_noticed()
    {
        var shelf = await DatasetShelf.CreateAsync();
        var file = (await shelf.PublishAsync()).Files[0];
        var body = (await shelf.Target.GetAsync(file.Key))!;
        var random = new Random(11);
        foreach (var at in Enumerable.Range(0, 40).Select(_ => random.Next(4, body.Length)).Append(body.Length - 1))
        {
            var damaged = body.ToArray();
            damaged[at] ^= (byte)(1 << random.Next(8));
            await shelf.Target.RemoveAsync(file.Key);
            await shelf.Target.PutIfAbsentAsync(file.Key, damaged);
            await shelf.Dataset().LoadAsync(new(DatasetShelf.First, DatasetShelf.Last)).FailsAsync(ObjectStoreError.Corrupt);
            var report = await shelf.Dataset().VerifyAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last);
            Assert.Contains(report.Problems, problem => problem.Key == file.Key);
        }

        await shelf.Target.RemoveAsync(file.Key);
        await shelf.Dataset().LoadAsync(new(DatasetShelf.First, DatasetShelf.Last)).FailsAsync(ObjectStoreError.Corrupt, "does not exist");
    }

    [Fact]
    public async Task Any_changed_bit_of_a_manifest_is_noticed_or_means_nothing()
    {
        var shelf = await DatasetShelf.CreateAsync();
        await shelf.PublishAsync();
        var key = (await shelf.Target.KeysAsync("klines/manifests/"))[^1];
        var (body, query) = ((await shelf.Target.GetAsync(key))!, new KlineQuery(DatasetShelf.First, DatasetShelf.Last));
        var (expected, refused) = (DatasetShelf.Bars(await shelf.Dataset().LoadAsync(query)), 0);
        var hash = body.AsSpan().LastIndexOf(",\"sha256\":\""u8);
        for (var at = 0; at < body.Length; at++)
        {
            var damaged = body.ToArray();
            damaged[at] ^= (byte)(1 << (at % 8));
            await shelf.Target.RemoveAsync(key);
            await shelf.Target.PutIfAbsentAsync(key, damaged);

            // Without the name of the hash, it is a manifest of an earlier version.
            if (at >= hash && at < hash + 11)
            {
                if (await Record.ExceptionAsync(() => shelf.Dataset().ReadManifestAsync()) is null)
                    Assert.Equal(expected, DatasetShelf.Bars(await shelf.Dataset().LoadAsync(query)));
                continue;
            }

            await shelf.Dataset().ReadManifestAsync().FailsAsync(ObjectStoreError.Corrupt);
            refused++;
        }

        Assert.Equal(body.Length - 11, refused);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ranges_that_are_damaged_on_the_way_are_read_again_and_not_kept(bool isCached)
    {
        using var folder = new TemporaryFolder();
        var shelf = await DatasetShelf.CreateAsync();
        await shelf.PublishAsync();
        // The first answer to each question has a wrong byte.
        var asked = new System.Collections.Concurrent.ConcurrentDictionary<(string, long), bool>();
        var remote = new ProbedStore(shelf.Target) { OnRange = (key, offset, bytes) => asked.TryAdd((key, offset), true) ? Damaged(bytes) : bytes };
        IObjectStore store = isCached ? new CachedObjectStore(remote, folder.Path, remoteName: "remote") : remote;
        var query = new KlineQuery(DatasetShelf.First, DatasetShelf.Last, ["000050"]);
        var expected = await shelf.ArchivedAsync(to: new(2026, 7, 6), symbols: "000050");
        Assert.Equal(expected, DatasetShelf.Bars(await shelf.Dataset(store).LoadAsync(query)));
        Assert.NotEmpty(asked);
        if (!isCached)
            return;
        var requests = remote.Reads.Count;
        Assert.Equal(expected, DatasetShelf.Bars(await shelf.Dataset(store).LoadAsync(query)));

        // Only the manifest is read from the remote store each time.
        Assert.Contains("/manifests/", Assert.Single(remote.Reads.Skip(requests)).Key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ranges_that_a_cache_keeps_and_that_are_wrong_are_fetched_again()
    {
        using var folder = new TemporaryFolder();
        var shelf = await DatasetShelf.CreateAsync();
        var file = (await shelf.PublishAsync()).Files[0];
        var remote = new ProbedStore(shelf.Target) { OnRange = (_, _, bytes) => Damaged(bytes) };
        var cache = new CachedObjectStore(remote, folder.Path, remoteName: "remote");
        // Without a hash to compare, a range is kept as it came.
        await cache.ReadRangeAsync(file.Key, file.Size - file.FooterSize, file.FooterSize);
        var query = new KlineQuery(DatasetShelf.First, DatasetShelf.Last, [file.FirstSymbol]);
        await shelf.Dataset(cache).LoadAsync(query).FailsAsync(ObjectStoreError.Corrupt, "SHA-256");
        remote.OnRange = null;
        Assert.Equal(await shelf.ArchivedAsync(to: new(2026, 7, 6), symbols: file.FirstSymbol), DatasetShelf.Bars(await shelf.Dataset(cache).LoadAsync(query)));
    }

    [Fact]
    public async Task A_cache_does_not_show_a_manifest_of_the_same_size()
    {
        using var folder = new TemporaryFolder();
        var shelf = await DatasetShelf.CreateAsync();
        await shelf.PublishAsync();
        var cache = new CachedObjectStore(shelf.Target, folder.Path);
        await shelf.Dataset(cache).LoadAsync(new(DatasetShelf.First, DatasetShelf.Last));
        var before = (await shelf.Target.KeysAsync("")).First(key => key.Contains("/manifests/", StringComparison.Ordinal));
        var size = (await shelf.Target.GetAsync(before))!.Length;
        foreach (var key in await shelf.Target.KeysAsync(""))
            await shelf.Target.RemoveAsync(key);

        // The same number of bars, others of which have other prices.
        await shelf.ReviseAsync(new(2026, 6, 10), shift: 200);
        await shelf.PublishAsync();
        Assert.Equal(size, (await shelf.Target.GetAsync(before))!.Length);
        Assert.Equal(await shelf.ArchivedAsync(to: new(2026, 7, 6)), DatasetShelf.Bars(await shelf.Dataset(cache).LoadAsync(new(DatasetShelf.First, DatasetShelf.Last))));
    }

    [Fact]
    public async Task A_cache_does_not_show_the_manifest_of_a_dataset_that_was_removed_and_published_anew()
    {
        using var folder = new TemporaryFolder();
        var shelf = await DatasetShelf.CreateAsync();
        await shelf.PublishAsync();
        var cache = new CachedObjectStore(shelf.Target, folder.Path);
        await shelf.Dataset(cache).LoadAsync(new(DatasetShelf.First, DatasetShelf.Last));
        foreach (var key in await shelf.Target.KeysAsync(""))
            await shelf.Target.RemoveAsync(key);
        await Shelf.PutAsync(shelf.Store, Shelf.Day(new(2026, 6, 10), 12, 90), new(2026, 7, 8, 19, 0, 0));
        await shelf.PublishAsync();
        Assert.Equal(await shelf.ArchivedAsync(to: new(2026, 7, 6)), DatasetShelf.Bars(await shelf.Dataset(cache).LoadAsync(new(DatasetShelf.First, DatasetShelf.Last))));
    }

    [Fact]
    public async Task Verification_finds_a_bar_that_differs_and_one_that_is_missing()
    {
        var shelf = await DatasetShelf.CreateAsync();
        await shelf.PublishAsync();
        await shelf.ReviseAsync(new(2026, 6, 10), shift: 200);
        await shelf.Store.RemoveAsync((await shelf.Store.KeysAsync("hantoo-stock-kline-1m/20260612")).First(key => key.Contains("_J_", StringComparison.Ordinal)));
        var report = await shelf.Dataset().VerifyAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last);
        Assert.False(report.IsEqual);
        Assert.Equal([new(2026, 6, 10), new(2026, 6, 12)], report.Unpublished);
        Assert.Contains(report.Problems, problem => problem.Message.StartsWith("000000 2026-06-10 09:01 differs", StringComparison.Ordinal));
        Assert.Contains(report.Problems, problem => problem.Message.EndsWith("is not in the archive.", StringComparison.Ordinal));
    }

    // A later retrieval tells that prices already account for a split.
    [Fact]
    public async Task Bars_are_adjusted_as_those_of_the_archive()
    {
        var stores = await new FactorStores().PutAsync((FactorStores.Friday, FactorStores.Plain), (FactorStores.Monday, FactorStores.Split), (FactorStores.Tuesday, FactorStores.After));
        var (first, second) = (new DateOnly(2026, 2, 10), new DateOnly(2026, 2, 11));
        await stores.PutBarsAsync(first, FactorStores.Late, 5_400, 5_440);
        await stores.PutBarsAsync(second, second, 54_000, 54_400);
        var factors = await stores.FactorsAsync(FactorStores.Friday, FactorStores.Tuesday);
        var (archive, target) = (new KlineArchive(stores.Bars), new InMemoryObjectStore());
        var dataset = new KlineDataset(target, timeProvider: stores.Clock);
        await dataset.PublishAsync(archive, first, second);
        var (expected, found) = ((await archive.LoadAsync(new(first, second))).Adjust(factors), (await dataset.LoadAsync(new(first, second))).Adjust(factors));
        Assert.Equal([5_400, 5_440, 5_400, 5_440], [.. found[0].Close]);
        Assert.Equal(DatasetShelf.Bars(expected), DatasetShelf.Bars(found));
        Assert.Equal(expected[0].Adjustment!.Doubts, found[0].Adjustment!.Doubts);

        // Manifests of earlier versions do not contain the dates.
        Assert.Contains("\"retrieved\":", await DatasetShelf.RewriteManifestAsync(target, text => System.Text.RegularExpressions.Regex.Replace(text, ",\"retrieved\":\\[[^]]*\\]", "")), StringComparison.Ordinal);
        found = (await dataset.LoadAsync(new(first, second))).Adjust(factors);
        Assert.Contains(found[0].Adjustment!.Doubts, doubt => doubt.Contains("it is unknown when the bars were fetched", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_dates_of_retrieval_are_those_of_the_archive_by_symbol()
    {
        var shelf = await DatasetShelf.CreateAsync();
        foreach (var date in (DateOnly[])[new(2026, 6, 10), new(2026, 7, 2)])
            await Shelf.PutAsync(shelf.Store, Shelf.Day(date, 5, 3, shift: 200), new(2026, 7, 8, 19, 0, 0));
        var sessions = (await shelf.PublishAsync()).Manifest!.Sessions;
        Assert.Equal([new(new DateOnly(2026, 6, 9))], sessions.Single(session => session.Date == new DateOnly(2026, 6, 9)).Retrieved!);
        Assert.Equal(["000000", "000010", "000020", "000030", "000040"], sessions.Single(session => session.Date == new DateOnly(2026, 6, 10)).Retrieved![1].Symbols!);
        var query = new KlineQuery(DatasetShelf.First, new(2026, 7, 6), ["000040", "000050"]);
        var (expected, found) = (await shelf.Archive.LoadAsync(query), await shelf.Dataset().LoadAsync(query));
        foreach (var (symbol, date) in from symbol in query.Symbols! from date in sessions.Select(session => session.Date) select (symbol, date))
            Assert.Equal(expected.Retrievals!.Of(symbol, date), found.Retrievals!.Of(symbol, date));
    }

    [Theory]
    [InlineData("\"first_symbol\":\"000000\"", "\"first_symbol\":\"000001\"", "it has symbols from 000000")]
    [InlineData("\"last_symbol\":\"000110\"", "\"last_symbol\":\"000100\"", "to 000110; the manifest says")]
    [InlineData("\"to\":\"2026-06-30\"", "\"to\":\"2026-06-29\"", "to 2026-06-30; the manifest says 2026-06-01 to 2026-06-29")]
    [InlineData("\"period\":\"month\"", "\"period\":\"day\"", "of the Day of 2026-06-01, and its name does not")]
    [InlineData("\"since\":1", "\"since\":2", "of publication 2")]
    [InlineData("\"shares\":", "\"shares\":1", "shares; the manifest says")]
    [InlineData("\"bars\":", "\"bars\":1", "bars of")]
    public async Task Verification_finds_what_a_manifest_says_wrong(string text, string wrong, string problem)
    {
        var shelf = await DatasetShelf.CreateAsync();
        await shelf.PublishAsync();
        var manifest = await DatasetShelf.RewriteManifestAsync(shelf.Target, text => text);
        Assert.True((await shelf.Dataset().VerifyAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last)).IsEqual);
        // The first and the last one: of a session and of a file.
        foreach (var at in (int[])[manifest.IndexOf(text, StringComparison.Ordinal), manifest.LastIndexOf(text, StringComparison.Ordinal)])
        {
            await DatasetShelf.RewriteManifestAsync(shelf.Target, _ => manifest[..at] + wrong + manifest[(at + text.Length)..]);
            var report = await shelf.Dataset().VerifyAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last);
            Assert.Contains(report.Problems, one => one.Message.Contains(problem, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_bar_that_is_twice_does_not_make_up_for_one_that_is_missing()
    {
        var date = new DateOnly(2026, 6, 1);
        var (nine, ten) = (date.ToDateTime(new(9, 0)), date.ToDateTime(new(10, 0)));
        using var spool = new BarSpool(Venue.Krx);
        spool.Add(date, [Bars.Slice(nine, ("000010", new(nine, 1, 1, 1, 1, 5, 5))), Bars.Slice(ten, ("000010", new(ten, 1, 1, 1, 1, 5, 10)))]);
        var columns = new KlineColumns(2);
        spool.Read("000010", date, date, columns);
        var file = new KlineDatasetFile("a", KlineDatasetPeriod.Month, date, date, "000010", "000010", 2, 10, 1, "", 1, "", 1);
        Assert.Empty(Differences(columns, [file]));
        Assert.Empty(Check(columns, file));

        columns.Copy(columns, 0, 1, 1);
        Assert.Contains("000010 2026-06-01 09:00 is after 2026-06-01 09:00.", Check(columns, file));
        var one = new KlineColumns(1);
        one.Copy(columns, 0, 0, 1);
        Assert.Equal(["000010 is in a and in b."], Differences(one, [file, file with { Key = "b" }]));

        IReadOnlyList<string> Differences(KlineColumns bars, KlineDatasetFile[] files)
        {
            var comparison = new MonthComparison(spool);
            foreach (var file in files)
                comparison.Add(file, "000010", bars);
            comparison.End();
            return comparison.Differences;
        }

        static IEnumerable<string> Check(KlineColumns bars, KlineDatasetFile file)
        {
            var check = new FileCheck(file);
            check.Add("000010", bars);
            return check.End();
        }
    }

    [Fact]
    public async Task Nothing_published_is_empty_and_an_instant_is_refused()
    {
        var dataset = new KlineDataset(new InMemoryObjectStore());
        Assert.Null(await dataset.ReadManifestAsync());
        Assert.Equal(["005930"], (await dataset.LoadAsync(new(DatasetShelf.First, DatasetShelf.Last, ["005930"]))).MissingSymbols);
        await Assert.ThrowsAsync<ArgumentException>(() => dataset.LoadAsync(new(DatasetShelf.First, DatasetShelf.Last) { AsOf = DateTimeOffset.UnixEpoch }));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not JSON")]
    [InlineData("null")]
    [InlineData("""{"number":2,"exchange":"J","published":"2026-07-06T21:00:00+09:00","sessions":[],"files":[],"superseded":[]}""")]
    public async Task An_object_that_is_not_the_manifest_of_its_name_is_typed(string text)
    {
        var store = new InMemoryObjectStore();
        await store.PutIfAbsentAsync("klines/manifests/exchange=J/00000001.json", text.Bytes());
        await store.PutIfAbsentAsync("klines/manifests/exchange=J/notes.json", text.Bytes());
        await new KlineDataset(store).ReadManifestAsync().FailsAsync(ObjectStoreError.Corrupt);
    }

    private static ReadOnlyMemory<byte> Damaged(ReadOnlyMemory<byte> bytes)
    {
        var damaged = bytes.ToArray();
        damaged[damaged.Length / 2] ^= 1;
        return damaged;
    }

    private static DateOnly Min(DateOnly one, DateOnly other) => one < other ? one : other;
}
