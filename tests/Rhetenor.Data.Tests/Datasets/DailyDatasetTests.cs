using Rhetenor.Data.Tests.Daily;

namespace Rhetenor.Data.Tests.Datasets;

/// <summary>Daily bars as a Parquet dataset.</summary>
public sealed class DailyDatasetTests
{
    private static readonly DateOnly From = new(2024, 1, 2), Friday = new(2026, 11, 13), Today = new(2026, 11, 20), Split = new(2026, 3, 4);

    // Small row groups and files, so that a year has several.
    private static readonly KlineDatasetOptions Options = new() { RowsPerGroup = 200, RowsPerFile = 700 };

    [Fact]
    public async Task What_is_published_is_bar_for_bar_what_the_archive_loads()
    {
        var (world, target) = (await FilledAsync(), new InMemoryObjectStore());
        var published = await PublishAsync(world, target);
        Assert.Empty(published.Problems);
        var archived = await world.Archive().LoadDailyAsync(new(From, Today));
        Assert.Equal(archived["005930"].Minutes.ToArray().Select(DateOnly.FromDateTime), published.Sessions);
        Assert.Equal((archived.BarCount, archived.Sum(series => series.Sum(bar => bar.Volume))), (published.Manifest!.Bars, published.Manifest.Sessions.Sum(session => session.Shares)));
        Assert.Equal(View(archived), View(await Dataset(world, target).LoadDailyAsync(new(From, Today))));
        Assert.Contains(archived["005930"].Daily!.SplitRatio, ratio => ratio > 0);
        var report = await VerifyAsync(world, target);
        Assert.True(report.IsEqual, report.ToString());
        Assert.Equal((archived.BarCount, published.Files.Count), (report.Bars, report.Files));
        Assert.All(published.Files, file => Assert.StartsWith($"days/years/exchange=J/year={file.From.Year}/{file.From.Year}-00", file.Key, StringComparison.Ordinal));
        Assert.True(published.Files.GroupBy(file => file.From.Year).All(year => year.Count() > 1));
    }

    [Theory]
    [InlineData("2024-01-01", "2026-12-31", "005930")]
    [InlineData("2025-03-04", "2025-03-04", "000660", "005930", "999999")]
    [InlineData("2024-12-20", "2025-01-10")]
    [InlineData("2010-01-01", "2010-12-31", "005930")]
    public async Task A_query_gives_what_the_archive_gives(string from, string to, params string[] symbols)
    {
        var (world, target) = (await FilledAsync(), new InMemoryObjectStore());
        await PublishAsync(world, target);
        var query = new KlineQuery(DateOnly.Parse(from, null), DateOnly.Parse(to, null), symbols.Length == 0 ? null : symbols);
        var (archived, loaded) = (await world.Archive().LoadDailyAsync(query), await Dataset(world, target).LoadDailyAsync(query));
        Assert.Equal(View(archived), View(loaded));
        Assert.Equal(archived.MissingSymbols, loaded.MissingSymbols);
        await Assert.ThrowsAsync<ArgumentException>(() => Dataset(world, target).LoadDailyAsync(query with { AsOf = DateTimeOffset.UnixEpoch }));
    }

    [Fact]
    public async Task Factors_found_with_the_bars_of_the_dataset_are_those_found_with_the_bars_of_the_archive()
    {
        var (world, target) = (await FilledAsync(), new InMemoryObjectStore());
        await PublishAsync(world, target);
        var actions = await world.RunAsync(() => new CorporateActionDownloader(new InMemoryObjectStore(), world.Client()).DownloadAsync(From, Today));
        var masters = await new MasterDownloader(new InMemoryObjectStore()).LoadHistoryAsync(From, Today);
        var (archived, loaded) = (await world.Archive().LoadDailyAsync(new(From, Today)), await Dataset(world, target).LoadDailyAsync(new(From, Today)));
        var (expected, found) = (AdjustmentFactors.Of(masters, archived, actions), AdjustmentFactors.Of(masters, loaded, actions));
        Assert.Equal(EventAgreement.Agreed, Assert.Single(found.Compared).Agreement);
        Assert.Equal(expected.Compared.Select(one => one.ToString()), found.Compared.Select(one => one.ToString()));
        Assert.Equal(archived.Adjust(expected)["005930"], loaded.Adjust(found)["005930"]);
    }

