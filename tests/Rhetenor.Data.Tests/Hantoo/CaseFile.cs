using System.Text.RegularExpressions;

namespace Rhetenor.Data.Tests.Hantoo;

/// <summary>The cases of cases.txt: a title, the replies in order (the last one repeats), the outcome, and words of the message.</summary>
internal sealed class CaseFile : TheoryData<string>
{
    private const string File = "tests/Rhetenor.Data.Tests/Hantoo/cases.txt";

    public CaseFile()
    {
        foreach (var lines in Cases())
            Add(lines[0]);
    }

    public static (List<SimulatedReply> Replies, string Outcome, string Words) Get(string title)
    {
        var lines = Cases().Single(lines => lines[0] == title);
        var replies = lines.Select(line => Regex.Match(line, @"^< (\d+) ?(.*)$")).Where(match => match.Success)
            .Select(match => ScriptedKis.Json(int.Parse(match.Groups[1].Value, null), match.Groups[2].Value.Replace("$page", ScriptedKis.Page, StringComparison.Ordinal)));
        return ([.. replies], lines.Single(line => line.StartsWith("= ", StringComparison.Ordinal))[2..], lines[^1].StartsWith("~ ", StringComparison.Ordinal) ? lines[^1][2..] : "");
    }

    private static IEnumerable<string[]> Cases() =>
        Repository.Read(File).Split("\n\n").Select(text => text.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Where(lines => lines.Length > 0);
}
