using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Format;

/// <summary>The key of a coverage object: <c>{prefix}/coverage/{yyyyMMdd}_{exchange}_{retrieval}.json.zstd</c>. The retrieval is
/// <c>yyyyMMddHHmmss</c> in Korean time.</summary>
/// <param name="Prefix">The prefix of the kline objects that the coverage is about; empty for none.</param>
/// <param name="Date">The date of the bars.</param>
/// <param name="Venue">The venue.</param>
/// <param name="Retrieval">The time at which the bars were fetched, in Korean time, in whole seconds; the latest one in a merged
/// object.</param>
/// <param name="Number">The number of a merged object, 1 to 99: <c>…_{retrieval}_01.json.zstd</c>. 0 for the coverage of one run.</param>
/// <param name="IsPlain">Whether the object has the older form, plain JSON that ends in <c>.json</c>.</param>
internal readonly record struct KlineCoverageKey(
    string Prefix, DateOnly Date, Venue Venue, DateTime Retrieval, int Number = 0, bool IsPlain = false)
{
    public const int MaxNumber = 99;

    private const string Folder = "coverage/";
    private const string Extension = ".json.zstd";
    private const string PlainExtension = ".json";

    /// <summary>Gets the name of the object, without prefix and folder.</summary>
    public string Name =>
        $"{Date.ToDigits()}_{Venue.ToCode()}_{Retrieval.ToDigits()}{(Number > 0 ? string.Create(CultureInfo.InvariantCulture, $"_{Number:00}") : "")}{(IsPlain ? PlainExtension : Extension)}";

    /// <summary>Gets the prefix of the keys of a day's coverage objects.</summary>
    public static string DayPrefix(string prefix, DateOnly date)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return $"{FolderOf(prefix)}{date.ToDigits()}_";
    }

    /// <summary>Parses a key. Returns false for all other names and never throws.</summary>
    public static bool TryParse(string? key, out KlineCoverageKey parsed)
    {
        parsed = default;
        var slash = key?.LastIndexOf('/') ?? -1;
        var folder = key?[..(slash + 1)] ?? "";
        if (!(folder == Folder || folder.EndsWith("/" + Folder, StringComparison.Ordinal)) || !TryParseName(key![(slash + 1)..], out var name))
            return false;
        parsed = name with { Prefix = folder[..^Folder.Length].TrimEnd('/') };
        return true;
    }

    /// <summary>Parses the name of an object, without prefix and folder. Returns false for all other names and never throws.</summary>
    public static bool TryParseName(string? name, out KlineCoverageKey parsed)
    {
        parsed = default;
        var isPlain = name?.EndsWith(PlainExtension, StringComparison.Ordinal) == true;
        if (name is null || !(isPlain || name.EndsWith(Extension, StringComparison.Ordinal)))
            return false;
        var parts = name[..^(isPlain ? PlainExtension : Extension).Length].Split('_');
        var number = 0;
        if (parts.Length is not (3 or 4) || (parts.Length == 4 && (isPlain || !TryNumber(parts[3], out number)))
            || !Venue.TryParse(parts[1], out var venue)
            || !Stamp.TryReadDate(parts[0], out var date)
            || !Stamp.TryReadSecond(parts[2], out var retrieval)
            || !KlineKey.IsPlausible(date) || !KlineKey.IsPlausible(DateOnly.FromDateTime(retrieval)))
        {
            return false;
        }

        parsed = new KlineCoverageKey("", date, venue, retrieval, number, isPlain);
        return true;
    }

    /// <summary>Returns the whole key.</summary>
    public override string ToString() => FolderOf(Prefix ?? "") + Name;

    private static string FolderOf(string prefix) => $"{prefix}{(prefix.Length > 0 ? "/" : "")}{Folder}";

    private static bool TryNumber(string text, out int number)
    {
        number = 0;
        return text.Length == 2 && AsciiNumber.TryRead(System.Text.Encoding.ASCII.GetBytes(text), out number) && number > 0;
    }
}