    [Fact]
    public async Task Publishing_again_writes_nothing_and_reads_names_and_a_manifest()
    {
        var (world, target) = (await FilledAsync(), new InMemoryObjectStore());
        await PublishAsync(world, target);
        var (probe, source) = (new ProbedStore(target), new ProbedStore(world.Store));
        var again = await Dataset(world, probe).PublishDailyAsync(new(source), From, Today);
        Assert.Equal((0, 0, 0), (again.Sessions.Count, again.Files.Count, again.Problems.Count));
        Assert.Empty(probe.Puts);
        Assert.Empty(source.Reads);
        Assert.Single(probe.Reads);
    }

    [Fact]
    public async Task Later_sessions_replace_the_files_of_their_year_only_and_those_are_removed_after_the_time_that_is_set()
    {
        var (world, target) = (await FilledAsync(Friday), new InMemoryObjectStore());
        var before = (await PublishAsync(world, target)).Manifest!;
        var later = await LaterAsync(world);
        Assert.Equal(5, (await VerifyAsync(later, target)).Unpublished.Count(date => date >= Friday));
        var after = await PublishAsync(later, target);
        Assert.All(after.Files, file => Assert.Equal(2026, file.From.Year));
        Assert.Equal(before.Files.Where(file => file.From.Year < 2026), after.Manifest!.Files.Where(file => file.From.Year < 2026));
        Assert.Equal(before.Files.Where(file => file.From.Year == 2026).Select(file => file.Key), after.Manifest.Superseded);
        Assert.True((await VerifyAsync(later, target)).IsEqual);
        Assert.Empty((await Dataset(later, target).FindSupersededAsync()).Files);
        later.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal(after.Manifest.Superseded.Order(), (await Dataset(later, target).RemoveSupersededAsync(target)).Files.Select(file => file.Key).Order());
        Assert.True((await VerifyAsync(later, target)).IsEqual);
    }

    [Fact]
    public async Task Compaction_changes_names_and_no_file()
    {
        var (world, target) = (await FilledAsync(), new InMemoryObjectStore());
        var before = (await PublishAsync(world, target)).Manifest!;
        await new KlineCompactor(world.Store, timeProvider: world.Clock).CompactDailyAsync(2024, 2026);
        var after = await PublishAsync(world, target);
        Assert.Empty(after.Files);
        Assert.Equal(before.Files, after.Manifest!.Files);
        Assert.True((await VerifyAsync(world, target)).IsEqual);
    }

    [Fact]
    public async Task A_year_that_cannot_be_read_whole_or_has_lost_bars_stays_as_it_is_published_and_the_others_are_published()
    {
        var (world, target) = (await FilledAsync(Friday), new InMemoryObjectStore());
        var before = (await PublishAsync(world, target)).Manifest!;
        var later = await LaterAsync(world);
        var lost = later.Store.Keys.First(key => key.Contains("-1d/2025", StringComparison.Ordinal));
        var body = later.Store[lost];
        later.Store.Remove(lost);
        var damaged = new DailyKey("hantoo-stock-kline-1d", new(2024, 3, 4), new(2024, 3, 4), Venue.Krx, new(2026, 11, 20, 21, 0, 0)).ToString();
        await later.Store.PutIfAbsentAsync(damaged, "no bars"u8.ToArray());
        var after = await PublishAsync(later, target);
        Assert.Equal(["days/2025"], after.Problems.Where(problem => problem.Message.StartsWith("the archive lacks ", StringComparison.Ordinal) && problem.Message.Contains(" 2025 ", StringComparison.Ordinal)).Select(problem => problem.Key));
        Assert.Contains(after.Problems, problem => problem.Key == damaged);
        Assert.Equal(before.Sessions.Where(session => session.Date.Year < 2026), after.Manifest!.Sessions.Where(session => session.Date.Year < 2026));
        Assert.Contains(new(2026, 11, 20), after.Sessions);
        Assert.Equal(before.Files.Where(file => file.From.Year < 2026), after.Manifest.Files.Where(file => file.From.Year < 2026));

        // With a receiver of problems, what is left is published, and read again until it is whole.
        var problems = new List<StoreProblem>();
        Assert.NotEmpty((await Dataset(later, target).PublishDailyAsync(later.Archive(), From, Today, problems.Add)).Sessions);
        Assert.Contains(problems, problem => problem.Key == damaged);
        Assert.Empty((await Dataset(later, target).PublishDailyAsync(later.Archive(), From, Today, problems.Add)).Sessions);
        later.Store.Overwrite(lost, body);
        await PublishAsync(later, target);
        Assert.Equal(View(await later.Archive().LoadDailyAsync(new(new(2025, 1, 1), Today))), View(await Dataset(later, target).LoadDailyAsync(new(new(2025, 1, 1), Today))));
    }

