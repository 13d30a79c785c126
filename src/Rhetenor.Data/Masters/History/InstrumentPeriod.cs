using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>Consecutive held days on which an instrument had one market, one short code and one name.</summary>
public sealed record InstrumentPeriod
{
    internal InstrumentPeriod(DateOnly from, DateOnly to, Market market, string shortCode, string koreanName) =>
        (From, To, Market, ShortCode, KoreanName) = (from, to, market, shortCode, koreanName);

    /// <summary>Gets the first day, Korean date.</summary>
    public DateOnly From { get; init; }

    /// <summary>Gets the last day, Korean date.</summary>
    public DateOnly To { get; init; }

    /// <summary>Gets the market.</summary>
    public Market Market { get; init; }

    /// <summary>Gets the short code (단축코드).</summary>
    public string ShortCode { get; init; }

    /// <summary>Gets the Korean name (한글종목명).</summary>
    public string KoreanName { get; init; }

    /// <summary>Returns the period in one line, independent of culture.</summary>
    public override string ToString() => $"{From.ToText()} – {To.ToText()} {Market.ToKey()} {ShortCode} {KoreanName}";
}
