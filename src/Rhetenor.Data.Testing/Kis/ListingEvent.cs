namespace Rhetenor.Data.Testing;

/// <summary>A new name or another market of a symbol of a simulated market. Its short code (단축코드) and its ISIN stay.</summary>
/// <param name="Code">The short code.</param>
/// <param name="Date">The first day with it, Korean date.</param>
public sealed record ListingEvent(string Code, DateOnly Date)
{
    /// <summary>The new name in Korean, at most 40 bytes in cp949.</summary>
    /// <value>Default null: the name stays.</value>
    public string? Name { get; init; }

    /// <summary>The market to which the symbol moves. Its master has the day of the move as listing date, as those of KIS do.</summary>
    /// <value>Default null: the market stays.</value>
    public Market? Market { get; init; }
}
