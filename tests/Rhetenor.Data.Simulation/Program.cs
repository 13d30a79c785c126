using System.Diagnostics;
using System.Globalization;

namespace Rhetenor.Data.Simulation;

/// <summary>Runs seeds from the command line; docs/RELIABILITY.md shows how.</summary>
internal static class Program
{
    private const string Usage = """
        seeds FIRST COUNT [--slotted]    runs seeds, prints those that fail
        seed SEED [KILL_AT] [--slotted]  runs one, prints its trace
        first COUNT [SEED] [--slotted]   runs SEED, and then all seeds until one fails
        twice FIRST COUNT                runs each seed twice and compares the hashes
        kills FIRST COUNT                runs each seed as often as it has steps, killing a process at another one each time
        mutants [NAME…]                  in the repository's root: puts defects into a copy, each of which a seed must find
        mutants --quick [NAME…]          the same with 2,000 seeds, without the rare ones
        """;

    public static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["seeds", var first, var count, .. var options]:
                return Seeds(Range(first, count), options.Contains("--slotted"));
            case ["seed", var seed, .. var options]:
                return Seed(Number(seed), options);
            case ["first", var count, .. var options]:
                // Mutants name a seed that is likely to fail.
                var likely = options is [var known, ..] && ulong.TryParse(known, CultureInfo.InvariantCulture, out var one) && one > 0 ? one : 1;
                return First(Range("1", count).Prepend(likely), options.Contains("--slotted"));
            case ["twice", var first, var count]:
                return Twice(Range(first, count));
            case ["kills", var first, var count]:
                return Kills(Range(first, count));
            case ["mutants", "--quick", .. var names]:
                return new MutationRun(Directory.GetCurrentDirectory(), isQuick: true).Run(names) == 0 ? 0 : 1;
            case ["mutants", .. var names]:
                return new MutationRun(Directory.GetCurrentDirectory(), isQuick: false).Run(names) == 0 ? 0 : 1;
            default:
                Console.Error.WriteLine(Usage);
                return 2;
        }
    }

    private static int Seeds(IEnumerable<ulong> seeds, bool isSlotted)
    {
        var watch = Stopwatch.StartNew();
        var (count, failed, steps) = (0, 0, 0L);
        foreach (var seed in seeds)
        {
            var result = SimulationRun.Of(seed, isSlotted: isSlotted);
            (count, steps) = (count + 1, steps + result.Steps);
            if (result.Violation is null)
                continue;
            failed++;
            Console.WriteLine($"seed {seed}: {result.Violation.Split('\n')[0]}");
            if (failed > 3)
                continue;
            foreach (var line in SimulationRun.Of(seed, isSlotted: isSlotted, keepsTrace: true).Trace.TakeLast(10))
                Console.WriteLine("    " + line.Split('\n')[0]);
        }

        var (minutes, cpu) = (watch.Elapsed.TotalMinutes, Process.GetCurrentProcess().TotalProcessorTime.TotalMinutes);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{count} seeds, {failed} failed, {steps} steps, {count / minutes:F0} seeds a minute, {count / cpu:F0} a minute of one core"));
        return failed == 0 ? 0 : 1;
    }

    private static int Seed(ulong seed, string[] options)
    {
        var killAt = options.Length > 0 && int.TryParse(options[0], CultureInfo.InvariantCulture, out var step) ? step : -1;
        var result = SimulationRun.Of(seed, killAt, options.Contains("--slotted"), keepsTrace: true);
        foreach (var line in result.Trace)
            Console.WriteLine(line);
        Console.WriteLine($"{result.Steps} steps, hash {result.Hash:x16}, {result.Violation ?? "every property holds"}");
        return result.Violation is null ? 0 : 1;
    }

    private static int First(IEnumerable<ulong> seeds, bool isSlotted)
    {
        foreach (var seed in seeds)
        {
            if (SimulationRun.Of(seed, isSlotted: isSlotted).Violation is not { } violation)
                continue;
            Console.WriteLine($"seed {seed}: {violation}");
            return 1;
        }

        return 0;
    }

    private static int Twice(IEnumerable<ulong> seeds)
    {
        var (count, different) = (0, 0);
        foreach (var seed in seeds)
        {
            count++;
            different += SimulationRun.Of(seed).Hash == SimulationRun.Of(seed).Hash ? 0 : 1;
        }

        Console.WriteLine($"{count} seeds run twice, {different} with different hashes");
        return different == 0 ? 0 : 1;
    }

    private static int Kills(IEnumerable<ulong> seeds)
    {
        var (count, points, failed) = (0, 0, 0);
        foreach (var seed in seeds)
        {
            count++;
            var steps = SimulationRun.Of(seed).Steps;
            for (var step = 1; step <= steps; step++, points++)
            {
                if (SimulationRun.Of(seed, step).Violation is not { } violation)
                    continue;
                failed++;
                Console.WriteLine($"seed {seed} {step}: {violation.Split('\n')[0]}");
            }
        }

        Console.WriteLine($"{points} kills in {count} seeds, {failed} failed");
        return failed == 0 ? 0 : 1;
    }

    private static IEnumerable<ulong> Range(string first, string count)
    {
        var start = Number(first);
        var end = start + Number(count);
        for (var seed = start; seed < end; seed++)
            yield return seed;
    }

    private static ulong Number(string text) => ulong.Parse(text, CultureInfo.InvariantCulture);
}
