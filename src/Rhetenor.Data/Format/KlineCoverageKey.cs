using Rhetenor.Data.Core;

namespace Rhetenor.Data.Format;

/// <summary>The key of a coverage object: <c>{prefix}/coverage/{yyyyMMdd}_{exchange}_{retrieval}.json</c>. The retrieval is
/// <c>yyyyMMddHHmmss</c> in Korean time.</summary>
/// <param name="Prefix">The prefix of the kline objects that the coverage is about; empty for none.</param>
/// <param name="Date">The date of the bars.</param>
/// <param name="Venue">The venue.</param>
/// <param name="Retrieval">The time at which the bars were fetched, in Korean time, in whole seconds.</param>
internal readonly record struct KlineCoverageKey(string Prefix, DateOnly Date, Venue Venue, DateTime Retrieval)
{
    private const string Folder = "coverage/";
    private const string Extension = ".json";

    /// <summary>Gets the prefix of the keys of a day's coverage objects.</summary>
    public static string DayPrefix(string prefix, DateOnly date)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return $"{prefix}{(prefix.Length > 0 ? "/" : "")}{Folder}{date.ToDigits()}_";
    }

    /// <summary>Parses a key. Returns false for all other names and never throws.</summary>
    public static bool TryParse(string? key, out KlineCoverageKey parsed)
    {
        parsed = default;
        if (key is null || !key.EndsWith(Extension, StringComparison.Ordinal))
            return false;
        var slash = key.LastIndexOf('/');
        var parts = key[(slash + 1)..^Extension.Length].Split('_');
        var folder = key[..(slash + 1)];
        if (parts.Length != 3 || !(folder == Folder || folder.EndsWith("/" + Folder, StringComparison.Ordinal))
            || !Venue.TryParse(parts[1], out var venue)
            || !Stamp.TryReadDate(parts[0], out var date)
            || !Stamp.TryReadSecond(parts[2], out var retrieval)
            || !KlineKey.IsPlausible(date) || !KlineKey.IsPlausible(DateOnly.FromDateTime(retrieval)))
        {
            return false;
        }

        parsed = new KlineCoverageKey(folder[..^Folder.Length].TrimEnd('/'), date, venue, retrieval);
        return true;
    }

    /// <summary>Returns the whole key.</summary>
    public override string ToString() => $"{DayPrefix(Prefix ?? "", Date)}{Venue.ToCode()}_{Retrieval.ToDigits()}{Extension}";
}
