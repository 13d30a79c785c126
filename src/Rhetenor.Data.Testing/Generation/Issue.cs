namespace Rhetenor.Data.Testing;

/// <summary>One generated issue on one day.</summary>
internal sealed record Issue
{
    private const int RoundedUp = 5;

    public required Market Market { get; init; }

    /// <summary>Gets the draws that stay the same over the issue's life.</summary>
    public required Draw Fixed { get; init; }

    /// <summary>Gets the draws that change from day to day.</summary>
    public required Draw Daily { get; init; }

    public required string Group { get; init; }

    public required string ShortCode { get; init; }

    public required string StandardCode { get; init; }

    public required string Name { get; init; }

    public required DateOnly Day { get; init; }

    public required DateOnly Listed { get; init; }

    public required long Price { get; init; }

    public required long ThousandShares { get; init; }

    public required int ParValue { get; init; }

    /// <summary>Gets the size: 1 large, 2 middle, 3 small.</summary>
    public required int Size { get; init; }

    /// <summary>Gets the kind of share: 0 common, 1 old preferred, 2 new preferred, 9 a kind that KIS does not document.</summary>
    public int Preferred { get; init; }

    public Trap Trap { get; init; }

    public Financials? Financials { get; init; }

    public bool IsShare => Group is "ST" or "FS" or "DR";

    public bool IsSpac => Name.EndsWith("스팩", StringComparison.Ordinal);

    /// <summary>Gets whether the simulated market has halted the issue; null when it does not have it.</summary>
    public bool? IsHaltedInTruth { get; init; }

    public bool Halted => IsHaltedInTruth ?? (Trap == Trap.Halted || (IsShare && Fixed.Chance("halted", Market == Market.Kospi ? 25 : 45)));

    /// <summary>Gets whether the index provider has classified the issue. Sector flags are blank until then.</summary>
    public bool Reviewed => (Group is "ST" or "FS" or "MF" && Fixed.Chance("reviewed", Market == Market.Kospi ? 900 : 540)) || Group == "IF";

    /// <summary>Gets the close of the session before, unadjusted; the base price when no event is on the day.</summary>
    public long? PreviousClose { get; init; }

    public int ParValueChange { get; init; }

    public int? CapitalIncrease { get; init; }

    public int? ExType { get; init; }

    /// <summary>Gets whether the listing date is that of a move from another market.</summary>
    public bool HasMoved { get; init; }

    public long MarketCap => Listed == Day && !HasMoved ? 0 : (PreviousClose ?? Price) * (Trap == Trap.SpacAtEdge ? ThousandShares - RoundedUp : ThousandShares) / 100_000;
}
