namespace Rhetenor.Data.Tests;

public sealed class DirectoryLayoutTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _root;

    public DirectoryLayoutTests() => _root = Path.Join(_folder.Path, "store");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_root_is_created_by_the_first_write_only()
    {
        var store = new DirectoryObjectStore(Path.Join(_root, "deep", "er"));
        Assert.Null(await store.OpenReadAsync("k"));
        Assert.Empty(await store.KeysAsync(""));
        Assert.Empty(await store.KeysAsync("k/"));
        Assert.False(Directory.Exists(_root));
        Assert.Equal(PutOutcome.Created, await store.PutIfAbsentAsync("k", "x".Bytes()));
        Assert.Equal(["k"], await store.KeysAsync(""));
    }

    [Fact]
    public async Task F9_leftover_unfinished_files_are_ignored_and_the_old_ones_removed_at_the_first_write()
    {
        var clock = new StoreClock();
        var old = Leave("1-1.part", clock.GetUtcNow().AddHours(-25));
        var young = Leave("2-1.part", clock.GetUtcNow().AddHours(-23));
        var store = new DirectoryObjectStore(_root, timeProvider: clock);
        Assert.Empty(await store.KeysAsync(""));
        Assert.Empty(await store.KeysAsync(".tmp/"));
        Assert.Empty(await store.KeysAsync(".t"));
        Assert.True(File.Exists(old));

        await store.PutIfAbsentAsync("k", "x".Bytes());
        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young));

        var later = Leave("3-1.part", clock.GetUtcNow().AddHours(-25));
        await store.PutIfAbsentAsync("l", "x".Bytes());
        Assert.True(File.Exists(later));
        Assert.Equal(["k", "l"], await store.KeysAsync(""));
    }

    [Fact]
    public void F9_a_leftover_with_the_next_name_is_passed_over()
    {
        var left = Leave($"{Environment.ProcessId}-1.part", DateTimeOffset.UnixEpoch.AddYears(40));
        var number = 0;
        var path = AtomicFile.CreateUnfinished(Path.Join(_root, ".tmp"), () => ++number, out var file);
        file.Dispose();
        Assert.EndsWith("-2.part", path, StringComparison.Ordinal);
        Assert.Equal("half", File.ReadAllText(left));
    }

    [Fact]
    public async Task A_folder_cannot_keep_an_object_and_objects_under_it_and_says_so()
    {
        var store = new DirectoryObjectStore(_root);
        await store.PutIfAbsentAsync("a/b", "x".Bytes());
        await store.PutIfAbsentAsync("a", "x".Bytes()).FailsAsync(ObjectStoreError.InvalidKey);
        await store.PutIfAbsentAsync("a/b/c", "x".Bytes()).FailsAsync(ObjectStoreError.InvalidKey);
        Assert.Equal(["a/b"], await store.KeysAsync(""));
    }

    [Fact]
    public async Task A_larger_object_than_allowed_is_typed()
    {
        await new DirectoryObjectStore(_root).PutIfAbsentAsync("k", new byte[4]);
        var store = new DirectoryObjectStore(_root, maxObjectBytes: 3);
        await store.GetAsync("k").FailsAsync(ObjectStoreError.TooLarge);
        await store.PutIfAbsentAsync("l", new byte[4]).FailsAsync(ObjectStoreError.TooLarge);
    }

    [LinuxFact]
    public async Task L14_symbolic_links_below_the_root_are_neither_followed_nor_listed()
    {
        var outside = Directory.CreateDirectory(Path.Join(_folder.Path, "outside")).FullName;
        await File.WriteAllTextAsync(Path.Join(outside, "secret"), "secret");
        var store = new DirectoryObjectStore(_root);
        await store.PutIfAbsentAsync("k", "x".Bytes());
        Directory.CreateSymbolicLink(Path.Join(_root, "link"), outside);
        File.CreateSymbolicLink(Path.Join(_root, "file"), Path.Join(outside, "secret"));

        await store.PutIfAbsentAsync("link/new", "x".Bytes()).FailsAsync(ObjectStoreError.InvalidKey);
        await store.OpenReadAsync("link/secret").FailsAsync(ObjectStoreError.InvalidKey);
        await store.OpenReadAsync("file").FailsAsync(ObjectStoreError.InvalidKey);
        Assert.Equal(["k"], await store.KeysAsync(""));
        Assert.Equal(["secret"], Directory.GetFiles(outside).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Foreign_files_are_listed_as_they_are()
    {
        var store = new DirectoryObjectStore(_root);
        await store.PutIfAbsentAsync("p/a", "x".Bytes());
        await File.WriteAllTextAsync(Path.Join(_root, "p", "README."), "foreign");
        Directory.CreateDirectory(Path.Join(_root, "empty"));
        Assert.Equal(OperatingSystem.IsWindows() ? ["p/README", "p/a"] : ["p/README.", "p/a"], await store.KeysAsync(""));
    }

    [LinuxFact]
    public void A_rename_that_replaces_nothing_serves_file_systems_without_links()
    {
        var (first, second, name) = (Path.Join(_folder.Path, "1"), Path.Join(_folder.Path, "2"), Path.Join(_folder.Path, "name"));
        File.WriteAllText(first, "first");
        File.WriteAllText(second, "second");
        Assert.True(UnixFile.TryRename(first, name));
        Assert.False(UnixFile.TryRename(second, name));
        Assert.Equal("first", File.ReadAllText(name));
        Assert.True(File.Exists(second));
        Assert.Equal(2, Assert.Throws<IOException>(() => UnixFile.TryRename(first, name + "x")).HResult);
    }

    private string Leave(string name, DateTimeOffset written)
    {
        var folder = Directory.CreateDirectory(Path.Join(_root, ".tmp")).FullName;
        var path = Path.Join(folder, name);
        File.WriteAllText(path, "half");
        File.SetLastWriteTimeUtc(path, written.UtcDateTime);
        return path;
    }
}
