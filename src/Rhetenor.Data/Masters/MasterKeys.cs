using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Masters;

/// <summary>Formats and parses the keys of masters.</summary>
internal sealed class MasterKeys(string prefix)
{
    private const string RawExtension = ".mst.zip";

    /// <summary>Gets the key of a day's cached JSON: <c>{prefix}/{yyyyMMdd}_{market}.json</c>.</summary>
    public string Json(Market market, DateOnly date) => $"{prefix}/{date.ToDigits()}_{market.ToKey()}.json";

    /// <summary>Gets the key of the ZIP as downloaded: <c>{prefix}/raw/{yyyyMMdd}_{market}.mst.zip</c>.</summary>
    public string Raw(Market market, DateOnly date) => $"{prefix}/raw/{date.ToDigits()}_{market.ToKey()}{RawExtension}";

    /// <summary>Gets the key of a different ZIP of the same day. The key contains its checksum.</summary>
    public string LaterRaw(Market market, DateOnly date, uint crc32) => $"{LaterRaws(market, date)}{crc32:x8}{RawExtension}";

    /// <summary>Gets the prefix of the keys of a day's further ZIPs.</summary>
    public string LaterRaws(Market market, DateOnly date) => $"{prefix}/raw/{date.ToDigits()}_{market.ToKey()}_";

    /// <summary>Gets the file name under which a ZIP is stored that does not say when it was written.</summary>
    public static string UndatedName(Market market) => $"{market.ToKey()}.undated{RawExtension}";

    /// <summary>Gets the key of a companion file as downloaded: <c>{prefix}/raw/{yyyyMMdd}_{file name}</c>.</summary>
    public string Raw(string fileName, DateOnly date) => $"{prefix}/raw/{date.ToDigits()}_{fileName}";

    /// <summary>Gets the key of a different companion file of the same day. The key contains its checksum, before the first dot.</summary>
    public string LaterRaw(string fileName, DateOnly date, uint crc32) => $"{LaterRaws(fileName, date)}{crc32:x8}{fileName[Stem(fileName)..]}";

    /// <summary>Gets the prefix of the keys of a companion's further files of a day.</summary>
    public string LaterRaws(string fileName, DateOnly date) => $"{prefix}/raw/{date.ToDigits()}_{fileName[..Stem(fileName)]}_";

    /// <summary>Gets the prefix of the keys of one month's cached JSON.</summary>
    public string Month(DateOnly date) => $"{prefix}/{date.ToDigits()[..6]}";

    /// <summary>Gets the prefix of the keys of one year's cached JSON.</summary>
    public string Year(int year) => $"{prefix}/{year:D4}";

    /// <summary>Gets the prefix of the keys of one year's derived objects.</summary>
    public string Histories(int year) => $"{prefix}/history/{year:D4}_";

    /// <summary>Gets the key of a year's derived object: <c>{prefix}/history/{yyyy}_{last day}_{masters}_{checksum}.json.zstd</c>. One with
    /// more masters replaces the others.</summary>
    public string History(int year, DateOnly last, int masters, uint crc32) =>
        string.Create(CultureInfo.InvariantCulture, $"{Histories(year)}{last.ToDigits()}_{masters:D4}_{crc32:x8}.json.zstd");

    /// <summary>Gets the prefix of the keys of recorded factors.</summary>
    public string Factors => $"{prefix}/factors/";

    /// <summary>Gets the key of factors that were recorded at a time, Korean: <c>{prefix}/factors/{yyyyMMddHHmmss}_{checksum}.jsonl</c>.</summary>
    public string FactorsOf(DateTime recorded, uint crc32) => $"{Factors}{recorded.ToDigits()}{FactorsEnd(crc32)}";

    /// <summary>Gets the end of the key of recorded factors with a checksum.</summary>
    public static string FactorsEnd(uint crc32) => $"_{crc32:x8}.jsonl";

    /// <summary>Gets the time, Korean, from the key of recorded factors; null for any other key.</summary>
    public DateTime? RecordedAt(string key) =>
        key.Length >= Factors.Length + Stamp.SecondLength && Stamp.TryReadSecond(key.AsSpan(Factors.Length, Stamp.SecondLength), out var time) ? time : null;

    /// <summary>Gets the day of a market's cached JSON; null for any other key.</summary>
    public DateOnly? DateOfJson(string key, Market market)
    {
        var suffix = $"_{market.ToKey()}.json";
        return key.Length == prefix.Length + 1 + 8 + suffix.Length && key.EndsWith(suffix, StringComparison.Ordinal)
            && Stamp.TryReadDate(key.AsSpan(prefix.Length + 1, 8), out var date)
            ? date
            : null;
    }

    private static int Stem(string fileName) => fileName.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? dot : fileName.Length;
}
