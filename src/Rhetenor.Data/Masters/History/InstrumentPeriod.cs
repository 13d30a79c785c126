using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>Consecutive held days on which an instrument had one market, one short code and one name.</summary>
/// <param name="From">The first day, Korean date.</param>
/// <param name="To">The last day, Korean date.</param>
/// <param name="Market">The market.</param>
/// <param name="ShortCode">The short code (단축코드).</param>
/// <param name="KoreanName">The Korean name (한글종목명).</param>
public sealed record InstrumentPeriod(DateOnly From, DateOnly To, Market Market, string ShortCode, string KoreanName)
{
    /// <summary>Returns the period in one line, independent of culture.</summary>
    public override string ToString() => $"{From.ToText()} – {To.ToText()} {Market.ToKey()} {ShortCode} {KoreanName}";
}
