using Microsoft.Extensions.DependencyInjection;

namespace Rhetenor.Data.Tests.Hantoo;

/// <summary>Several app keys in a host, from the environment and from code.</summary>
public sealed class FleetRegistrationTests
{
    private static readonly Dictionary<string, string> Variables = new(StringComparer.Ordinal)
    {
        ["KIS_APP_KEY"] = "a",
        ["KIS_APP_SECRET"] = "s",
        ["KIS_APP_KEY_2"] = "b",
        ["KIS_APP_SECRET_2"] = "t",
        ["KIS_APP_KEY_3"] = "c",
        ["KIS_APP_SECRET_3"] = "u",
        ["KIS_APP_KEY_5"] = "e",
    };

    // A member with a default would answer for a source that can do less.
    [Fact]
    public void A_fleet_has_every_member_of_a_source() =>
        Assert.All(typeof(HantooFleet).GetInterfaceMap(typeof(IKlineSource)).TargetMethods, method => Assert.Equal(typeof(HantooFleet), method.DeclaringType));

    [Fact]
    public void Numbered_variables_are_read_up_to_the_first_number_without_a_key()
    {
        Assert.Equal(3, HantooCredentials.ListFromEnvironment(Variables.GetValueOrDefault).Count);
        Assert.Single(HantooCredentials.ListFromEnvironment(name => name.Contains('_', StringComparison.Ordinal) && !name.EndsWith("_2", StringComparison.Ordinal) ? Variables.GetValueOrDefault(name) : null));
        var refusal = Assert.Throws<ArgumentException>(() => HantooCredentials.ListFromEnvironment(name => name == "KIS_APP_SECRET_3" ? null : Variables.GetValueOrDefault(name)));
        Assert.StartsWith("KIS_APP_SECRET_3 is not set.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_with_a_fleet_logs_with_all_keys()
    {
        var world = new FleetWorld(30);
        await using var provider = new ServiceCollection()
            .AddSingleton<TimeProvider>(world.Clock).AddSingleton<IObjectStore>(world.Store).AddSingleton<IHttpTransport>(world.Kis)
            .AddRhetenorData(new RhetenorDataOptions { Symbols = world.Symbols, Ticks = new() { MaxRegistrations = 10 }, Fleet = new() { BaseDelay = TimeSpan.FromSeconds(7) } })
            .AddHantooFleet(_ => Enumerable.Range(1, 3).Select(number => number == 1
                ? new HantooCredentials(world.Kis.Options.AppKey, world.Kis.Options.AppSecret) : new(FleetWorld.KeyOf(number), FleetWorld.SecretOf(number))))
            .BuildServiceProvider();
        var fleet = provider.GetRequiredService<HantooFleet>();
        Assert.Same(fleet, provider.GetRequiredService<IKlineSource>());
        Assert.Same(fleet.Client, provider.GetRequiredService<HantooClient>());
        Assert.Equal(30, provider.GetRequiredService<HantooTickFeed>().Symbols.Count);
        Assert.True((await world.Clock.RunAsync(() => provider.GetRequiredService<HantooKlineLogger>().CatchUpAsync(FleetWorld.Day))).IsComplete);
        world.AssertStored();
        Assert.All(fleet.Keys, key => Assert.True(key.Calls > 20));
    }
}
