using Rhetenor.Data.Victim;

namespace Rhetenor.Data.Tests.Processes;

/// <summary>Real processes on hosts of other time zones, without a zone database, and with a single thread in the pool.</summary>
public sealed class EnvironmentTests : IAsyncLifetime
{
    private static readonly (string Name, string Value)[][] Environments =
    [
        [("TZ", "Asia/Seoul")],
        [("TZ", "UTC")],
        [("TZ", "America/New_York")],
        [("TZ", "Pacific/Auckland")],
        [("TZDIR", "/nonexistent"), ("TZ", "Asia/Seoul"), ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1")],
        [("DOTNET_ThreadPool_ForceMaxWorkerThreads", "1"), ("DOTNET_ThreadPool_ForceMinWorkerThreads", "1"), ("DOTNET_PROCESSOR_COUNT", "1")],
    ];

    private readonly VictimServer _server = new(symbols: 3);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [LinuxFact]
    public async Task E1_E16_F12_P19_the_objects_of_bars_are_the_same_on_every_host()
    {
        SortedDictionary<string, byte[]>? expected = null;
        foreach (var environment in Environments)
        {
            // Before nine in the evening of Korea it is another date in New York; after the session it is in Auckland.
            _server.At("18:30");
            var order = _server.NewWorld() with { Masters = "m", Workers = 2, SymbolsPerObject = 3 };
            using var victim = VictimProcess.Start(VictimProcess.Host, [VictimProcess.Program, .. order.ToArguments()], environment);
            Assert.Equal(Ended.Complete, await victim.EndedAsync());
            var store = new VictimStore(_server, order);
            await store.InspectAsync();
            var objects = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
            foreach (var path in Directory.EnumerateFiles(order.Store, "*", SearchOption.AllDirectories))
            {
                var key = Path.GetRelativePath(order.Store, path).Replace('\\', '/');
                if (KlineKey.TryParse(key, out var parsed))
                    objects.Add($"{parsed.Start:O} {parsed.End:O} {parsed.Retrieval:yyyy-MM-dd HH}", await File.ReadAllBytesAsync(path));
                else if (key.StartsWith("m/", StringComparison.Ordinal))
                    objects.Add(key, await File.ReadAllBytesAsync(path));
            }

            Assert.Equal(3, objects.Count);
            Assert.Contains(objects.Keys, key => key.EndsWith(" 2026-05-20 18", StringComparison.Ordinal));
            expected ??= objects;
            Assert.Equal(expected.Keys, objects.Keys);
            Assert.All(objects, entry => Assert.Equal(expected[entry.Key], entry.Value));
        }
    }
}
