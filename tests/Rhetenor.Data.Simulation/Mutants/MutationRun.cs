using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Rhetenor.Data.Simulation;

/// <summary>Puts one defect after the other into the sources, compiles the project, and runs seeds or tests until one finds it. Each core has a copy of what
/// runs it.</summary>
internal sealed class MutationRun(string root, bool isQuick)
{
    private const string Simulation = "tests/Rhetenor.Data.Simulation", Tests = "tests/Rhetenor.Data.Tests", Output = "bin/Release/net10.0";
    private const string Quickly = "-c Release --no-restore -v q -p:RunAnalyzers=false -p:GenerateDocumentationFile=false -p:TreatWarningsAsErrors=false";
    private static readonly string[] Parts = ["src", "eng", "samples/DailyLogger", Simulation, Tests, "tests/Rhetenor.Data.Victim", "tests/Rhetenor.Data.BindingTest"];
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, Lazy<MutantCompiler>> _compilers = new();
    private readonly int _seeds = isQuick ? 2_000 : 20_000;

    /// <returns>How many were not found, or could not be made.</returns>
    public int Run(IReadOnlyCollection<string> only)
    {
        var mutants = new ConcurrentQueue<Mutant>(MutantList.All.Where(mutant => !(isQuick && mutant.IsRare)).Where(mutant => only.Count == 0 || only.Any(name => mutant.Name.Contains(name, StringComparison.Ordinal))));
        var (count, survivors) = (mutants.Count, new ConcurrentQueue<string>());
        // The first is built; each mutant puts an assembly of its own into one of the others, where what was built then runs.
        var copies = Enumerable.Range(0, 1 + Math.Min(count, Environment.ProcessorCount)).Select(_ => Directory.CreateTempSubdirectory("rhetenor-mutants-").FullName).ToList();
        try
        {
            copies.ForEach(Prepare);
            foreach (var project in mutants.Select(mutant => Runner(mutant)).Distinct())
                Build(copies[0], project);
            foreach (var copy in copies.Skip(1))
                CopyOutput(copies[0], copy);

            Console.WriteLine($"| mutant | first seed that finds it, of {_seeds} | what it sees |\n|---|---|---|");
            Parallel.ForEach(copies.Skip(1), copy =>
            {
                while (mutants.TryDequeue(out var mutant))
                {
                    if (!IsKilled(copies[0], copy, mutant))
                        survivors.Enqueue(mutant.Name);
                }
            });
        }
        finally
        {
            copies.ForEach(copy => Directory.Delete(copy, recursive: true));
        }

        foreach (var name in survivors)
            Console.WriteLine($"not found: {name}");
        Console.WriteLine($"{count} mutants, {survivors.Count} not found");
        return survivors.Count;
    }

    private static string Runner(Mutant mutant) => mutant.Test is null ? Simulation : Tests;

    private bool IsKilled(string sources, string copy, Mutant mutant)
    {
        var texts = new Dictionary<string, string>();
        foreach (var edit in mutant.Edits)
        {
            var path = Path.Join(sources, edit.File);
            var parts = texts.GetValueOrDefault(path, File.ReadAllText(path)).Split(edit.Old);
            if (parts.Length != 2)
                return Tell(mutant, $"its text occurs {parts.Length - 1} times in {edit.File}", "", isKilled: false);
            texts[path] = string.Join(edit.New, parts);
        }

        var project = string.Join('/', mutant.Edits[0].File.Split('/')[..2]);
        var assembly = $"{Path.GetFileName(project)}.dll";
        var place = Path.Join(copy, Runner(mutant), Output, assembly);
        try
        {
            if (_compilers.GetOrAdd(project, name => new(() => CompilerOf(sources, name))).Value.Compile(texts, place) is { } error)
                return Tell(mutant, "it does not compile", error, isKilled: false);
            return mutant.Test is null ? IsSeenBySeeds(copy, mutant) : IsSeenByTests(copy, mutant, mutant.Test);
        }
        finally
        {
            File.Copy(Path.Join(sources, project, Output, assembly), place, overwrite: true);
        }
    }

    // The compiler's arguments are known only where the build would compile.
    private static MutantCompiler CompilerOf(string sources, string project)
    {
        var folder = Path.Join(sources, project);
        File.Delete(Path.Join(folder, "obj/Release/net10.0", $"{Path.GetFileName(project)}.dll"));
        var asked = Dotnet(folder, "msbuild -t:Compile -p:Configuration=Release -p:BuildProjectReferences=false -p:SkipCompilerExecution=true -p:ProvideCommandLineArgs=true -getItem:CscCommandLineArgs");
        Require(asked, "the compiler's arguments are not known");
        using var json = JsonDocument.Parse(asked.Output);
        return new(folder, json.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!));
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
