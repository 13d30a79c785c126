using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>One recorded version of a bar.</summary>
/// <param name="Kline">The bar.</param>
/// <param name="Retrieval">The time at which it was fetched, Korean time.</param>
/// <param name="Key">The object that contains it.</param>
public sealed record KlineVersion(Kline Kline, DateTime Retrieval, KlineKey Key)
{
    /// <summary>Returns the bar, its retrieval and its object in one line, the same in every culture.</summary>
    public override string ToString() => $"{Kline}, fetched {Retrieval.ToText()}, {Key}";
}
