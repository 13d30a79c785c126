using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Rhetenor.Data.Simulation;

/// <summary>Reads kline objects the plainest way there is, to hold the library's fast one to.</summary>
internal static class PlainReader
{
    /// <summary>Date and venue, and the retrieval; null for the names of other things.</summary>
    public static (string Date, string Venue, string Retrieval)? Key(string key)
    {
        const string extension = ".jsonl.zstd";
        if (!key.EndsWith(extension, StringComparison.Ordinal))
            return null;
        var parts = key[(key.LastIndexOf('/') + 1)..^extension.Length].Split('_');
        return parts.Length == 4 && parts[0].Length == 14 && parts[1].Length == 14 && parts[3].Length == 14 && parts[0][..8] == parts[1][..8]
            && parts.Where((_, i) => i != 2).All(part => part.All(char.IsAsciiDigit))
            ? (parts[0][..8], parts[2], parts[3])
            : null;
    }

    /// <summary>Whether the name is that of a compacted object, and its number.</summary>
    public static int Compaction(string key) => int.Parse(key[(key.LastIndexOf('/') + 1)..].Split('_')[1][12..], CultureInfo.InvariantCulture);

    /// <summary>The bars of an object, with the retrieval that a line of a compacted one has of its own. Lines that only repeat are left out.</summary>
    public static List<(string Symbol, DateTime Minute, StoredBar Bar, string? Retrieval)> Bars(byte[] body)
    {
        var bars = new List<(string Symbol, DateTime Minute, StoredBar Bar, string? Retrieval)>();
        foreach (var line in Text(body).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            if (root.TryGetProperty("merged", out _))
                continue;
            var retrieval = root.TryGetProperty("retrieval", out var own) ? own.GetString() : null;
            var minute = DateTime.ParseExact(root.GetProperty("timestamp").GetString()!, "yyyy-MM-dd_HH:mm", CultureInfo.InvariantCulture);
            var fields = root.GetProperty("fields").EnumerateArray().Select(field => field.GetString()!).ToList();
            foreach (var symbol in root.GetProperty("data").EnumerateObject())
            {
                decimal Value(string field) => symbol.Value[fields.IndexOf(field)].GetDecimal();
                long? Optional(string field) => fields.Contains(field) && symbol.Value[fields.IndexOf(field)].ValueKind == JsonValueKind.Number ? (long)Value(field) : null;
                bars.Add((symbol.Name, minute, new StoredBar(Value("open"), Value("high"), Value("low"), Value("close"), (long)Value("volume"), (long)Value("acc_vol"), Optional("acc_value")), retrieval));
            }
        }

        return bars;
    }

    /// <summary>Decompresses an object of ASCII text.</summary>
    public static string Text(byte[] body)
    {
        using var reader = new Zstd.Reader(body, KlineLimits.Default);
        var text = new StringBuilder();
        var buffer = new byte[4096];
        for (int read; (read = reader.Read(body, buffer)) > 0;)
            text.Append(Encoding.ASCII.GetString(buffer, 0, read));
        return text.ToString();
    }
}
