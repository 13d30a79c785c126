using System.Diagnostics;
using System.Globalization;
using Rhetenor.Data.Tests.Klines;

namespace Rhetenor.Data.Tests.Archive;

/// <summary>Reads a folder's objects by the Python original's rule, with Python and the zstd program.</summary>
internal static class OriginalReader
{
    /// <summary>The bars of a venue in a range, by stamp and symbol; the stamp as twelve digits, the values by name.</summary>
    /// <exception cref="InvalidDataException">The original fails; the message is Python's.</exception>
    public static Dictionary<(string Stamp, string Symbol), Dictionary<string, long>> Read(
        string folder, DateTime from, DateTime to, Venue venue = Venue.Krx, bool asFrame = false)
    {
        var start = new ProcessStartInfo("python3") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Path.Join(Repository.Root, "tests/Rhetenor.Data.Tests/Archive/original_merge.py"), folder, venue.ToCode(), Text(from), Text(to), .. asFrame ? (string[])["frame"] : []])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var complaint = process.StandardError.ReadToEndAsync();
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidDataException(complaint.GetAwaiter().GetResult().TrimEnd().Split('\n')[^1]);
        return lines.Select(line => line.Split(' ')).ToDictionary(
            words => (string.Concat(words[0].Where(char.IsAsciiDigit))[..12], words[1]),
            words => words.Skip(2).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => long.Parse(pair[1], CultureInfo.InvariantCulture)));
    }

    /// <summary>The same of what the archive reads.</summary>
    public static async Task<Dictionary<(string Stamp, string Symbol), Dictionary<string, long>>> OursAsync(string folder, DateOnly date, Action<StoreProblem>? onProblem = null)
    {
        var bars = new Dictionary<(string Stamp, string Symbol), Dictionary<string, long>>();
        var archive = new KlineArchive(new DirectoryObjectStore(Path.GetDirectoryName(folder)!), new() { Prefix = Path.GetFileName(folder) });
        await foreach (var (symbol, bar) in archive.ReadKlinesAsync(KlineQuery.Day(date), onProblem))
        {
            var values = new Dictionary<string, long>
            {
                ["open"] = (long)bar.Open,
                ["high"] = (long)bar.High,
                ["low"] = (long)bar.Low,
                ["close"] = (long)bar.Close,
                ["volume"] = bar.Volume,
            };
            if (bar.AccVolume is { } shares)
                values["acc_vol"] = shares;
            if (bar.AccValue is { } won)
                values["acc_value"] = won;
            bars.Add((bar.Minute.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture), symbol), values);
        }

        return bars;
    }

    private static string Text(DateTime time) => time.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
}

/// <summary>A test that needs Python and the zstd program, and perhaps the objects beside the repository.</summary>
internal sealed class OriginalFactAttribute : FactAttribute
{
    public OriginalFactAttribute(bool realData = false) => Skip = OriginalTheoryAttribute.Reason ?? (realData && RealData.Folder is null ? RealData.Absent : null);
}

/// <summary>A test over several cases that needs Python and the zstd program.</summary>
internal sealed class OriginalTheoryAttribute : TheoryAttribute
{
    public OriginalTheoryAttribute() => Skip = Reason;

    internal static string? Reason => ((string[])["python3", "zstd"]).FirstOrDefault(tool => !Tool.Exists(tool)) is { } missing ? $"{missing} is not installed" : null;
}
