using System.Diagnostics;
using System.Globalization;

namespace Rhetenor.Data.Simulation;

/// <summary>Puts one defect after the other into a copy of the sources, builds it, and runs seeds until one finds it.</summary>
internal sealed class MutationRun(string root, int seeds)
{
    private const string Project = "tests/Rhetenor.Data.Simulation";
    private static readonly string[] Parts = ["src/Rhetenor.Data", Project, "eng"];
    private readonly string _copy = Directory.CreateTempSubdirectory("rhetenor-mutants-").FullName;

    /// <returns>How many were not found, or could not be made.</returns>
    public int Run(string? only)
    {
        try
        {
            Copy();
            Require(Dotnet($"restore {Project}"), "the copy cannot be restored");
            Console.WriteLine($"| mutant | first seed that finds it, of {seeds} | what it sees |\n|---|---|---|");
            var survivors = MutantList.All.Where(mutant => only is null || mutant.Name.Contains(only, StringComparison.Ordinal)).Count(mutant => !IsKilled(mutant));
            Console.WriteLine($"{MutantList.All.Count} mutants, {survivors} not found");
            return survivors;
        }
        finally
        {
            Directory.Delete(_copy, recursive: true);
        }
    }

    private bool IsKilled(Mutant mutant)
    {
        var originals = mutant.Edits.Select(edit => edit.File).Distinct().ToDictionary(file => file, file => File.ReadAllText(Path.Join(_copy, file)));
        try
        {
            foreach (var edit in mutant.Edits)
            {
                var text = File.ReadAllText(Path.Join(_copy, edit.File));
                if (text.Split(edit.Old).Length != 2)
                    return Tell(mutant, $"its text occurs {text.Split(edit.Old).Length - 1} times in {edit.File}", "", isKilled: false);
                File.WriteAllText(Path.Join(_copy, edit.File), text.Replace(edit.Old, edit.New, StringComparison.Ordinal));
            }

            var build = Dotnet($"build {Project} -c Release --no-restore -v q -p:RunAnalyzers=false -p:GenerateDocumentationFile=false -p:TreatWarningsAsErrors=false");
            if (build.Code != 0)
                return Tell(mutant, "it does not compile", build.Output.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal)) ?? "", isKilled: false);
            var run = Dotnet($"{Project}/bin/Release/net10.0/Rhetenor.Data.Simulation.dll first {seeds}{(mutant.IsSlotted ? " --slotted" : "")}");
            var (seed, seen) = run.Output.Split(": ", 2) is [var found, var what] ? (found.Replace("seed ", "", StringComparison.Ordinal), what) : ("none", "");
            return Tell(mutant, seed, seen, isKilled: run.Code == 1);
        }
        finally
        {
            foreach (var (file, text) in originals)
                File.WriteAllText(Path.Join(_copy, file), text);
        }
    }

    private static bool Tell(Mutant mutant, string seed, string seen, bool isKilled)
    {
        seen = seen.Trim().Split('\n')[0].Replace('|', '/');
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {mutant.Name} | {(isKilled ? "" : "NOT FOUND: ")}{seed} | {(seen.Length > 110 ? seen[..110] + "…" : seen)} |"));
        return isKilled;
    }

    private void Copy()
    {
        var files = Parts.SelectMany(part => Directory.EnumerateFiles(Path.Join(root, part), "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Path.Join(root, "src"))).Concat(Directory.EnumerateFiles(root));
        foreach (var file in files)
        {
            var relative = Path.GetRelativePath(root, file);
            if (relative.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Join(_copy, relative))!);
            File.Copy(file, Path.Join(_copy, relative));
        }
    }

    private (int Code, string Output) Dotnet(string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = _copy, RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    private static void Require((int Code, string Output) result, string what)
    {
        if (result.Code != 0)
            throw new InvalidOperationException($"{what}: {result.Output}");
    }
}
