namespace Rhetenor.Data.Testing;

/// <summary>The kinds of trading activity of a symbol.</summary>
public enum KisSymbolKind
{
    /// <summary>Trades in every minute of its venue's hours.</summary>
    Liquid,

    /// <summary>Trades in about a quarter of the minutes, and not always in the closing auction; at least once per
    /// session.</summary>
    Thin,

    /// <summary>Never trades, although it could.</summary>
    Idle,

    /// <summary>Never trades, because it is halted (거래정지).</summary>
    Halted,
}

/// <summary>A symbol of a <see cref="KisTruth"/>.</summary>
/// <param name="Code">The short code (단축코드), such as <c>005930</c>.</param>
public sealed record KisSymbol(string Code)
{
    /// <summary>The name in Korean.</summary>
    /// <value>Default: the code.</value>
    public string Name { get; init; } = Code;

    /// <summary>The trading activity, unless <see cref="KisTruthOptions.KindOn"/> returns another one for a day.</summary>
    /// <value>Default <see cref="KisSymbolKind.Liquid"/>.</value>
    public KisSymbolKind Kind { get; init; }

    /// <summary>Whether Nextrade trades the symbol, from the day that venue opened.</summary>
    /// <value>Default true.</value>
    public bool OnNextrade { get; init; } = true;

    /// <summary>Whether it is a share. ETFs and ETNs have no after-market at KRX.</summary>
    /// <value>Default true.</value>
    public bool IsShare { get; init; } = true;

    /// <summary>The first session, Korean date; null when there are sessions on all dates.</summary>
    /// <value>Default null.</value>
    public DateOnly? Listed { get; init; }

    /// <summary>The first Korean date on which the symbol is no longer listed; null when it is not delisted.</summary>
    /// <value>Default null.</value>
    public DateOnly? Delisted { get; init; }

    /// <summary>The price level over the years, in won.</summary>
    /// <value>Default 50,000.</value>
    public long Level { get; init; } = 50_000;
}
