using System.Diagnostics.CodeAnalysis;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Format;

/// <summary>The key of an object of daily bars: <c>{prefix}/{yyyyMMdd}_{yyyyMMdd}_{exchange}_{retrieval}.jsonl.zstd</c>. An object has
/// sessions of one year.</summary>
/// <param name="Prefix">The part before the last <c>/</c>; empty for none.</param>
/// <param name="First">The first session.</param>
/// <param name="Last">The last session, in the same year.</param>
/// <param name="Venue">The venue.</param>
/// <param name="Retrieval">The time at which the bars were fetched, Korean time, in whole seconds.</param>
internal readonly record struct DailyKey(string Prefix, DateOnly First, DateOnly Last, Venue Venue, DateTime Retrieval)
{
    /// <summary>Gets the key without the prefix.</summary>
    public string Name => $"{First.ToDigits()}_{Last.ToDigits()}_{Venue.ToCode()}_{Retrieval.ToDigits()}{KlineKey.Extension}";

    /// <summary>Gets the prefix of the keys of a year's objects.</summary>
    public static string YearPrefix(string prefix, int year) => $"{prefix}/{new DateOnly(year, 1, 1).ToDigits()[..4]}";

    /// <summary>Parses a key with any prefix. Returns false for all other names, and never throws.</summary>
    public static bool TryParse([NotNullWhen(true)] string? key, out DailyKey parsed)
    {
        parsed = default;
        if (key?.EndsWith(KlineKey.Extension, StringComparison.Ordinal) != true)
            return false;
        var slash = key.LastIndexOf('/');
        var parts = key[(slash + 1)..^KlineKey.Extension.Length].Split('_');
        if (parts.Length != 4 || !Stamp.TryReadDate(parts[0], out var first) || !Stamp.TryReadDate(parts[1], out var last)
            || !Venue.TryParse(parts[2], out var venue) || !Stamp.TryReadSecond(parts[3], out var retrieval)
            || first > last || first.Year != last.Year || !KlineKey.IsPlausible(first) || !KlineKey.IsPlausible(DateOnly.FromDateTime(retrieval)))
        {
            return false;
        }

        parsed = new(slash < 0 ? "" : key[..slash], first, last, venue, retrieval);
        return true;
    }

    /// <summary>Returns the whole key.</summary>
    public override string ToString() => string.IsNullOrEmpty(Prefix) ? Name : $"{Prefix}/{Name}";
}
