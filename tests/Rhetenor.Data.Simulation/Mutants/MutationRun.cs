using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Rhetenor.Data.Simulation;

/// <summary>Puts one defect after the other into a copy of the sources, builds the library, and runs seeds or tests until one finds it. Each core has a copy.</summary>
internal sealed class MutationRun(string root, bool isQuick)
{
    private const string Library = "src/Rhetenor.Data", Simulation = "tests/Rhetenor.Data.Simulation", Tests = "tests/Rhetenor.Data.Tests", Output = "bin/Release/net10.0";
    private const string Quickly = "-c Release --no-restore -v q -p:RunAnalyzers=false -p:GenerateDocumentationFile=false -p:TreatWarningsAsErrors=false";
    private static readonly string[] Parts = ["src", "eng", "samples/DailyLogger", Simulation, Tests, "tests/Rhetenor.Data.Victim", "tests/Rhetenor.Data.BindingTest"];
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private readonly int _seeds = isQuick ? 2_000 : 20_000;

    /// <returns>How many were not found, or could not be made.</returns>
    public int Run(IReadOnlyCollection<string> only)
    {
        var mutants = new ConcurrentQueue<Mutant>(MutantList.All.Where(mutant => !(isQuick && mutant.IsRare)).Where(mutant => only.Count == 0 || only.Any(name => mutant.Name.Contains(name, StringComparison.Ordinal))));
        var (count, survivors) = (mutants.Count, 0);
        var copies = Enumerable.Range(0, Math.Min(count, Environment.ProcessorCount)).Select(_ => Directory.CreateTempSubdirectory("rhetenor-mutants-").FullName).ToList();
        try
        {
            copies.ForEach(Prepare);
            // What runs the library is built once; each mutant puts a library of its own beside it.
            Build(copies[0], Simulation);
            if (mutants.Any(mutant => mutant.Test is not null))
                Build(copies[0], Tests);
            foreach (var copy in copies.Skip(1))
                CopyOutput(copies[0], copy);

            Console.WriteLine($"| mutant | first seed that finds it, of {_seeds} | what it sees |\n|---|---|---|");
            Parallel.ForEach(copies, copy =>
            {
                while (mutants.TryDequeue(out var mutant))
                {
                    if (!IsKilled(copy, mutant))
                        Interlocked.Increment(ref survivors);
                }
            });
        }
        finally
        {
            copies.ForEach(copy => Directory.Delete(copy, recursive: true));
        }

        Console.WriteLine($"{count} mutants, {survivors} not found");
        return survivors;
    }

    private bool IsKilled(string copy, Mutant mutant)
    {
        var originals = mutant.Edits.Select(edit => edit.File).Distinct().ToDictionary(file => file, file => File.ReadAllText(Path.Join(copy, file)));
        var isOfLibrary = originals.Keys.All(file => file.StartsWith(Library, StringComparison.Ordinal));
        var project = isOfLibrary ? string.Join('/', originals.Keys.First().Split('/')[..2]) : Simulation;
        try
        {
            foreach (var edit in mutant.Edits)
            {
                var text = File.ReadAllText(Path.Join(copy, edit.File));
                if (text.Split(edit.Old).Length != 2)
                    return Tell(mutant, $"its text occurs {text.Split(edit.Old).Length - 1} times in {edit.File}", "", isKilled: false);
                File.WriteAllText(Path.Join(copy, edit.File), text.Replace(edit.Old, edit.New, StringComparison.Ordinal));
            }

            if (isOfLibrary && project != Library)
                Require(Dotnet(copy, $"restore {project}"), "the copy cannot be restored");
            var build = Dotnet(copy, $"build {project} {Quickly}");
            if (build.Code != 0)
                return Tell(mutant, "it does not compile", build.Output.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal)) ?? "", isKilled: false);
            if (isOfLibrary)
                PlaceLibrary(copy, project, mutant.Test is null ? Simulation : Tests);
            return mutant.Test is null ? IsSeenBySeeds(copy, mutant) : IsSeenByTests(copy, mutant, mutant.Test);
        }
        finally
        {
            foreach (var (file, text) in originals)
                File.WriteAllText(Path.Join(copy, file), text);
            if (!isOfLibrary)
                Build(copy, Simulation);
        }
    }

    private bool IsSeenBySeeds(string copy, Mutant mutant)
    {
        var run = Dotnet(copy, $"{Simulation}/{Output}/Rhetenor.Data.Simulation.dll first {_seeds} {mutant.Seed}{(mutant.IsSlotted ? " --slotted" : "")}");
        var (seed, seen) = run.Output.Split(": ", 2) is [var found, var what] ? (found.Replace("seed ", "", StringComparison.Ordinal), what) : ("none", "");
        return Tell(mutant, run.Code is null ? "it did not end" : seed, seen, isKilled: run.Code == 1);
    }

    private static bool IsSeenByTests(string copy, Mutant mutant, string test)
    {
        var run = Dotnet(copy, $"vstest {Tests}/{Output}/Rhetenor.Data.Tests.dll --TestCaseFilter:FullyQualifiedName~{test}");
        return Tell(mutant, test, run.Output.Split('\n').FirstOrDefault(line => line.Contains(" Failed: ", StringComparison.Ordinal)) ?? "", isKilled: run.Code == 1 && run.Output.Contains("Failed ", StringComparison.Ordinal));
    }

    private static bool Tell(Mutant mutant, string seed, string seen, bool isKilled)
    {
        seen = seen.Trim().Split('\n')[0].Replace('|', '/');
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {mutant.Name} | {(isKilled ? "" : "NOT FOUND: ")}{seed} | {(seen.Length > 110 ? seen[..110] + "…" : seen)} |"));
        return isKilled;
    }

    private void Prepare(string copy)
    {
        var files = Parts.SelectMany(part => Directory.EnumerateFiles(Path.Join(root, part), "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(root))
            .Select(file => Path.GetRelativePath(root, file))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));
        foreach (var file in files)
            CopyFile(Path.Join(root, file), Path.Join(copy, file));
        Require(Dotnet(copy, $"restore {Simulation}"), "the copy cannot be restored");
    }

    private static void Build(string copy, string project)
    {
        Require(Dotnet(copy, $"restore {project}"), "the copy cannot be restored");
        Require(Dotnet(copy, $"build {project} {Quickly}"), "the copy cannot be built");
    }

    private static void CopyOutput(string from, string to)
    {
        var outputs = Directory.EnumerateDirectories(from, "bin", SearchOption.AllDirectories).SelectMany(bin => Directory.EnumerateFiles(bin, "*", SearchOption.AllDirectories));
        foreach (var file in outputs)
            CopyFile(file, Path.Join(to, Path.GetRelativePath(from, file)));
    }

    private static void PlaceLibrary(string copy, string library, string project)
    {
        var name = $"{Path.GetFileName(library)}.dll";
        File.Copy(Path.Join(copy, library, Output, name), Path.Join(copy, project, Output, name), overwrite: true);
    }

    private static void CopyFile(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to, overwrite: true);
    }

    // Without a code if it had to be ended: a defect that never lets a run end is not found, but must not hold up the others.
    private static (int? Code, string Output) Dotnet(string folder, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = process.StandardOutput.ReadToEndAsync();
        if (process.WaitForExit(Limit))
            return (process.ExitCode, output.GetAwaiter().GetResult());
        process.Kill(entireProcessTree: true);
        return (null, output.GetAwaiter().GetResult());
    }

    private static void Require((int? Code, string Output) result, string what)
    {
        if (result.Code != 0)
            throw new InvalidOperationException($"{what}: {result.Output}");
    }
}
