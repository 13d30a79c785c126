using System.Diagnostics;
using Rhetenor.Data.Victim;
using Xunit.Abstractions;

namespace Rhetenor.Data.Tests.Processes;

/// <summary>Real processes, really killed. RHETENOR_KILLS says how often; the moments are drawn by a seed.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int KillsInAWorld = 20;
    private const double MillisecondsOfAWrite = 10;

    private static int Kills { get; } = int.TryParse(Environment.GetEnvironmentVariable("RHETENOR_KILLS"), out var kills) ? kills : 60;

    [LinuxFact]
    public async Task F2_P2_P4_P9_processes_killed_at_any_moment_leave_what_an_uninterrupted_run_leaves()
    {
        var watch = Stopwatch.StartNew();
        var tallies = await Task.WhenAll(Enumerable.Range(0, 2).Select(lane => Task.Run(() => LaneAsync(lane, Kills / 2))));
        output.WriteLine($"{tallies.Sum(tally => tally.Kills)} kills of {tallies.Sum(tally => tally.Starts)} processes in {watch.Elapsed.TotalSeconds:N0} s, "
            + $"{tallies.Sum(tally => tally.Worlds)} worlds; after {tallies.Sum(tally => tally.Unfinished)} kills there was a new unfinished file, "
            + $"after {tallies.Sum(tally => tally.Between)} bars without their coverage, after {tallies.Sum(tally => tally.Wrote)} new objects; 0 divergences");
        Assert.True(tallies.Sum(tally => tally.Kills) >= Kills / 2 * 2);
    }

    private static async Task<Tally> LaneAsync(int lane, int kills)
    {
        await using var server = new VictimServer(symbols: 8);
        var random = new Random(20_260_520 + lane);
        var (tally, work) = (new Tally(), 250.0);
        for (var world = 0; tally.Kills < kills; world++)
        {
            var order = server.NewWorld();
            var store = new VictimStore(server, order);
            var until = Math.Min(kills, tally.Kills + KillsInAWorld);
            while (tally.Kills < until)
            {
                // The day goes on from process to process, so that each has bars of its own to fetch.
                var minute = 560 + (545 * (KillsInAWorld - (until - tally.Kills)) / KillsInAWorld);
                server.At($"{minute / 60:00}:{minute % 60:00}:30");
                if (random.Next(4) == 0)
                    server.Kis.ExpireTokens();
                var (after, within) = random.Next(4) == 0 ? (0, work) : (1 + random.Next(server.Symbols.Count - 1), MillisecondsOfAWrite);
                await KillAsync(order with { Masters = random.Next(4) == 0 ? $"masters-{tally.Kills}" : Order.None }, after, random.NextDouble() * within, tally);
                await tally.LookAsync(store);
            }

            server.At("18:30:30");
            var took = await FinishAsync(order, tally);
            work = (work + (1.1 * took)) / 2;
            await store.InspectAsync();
            var (undisturbed, killed) = (await UninterruptedAsync(server), store.View());
            Assert.Equal(undisturbed.Bars, killed.Bars);
            Assert.Equal(undisturbed.Coverage, killed.Coverage);
            AssertTrue(server, store);
        }

        return tally;
    }

    // A quarter dies at any time of its work, most of which is the runtime's; the others around the writes, one after every two symbols.
    private static async Task KillAsync(Order order, int symbols, double milliseconds, Tally tally)
    {
        tally.Starts++;
        using var victim = VictimProcess.Start(order);
        await victim.ReadyAsync();
        await victim.SaysAsync("done 0", symbols);
        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds));
        victim.Kill();
        var code = await victim.EndAsync();
        if (code == 128 + VictimProcess.SigKill)
            tally.Kills++;
        else
            Assert.True(code == (int)Ended.Complete, $"exit code {code}: {string.Join('\n', victim.Lines)}");
    }

    private static async Task<double> FinishAsync(Order order, Tally tally)
    {
        (tally.Worlds, tally.Starts) = (tally.Worlds + 1, tally.Starts + 1);
        using var victim = VictimProcess.Start(order);
        await victim.ReadyAsync();
        var watch = Stopwatch.StartNew();
        Assert.True(await victim.EndedAsync() == Ended.Complete, string.Join('\n', victim.Lines));
        return watch.Elapsed.TotalMilliseconds;
    }

    // The same logger in this process, on a store of its own, once and undisturbed.
    private static async Task<(List<(string, Kline)> Bars, List<(string, KlineSymbolCoverage)> Coverage)> UninterruptedAsync(VictimServer server)
    {
        var client = new HantooClient(
            new HantooCredentials(server.Kis.Options.AppKey, server.Kis.Options.AppSecret), server.Kis, null,
            new HantooOptions { RequestsPerSecond = 1_000, TokenInterval = TimeSpan.Zero }, server.Clock);
        var folder = server.Folder($"uninterrupted-{Guid.NewGuid()}");
        var logger = new HantooKlineLogger(server.Symbols, new DirectoryObjectStore(Path.Join(folder, "store")), client, timeProvider: server.Clock);
        (await logger.CatchUpAsync()).EnsureComplete();
        var store = new VictimStore(server, server.NewWorld(folder));
        await store.InspectAsync();
        return store.View();
    }

    private static void AssertTrue(VictimServer server, VictimStore store)
    {
        var expected = server.Symbols.SelectMany(symbol => server.Truth.FinalBars(Venue.Krx, VictimServer.Day, symbol)
            .Select(row => (symbol, row.Minute, row.Open, row.High, row.Low, row.Close, row.Volume)));
        var stored = store.View().Bars.Select(entry =>
            (entry.Symbol, entry.Bar.Minute, entry.Bar.Open, entry.Bar.High, entry.Bar.Low, entry.Bar.Close, entry.Bar.Volume));
        Assert.Equal(expected.Order(), stored.Order());
    }

    private sealed class Tally
    {
        private int _leftovers, _objects;
        private VictimStore? _store;

        public int Kills { get; set; }

        public int Starts { get; set; }

        public int Worlds { get; set; }

        public int Unfinished { get; private set; }

        public int Between { get; private set; }

        public int Wrote { get; private set; }

        /// <summary>Inspects a store, and notes in what the last kill was caught.</summary>
        public async Task LookAsync(VictimStore store)
        {
            if (_store != store)
                (_store, _leftovers, _objects) = (store, 0, 0);
            await store.InspectAsync();
            Unfinished += store.Leftovers > _leftovers ? 1 : 0;
            Wrote += store.Objects > _objects ? 1 : 0;
            Between += store.Bars.Slices().SelectMany(slice => slice.Select(bar => (bar.Symbol, slice.Minute)))
                .Any(bar => store.Coverage.GetValueOrDefault(bar.Symbol)?.Through is not { } through || TimeOnly.FromDateTime(bar.Minute) > through) ? 1 : 0;
            (_leftovers, _objects) = (store.Leftovers, store.Objects);
        }
    }
}
