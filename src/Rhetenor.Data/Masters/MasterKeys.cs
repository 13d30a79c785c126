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

    /// <summary>Gets the prefix of the keys of one month's cached JSON.</summary>
    public string Month(DateOnly date) => $"{prefix}/{date.ToDigits()[..6]}";

    /// <summary>Gets the day of a market's cached JSON; null for any other key.</summary>
    public DateOnly? DateOfJson(string key, Market market)
    {
        var suffix = $"_{market.ToKey()}.json";
        return key.Length == prefix.Length + 1 + 8 + suffix.Length && key.EndsWith(suffix, StringComparison.Ordinal)
            && Stamp.TryReadDate(key.AsSpan(prefix.Length + 1, 8), out var date)
            ? date
            : null;
    }
}
