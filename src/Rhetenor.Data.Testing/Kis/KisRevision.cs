namespace Rhetenor.Data.Testing;

/// <summary>A revision of a bar after its minute is over: additional shares at its closing price.</summary>
/// <param name="Venue">KRX or Nextrade. The unified bar changes too.</param>
/// <param name="Date">The Korean date.</param>
/// <param name="Code">The symbol's short code.</param>
/// <param name="Minute">The bar's label, Korean time. The revision has no effect when there was no trade in that minute.</param>
/// <param name="Instant">The instant of the revision.</param>
/// <param name="Shares">The number of shares added.</param>
public sealed record KisRevision(Venue Venue, DateOnly Date, string Code, TimeOnly Minute, DateTimeOffset Instant, long Shares);
