using static Rhetenor.Data.Tests.Ticks.TickWorld;

namespace Rhetenor.Data.Tests.Ticks;

/// <summary>Ticks over real sockets.</summary>
public sealed class TickSocketTests
{
    private static readonly string[] Two = ["005930", "000660"];

    [Fact]
    public async Task The_server_of_ticks_ends_after_both_directions_of_its_connections()
    {
        var clock = new SlowEnd();
        var kis = new SimulatedKis(new SimulatedKisOptions { Truth = new KisTruth(new KisTruthOptions { Seed = 7, Listing = KisSymbols.Mix(1) }) }, clock);
        var ticks = LoopbackTickServer.Start(new SimulatedTicks(kis));
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        await socket.ConnectAsync(ticks.Address, default);
        await clock.Waiting.Task;
        var end = ticks.DisposeAsync().AsTask();
        await clock.Ending.Task;
        for (var i = 0; i < 10_000 && !end.IsCompleted; i++)
            await Task.Yield();
        Assert.False(end.IsCompleted);
        clock.Ended.SetResult();
        await end;
    }

    [Fact]
    public async Task N47_the_library_s_own_transport_reads_from_a_real_socket()
    {
        var clock = new FastClock(At("09:00:00"), 20);
        var truth = new KisTruth(new KisTruthOptions { Seed = 7, Listing = KisSymbols.Mix(3) });
        var kis = new SimulatedKis(new SimulatedKisOptions { Truth = truth }, clock);
        var server = new SimulatedTicks(kis, new SimulatedTicksOptions { FragmentBytes = 100 });
        await using var http = LoopbackServer.Start(kis);
        await using var ticks = LoopbackTickServer.Start(server);
        var client = new HantooClient(
            new HantooCredentials(kis.Options.AppKey, kis.Options.AppSecret), options: new HantooOptions { BaseAddress = http.BaseAddress, AllowLoopbackHttp = true }, timeProvider: clock);

        // A busy machine may take a second for an answer, which is 20 s of this clock.
        var options = new HantooTickOptions { Address = ticks.Address, AllowLoopbackWs = true, Timeout = TimeSpan.FromMinutes(2) };
        var feed = new HantooTickFeed(client, Two, options: options);
        var items = new List<TickFeedItem>();
        await foreach (var item in feed.ReadAsync())
        {
            items.Add(item);
            if (items.Count == 10)
                server.Disconnect();
            if (items.Count(one => one.Kind == TickFeedKind.Subscribed) == 4 && items.Count > 30)
                break;
        }

        Assert.Equal(2, server.Connections);
        Assert.Contains(items, item => item.Kind == TickFeedKind.Disconnected);
        foreach (var symbol in Two)
        {
            var given = items.Where(item => item.Tick?.Symbol == symbol).Select(item => item.Tick!.AccVolume).ToList();
            Assert.Subset(truth.Ticks(Venue.Krx, Day, symbol).Select(tick => tick.AccVolume).ToHashSet(), given.ToHashSet());
        }
    }

    /// <summary>A clock that begins at an instant and is faster than the machine's.</summary>
    private sealed class FastClock(DateTimeOffset start, int speed) : TimeProvider
    {
        private readonly long _began = System.GetTimestamp();

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => (start + (System.GetElapsedTime(_began) * speed)).ToUniversalTime();

        public override long GetTimestamp() => GetUtcNow().UtcTicks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / speed : dueTime, period > TimeSpan.Zero ? period / speed : period);
    }

    /// <summary>The machine's clock, whose timers end when a test says so.</summary>
    private sealed class SlowEnd : TimeProvider
    {
        public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Ending { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waiting.TrySetResult();
            return new Timer(System.CreateTimer(callback, state, dueTime, period), this);
        }

        private sealed class Timer(ITimer timer, SlowEnd clock) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

            public void Dispose() => timer.Dispose();

            public async ValueTask DisposeAsync()
            {
                await timer.DisposeAsync();
                clock.Ending.TrySetResult();
                await clock.Ended.Task;
            }
        }
    }
}
