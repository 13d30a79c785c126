using Rhetenor.Data.Core;

namespace Rhetenor.Data.Masters;

/// <summary>Builds and reads the names under which masters are kept.</summary>
internal sealed class MasterKeys(string prefix)
{
    private const string RawExtension = ".mst.zip";

    /// <summary>The cached JSON of a day: <c>{prefix}/{yyyyMMdd}_{market}.json</c>.</summary>
    public string Json(Market market, DateOnly date) => $"{prefix}/{date.ToDigits()}_{market.ToKey()}.json";

    /// <summary>The ZIP as it was downloaded: <c>{prefix}/raw/{yyyyMMdd}_{market}.mst.zip</c>.</summary>
    public string Raw(Market market, DateOnly date) => $"{prefix}/raw/{date.ToDigits()}_{market.ToKey()}{RawExtension}";

    /// <summary>Another ZIP of the same day: its checksum is added to the name.</summary>
    public string LaterRaw(Market market, DateOnly date, uint crc32) => $"{LaterRaws(market, date)}{crc32:x8}{RawExtension}";

    /// <summary>The beginning of the names of a day's further ZIPs.</summary>
    public string LaterRaws(Market market, DateOnly date) => $"{prefix}/raw/{date.ToDigits()}_{market.ToKey()}_";

    /// <summary>The beginning of the names of one month's cached JSON.</summary>
    public string Month(DateOnly date) => $"{prefix}/{date.ToDigits()[..6]}";

    /// <summary>The day of a cached JSON of a market; null when the key is something else.</summary>
    public DateOnly? DateOfJson(string key, Market market)
    {
        var suffix = $"_{market.ToKey()}.json";
        return key.Length == prefix.Length + 1 + 8 + suffix.Length && key.EndsWith(suffix, StringComparison.Ordinal)
            && Stamp.TryReadDate(key.AsSpan(prefix.Length + 1, 8), out var date)
            ? date
            : null;
    }
}
