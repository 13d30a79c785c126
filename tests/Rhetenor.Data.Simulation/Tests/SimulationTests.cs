using System.Globalization;
using Xunit;
using Xunit.Abstractions;

namespace Rhetenor.Data.Simulation;

/// <summary>Whole runs of the real logger in a simulated world. docs/RELIABILITY.md says how to run more of them.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    /// <summary>Seeds of each test here; RHETENOR_SEEDS sets it.</summary>
    private static int Seeds => int.TryParse(Environment.GetEnvironmentVariable("RHETENOR_SEEDS"), CultureInfo.InvariantCulture, out var seeds) ? seeds : 1500;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void P1_to_P13_hold_in_every_seed(int half)
    {
        var count = Seeds / 2;
        Hold(1 + (half * count), count, isSlotted: false);
    }

    [Fact]
    public void K9_P4_P11_slots_keep_writers_apart_on_a_store_that_ignores_conditions() => Hold(1, Seeds * 3 / 10, isSlotted: true);

    [Fact]
    public void Every_defect_still_finds_the_text_it_changes()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Join(root.FullName, "Rhetenor.sln")))
            root = root.Parent ?? throw new InvalidOperationException("No Rhetenor.sln above the tests.");
        foreach (var mutant in MutantList.All)
        {
            var texts = mutant.Edits.Select(edit => edit.File).Distinct().ToDictionary(file => file, file => File.ReadAllText(Path.Join(root.FullName, file)));
            foreach (var edit in mutant.Edits)
            {
                Assert.True(texts[edit.File].Split(edit.Old).Length == 2, $"'{mutant.Name}': its text does not occur once in {edit.File}");
                texts[edit.File] = texts[edit.File].Replace(edit.Old, edit.New, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_run()
    {
        for (var seed = 1UL; seed <= 200; seed++)
            Assert.Equal(SimulationRun.Of(seed).Hash, SimulationRun.Of(seed).Hash);
        Assert.NotEqual(SimulationRun.Of(1).Hash, SimulationRun.Of(2).Hash);
    }

    [Fact]
    public void F1_P2_a_process_may_be_killed_at_any_step()
    {
        // Thirty seeds are more than 4,000 points; by default four.
        var seeds = Math.Max(4, 30 * Math.Min(Seeds, 10_000) / 10_000);
        var points = 0;
        for (var seed = 1UL; seed <= (ulong)seeds; seed++)
        {
            var steps = SimulationRun.Of(seed).Steps;
            points += steps;
            for (var step = 1; step <= steps; step++)
            {
                if (SimulationRun.Of(seed, step).Violation is { } violation)
                    Assert.Fail($"seed {seed} {step}: {violation}");
            }
        }

        output.WriteLine($"{points} points of {seeds} seeds");
    }

    private void Hold(int first, int count, bool isSlotted)
    {
        var steps = 0L;
        for (var seed = first; seed < first + count; seed++)
        {
            var result = SimulationRun.Of((ulong)seed, isSlotted: isSlotted);
            steps += result.Steps;
            if (result.Violation is not null)
                Assert.Fail($"seed {seed}: {result.Violation}\n{string.Join('\n', SimulationRun.Of((ulong)seed, isSlotted: isSlotted, keepsTrace: true).Trace.TakeLast(60))}");
        }

        output.WriteLine($"{count} seeds, {steps} steps");
    }
}
