namespace Rhetenor.Data.Tests;

public sealed class DirectoryFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _root;

    public DirectoryFaultTests() => _root = Path.Join(_folder.Path, "store");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task F1_no_name_exists_before_the_bytes_are_complete()
    {
        var half = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var store = new DirectoryObjectStore(_root, async (file, body, cancellationToken) =>
        {
            await RandomAccess.WriteAsync(file, body[..2], 0, cancellationToken);
            half.SetResult();
            await go.Task;
            await RandomAccess.WriteAsync(file, body[2..], 2, cancellationToken);
        });
        var write = store.PutIfAbsentAsync("a/k", "body".Bytes());
        await half.Task;
        Assert.Null(await store.OpenReadAsync("a/k"));
        Assert.Empty(await store.KeysAsync(""));
        go.SetResult();
        Assert.Equal(PutOutcome.Created, await write);
        Assert.Equal("body".Bytes(), await store.GetAsync("a/k"));
        Assert.Empty(Unfinished());
    }

    [Fact]
    public async Task K1_writers_in_two_instances_race_for_one_object()
    {
        DirectoryObjectStore[] stores = [new(_root), new(_root)];
        for (var round = 0; round < 20; round++)
        {
            // All have written their bytes before any of them takes the name.
            var written = new CountdownEvent(8);
            var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var writers = Enumerable.Range(0, 8).Select(number => new DirectoryObjectStore(_root, async (file, body, token) =>
            {
                await RandomAccess.WriteAsync(file, body, 0, token);
                if (written.Signal())
                    gate.SetResult();
                await gate.Task;
            }).PutIfAbsentAsync($"r/{round}", $"writer {number}".Bytes())).ToList();
            var outcomes = await Task.WhenAll(writers);
            var winner = Assert.Single(Enumerable.Range(0, 8), number => outcomes[number] == PutOutcome.Created);
            Assert.Equal($"writer {winner}".Bytes(), await stores[round % 2].GetAsync($"r/{round}"));
        }

        Assert.Empty(Unfinished());
    }

    [Fact]
    public void K1_of_threads_that_take_a_name_at_the_same_instant_exactly_one_gets_it()
    {
        const int Rounds = 500;
        Directory.CreateDirectory(_root);
        for (var file = 0; file < 2 * Rounds; file++)
            File.WriteAllBytes(Path.Join(_root, $"{file % 2}-{file / 2}"), []);
        var taken = new int[Rounds];
        var arrived = 0;
        var threads = Enumerable.Range(0, 2).Select(number => new Thread(() =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                var (unfinished, name) = (Path.Join(_root, $"{number}-{round}"), Path.Join(_root, $"name-{round}"));
                Interlocked.Increment(ref arrived);
                while (Volatile.Read(ref arrived) < 2 * (round + 1))
                    Thread.Yield();
                if (AtomicFile.Publish(unfinished, name))
                    Interlocked.Increment(ref taken[round]);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.All(taken, count => Assert.Equal(1, count));
    }

    [LinuxFact]
    public void K1_a_name_is_taken_by_a_link_because_a_move_looks_first_and_then_renames()
    {
        // The race of the test above is too short to be lost every time; that the first name stays is seen every time.
        var (unfinished, name) = (Path.Join(_folder.Path, "unfinished"), Path.Join(_folder.Path, "name"));
        File.WriteAllText(unfinished, "first");
        Assert.True(AtomicFile.Publish(unfinished, name));
        Assert.True(File.Exists(unfinished));
        Assert.False(AtomicFile.Publish(unfinished, name));
        Assert.Equal("first", File.ReadAllText(name));
    }

    [Fact]
    public async Task F4_cancellation_before_the_name_appears_writes_nothing()
    {
        using var source = new CancellationTokenSource();
        var store = new DirectoryObjectStore(_root, async (file, body, cancellationToken) =>
        {
            await RandomAccess.WriteAsync(file, body, 0, CancellationToken.None);
            await source.CancelAsync();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.PutIfAbsentAsync("k", "x".Bytes(), source.Token));
        Assert.Null(await store.OpenReadAsync("k"));
        Assert.Empty(Unfinished());
    }

    [Fact]
    public async Task F7_a_full_disk_is_typed_the_unfinished_file_removed_and_old_objects_intact()
    {
        await new DirectoryObjectStore(_root).PutIfAbsentAsync("old", "kept".Bytes());
        var store = new DirectoryObjectStore(_root, async (file, body, cancellationToken) =>
        {
            await RandomAccess.WriteAsync(file, body[..1], 0, cancellationToken);
            FillDisk();
        });
        var exception = await store.PutIfAbsentAsync("new", "lost".Bytes()).FailsAsync(ObjectStoreError.OutOfSpace);
        Assert.Equal("new", exception.Key);
        Assert.Empty(Unfinished());
        Assert.Equal(["old"], await store.KeysAsync(""));
        Assert.Equal("kept".Bytes(), await store.GetAsync("old"));
    }

    [Fact]
    public async Task M35_after_the_folder_s_fsync_failed_the_retry_syncs_again_before_it_is_called_committed()
    {
        var (fails, synced) = (new Queue<bool>(), new List<string>());
        var store = Syncing(path =>
        {
            if (fails.TryDequeue(out var isFailing) && isFailing)
                throw new IOException("fsync: Input/output error", 5);
            synced.Add(path);
        });
        await store.PutIfAbsentAsync("a/first", "x".Bytes());
        synced.Clear();
        foreach (var isFailing in new[] { true, true, false })
            fails.Enqueue(isFailing);
        Assert.Equal(PutOutcome.Unknown, await store.PutIfAbsentAsync("a/k", "x".Bytes()));
        Assert.Equal(PutOutcome.Unknown, await store.PutIfAbsentAsync("a/k", "x".Bytes()));
        Assert.Empty(synced);
        Assert.Equal(CommitOutcome.Committed, await store.CommitAsync("a/k", "x".Bytes()));
        Assert.Equal([Path.Join(_root, "a")], synced);

        // While it fails, nothing is called committed.
        foreach (var isFailing in Enumerable.Repeat(true, 10))
            fails.Enqueue(isFailing);
        Assert.Equal(PutOutcome.Unknown, await store.PutIfAbsentAsync("a/l", "x".Bytes()));
        Assert.Equal(PutOutcome.Unknown, await store.PutIfAbsentAsync("a/l", "x".Bytes()));
    }

    [Fact]
    public async Task M35_a_folder_whose_name_could_not_be_synced_is_made_again()
    {
        var fails = true;
        var synced = new List<string>();
        var store = Syncing(path =>
        {
            if (fails && path == _root && Directory.Exists(Path.Join(_root, "a")))
                throw new IOException("fsync: Input/output error", 5);
            synced.Add(path);
        });
        await store.PutIfAbsentAsync("a/k", "x".Bytes()).FailsAsync(ObjectStoreError.Unavailable);
        (fails, synced) = (false, []);
        Assert.Equal(PutOutcome.Created, await store.PutIfAbsentAsync("a/k", "x".Bytes()));
        Assert.Equal([_root, Path.Join(_root, "a")], synced);
    }

    // Removing the flush of a folder breaks no other test: only a power failure shows it.
    [Fact]
    public async Task M35_every_new_name_is_flushed_to_disk_after_it_appears_and_before_it_is_created()
    {
        var synced = new List<(string Path, bool Appeared)>();
        var file = Path.Join(_root, "a", "b", "k");
        var store = Syncing(path => synced.Add((path, File.Exists(file))));
        Assert.Equal(PutOutcome.Created, await store.PutIfAbsentAsync("a/b/k", "x".Bytes()));
        Assert.Equal(
            [(_folder.Path, false), (_root, false), (_root, false), (Path.Join(_root, "a"), false), (Path.Join(_root, "a", "b"), true)], synced);
        synced.Clear();
        await store.RemoveAsync("a/b/k");
        Assert.Equal([(Path.Join(_root, "a", "b"), false)], synced);
    }

    [LinuxFact]
    public void M35_the_flush_of_a_folder_is_a_call_of_the_system()
    {
        // It opens the folder, so that one that does not exist cannot be flushed.
        Directory.CreateDirectory(_root);
        FolderTree.Sync(_root);
        Assert.Throws<IOException>(() => FolderTree.Sync(Path.Join(_root, "none")));
    }

    [LinuxFact]
    public async Task F8_a_place_that_takes_no_folders_is_typed()
    {
        // The kernel's own tree refuses new folders to everyone, root included.
        var store = new DirectoryObjectStore("/sys/rhetenor-test");
        await store.PutIfAbsentAsync("k", "x".Bytes()).FailsAsync(ObjectStoreError.AccessDenied);
        Assert.Null(await store.OpenReadAsync("k"));
        Assert.Empty(await store.KeysAsync(""));
    }

    [PermissionsFact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task F8_a_read_only_folder_is_typed_and_still_read()
    {
        var store = new DirectoryObjectStore(_root);
        await store.PutIfAbsentAsync("k", "x".Bytes());
        var folders = (string[])[Path.Join(_root, ".tmp"), _root];
        try
        {
            foreach (var folder in folders)
                File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            await store.PutIfAbsentAsync("l", "x".Bytes()).FailsAsync(ObjectStoreError.AccessDenied);
            Assert.Equal("x".Bytes(), await store.GetAsync("k"));

            File.SetUnixFileMode(Path.Join(_root, "k"), UnixFileMode.None);
            await store.GetAsync("k").FailsAsync(ObjectStoreError.AccessDenied);
            File.SetUnixFileMode(_root, UnixFileMode.UserExecute);
            await store.KeysAsync("").FailsAsync(ObjectStoreError.AccessDenied);
        }
        finally
        {
            File.SetUnixFileMode(_root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task F8_a_root_that_is_a_file_is_typed()
    {
        await File.WriteAllTextAsync(_root, "a file");
        var store = new DirectoryObjectStore(_root);
        await store.PutIfAbsentAsync("k", "x".Bytes()).FailsAsync(ObjectStoreError.NoSuchBucket);
        await store.KeysAsync("").FailsAsync(ObjectStoreError.NoSuchBucket);
        Assert.Equal("a file", await File.ReadAllTextAsync(_root));
    }

    private DirectoryObjectStore Syncing(FolderSync sync) =>
        new(_root, (file, body, cancellationToken) => RandomAccess.WriteAsync(file, body, 0, cancellationToken), sync: sync);

    private static void FillDisk()
    {
        if (!OperatingSystem.IsLinux())
            throw new IOException("full", OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28);
        using var full = File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write);
        RandomAccess.Write(full, "x"u8, 0);
    }

    private string[] Unfinished() => Directory.GetFiles(Path.Join(_root, ".tmp"));
}
