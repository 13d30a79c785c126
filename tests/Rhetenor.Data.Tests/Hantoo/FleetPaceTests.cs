using Xunit.Abstractions;

namespace Rhetenor.Data.Tests.Hantoo;

/// <summary>With several app keys a catch-up is as many times as fast, and the plan says when it will be done.</summary>
public sealed class FleetPaceTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 80)]
    public async Task Catch_up_with_N_keys_is_N_times_as_fast_within_two_percent_and_the_plan_says_when_it_will_be_done(bool isLiquid, int latency)
    {
        var (alone, plannedAlone) = (TimeSpan.Zero, TimeSpan.Zero);
        foreach (var keys in new[] { 1, 2, 3, 5 })
        {
            var world = new FleetWorld(300, latency, isLiquid: isLiquid);
            IKlineSource source = keys == 1 ? world.Client(1) : world.Fleet(keys);
            var plan = Assert.Single(await world.Clock.RunAsync(() => world.Logger(source).PlanAsync(FleetWorld.Day, FleetWorld.Day)));
            var (report, took) = await world.CatchUpAsync(source);
            var planned = plan.EarliestFinish - report.Started;
            (alone, plannedAlone) = keys == 1 ? (took, planned) : (alone, plannedAlone);
            output.WriteLine($"{keys} keys: {took.TotalSeconds:0.00} s, {alone / took:0.000} times as fast; planned {planned.TotalSeconds:0.00} s");

            Assert.True(report.IsComplete);
            world.AssertStored();
            Assert.InRange(alone / took / keys, 0.98, 1.02);
            Assert.InRange(plannedAlone / planned / keys, 0.999, 1.001);
            Assert.Equal(keys == 1 ? 0 : keys, ((source as HantooFleet)?.Keys ?? []).Count(key => key.SetAsideUntil is null));
            Assert.InRange(world.Kis.MostInASecond, 1, 18);

            // The plan counts a row for every minute. Symbols that trade in each need as many calls.
            if (isLiquid)
                Assert.InRange(took / planned, 0.98, 1.02);
            else
                Assert.True(took < planned);
        }
    }

    [Fact]
    public async Task Calls_are_spread_by_pace()
    {
        var world = new FleetWorld(150, latency: 60, paces: [18, 3, 18]);
        var fleet = world.Fleet(3);
        var (report, took) = await world.CatchUpAsync(fleet);
        Assert.True(report.IsComplete);
        world.AssertStored();
        var calls = fleet.Keys.Select(key => (double)key.Calls).ToList();
        Assert.InRange(calls[0] / calls[1], 5, 7);
        Assert.InRange(calls[2] / calls[1], 5, 7);
        Assert.InRange(took.TotalSeconds, 0.98 * calls.Sum() / (0.95 * 39), 1.04 * calls.Sum() / (0.95 * 39));
        Assert.Equal(0, world.Kis.RefusedByLimit);
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_calls_with_the_same_keys()
    {
        async Task<IEnumerable<KisCall>> CallsAsync()
        {
            var world = new FleetWorld(60, 80, suspensions: [new(2, FleetWorld.At("07:00:02"), FleetWorld.At("07:00:04"))]);
            await world.CatchUpAsync(world.Fleet(3, new() { BaseDelay = TimeSpan.FromSeconds(1) }));
            return world.Kis.Calls;
        }

        Assert.Equal(await CallsAsync(), await CallsAsync());
    }
}
