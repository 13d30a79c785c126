using System.Runtime.Versioning;
using System.Text;

namespace Rhetenor.Data.Tests.Hantoo;

[UnsupportedOSPlatform("windows")]
public sealed class FileTokenCacheTests : KisTests
{
    private readonly TemporaryFolder _folder = new();

    private string Directory => Path.Join(_folder.Path, "kis");

    private string Single => System.IO.Directory.GetFiles(Directory, "*.json").Single();

    public override void Dispose()
    {
        _folder.Dispose();
        base.Dispose();
    }

    [LinuxFact]
    public async Task B1_L7_the_token_is_kept_for_its_owner_alone_and_used_by_the_next_process()
    {
        await RunAsync();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Directory));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Single));
        Assert.DoesNotContain(Canaries[0], Single + File.ReadAllText(Single), StringComparison.Ordinal);
        Assert.DoesNotContain(Canaries[1], File.ReadAllText(Single), StringComparison.Ordinal);
        await RunAsync();
        Assert.Equal(1, Kis.Issued);
    }

    [LinuxFact]
    public async Task L7_a_token_is_complete_and_flushed_before_it_gets_its_name()
    {
        await RunAsync();
        var (path, old) = (Single, File.ReadAllText(Single));
        var writes = 0;
        var cache = new FileTokenCache(Directory, (file, content) =>
        {
            // The name still has the old token, and the new one is already for its owner alone.
            writes++;
            Assert.Equal(old, File.ReadAllText(path));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(System.IO.Directory.GetFiles(Directory, "*.part").Single()));
            RandomAccess.Write(file, content, 0);
        });
        await cache.WriteAsync(Path.GetFileNameWithoutExtension(path), "new"u8.ToArray());
        Assert.Equal((1, "new"), (writes, File.ReadAllText(path)));

        // Only a power failure shows whether it was flushed.
        Assert.Matches(
            @"(?s)_write\(.*RandomAccess\.FlushToDisk\(file.*File\.Move\(unfinished, path, overwrite: true\).*FolderTree\.Sync\(_directory\)", Repository.Read("src/Rhetenor.Data/Hantoo/Auth/FileTokenCache.cs"));
    }

    [LinuxFact]
    public async Task B10_a_file_that_others_can_read_is_tightened_and_told()
    {
        await RunAsync();
        File.SetUnixFileMode(Single, (UnixFileMode)0b110_100_100);
        await RunAsync();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Single));
        Assert.True(Lines.Has(306));
        Assert.Equal(1, Kis.Issued);
    }

    [LinuxFact]
    public async Task B10_L8_links_and_open_directories_are_refused_and_nothing_is_read_or_written_there()
    {
        await RunAsync();
        var (path, aside) = (Single, Path.Join(_folder.Path, "aside"));
        File.Move(path, aside);
        File.CreateSymbolicLink(path, aside);
        await RefusedAsync("symbolic link");
        File.Delete(path);
        await Link(aside, path);
        await RefusedAsync("hard links");
        File.Delete(path);
        File.SetUnixFileMode(Directory, (UnixFileMode)0b111_111_111);
        await RefusedAsync("written by others");
        File.SetUnixFileMode(Directory, (UnixFileMode)0b111_000_000);
        System.IO.Directory.Move(Directory, Directory + "2");
        System.IO.Directory.CreateSymbolicLink(Directory, Directory + "2");
        await RefusedAsync("is a link");
        Assert.Equal(1, Kis.Requests.Count(request => request.Method == HttpMethod.Post));
    }

    [LinuxFact]
    public async Task B9_a_torn_file_is_replaced()
    {
        await RunAsync();
        File.WriteAllText(Single, File.ReadAllText(Single)[..40]);
        Clock.Advance(TimeSpan.FromMinutes(2));
        await RunAsync();
        await RunAsync();
        Assert.Equal(2, Kis.Issued);
        Assert.True(Lines.Has(305));
    }

    [LinuxFact]
    public async Task B12_a_reader_beside_a_writer_never_sees_half_a_file()
    {
        var cache = new FileTokenCache(Directory);
        var contents = Enumerable.Range(0, 2).Select(i => Encoding.ASCII.GetBytes(new string((char)('a' + i), 4_000 + (i * 4_000)))).ToArray();
        await cache.WriteAsync("kis-x", contents[0]);
        var writers = contents.Select(content => new Thread(() =>
        {
            for (var i = 0; i < 150; i++)
                cache.WriteAsync("kis-x", content).AsTask().Wait();
        })).ToList();
        writers.ForEach(writer => writer.Start());
        while (writers.Any(writer => writer.IsAlive))
        {
            var read = (await cache.ReadAsync("kis-x")).ToArray();
            Assert.Contains(contents, content => content.AsSpan().SequenceEqual(read));
        }

        Assert.Single(System.IO.Directory.GetFiles(Directory));
    }

    [LinuxFact]
    public async Task F7_on_a_full_disk_the_token_works_in_memory_and_the_old_file_stays()
    {
        await RunAsync();
        var old = File.ReadAllText(Single);
        Clock.Advance(TimeSpan.FromDays(1));
        var full = new FileTokenCache(Directory, static (_, _) =>
        {
            using var file = File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write);
            RandomAccess.Write(file, "x"u8, 0);
        });
        await RunAsync(full);
        Assert.Equal((2, old), (Kis.Issued, File.ReadAllText(Single)));
        Assert.True(Lines.Has(304));
        var exception = await Assert.ThrowsAsync<HantooException>(async () => await full.WriteAsync("kis-x", new byte[1]));
        Assert.Equal(HantooError.Unavailable, exception.Error);
        Assert.Contains("the disk or the quota is full", exception.Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task F9_what_killed_processes_left_is_passed_over_and_removed_when_old()
    {
        // In a container every process has the same number, so the next names may all be taken.
        var cache = new FileTokenCache(Directory);
        await cache.WriteAsync("kis-x", new byte[1]);
        var left = Enumerable.Range(1, 3_000).Select(number => Path.Join(Directory, $"kis-x.json.{Environment.ProcessId}-{number}.part")).ToList();
        left.ForEach(path => File.WriteAllText(path, ScriptedKis.Token));
        File.SetLastWriteTimeUtc(left[7], File.GetLastWriteTimeUtc(left[7]).AddHours(-2));
        await cache.WriteAsync("kis-x", new byte[2]);
        Assert.Equal(2, (await cache.ReadAsync("kis-x")).Length);
        Assert.Equal(left.Where(path => path != left[7]).Order(), System.IO.Directory.GetFiles(Directory, "*.part").Order());
    }

    [LinuxFact]
    public async Task F8_where_nothing_can_be_written_the_token_works_in_memory()
    {
        var cache = new FileTokenCache("/sys/rhetenor-test");
        await RunAsync(cache);
        Assert.True(Lines.Has(304));
        var exception = await Assert.ThrowsAsync<HantooException>(async () => await cache.WriteAsync("kis-x", new byte[1]));
        Assert.Equal(HantooError.Unavailable, exception.Error);
        Assert.Contains("may not be used by this process", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("")]
    [InlineData("A")]
    public async Task L14_names_that_leave_the_directory_are_refused(string name) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await new FileTokenCache(Directory).ReadAsync(name));

    private Task<HantooMinutePage> RunAsync(ITokenCache? cache = null) =>
        Clock.RunAsync(() => AskAsync(Client(cache: cache ?? new FileTokenCache(Directory, Lines), clock: new ProcessClock(Clock))));

    private async Task RefusedAsync(string why)
    {
        var exception = await Assert.ThrowsAsync<HantooException>(() => RunAsync());
        Shown.Add(exception.ToString());
        Assert.Equal(HantooError.UnsafeTokenCache, exception.Error);
        Assert.Contains(why, exception.Message, StringComparison.Ordinal);
    }

    private static async Task Link(string from, string to)
    {
        using var process = System.Diagnostics.Process.Start("ln", [from, to]);
        await process.WaitForExitAsync();
    }
}
