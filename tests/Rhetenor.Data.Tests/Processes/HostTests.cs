using Rhetenor.Data.Victim;
using Xunit.Abstractions;

namespace Rhetenor.Data.Tests.Processes;

/// <summary>What else a host does to a process: stops, full and read-only disks, suspension.</summary>
public sealed class HostTests(ITestOutputHelper output) : IAsyncLifetime
{
    // Enough to catch a process between two symbols.
    private readonly VictimServer _server = new(symbols: 8, latency: TimeSpan.FromMilliseconds(20));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [LinuxFact]
    public async Task F3_SIGTERM_during_a_catch_up_writes_what_was_fetched_and_ends_in_order()
    {
        var order = _server.NewWorld() with { SymbolsPerObject = 8, Workers = 2 };
        var store = new VictimStore(_server, order);
        using (var victim = VictimProcess.Start(order))
        {
            await victim.SaysAsync("done 0", times: 3);
            Assert.False(Directory.Exists(order.Store));
            victim.Signal(VictimProcess.SigTerm);
            Assert.Equal(Ended.Stopped, await victim.EndedAsync());
            await store.InspectAsync();
            var fetched = victim.Lines.Where(line => line.StartsWith("done 0", StringComparison.Ordinal)).Select(line => line[5..]).ToList();
            Assert.InRange(fetched.Count, 3, 7);
            Assert.Equal(fetched.Order(StringComparer.Ordinal), store.Coverage.Keys);
            Assert.Equal(fetched.Sum(symbol => _server.Truth.FinalBars(Venue.Krx, VictimServer.Day, symbol).Count), store.Bars.BarCount);
        }

        Assert.Equal(0, store.Leftovers);
        await CompleteAsync(order, store);
    }

    [LinuxFact]
    public async Task F3_SIGTERM_while_logging_live_ends_in_order()
    {
        _server.At("10:00:30");
        var order = _server.NewWorld() with { Live = true };
        using var victim = VictimProcess.Start(order);
        await victim.SaysAsync("2026-05-20");
        victim.Signal(VictimProcess.SigTerm);
        Assert.Equal(Ended.Stopped, await victim.EndedAsync());
        var store = new VictimStore(_server, order);
        await store.InspectAsync();
        Assert.All(_server.Symbols, symbol => Assert.Equal(new TimeOnly(9, 59), store.Coverage[symbol].Through));
    }

    [MountFact]
    public async Task F7_a_full_disk_ends_typed_harms_nothing_and_the_next_run_goes_on()
    {
        const string Script =
            """
            disk=$1 copy=$2; shift 2
            "$@"; echo "first $?"
            cp -a "$disk" "$copy/first"
            mount -o remount,size=8m none "$disk"
            "$@"; code=$?
            cp -a "$disk" "$copy/second"
            exit $code
            """;
        var (first, second, lines) = await RunAsync("48k", Script);
        Assert.Contains(lines, line => line.StartsWith("ObjectStoreException OutOfSpace", StringComparison.Ordinal));
        Assert.Contains("first 4", lines);
        Assert.InRange(first.Objects, 1, 7);
        Assert.Equal(0, first.Leftovers);
        Assert.True(second.Objects > first.Objects);
    }

    [MountFact]
    public async Task F8_a_disk_that_turns_read_only_ends_typed_with_the_token_in_memory_and_the_next_run_goes_on()
    {
        const string Script =
            """
            disk=$1 copy=$2; shift 2
            half=$(echo "$*" | sed 's/ [0-9A-Z]*,\([0-9A-Z]*\),[0-9A-Z,]* / \1 /')
            $half; echo "half $?"
            rm "$disk"/tokens/*
            mount -o remount,ro none "$disk"
            "$@"; echo "first $?"
            cp -a "$disk" "$copy/first"
            mount -o remount,rw none "$disk"
            "$@"; code=$?
            cp -a "$disk" "$copy/second"
            exit $code
            """;
        var (first, second, lines) = await RunAsync("8m", Script);
        Assert.Contains("half 0", lines);
        Assert.Contains(lines, line => line.StartsWith("ObjectStoreException AccessDenied", StringComparison.Ordinal));
        Assert.Contains("first 4", lines);
        Assert.Equal((2, 0), (first.Objects, first.Leftovers));
        Assert.True(second.Objects > first.Objects);
    }

