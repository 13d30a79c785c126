namespace Rhetenor.Data;

/// <summary>A venue where Korean stocks trade, as KIS and keys distinguish it.</summary>
public enum Venue
{
    /// <summary>The Korea Exchange, code <c>J</c>.</summary>
    Krx,

    /// <summary>Nextrade, the alternative trading system open since 2025-03-04, code <c>NX</c>.</summary>
    Nextrade,

    /// <summary>Both venues combined, code <c>UN</c>.</summary>
    Unified,
}
