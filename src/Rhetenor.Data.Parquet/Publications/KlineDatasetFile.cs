using System.Globalization;
using System.Text.Json.Serialization;
using Rhetenor.Data.Core;

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

    /// <summary>A year: of daily bars, any year; of minutes, a closed one, which repeats the bars of the year's months.</summary>
    [JsonStringEnumMemberName("year")]
    Year,
}

/// <summary>A Parquet file of a dataset. It is an object that never changes; its name contains a part of its hash and the number of the
/// publication that added it.</summary>
public sealed record KlineDatasetFile
{
    [JsonConstructor]
    internal KlineDatasetFile(
        string key, KlineDatasetPeriod period, DateOnly from, DateOnly to, string firstSymbol, string lastSymbol, long bars, long shares, long size, string sha256, int footerSize, string footerSha256, int since) =>
        (Key, Period, From, To, FirstSymbol, LastSymbol, Bars, Shares, Size, Sha256, FooterSize, FooterSha256, Since) =
        (key, period, from, to, firstSymbol, lastSymbol, bars, shares, size, sha256, footerSize, footerSha256, since);

    /// <summary>Gets the key.</summary>
    public string Key { get; init; }

    /// <summary>Gets the period.</summary>
    public KlineDatasetPeriod Period { get; init; }

    /// <summary>Gets the first session, Korean date.</summary>
    public DateOnly From { get; init; }

    /// <summary>Gets the last session, Korean date.</summary>
    public DateOnly To { get; init; }

    /// <summary>Gets the first symbol, in ordinal order.</summary>
    public string FirstSymbol { get; init; }

    /// <summary>Gets the last symbol.</summary>
    public string LastSymbol { get; init; }

    /// <summary>Gets the number of bars.</summary>
    public long Bars { get; init; }

    /// <summary>Gets the sum of their volumes, in shares.</summary>
    public long Shares { get; init; }

    /// <summary>Gets the size, in bytes.</summary>
    public long Size { get; init; }

    /// <summary>Gets the SHA-256 of the file, in lower-case hexadecimal digits.</summary>
    public string Sha256 { get; init; }

    /// <summary>Gets the size of the footer, in bytes, with its length and the closing mark.</summary>
    public int FooterSize { get; init; }

    /// <summary>Gets the SHA-256 of these bytes.</summary>
    public string FooterSha256 { get; init; }

    /// <summary>Gets the number of the publication that added the file.</summary>
    public int Since { get; init; }

    /// <summary>Determines whether the file may contain bars of a symbol.</summary>
    public bool MayContain(string symbol) => string.CompareOrdinal(FirstSymbol, symbol) <= 0 && string.CompareOrdinal(symbol, LastSymbol) <= 0;

    /// <summary>Returns key, number of bars and size in one line, independent of culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Key}: {Texts.Count(Bars, "bar")}, {Size:N0} bytes");

    internal bool Overlaps(DateOnly from, DateOnly to) => From <= to && from <= To;
}