    [LinuxFact]
    public async Task F7_a_file_size_limit_ends_typed_and_leaves_no_half_object()
    {
        // RLIMIT_FSIZE answers EFBIG where a full disk answers ENOSPC; the signal that comes with it is ignored.
        var order = _server.NewWorld() with { SymbolsPerObject = 8 };
        using (var victim = VictimProcess.Start("sh", ["-c", "trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; ulimit -f 8; exec \"$@\"", "sh", VictimProcess.Host, VictimProcess.Program, .. order.ToArguments()]))
        {
            Assert.Equal(Ended.Failed, await victim.EndedAsync());
            Assert.Contains(victim.Lines, line => line.StartsWith("ObjectStoreException OutOfSpace", StringComparison.Ordinal));
        }

        var store = new VictimStore(_server, order);
        await store.InspectAsync();
        Assert.Equal((0, 0), (store.Objects, store.Leftovers));
        await CompleteAsync(order, store);
    }

    [LinuxFact]
    public async Task F11_a_process_suspended_for_an_hour_claims_and_stores_nothing_that_is_not_true()
    {
        _server.At("10:00:30");
        var order = _server.NewWorld() with { SymbolsPerObject = 8, Workers = 2 };
        var store = new VictimStore(_server, order);
        using (var victim = VictimProcess.Start(order))
        {
            await victim.SaysAsync("done 0", times: 2);
            await victim.SuspendAsync();
            _server.At("11:00:30");
            victim.Signal(VictimProcess.SigContinue);

            // What it planned before is done, and no more is claimed.
            Assert.Equal(Ended.Complete, await victim.EndedAsync());
            await store.InspectAsync();
            Assert.Contains(store.Coverage.Values, covered => covered.Through == new TimeOnly(9, 59));
        }

        await CompleteAsync(order, store, "11:00:30");
        Assert.Equal(VictimServer.Day.ToDateTime(new TimeOnly(10, 59)), store.Bars.Slices().Last().Minute);
    }

    // The next run brings everything to the truth and overwrites nothing.
    private async Task CompleteAsync(Order order, VictimStore store, string time = "18:30")
    {
        _server.At(time);
        using var victim = VictimProcess.Start(order);
        Assert.True(await victim.EndedAsync() == Ended.Complete, string.Join('\n', victim.Lines));
        await store.InspectAsync();
        AssertTrue(store, KoreaTime.At(VictimServer.Day, TimeOnly.Parse(time, null)));
    }

    private void AssertTrue(VictimStore store, DateTimeOffset now)
    {
        var rows = _server.Symbols.SelectMany(symbol => _server.Truth.CompletedBars(Venue.Krx, VictimServer.Day, symbol, now)
            .Select(row => (symbol, row.Minute, row.Open, row.High, row.Low, row.Close, row.Volume)));
        Assert.Equal(rows.Order(), store.View().Bars.Select(entry =>
            (entry.Symbol, entry.Bar.Minute, entry.Bar.Open, entry.Bar.High, entry.Bar.Low, entry.Bar.Close, entry.Bar.Volume)).Order());
    }

    // Runs processes on a small disk; what the disk held after the first and after the last of them was copied.
    private async Task<(VictimStore First, VictimStore Second, IReadOnlyCollection<string> Lines)> RunAsync(string size, string script)
    {
        var (disk, copy) = (_server.Folder("disk"), _server.Folder("copy"));
        var order = _server.NewWorld(disk);
        using var run = MountFactAttribute.Run(size, script, [disk, copy, VictimProcess.Host, VictimProcess.Program, .. order.ToArguments()]);
        var ended = await run.EndedAsync();
        output.WriteLine(string.Join('\n', run.Lines));
        Assert.Equal(Ended.Complete, ended);
        var first = new VictimStore(_server, _server.NewWorld(Path.Join(copy, "first")));
        await first.InspectAsync();

        // The second look is at what the first one saw and more, and none of it has changed.
        var second = new VictimStore(_server, _server.NewWorld(Path.Join(copy, "first")));
        await second.InspectAsync();
        second.MoveTo(Path.Join(copy, "second"));
        await second.InspectAsync();
        AssertTrue(second, DateTimeOffset.MaxValue);
        return (first, second, run.Lines);
    }
}
