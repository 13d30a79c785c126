using System.Text.Json.Serialization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>A published session (거래일).</summary>
public sealed record KlineDatasetSession
{
    [JsonConstructor]
    internal KlineDatasetSession(DateOnly date, long bars, long shares, string source, IReadOnlyList<KlineDatasetRetrieval>? retrieved = null) =>
        (Date, Bars, Shares, Source, Retrieved) = (date, bars, shares, source, retrieved);

    /// <summary>Gets the Korean date.</summary>
    public DateOnly Date { get; init; }

    /// <summary>Gets the number of bars.</summary>
    public long Bars { get; init; }

    /// <summary>Gets the sum of their volumes, in shares.</summary>
    public long Shares { get; init; }

    /// <summary>Gets a hash of the names and sizes of the archive's objects that the bars were read from. An exclamation mark follows when
    /// something of them could not be read.</summary>
    public string Source { get; init; }

    /// <summary>Gets the dates on which the bars were fetched, which tell whether their prices account for a later split; null in manifests
    /// that do not contain them.</summary>
    public IReadOnlyList<KlineDatasetRetrieval>? Retrieved { get; init; }

    /// <summary>Returns date and number of bars in one line, independent of culture.</summary>
    public override string ToString() => $"{Date.ToText()}: {Texts.Count(Bars, "bar")}";
}

/// <summary>A date on which bars of a session were fetched.</summary>
public sealed record KlineDatasetRetrieval
{
    [JsonConstructor]
    internal KlineDatasetRetrieval(DateOnly date, IReadOnlyList<string>? symbols = null) =>
        (Date, Symbols) = (date, symbols);

    /// <summary>Gets the Korean date.</summary>
    public DateOnly Date { get; init; }

    /// <summary>Gets the symbols that have bars of this date, in ordinal order; null for all.</summary>
    public IReadOnlyList<string>? Symbols { get; init; }

    /// <summary>Returns date and number of symbols in one line, independent of culture.</summary>
    public override string ToString() => $"{Date.ToText()}: {(Symbols is null ? "all symbols" : Texts.Count(Symbols.Count, "symbol"))}";
}
