using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>One of the values a bar has had.</summary>
/// <param name="Kline">The bar.</param>
/// <param name="Retrieval">When it was fetched, Korean time.</param>
/// <param name="Key">The object it is in.</param>
public sealed record KlineVersion(Kline Kline, DateTime Retrieval, KlineKey Key)
{
    /// <summary>Returns the bar, its retrieval and its object in one line, the same in every culture.</summary>
    public override string ToString() => $"{Kline}, fetched {Retrieval.ToText()}, {Key}";
}
