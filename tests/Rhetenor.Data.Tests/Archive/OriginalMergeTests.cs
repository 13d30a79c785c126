using Rhetenor.Data.Tests.Klines;
using Rhetenor.Data.Tests.Logger;

namespace Rhetenor.Data.Tests.Archive;

/// <summary>The Python original's merge and ours give the same bars of the same objects. Where they cannot is in
/// docs/FORMAT.md, and held by <see cref="OriginalDifferenceTests"/>.</summary>
public sealed class OriginalMergeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [OriginalFact(realData: true)]
    public async Task H6_H7_H8_H18_objects_of_the_original_are_read_alike()
    {
        foreach (var path in Directory.EnumerateFiles(Path.Join(RealData.Folder, "original"), "*.zstd"))
            File.Copy(path, Path.Join(_folder.Path, Path.GetFileName(path)));
        Assert.Equal(3, await AssertSameAsync(new(2024, 1, 25)));
        Assert.Equal(60, await AssertSameAsync(new(2026, 1, 26)));
        Assert.Equal(60, await AssertSameAsync(new(2026, 1, 27)));
    }

    [OriginalTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task P12_fragments_revisions_and_equal_retrievals_of_ours_are_read_alike(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 12; i++)
        {
            // Retrievals meet often, and later ones may be of earlier minutes.
            var start = random.Next(60);
            var slices = Enumerable.Range(start, random.Next(1, 30)).Select(at => Bars.At(9, 0).AddMinutes(at)).Select(minute => Bars.Slice(minute, [.. Some(minute, random)])).ToList();
            var key = new KlineKey("", slices[0].Minute, slices[^1].Minute, i == 11 ? Venue.Nextrade : Venue.Krx, Bars.At(16, 0).AddSeconds(random.Next(4)));
            File.WriteAllBytes(Path.Join(_folder.Path, key.ToString()), KlineCodec.Pack(slices));
        }

        Assert.True(await AssertSameAsync(Bars.Date) > 100);
    }

    [OriginalFact]
    public async Task C21_a_logged_day_is_read_alike()
    {
        var day = new DateOnly(2026, 5, 20);
        var world = new LoggerWorld(day, "10:30:30", 6);
        foreach (var time in (string[])["10:30:30", "15:31:30", "18:30"])
        {
            world.Clock.AdvanceTo(KoreaTime.At(day, TimeOnly.Parse(time, null)));
            await world.RunAsync(() => world.Logger().CatchUpAsync());
        }

        foreach (var key in world.Store.Keys.Where(key => KlineKey.TryParse(key, out _)))
            File.WriteAllBytes(Path.Join(_folder.Path, Path.GetFileName(key)), world.Store[key]);
        Assert.Equal(world.Held(day).BarCount, await AssertSameAsync(day));
    }

    [OriginalFact]
    public async Task With_stamps_of_twelve_digits_a_logged_and_compacted_day_goes_into_its_frames_beside_its_own_objects()
    {
        var day = new DateOnly(2026, 5, 20);
        var world = new LoggerWorld(day, "10:30:30", 6);
        var options = new KlineLoggerOptions { StampFormat = "yyyyMMddHHmm" };
        foreach (var time in (string[])["10:30:30", "18:30"])
        {
            world.Clock.AdvanceTo(KoreaTime.At(day, TimeOnly.Parse(time, null)));
            await world.RunAsync(() => world.Logger(options: options).CatchUpAsync());
        }

        // Compacted, and then without the objects that it was made of.
        var store = new InMemoryObjectStore();
        foreach (var key in world.Store.Keys)
            await store.PutIfAbsentAsync(key, world.Store[key]);
        var compactor = new KlineCompactor(store, new() { StampFormat = "yyyyMMddHHmm", CompressionLevel = 3 }, world.Clock);
        Assert.Equal(CompactionOutcome.Written, (await compactor.CompactAsync(day, day)).Single().Outcome);
        await CopyAsync(store);
        var bars = await AssertSameAsync(day, asFrame: true);
        await compactor.RemoveCompactedAsync(day, day, store);
        await CopyAsync(store);
        Assert.Single(Directory.GetFiles(_folder.Path));
        Assert.Equal(bars, await AssertSameAsync(day, asFrame: true));

        // Its own object, with its own fields, of a minute that the logger does not have.
        var own = $$$"""{"timestamp": "{{{day:yyyyMMdd}}}1601", "fields": ["open","high","low","close","volume","acc_krw_vol"], "data": {"900000": ["1","2","1","2","3","6"]}}""" + "\n";
        File.WriteAllBytes(
            Path.Join(_folder.Path, $"{day:yyyyMMdd}160100_{day:yyyyMMdd}160100_J_{day:yyyyMMdd}190000.jsonl.zstd"), Tool.Run("zstd", ["-qc"], System.Text.Encoding.UTF8.GetBytes(own)));
        Assert.Equal(bars + 1, await AssertSameAsync(day, asFrame: true));
    }

    private async Task CopyAsync(IObjectStore store)
    {
        foreach (var path in Directory.GetFiles(_folder.Path))
            File.Delete(path);
        foreach (var key in (await store.KeysAsync("")).Where(key => KlineKey.TryParse(key, out _)))
            await File.WriteAllBytesAsync(Path.Join(_folder.Path, Path.GetFileName(key)), (await store.GetAsync(key))!);
    }

    // What the original calls acc_krw_vol is acc_value here.
    private async Task<int> AssertSameAsync(DateOnly date, bool asFrame = false)
    {
        var theirs = OriginalReader.Read(_folder.Path, date.ToDateTime(default), date.ToDateTime(new TimeOnly(23, 59, 59)), asFrame: asFrame);
        var ours = await OriginalReader.OursAsync(_folder.Path, date);
        Assert.Equal(theirs.Keys.Order(), ours.Keys.Order());
        foreach (var (bar, values) in theirs)
            Assert.Equal(values.Select(value => (value.Key.Replace("acc_krw_vol", "acc_value", StringComparison.Ordinal), value.Value)).Order(), ours[bar].Select(value => (value.Key, value.Value)).Order());
        return ours.Count;
    }

    private static IEnumerable<(string Symbol, Kline Kline)> Some(DateTime minute, Random random) => Enumerable.Range(0, 12)
        .Where(_ => random.Next(3) > 0)
        .Select(i => ($"{i:D4}{(i % 4 == 3 ? "Z0" : "00")}", Bars.Bar(minute, close: 75_000 + random.Next(99), volume: random.Next(1_000), accVolume: random.Next(100_000))));
}
