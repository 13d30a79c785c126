using Rhetenor.Data.Victim;

namespace Rhetenor.Data.Tests.Processes;

/// <summary>M14 with real processes. Together they use half of the limit, so that a slow machine does not bring their calls too close together.</summary>
public sealed class SharedPaceProcessTests : IAsyncLifetime
{
    private const int Limit = 18;
    private readonly VictimServer _server = new(symbols: 6, callsPerSecond: Limit);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    // Each with a pace of its own, they would make 26 calls in a second.
    [LinuxFact]
    public async Task M14_three_processes_on_one_host_keep_one_pace_and_no_call_is_refused()
    {
        var orders = Enumerable.Range(0, 3).Select(_ => _server.NewWorld() with { CallsPerSecond = Limit / 2, Tokens = _server.Folder("tokens") });
        var victims = orders.Select(VictimProcess.Start).ToList();
        foreach (var victim in victims)
        {
            using (victim)
                Assert.Equal(Ended.Complete, await victim.EndedAsync());
        }

        Assert.True(_server.Kis.Calls.Count > 3 * _server.Symbols.Count);
        Assert.Equal(0, _server.Kis.RefusedByLimit);
        Assert.InRange(_server.Kis.MostInASecond, 1, Limit);
    }
}
