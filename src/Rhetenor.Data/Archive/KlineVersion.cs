using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>One recorded version of a bar.</summary>
public sealed record KlineVersion
{
    /// <summary>Gets the bar.</summary>
    public required Kline Kline { get; init; }

    /// <summary>Gets the time at which it was fetched, Korean time.</summary>
    public required DateTime Retrieval { get; init; }

    /// <summary>Gets the key of the object that contains it.</summary>
    public required string Key { get; init; }

    /// <summary>Returns the bar, its retrieval and its object in one line, the same in every culture.</summary>
    public override string ToString() => $"{Kline}, fetched {Retrieval.ToText()}, {Key}";
}
