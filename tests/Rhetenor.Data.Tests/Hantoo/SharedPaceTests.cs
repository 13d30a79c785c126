using System.Runtime.Versioning;

namespace Rhetenor.Data.Tests.Hantoo;

/// <summary>M14: one pace per key and host, through the token folder; refusals 0.</summary>
public sealed class SharedPaceTests : KisTests
{
    private const string Name = "kis-x";
    private readonly TemporaryFolder _folder = new();

    // Everything here stays on the thread of the clock.
    private new VirtualClock Clock { get; } = VirtualClock.AtKorea(Samples.Monday, new TimeOnly(10, 2), new VirtualClockOptions { SettleTime = TimeSpan.Zero });

    private string Directory => Path.Join(_folder.Path, "kis");

    private string PacePath => Path.Join(Directory, Name + ".pace");

    public override void Dispose()
    {
        _folder.Dispose();
        base.Dispose();
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(2, false)]
    public async Task M14_one_pace_per_key_and_host_through_the_token_folder_refusals_0(int processes, bool isShared)
    {
        var kis = new SimulatedKis(new SimulatedKisOptions { Truth = new KisTruth(new KisTruthOptions { Listing = KisSymbols.Mix(4) }), TokenInterval = TimeSpan.FromTicks(-1) }, Clock);
        var clients = Enumerable.Range(0, processes).Select(_ => new HantooClient(
            new HantooCredentials(kis.Options.AppKey, kis.Options.AppSecret), kis, isShared ? new FileTokenCache(Directory) : null,
            new HantooOptions { TokenInterval = TimeSpan.Zero }, new ProcessClock(Clock))).ToList();
        var began = Clock.GetUtcNow();
        await Clock.RunAsync(() => Task.WhenAll(clients.SelectMany(client => Enumerable.Range(0, 90).Select(_ => AskAsync(client)))));
        Assert.Equal(isShared, kis.MostInASecond <= 18);
        if (!isShared)
            return;
        Assert.Equal(0, kis.RefusedByLimit);

        // And the pace is used in full.
        var calls = kis.Calls.Count - 1;
        Assert.InRange((Clock.GetUtcNow() - began).TotalSeconds, calls / 17.1, (calls / 17.1) + 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(18)]
    public async Task M14_whatever_the_arrivals_no_sliding_second_of_several_processes_has_more_than_the_limit(int limit)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var clock = new VirtualClock(Clock.GetUtcNow(), new VirtualClockOptions { SettleTime = TimeSpan.Zero });
            var random = new Random(seed);
            var path = Path.Join(_folder.Path, $"{limit}-{seed}");
            var limiters = Enumerable.Range(0, 3).Select(_ => Shared(new LateClock(clock, () => random.Next(4) * 2), limit * 0.95, path)).ToList();
            var spread = random.Next(1, 4_000);
            var permits = new List<DateTimeOffset>();
            var arrivals = Enumerable.Range(0, 80).Select(_ => (At: random.Next(spread), By: limiters[random.Next(3)], IsRefused: random.Next(10) == 0)).ToList();
            await clock.RunAsync(() => Task.WhenAll(arrivals.Select(async arrival =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(arrival.At), clock);
                await arrival.By.WaitAsync(default);
                permits.Add(clock.GetUtcNow());
                if (arrival.IsRefused)
                    arrival.By.Refused();
            })));
            Assert.Equal(80, permits.Count);
            for (var i = limit; i < permits.Count; i++)
                Assert.True(permits[i] - permits[i - limit] > TimeSpan.FromSeconds(1), $"seed {seed}: {limit + 1} permits from {permits[i - limit]:O} to {permits[i]:O}");
        }
    }

    [Fact]
    public async Task M14_each_process_gets_its_part_and_late_timers_do_not_slow_the_pace()
    {
        var options = new HantooOptions();
        var random = new Random(5);
        var limiters = Enumerable.Range(0, 2).Select(_ => Shared(new LateClock(Clock, () => random.Next(3)), options.PermitsPerSecond)).ToList();
        var began = Clock.GetUtcNow();
        var order = new List<HantooRateLimiter>();
        await Clock.RunAsync(() => Task.WhenAll(limiters.SelectMany(limiter => Enumerable.Range(0, 86).Select(async _ =>
        {
            await limiter.WaitAsync(default);
            order.Add(limiter);
        }))));
        Assert.InRange((Clock.GetUtcNow() - began).TotalSeconds, 171 / options.PermitsPerSecond, (171 / options.PermitsPerSecond) + 0.01);
        Assert.InRange(order.Take(80).Count(limiter => limiter == limiters[0]), 30, 50);
    }

    [Fact]
    public async Task M14_a_refusal_that_one_process_sees_slows_the_others()
    {
        var (one, two) = (Shared(Clock, 10), Shared(Clock, 10));
        await WaitAsync(one);
        await WaitAsync(two);
        Assert.True(one.Refused());
        await WaitAsync(one);
        await WaitAsync(two);
        Assert.Equal(one.PermitsPerSecond, two.PermitsPerSecond, 3);
        Assert.InRange(two.PermitsPerSecond, 8, 8.1);
        Assert.False(two.Refused());
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(two.Refused());
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense that is longer than a record has any right to be")]
    [InlineData("KISPACE1and then neither times nor a fac")]
    [InlineData("KISPACE1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")]
    public async Task M14_a_file_that_is_no_pace_stalls_nobody_and_is_replaced(string content)
    {
        System.IO.Directory.CreateDirectory(Directory);
        File.WriteAllText(PacePath, content);
        await AssertSharedAsync(Clock);
    }

    [Fact]
    public async Task M14_a_pace_of_the_past_or_from_before_a_restart_of_the_host_stalls_nobody()
    {
        await WaitAsync(Shared(Clock, 0.05));
        Clock.Advance(TimeSpan.FromDays(30));
        await AssertSharedAsync(Clock);

        // After a restart the monotonic clock begins again.
        await AssertSharedAsync(new Restarted(Clock));
    }

    [Fact]
    public async Task M14_a_process_that_holds_the_file_delays_the_others_by_a_second_at_most()
    {
        var (one, two) = (Shared(Clock, 10), Shared(Clock, 10));
        await WaitAsync(one);
        Clock.Advance(TimeSpan.FromSeconds(1));
        var began = Clock.GetUtcNow();
        using (TokenFileSafety.OpenAlone(PacePath))
            await WaitAsync(two);
        Assert.InRange((Clock.GetUtcNow() - began).TotalSeconds, 1, 1.1);
        Assert.True(Lines.Has(309));

        // The file is free again, and used again after a while.
        Clock.Advance(TimeSpan.FromMinutes(1));
        await WaitAsync(two);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await AssertSharedAsync(Clock);
    }

    [Fact]
    public async Task M14_where_no_file_can_be_written_each_process_keeps_its_own_pace_and_says_so_once()
    {
        File.WriteAllText(Directory, "");
        var limiter = Shared(Clock, 10);
        var began = Clock.GetUtcNow();
        await Clock.RunAsync(() => Task.WhenAll(Enumerable.Range(0, 1_001).Select(_ => limiter.WaitAsync(default))));
        Assert.InRange((Clock.GetUtcNow() - began).TotalSeconds, 100, 100.01);
        Assert.Single(Lines.Lines, line => line.StartsWith("309 ", StringComparison.Ordinal));
    }

    [LinuxFact]
    [UnsupportedOSPlatform("windows")]
    public async Task M14_the_file_is_as_protected_as_the_token_and_has_no_secret()
    {
        await Clock.RunAsync(() => AskAsync(Client(cache: new FileTokenCache(Directory, Lines), clock: Clock)));
        var path = Assert.Single(System.IO.Directory.GetFiles(Directory, "*.pace"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal(PaceRecord.Size, new FileInfo(path).Length);
        Assert.All(Canaries, canary => Assert.DoesNotContain(canary, path + File.ReadAllText(path), StringComparison.Ordinal));
        Assert.False(Lines.Has(309));
    }

    [LinuxFact]
    public async Task M14_a_link_in_its_place_is_not_written_through()
    {
        var elsewhere = Path.Join(_folder.Path, "elsewhere");
        File.WriteAllText(elsewhere, "kept");
        System.IO.Directory.CreateDirectory(Directory);
        File.CreateSymbolicLink(PacePath, elsewhere);
        await WaitAsync(Shared(Clock, 10));
        Assert.Equal("kept", File.ReadAllText(elsewhere));
        Assert.True(Lines.Has(309));
    }

    [Fact]
    public void M14_across_hosts_a_share_of_the_rate_is_an_option()
    {
        var options = new HantooOptions { RateShare = 0.5, Pace = 1 };
        Assert.Equal(9, options.PermitsPerSecond);
        Assert.Equal(9, new HantooClient(Credentials, Kis, options: options, timeProvider: Clock).CallsPerSecond);
    }

    private HantooRateLimiter Shared(TimeProvider clock, double perSecond, string? folder = null)
    {
        var limiter = new HantooRateLimiter(perSecond, clock, new HantooOptions().Lateness);
        limiter.Share(new PaceFile(folder ?? Directory, Name, Lines));
        return limiter;
    }

    private Task WaitAsync(HantooRateLimiter limiter) => Clock.RunAsync(() => limiter.WaitAsync(default));

    // Two new processes have their first two permits at once and after an interval.
    private async Task AssertSharedAsync(TimeProvider clock)
    {
        var began = Clock.GetUtcNow();
        await WaitAsync(Shared(clock, 10));
        Assert.Equal(began, Clock.GetUtcNow());
        await WaitAsync(Shared(clock, 10));
        Assert.InRange((Clock.GetUtcNow() - began).TotalMilliseconds, 90, 110);
    }

    /// <summary>A monotonic clock that began a second ago.</summary>
    private sealed class Restarted(TimeProvider clock) : TimeProvider
    {
        private readonly long _began = clock.GetTimestamp() - clock.TimestampFrequency;

        public override long TimestampFrequency => clock.TimestampFrequency;

        public override long GetTimestamp() => clock.GetTimestamp() - _began;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            clock.CreateTimer(callback, state, dueTime, period);
    }
}
