using System.Text.Json.Serialization;

namespace Rhetenor.Data;

/// <summary>The period of a file of a dataset.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<KlineDatasetPeriod>))]
public enum KlineDatasetPeriod
{
    /// <summary>One session of the running month.</summary>
    [JsonStringEnumMemberName("day")]
    Day,

    /// <summary>A closed month.</summary>
    [JsonStringEnumMemberName("month")]
    Month,

    /// <summary>A closed year. It repeats the bars of the year's months.</summary>
    [JsonStringEnumMemberName("year")]
    Year,
}

/// <summary>A Parquet file of a dataset. It is an object that never changes; its name contains a part of its hash and the number of the
/// publication that added it.</summary>
/// <param name="Key">The key.</param>
/// <param name="Period">The period.</param>
/// <param name="From">The first session.</param>
/// <param name="To">The last session.</param>
/// <param name="FirstSymbol">The first symbol, in ordinal order.</param>
/// <param name="LastSymbol">The last symbol.</param>
/// <param name="Bars">The number of bars.</param>
/// <param name="Shares">The sum of their volumes, in shares.</param>
/// <param name="Size">The size, in bytes.</param>
/// <param name="Sha256">The SHA-256 of the file, in lower-case hexadecimal digits.</param>
/// <param name="FooterSize">The size of the footer, in bytes, with its length and the closing mark.</param>
/// <param name="FooterSha256">The SHA-256 of these bytes.</param>
/// <param name="Since">The number of the publication that added the file.</param>
public sealed record KlineDatasetFile(
    string Key,
    KlineDatasetPeriod Period,
    DateOnly From,
    DateOnly To,
    string FirstSymbol,
    string LastSymbol,
    long Bars,
    long Shares,
    long Size,
    string Sha256,
    int FooterSize,
    string FooterSha256,
    int Since)
{
    /// <summary>Determines whether the file may contain bars of a symbol.</summary>
    public bool MayContain(string symbol) => string.CompareOrdinal(FirstSymbol, symbol) <= 0 && string.CompareOrdinal(symbol, LastSymbol) <= 0;

    internal bool Overlaps(DateOnly from, DateOnly to) => From <= to && from <= To;
}
