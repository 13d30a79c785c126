namespace Rhetenor.Data.Tests;

/// <summary>Listing a day of a folder that contains years.</summary>
public sealed class FolderIndexTests : IDisposable
{
    private const int Days = 250, ObjectsADay = 8;
    private static readonly DateTimeOffset LastYear = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();
    private readonly StoreClock _clock = new();
    private readonly DirectoryObjectStore _store;

    public FolderIndexTests()
    {
        _store = new(_folder.Path, timeProvider: _clock);
        Directory.CreateDirectory(Path.Join(_folder.Path, "p"));
        for (var day = 0; day < Days; day++)
        {
            for (var i = 0; i < ObjectsADay; i++)
                File.WriteAllText(Path.Join(_folder.Path, "p", Name(day, i)), "x");
        }

        Stamp(LastYear);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task M42_the_listings_cost_grows_with_the_day_not_with_the_years()
    {
        for (var day = 0; day < Days; day++)
            Assert.Equal(Enumerable.Range(0, ObjectsADay).Select(i => $"p/{Name(day, i)}"), await _store.KeysAsync($"p/{Date(day)}"));

        // The names of all years are read once, not 250 times; what else is looked at are the files of the day.
        Assert.Equal(Days * ObjectsADay, _store.Index.NamesRead);
        Assert.Empty(await _store.KeysAsync("p/1999"));
        Assert.Equal(Days * ObjectsADay, (await _store.KeysAsync("")).Count);
        Assert.Equal((Days * ObjectsADay) + 1, _store.Index.NamesRead);
    }

    [Fact]
    public async Task What_another_process_writes_or_removes_is_seen_at_once()
    {
        Assert.Equal(ObjectsADay, (await _store.KeysAsync($"p/{Date(7)}")).Count);
        File.WriteAllText(Path.Join(_folder.Path, "p", Name(7, 99)), "x");
        Assert.Equal(ObjectsADay + 1, (await _store.KeysAsync($"p/{Date(7)}")).Count);
        Stamp(LastYear.AddDays(1));
        Assert.Equal(ObjectsADay + 1, (await _store.KeysAsync($"p/{Date(7)}")).Count);
        File.Delete(Path.Join(_folder.Path, "p", Name(7, 99)));
        Assert.Equal(ObjectsADay, (await _store.KeysAsync($"p/{Date(7)}")).Count);
    }

    [Fact]
    public async Task A_folder_that_has_just_changed_is_read_again_because_its_time_is_coarse()
    {
        var now = _clock.GetUtcNow();
        Stamp(now.AddSeconds(-2));
        Assert.Equal(ObjectsADay, (await _store.KeysAsync($"p/{Date(7)}")).Count);
        File.WriteAllText(Path.Join(_folder.Path, "p", Name(7, 99)), "x");
        Stamp(now.AddSeconds(-2));
        Assert.Equal(ObjectsADay + 1, (await _store.KeysAsync($"p/{Date(7)}")).Count);
    }

    [Fact]
    public async Task Where_a_folder_keeps_no_time_others_are_seen_half_a_minute_later_and_own_writes_at_once()
    {
        Assert.Equal(ObjectsADay, (await _store.KeysAsync($"p/{Date(7)}")).Count);
        File.WriteAllText(Path.Join(_folder.Path, "p", Name(7, 98)), "x");
        Stamp(LastYear);
        Assert.Equal(ObjectsADay, (await _store.KeysAsync($"p/{Date(7)}")).Count);
        _clock.Advance(FolderIndex.Lifetime);
        Assert.Equal(ObjectsADay + 1, (await _store.KeysAsync($"p/{Date(7)}")).Count);

        await _store.PutIfAbsentAsync($"p/{Name(7, 99)}", "x".Bytes());
        Stamp(LastYear);
        Assert.Equal(ObjectsADay + 2, (await _store.KeysAsync($"p/{Date(7)}")).Count);
        await _store.RemoveAsync($"p/{Name(7, 99)}");
        Stamp(LastYear);
        Assert.Equal(ObjectsADay + 1, (await _store.KeysAsync($"p/{Date(7)}")).Count);
    }

    // A writer that lost against another process lists again to see what that one wrote.
    [Fact]
    public async Task Where_a_folder_keeps_no_time_an_object_that_a_write_finds_is_seen_at_once()
    {
        await _store.KeysAsync($"p/{Date(7)}");
        File.WriteAllText(Path.Join(_folder.Path, "p", Name(7, 98)), "x");
        Stamp(LastYear);
        Assert.Equal(PutOutcome.AlreadyExists, await _store.PutIfAbsentAsync($"p/{Name(7, 98)}", "y".Bytes()));
        Assert.Equal(ObjectsADay + 1, (await _store.KeysAsync($"p/{Date(7)}")).Count);
    }

    [Fact]
    public async Task A_small_folder_is_read_each_time()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Join(_folder.Path, "p")).Order(StringComparer.Ordinal).Skip(FolderIndex.LargeFolder - 1))
            File.Delete(file);
        Stamp(LastYear);
        await _store.KeysAsync($"p/{Date(7)}");
        File.WriteAllText(Path.Join(_folder.Path, "p", Name(7, 99)), "x");
        Stamp(LastYear);
        Assert.Equal(ObjectsADay + 1, (await _store.KeysAsync($"p/{Date(7)}")).Count);
    }

    [Fact]
    public async Task A_file_that_is_gone_though_its_name_is_remembered_is_not_listed()
    {
        await _store.KeysAsync($"p/{Date(7)}");
        File.Delete(Path.Join(_folder.Path, "p", Name(7, 3)));
        Stamp(LastYear);
        Assert.Equal(ObjectsADay - 1, (await _store.KeysAsync($"p/{Date(7)}")).Count);
    }

    private static string Date(int day) => $"{new DateOnly(2020, 1, 1).AddDays(day):yyyyMMdd}";

    private static string Name(int day, int number) => $"{Date(day)}_{number:00}";

    private void Stamp(DateTimeOffset changed) => Directory.SetLastWriteTimeUtc(Path.Join(_folder.Path, "p"), changed.UtcDateTime);
}
