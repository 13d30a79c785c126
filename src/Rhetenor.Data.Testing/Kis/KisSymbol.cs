namespace Rhetenor.Data.Testing;

/// <summary>How a symbol trades.</summary>
public enum KisSymbolKind
{
    /// <summary>In every minute in which its venue trades.</summary>
    Liquid,

    /// <summary>In about a quarter of the minutes, and not always in the closing auction; at least once a session.</summary>
    Thin,

    /// <summary>Never, though it could.</summary>
    Idle,

    /// <summary>Never, because it may not.</summary>
    Halted,
}

/// <summary>A symbol that a <see cref="KisTruth"/> knows.</summary>
/// <param name="Code">The short code: <c>005930</c>.</param>
public sealed record KisSymbol(string Code)
{
    /// <summary>The name in Korean.</summary>
    /// <value>Default the code.</value>
    public string Name { get; init; } = Code;

    /// <summary>How it trades, unless <see cref="KisTruthOptions.KindOn"/> says otherwise for a day.</summary>
    /// <value>Default <see cref="KisSymbolKind.Liquid"/>.</value>
    public KisSymbolKind Kind { get; init; }

    /// <summary>Whether Nextrade trades it, from the day that venue opened.</summary>
    /// <value>Default true.</value>
    public bool OnNextrade { get; init; } = true;

    /// <summary>Whether it is a share. ETFs and ETNs have no after-market at the Korea Exchange.</summary>
    /// <value>Default true.</value>
    public bool IsShare { get; init; } = true;

    /// <summary>The price, in won, around which its prices move over the years.</summary>
    /// <value>Default 50,000.</value>
    public long Level { get; init; } = 50_000;
}