    [Fact]
    public async Task A_year_of_which_nothing_is_left_is_a_problem_and_stays_published()
    {
        var (world, target) = (await FilledAsync(), new InMemoryObjectStore());
        var before = (await PublishAsync(world, target)).Manifest!;
        foreach (var key in world.Store.Keys.Where(key => key.Contains("-1d/2024", StringComparison.Ordinal)).ToList())
            world.Store.Remove(key);
        var after = await PublishAsync(world, target);
        Assert.Equal("the archive has no objects of 2024 any more, which is published and stays so.", Assert.Single(after.Problems).Message);
        Assert.Equal(before.Number, after.Manifest!.Number);
        Assert.False((await VerifyAsync(world, target)).IsEqual);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_that_is_missing_or_damaged_is_found_and_replaced_by_publishing_again(bool isMissing)
    {
        var (world, target) = (await FilledAsync(), new InMemoryObjectStore());
        var file = (await PublishAsync(world, target)).Files[0];
        var body = (await target.GetAsync(file.Key))!;
        await target.RemoveAsync(file.Key);
        body[^20] ^= 1;
        if (!isMissing)
            await target.PutIfAbsentAsync(file.Key, body);
        Assert.Contains((await VerifyAsync(world, target)).Problems, problem => problem.Key == file.Key);
        await Dataset(world, target).LoadDailyAsync(new(file.From, file.To)).FailsAsync(ObjectStoreError.Corrupt, file.Key);
        Assert.Empty((await PublishAsync(world, target)).Files);
        await Dataset(world, target).RepublishDailyAsync(world.Archive(), From, Today);
        Assert.True((await VerifyAsync(world, target)).IsEqual);
    }

    [Fact]
    public async Task Verification_finds_a_base_price_that_differs()
    {
        var (world, target) = (await FilledAsync(), new InMemoryObjectStore());
        await PublishAsync(world, target);
        var manifest = (await target.KeysAsync("days/manifests/"))[^1];
        var text = System.Text.Encoding.UTF8.GetString((await target.GetAsync(manifest))!);

        // The same bars under the names of the published objects, but for one base price.
        var key = world.Store.Keys.First(key => key.Contains("-1d/2026", StringComparison.Ordinal));
        var versions = new DailyVersions();
        versions.Begin(default);
        DailyCodec.Unpack(world.Store[key], versions);
        var lines = versions.Lines(keepVersions: true).Select((line, i) => line with { Retrieval = default, Bars = [.. line.Bars.Select((bar, j) => (i, j) == (3, 0) ? KeyValuePair.Create(bar.Key, bar.Value with { Base = bar.Value.Base + 10_000 }) : bar)] });
        var changed = DailyCodec.Pack(lines, level: 19);
        world.Store.Overwrite(key, [.. changed, .. Zstd.Skippable(world.Store[key].Length - changed.Length)]);
        var report = await VerifyAsync(world, target);
        Assert.False(report.IsEqual);
        Assert.Equal(text, System.Text.Encoding.UTF8.GetString((await target.GetAsync(manifest))!));
        Assert.EndsWith("differs from the archive's bar.", Assert.Single(report.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_publication_that_dies_after_any_write_shows_nothing_half_and_is_finished_by_the_next()
    {
        var world = await FilledAsync(Friday);
        var later = await LaterAsync(world);
        var (old, whole) = (View(await later.Archive().LoadDailyAsync(new(From, Friday))), View(await later.Archive().LoadDailyAsync(new(From, Today))));
        for (var (writes, died) = (0, true); died; writes++)
        {
            var target = new InMemoryObjectStore();
            var dying = new ProbedStore(target) { DiesAfter = writes };
            died = await Record.ExceptionAsync(() => Dataset(later, dying).PublishDailyAsync(later.Archive(), From, Today)) is IOException;
            var seen = View(await Dataset(later, target).LoadDailyAsync(new(From, Today)));
            Assert.Equal(whole.Where(bar => seen.Exists(other => other[7..11] == bar[7..11])), seen);
            await PublishAsync(later, target);
            Assert.Equal(whole, View(await Dataset(later, target).LoadDailyAsync(new(From, Today))));
            Assert.True((await VerifyAsync(later, target)).IsEqual);
        }

        Assert.True(old.Count < whole.Count);
    }

    [Fact]
    public async Task Two_publishers_at_once_both_succeed_and_the_dataset_is_whole()
    {
        var (world, target) = (await FilledAsync(), new InMemoryObjectStore());
        var slow = new ProbedStore(target);
        var isFirst = true;
        slow.BeforePut = async key =>
        {
            if (!isFirst || !key.Contains("/manifests/", StringComparison.Ordinal))
                return;
            isFirst = false;
            await PublishAsync(world, target);
        };
        var published = await Dataset(world, slow).PublishDailyAsync(world.Archive(), From, Today);
        Assert.Empty(published.Problems);
        Assert.Equal(3, published.Manifest!.Number);
        Assert.True((await VerifyAsync(world, target)).IsEqual);
    }

    [Fact]
    public async Task Bars_of_indexes_have_no_base_prices_and_are_published_under_their_own_prefix()
    {
        var world = new DailyWorld([.. KisSymbols.Mix(2)], new(2026, 1, 2), Today);
        await world.RunAsync(() => new HantooIndexLogger(world.Store, world.Client(), [StockIndex.Kospi], new(2026, 1, 2), timeProvider: world.Clock).CatchUpDailyAsync());
        var archive = new KlineArchive(world.Store, new() { DailyPrefix = "hantoo-index-kline-1d" });
        var dataset = new KlineDataset(new InMemoryObjectStore(), new() { DailyPrefix = "index-days" }, world.Clock);
        Assert.True((await dataset.PublishDailyAsync(archive, From, Today)).IsComplete);
        var loaded = await dataset.LoadDailyAsync(new(From, Today));
        Assert.Equal(View(await world.Archive().LoadIndexDailyAsync(new(From, Today))), View(loaded));
        Assert.All(loaded[0].Daily!.Base, price => Assert.Equal(DailyBar.Unknown, price));
        Assert.True((await dataset.VerifyDailyAsync(archive, From, Today)).IsEqual);
    }

    [Fact]
    public async Task Minutes_and_daily_bars_of_one_dataset_do_not_touch_each_other()
    {
        var shelf = await DatasetShelf.CreateAsync();
        await shelf.PublishAsync();
        var (world, minutes) = (await FilledAsync(), await shelf.Target.KeysAsync("klines/"));
        await Dataset(world, shelf.Target).PublishDailyAsync(world.Archive(), From, Today);
        Assert.Equal(minutes, await shelf.Target.KeysAsync("klines/"));
        Assert.True((await shelf.Dataset().VerifyAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last)).IsEqual);
        Assert.Empty((await shelf.Dataset().FindSupersededAsync()).Files);
        Assert.Contains("another one than Prefix", Assert.Throws<ArgumentException>(() => new KlineDataset(shelf.Target, new() { Prefix = "days" })).Message, StringComparison.Ordinal);
    }

    private static KlineDataset Dataset(DailyWorld world, IObjectStore target) => new(target, Options, world.Clock);

    private static Task<KlineDatasetPublication> PublishAsync(DailyWorld world, IObjectStore target) => Dataset(world, target).PublishDailyAsync(world.Archive(), From, Today);

    private static Task<KlineDatasetReport> VerifyAsync(DailyWorld world, IObjectStore target) => Dataset(world, target).VerifyDailyAsync(world.Archive(), From, Today);

    // All that a history has of its bars.
    private static List<string> View(KlineHistory history) =>
    [
        .. from series in history
           from i in Enumerable.Range(0, series.Count)
           select $"{series.Symbol} {series[i]} {series.EndOf(i):yyyyMMddHHmm} {history.Retrievals!.Of(series.Symbol, DateOnly.FromDateTime(series.Minutes[i]))} {series.Daily!.Base[i]} {series.Daily.ExCode[i]} {series.Daily.SplitRatio[i]}",
    ];

    private static async Task<DailyWorld> FilledAsync(DateOnly? today = null)
    {
        var listing = KisSymbols.Mix(4).Select(symbol => symbol with { Kind = KisSymbolKind.Thin }).ToList();
        var world = new DailyWorld(listing, From, today ?? Today, [new("005930", Split, CapitalEventKind.Split, 0.2m)]);
        Assert.True((await world.CatchUpAsync(world.Logger(options: new() { BarsPerWrite = 1_400 }))).IsComplete);
        return world;
    }

    // The same store a week later.
    private static async Task<DailyWorld> LaterAsync(DailyWorld world)
    {
        var later = new DailyWorld(world.Listing, From, Today, truth: world.Truth) { Store = world.Store };
        Assert.True((await later.CatchUpAsync()).IsComplete);
        return later;
    }
}
