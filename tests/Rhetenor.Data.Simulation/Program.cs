using System.Diagnostics;
using System.Globalization;

namespace Rhetenor.Data.Simulation;

/// <summary>Runs seeds from the command line; docs/RELIABILITY.md shows how.</summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        if (arguments is ["seeds", var first, var count, .. var rest])
            return Seeds(Number(first), Number(count), rest.Contains("--slotted"));
        if (arguments is ["seed", var seed, .. var options])
            return Seed(Number(seed), options);
        if (arguments is ["first", var most, .. var how])
            return First(Number(most), how.Contains("--slotted"));
        if (arguments is ["mutants", .. var which])
            return new MutationRun(Directory.GetCurrentDirectory(), seeds: 2000).Run(which.FirstOrDefault()) == 0 ? 0 : 1;
        Console.Error.WriteLine("seeds FIRST COUNT [--slotted]   runs seeds and prints those that fail\nseed SEED [KILL_AT] [--slotted]  runs one and prints its trace\nfirst COUNT [--slotted]   runs seeds until one fails\nmutants [NAME]   in the repository's root: puts defects into a copy, each of which a seed must find");
        return 2;
    }

    private static int Seeds(ulong first, ulong count, bool isSlotted)
    {
        var watch = Stopwatch.StartNew();
        var (failed, steps) = (0, 0L);
        for (var seed = first; seed < first + count; seed++)
        {
            var result = SimulationRun.Of(seed, isSlotted: isSlotted);
            steps += result.Steps;
            if (result.Violation is null)
                continue;
            failed++;
            Console.WriteLine($"seed {seed}: {result.Violation.Split((char)10)[0]}");
        }

        var (minutes, cpu) = (watch.Elapsed.TotalMinutes, Process.GetCurrentProcess().TotalProcessorTime.TotalMinutes);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{count} seeds, {failed} failed, {steps} steps, {count / minutes:F0} seeds a minute, {count / cpu:F0} a minute of one core"));
        return failed == 0 ? 0 : 1;
    }

    private static int First(ulong count, bool isSlotted)
    {
        for (var seed = 1UL; seed <= count; seed++)
        {
            if (SimulationRun.Of(seed, isSlotted: isSlotted).Violation is not { } violation)
                continue;
            Console.WriteLine($"seed {seed}: {violation}");
            return 1;
        }

        return 0;
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

    private static ulong Number(string text) => ulong.Parse(text, CultureInfo.InvariantCulture);
}
