using System.Diagnostics.CodeAnalysis;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Format;

/// <summary>The key of a coverage object of daily bars: <c>{prefix}/coverage/{exchange}_{retrieval}.json.zstd</c>.</summary>
/// <param name="Prefix">The prefix of the objects of bars.</param>
/// <param name="Venue">The venue.</param>
/// <param name="Retrieval">The time at which the bars were fetched, Korean time, in whole seconds.</param>
internal readonly record struct DailyCoverageKey(string Prefix, Venue Venue, DateTime Retrieval)
{
    private const string Middle = "/coverage/", Extension = ".json.zstd";

    /// <summary>Gets the key without prefix and folder.</summary>
    public string Name => $"{Venue.ToCode()}_{Retrieval.ToDigits()}{Extension}";

    /// <summary>Gets the prefix of all keys.</summary>
    public static string Folder(string prefix) => $"{prefix}{Middle}";

    /// <summary>Parses a key. Returns false for all other names, and never throws.</summary>
    public static bool TryParse([NotNullWhen(true)] string? key, out DailyCoverageKey parsed)
    {
        parsed = default;
        var slash = key?.LastIndexOf(Middle, StringComparison.Ordinal) ?? -1;
        if (slash < 0 || !key!.EndsWith(Extension, StringComparison.Ordinal))
            return false;
        var parts = key[(slash + Middle.Length)..^Extension.Length].Split('_');
        if (parts.Length != 2 || !Venue.TryParse(parts[0], out var venue) || !Stamp.TryReadSecond(parts[1], out var retrieval) || !KlineKey.IsPlausible(DateOnly.FromDateTime(retrieval)))
            return false;
        parsed = new(key[..slash], venue, retrieval);
        return true;
    }

    /// <summary>Returns the whole key.</summary>
    public override string ToString() => $"{Prefix}{Middle}{Name}";
}
