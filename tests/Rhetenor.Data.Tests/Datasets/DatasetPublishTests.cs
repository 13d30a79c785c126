using Rhetenor.Data.Tests.Archive;

namespace Rhetenor.Data.Tests.Datasets;

public sealed class DatasetPublishTests
{
    [Fact]
    public async Task What_is_published_is_bar_for_bar_what_the_archive_reads()
    {
        var shelf = await DatasetShelf.CreateAsync();
        var published = await shelf.PublishAsync();
        Assert.True(published.IsComplete);
        Assert.Equal(DatasetShelf.Dates.Where(date => date < new DateOnly(2026, 7, 7)), published.Sessions);
        var expected = await shelf.ArchivedAsync(to: new(2026, 7, 6));
        Assert.Equal(expected, DatasetShelf.Bars(await shelf.Dataset().LoadAsync(new(DatasetShelf.First, DatasetShelf.Last))));
        Assert.Equal((expected.Count, expected.Sum(bar => bar.Item2.Volume)), (published.Manifest!.Bars, published.Manifest.Sessions.Sum(session => session.Shares)));
        var report = await shelf.Dataset().VerifyAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last);
        Assert.True(report.IsEqual, report.ToString());
        Assert.Equal((expected.Count, published.Files.Count), (report.Bars, report.Files));
    }

    [Fact]
    public async Task A_closed_month_is_files_by_symbol_and_the_running_month_a_file_for_each_session()
    {
        var shelf = await DatasetShelf.CreateAsync();
        var files = (await shelf.PublishAsync()).Files.ToLookup(file => file.Period);
        var june = files[KlineDatasetPeriod.Month].ToList();
        Assert.True(june.Count > 1);
        Assert.All(june, file => Assert.StartsWith("klines/exchange=J/year=2026/month=06/202606-", file.Key, StringComparison.Ordinal));
        Assert.All(june.Zip(june.Skip(1)), pair => Assert.True(string.CompareOrdinal(pair.First.LastSymbol, pair.Second.FirstSymbol) < 0));
        Assert.Equal(DatasetShelf.Dates.Where(date => date.Month == 7 && date.Day < 7), files[KlineDatasetPeriod.Day].Select(file => file.From));
        Assert.All(files[KlineDatasetPeriod.Day], file => Assert.StartsWith($"klines/exchange=J/year=2026/month=07/{file.From:yyyyMMdd}-00-", file.Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Publishing_again_writes_nothing_and_reads_names_and_a_manifest()
    {
        var shelf = await DatasetShelf.CreateAsync();
        await shelf.PublishAsync();
        var (target, source) = (new ProbedStore(shelf.Target), new ProbedStore(shelf.Store));
        var again = await shelf.Dataset(target).PublishAsync(new(source), DatasetShelf.First, DatasetShelf.Last);
        Assert.Empty(again.Sessions);
        Assert.Empty(again.Files);
        Assert.Empty(target.Puts);
        Assert.Empty(source.Reads);
        Assert.Single(target.Reads);
    }

    [Fact]
    public async Task A_revision_replaces_the_month_by_a_new_generation_and_never_in_place()
    {
        var shelf = await DatasetShelf.CreateAsync();
        var before = (await shelf.PublishAsync()).Manifest!;
        var bodies = await BodiesAsync(shelf);
        await shelf.ReviseAsync(new(2026, 6, 10), shift: 200);
        var after = await shelf.PublishAsync();
        Assert.Equal(before.Number + 1, after.Manifest!.Number);
        var replaced = before.Files.Where(file => file.From.Month == 6).Except(after.Manifest.Files).Select(file => file.Key).ToList();
        Assert.NotEmpty(replaced);
        Assert.Equal(replaced, after.Manifest.Superseded);
        Assert.All(after.Files, file => Assert.Equal(after.Manifest.Number, file.Since));
        // The days of July are the same files as before.
        Assert.Equal(before.Files.Where(file => file.From.Month == 7), after.Manifest.Files.Where(file => file.From.Month == 7));
        var now = await BodiesAsync(shelf);
        Assert.All(bodies, body => Assert.Equal(body.Value, now[body.Key]));
        Assert.True((await shelf.Dataset().VerifyAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last)).IsEqual);
    }

    [Fact]
    public async Task A_month_that_is_over_replaces_its_days()
    {
        var shelf = await DatasetShelf.CreateAsync();
        await shelf.PublishAsync();
        shelf.Clock.AdvanceTo(KoreaTime.At(new(2026, 8, 1), TimeOnly.MinValue));
        var days = (await shelf.Dataset().ReadManifestAsync())!.Files.Where(file => file.Period == KlineDatasetPeriod.Day).Select(file => file.Key);
        var august = await shelf.PublishAsync();
        Assert.Equal(days, august.Manifest!.Superseded);
        Assert.DoesNotContain(august.Manifest.Files, file => file.Period == KlineDatasetPeriod.Day);
        Assert.Equal(await shelf.ArchivedAsync(), DatasetShelf.Bars(await shelf.Dataset().LoadAsync(new(DatasetShelf.First, DatasetShelf.Last))));
    }

    [Fact]
    public async Task A_clock_that_is_behind_publishes_a_closed_month_whole_again()
    {
        var shelf = await DatasetShelf.CreateAsync();
        await shelf.PublishAsync();
        await shelf.ReviseAsync(new(2026, 6, 10), shift: 200);
        var behind = new KlineDataset(shelf.Target, shelf.Options, VirtualClock.AtKorea(new(2026, 6, 30), new TimeOnly(21, 0)));
        await behind.PublishAsync(shelf.Archive, DatasetShelf.First, new(2026, 6, 30));
        Assert.Equal(await shelf.ArchivedAsync(to: new(2026, 7, 6)), DatasetShelf.Bars(await shelf.Dataset().LoadAsync(new(DatasetShelf.First, DatasetShelf.Last))));
    }

    [Fact]
    public async Task Compaction_changes_names_and_no_file()
    {
        var shelf = await DatasetShelf.CreateAsync();
        var before = (await shelf.PublishAsync()).Manifest!;
        await new KlineCompactor(shelf.Store).CompactAsync(new(2026, 6, 9), new(2026, 6, 9));
        var after = await shelf.PublishAsync();
        Assert.Equal(before.Files, after.Manifest!.Files);
        Assert.Empty(after.Files);
        Assert.Empty(after.Manifest.Superseded);
        Assert.Empty((await shelf.PublishAsync()).Sessions);
    }

    [Fact]
    public async Task Only_sessions_that_are_settled_are_published_unless_asked()
    {
        var shelf = await DatasetShelf.CreateAsync();
        shelf.Clock.AdvanceTo(KoreaTime.At(new(2026, 7, 9), new TimeOnly(21, 0)));
        var early = new DatasetShelf();
        var clock = VirtualClock.AtKorea(new(2026, 7, 6), new TimeOnly(17, 59));
        var dataset = new KlineDataset(early.Target, shelf.Options, clock);
        Assert.Equal(new(2026, 7, 3), (await dataset.PublishAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last)).Sessions[^1]);
        dataset = new(early.Target, shelf.Options with { IncludeOpenSessions = true }, clock);
        Assert.Equal([new(2026, 7, 6)], (await dataset.PublishAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last)).Sessions);
    }

    [Fact]
    public async Task Venues_are_published_apart()
    {
        var shelf = await DatasetShelf.CreateAsync();
        await shelf.PublishAsync();
        var nextrade = new KlineArchive(shelf.Store, new() { Venue = Venue.Nextrade });
        var dataset = shelf.Dataset(options: shelf.Options with { Venue = Venue.Nextrade });
        await Assert.ThrowsAsync<ArgumentException>(() => dataset.PublishAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last));
        await dataset.PublishAsync(nextrade, DatasetShelf.First, DatasetShelf.Last);
        Assert.True((await dataset.VerifyAsync(nextrade, DatasetShelf.First, DatasetShelf.Last)).IsEqual);
        Assert.True((await shelf.Dataset().VerifyAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last)).IsEqual);
    }

    [Theory]
    [InlineData("2026-06-11")]
    [InlineData("2026-07-02")]
    public async Task A_session_that_cannot_be_read_whole_is_not_published(string day)
    {
        var shelf = await DatasetShelf.CreateAsync();
        var date = DateOnly.Parse(day, null);
        await shelf.Store.PutIfAbsentAsync($"hantoo-stock-kline-1m/{date:yyyyMMdd}090000_{date:yyyyMMdd}090200_J_{date:yyyyMMdd}190000.jsonl.zstd", "not zstd".Bytes());
        var published = await shelf.PublishAsync();
        Assert.False(published.IsComplete);
        Assert.Equal(DatasetShelf.Dates.Where(one => one != date), published.Sessions);
        Assert.Equal([date], (await shelf.Dataset().VerifyAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last)).Unpublished);

        // Publishing again writes nothing and names the session again.
        var again = await shelf.PublishAsync();
        Assert.Equal((0, published.Manifest!.Number), (again.Sessions.Count, again.Manifest!.Number));
        Assert.Equal(published.Problems, again.Problems);
    }

    [Theory]
    [InlineData("2026-06-11")]
    [InlineData("2026-07-02")]
    public async Task Bars_of_another_symbol_do_not_make_up_for_lost_ones(string day)
    {
        var shelf = await DatasetShelf.CreateAsync();
        var date = DateOnly.Parse(day, null);
        var before = (await shelf.PublishAsync()).Manifest!;
        var fragments = await shelf.Store.KeysAsync($"hantoo-stock-kline-1m/{date.ToDigits()}");
        await shelf.Store.RemoveAsync(fragments.First(key => key.Contains("_J_", StringComparison.Ordinal)));
        await Shelf.PutAsync(shelf.Store, Shelf.Day(date, 60, 15), date.ToDateTime(new TimeOnly(18, 0)));
        var grown = shelf.Archive.LoadAsync(new(date, date));
        Assert.True((await grown).Sum(series => series.Count) > before.Sessions.First(session => session.Date == date).Bars);
        var lost = (await shelf.Store.KeysAsync($"hantoo-stock-kline-1m/{date.ToDigits()}")).First(key => key.Contains("_J_", StringComparison.Ordinal) && !key.EndsWith("180000.jsonl.zstd", StringComparison.Ordinal));
        await shelf.Store.RemoveAsync(lost);
        var after = await shelf.PublishAsync();
        Assert.Equal(before, after.Manifest, Same);
        Assert.Contains(" of 0000", Assert.Single(after.Problems).Message, StringComparison.Ordinal);
        Assert.Equal($"klines/{day}", after.Problems[0].Key);
    }

    [Fact]
    public async Task What_the_archive_has_lost_stays_published()
    {
        var shelf = await DatasetShelf.CreateAsync();
        var before = (await shelf.PublishAsync()).Manifest!;
        foreach (var key in await shelf.Store.KeysAsync("hantoo-stock-kline-1m/20260611"))
            await shelf.Store.RemoveAsync(key);
        await shelf.ReviseAsync(new(2026, 6, 10), shift: 200);
        var after = await shelf.PublishAsync();
        Assert.Equal(before, after.Manifest, Same);
        Assert.Contains("no objects of 2026-06-11", Assert.Single(after.Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-06-11")]
    [InlineData("2026-07-02")]
    public async Task A_session_whose_objects_are_all_lost_is_a_problem_although_nothing_of_its_month_changed(string day)
    {
        var shelf = await DatasetShelf.CreateAsync();
        var before = (await shelf.PublishAsync()).Manifest!;
        foreach (var key in await shelf.Store.KeysAsync($"hantoo-stock-kline-1m/{DateOnly.Parse(day, null).ToDigits()}"))
            await shelf.Store.RemoveAsync(key);
        var after = await shelf.PublishAsync();
        Assert.Equal((before.Number, false), (after.Manifest!.Number, after.IsComplete));
        Assert.Equal($"klines/{day}", Assert.Single(after.Problems).Key);
    }

    [Theory]
    [InlineData("2026-06-11")]
    [InlineData("2026-07-02")]
    public async Task Bars_that_the_archive_has_lost_stay_published_unless_the_caller_receives_problems(string day)
    {
        var shelf = await DatasetShelf.CreateAsync();
        var before = (await shelf.PublishAsync()).Manifest!;
        var fragments = await shelf.Store.KeysAsync($"hantoo-stock-kline-1m/{DateOnly.Parse(day, null).ToDigits()}");
        await shelf.Store.RemoveAsync(fragments.First(key => key.Contains("_J_", StringComparison.Ordinal)));
        var after = await shelf.PublishAsync();
        Assert.Equal(before, after.Manifest, Same);
        Assert.StartsWith("the archive has ", Assert.Single(after.Problems).Message, StringComparison.Ordinal);
        Assert.Equal($"klines/{day}", after.Problems[0].Key);

        var problems = new List<StoreProblem>();
        var accepted = await shelf.Dataset().PublishAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last, problems.Add);
        Assert.Equal(after.Problems, problems);
        Assert.True(accepted.IsComplete);
        Assert.True((await shelf.Dataset().VerifyAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last)).IsEqual);
    }

    [Theory]
    [InlineData("2026-06-11")]
    [InlineData("2026-07-02")]
    public async Task A_session_published_without_an_object_is_repaired_when_the_object_can_be_read(string day)
    {
        var shelf = await DatasetShelf.CreateAsync();
        var date = DateOnly.Parse(day, null);
        var key = Shelf.Key(date, new(9, 0), new(9, 2), date.ToDateTime(new(19, 0))).ToString();
        var body = KlineCodec.Pack(Shelf.Day(date, 5, 3, shift: 200));
        await shelf.Store.PutIfAbsentAsync(key, new byte[body.Length]);
        var problems = new List<StoreProblem>();
        Assert.Contains(date, (await PublishAsync()).Sessions);
        Assert.Equal(key, Assert.Single(problems).Key);
        Assert.True((await shelf.Dataset().VerifyAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last, problems.Add)).IsEqual);
        var before = (await shelf.Dataset().ReadManifestAsync())!;
        Assert.Empty((await PublishAsync()).Sessions);
        Assert.Equal(before.Number, (await shelf.Dataset().ReadManifestAsync())!.Number);

        await shelf.Store.RemoveAsync(key);
        await shelf.Store.PutIfAbsentAsync(key, body);
        Assert.Contains(date, (await PublishAsync()).Sessions);
        Assert.True((await shelf.Dataset().VerifyAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last)).IsEqual);
        Assert.Empty((await PublishAsync()).Sessions);

        Task<KlineDatasetPublication> PublishAsync() => shelf.Dataset().PublishAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last, problems.Add);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_file_that_is_missing_or_damaged_is_replaced_by_publishing_again(int damage)
    {
        var shelf = await DatasetShelf.CreateAsync();
        var before = (await shelf.PublishAsync()).Manifest!;
        foreach (var key in (string[])[before.Files[0].Key, before.Files[^1].Key])
        {
            var body = (await shelf.Target.GetAsync(key))!;
            await shelf.Target.RemoveAsync(key);
            if (damage > 0)
                await shelf.Target.PutIfAbsentAsync(key, body.AsMemory(damage));
        }

        Assert.Empty((await shelf.PublishAsync()).Files);
        Assert.False((await shelf.Dataset().VerifyAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last)).IsEqual);
        var again = await shelf.Dataset().RepublishAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last);
        Assert.Equal(before.Sessions.Select(session => session.Date), again.Sessions);
        Assert.Empty(again.Manifest!.Files.Select(file => file.Key).Intersect(before.Files.Select(file => file.Key)));
        Assert.True((await shelf.Dataset().VerifyAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last)).IsEqual);
        Assert.Equal(await shelf.ArchivedAsync(to: new(2026, 7, 6)), DatasetShelf.Bars(await shelf.Dataset().LoadAsync(new(DatasetShelf.First, DatasetShelf.Last))));
        Assert.Empty((await shelf.PublishAsync()).Files);
    }

    [Fact]
    public async Task A_store_that_ignores_conditions_is_refused_before_anything_is_written()
    {
        var shelf = await DatasetShelf.CreateAsync();
        using var wire = new S3Wire { IgnoresCondition = true };
        await shelf.PublishAsync(WireStore.Over(wire)).FailsAsync(ObjectStoreError.Unsupported, "If-None-Match");
        Assert.Equal(["klines/.probe"], wire.Objects.Keys);
    }

    [Fact]
    public async Task A_file_above_the_limit_of_the_store_says_which_option_makes_it_smaller()
    {
        using var folder = new TemporaryFolder();
        var shelf = await DatasetShelf.CreateAsync();
        await shelf.PublishAsync(new DirectoryObjectStore(folder.Path, maxObjectBytes: 2_000)).FailsAsync(ObjectStoreError.TooLarge, "Set RowsPerFile, which is 4000, to less.");
        // The most that is documented for a row.
        Assert.True(new KlineDatasetOptions().RowsPerFile * 14L < Rhetenor.Data.Core.Defaults.MaxObjectBytes);
    }

    [Fact]
    public async Task Two_publishers_at_once_both_succeed_and_the_dataset_is_whole()
    {
        var shelf = await DatasetShelf.CreateAsync();
        var slow = new ProbedStore(shelf.Target);
        var isFirst = true;
        slow.BeforePut = async key =>
        {
            if (!isFirst || !key.Contains("/manifests/", StringComparison.Ordinal))
                return;
            isFirst = false;
            shelf.Clock.AdvanceTo(shelf.Clock.GetUtcNow().AddSeconds(1));
            await shelf.PublishAsync();
        };
        var published = await shelf.PublishAsync(slow);
        Assert.Empty(published.Sessions);
        Assert.Equal(2, published.Manifest!.Number);
        Assert.True((await shelf.Dataset().VerifyAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last)).IsEqual);
    }

    [Fact]
    public async Task A_publication_that_dies_after_any_write_shows_nothing_half_and_is_finished_by_the_next()
    {
        for (var writes = 0; ; writes++)
        {
            var shelf = await DatasetShelf.CreateAsync();
            await shelf.PublishAsync();
            await shelf.ReviseAsync(new(2026, 6, 10), shift: 200);
            await shelf.ReviseAsync(new(2026, 7, 1), shift: 200);
            var (before, revised) = (DatasetShelf.Bars(await shelf.Dataset().LoadAsync(new(DatasetShelf.First, DatasetShelf.Last))), await shelf.ArchivedAsync(to: new(2026, 7, 6)));
            var dying = new ProbedStore(shelf.Target) { DiesAfter = writes };
            var died = await Record.ExceptionAsync(() => shelf.PublishAsync(dying)) is IOException;
            var seen = DatasetShelf.Bars(await shelf.Dataset().LoadAsync(new(DatasetShelf.First, DatasetShelf.Last)));
            foreach (var month in (int[])[6, 7])
            {
                var bars = seen.Where(bar => bar.Item2.Minute.Month == month);
                Assert.True(bars.SequenceEqual(before.Where(bar => bar.Item2.Minute.Month == month)) || bars.SequenceEqual(revised.Where(bar => bar.Item2.Minute.Month == month)));
            }

            await shelf.PublishAsync();
            Assert.Equal(revised, DatasetShelf.Bars(await shelf.Dataset().LoadAsync(new(DatasetShelf.First, DatasetShelf.Last))));
            if (!died)
                break;
        }
    }

    private static bool Same(KlineDatasetManifest? one, KlineDatasetManifest? other) => one!.Number == other!.Number && one.Files.SequenceEqual(other.Files);

    private static async Task<Dictionary<string, byte[]>> BodiesAsync(DatasetShelf shelf)
    {
        var bodies = new Dictionary<string, byte[]>();
        foreach (var key in await shelf.Target.KeysAsync(""))
            bodies[key] = (await shelf.Target.GetAsync(key))!;
        return bodies;
    }
}
