namespace Rhetenor.Data.Testing;

/// <summary>A bar that changes after its minute is over: more shares, at its closing price.</summary>
/// <param name="Venue">KRX or Nextrade; the unified bar changes with it.</param>
/// <param name="Date">The Korean date.</param>
/// <param name="Code">The symbol's short code.</param>
/// <param name="Minute">The bar's label. Nothing happens when there was no trade in that minute.</param>
/// <param name="Instant">From when on the bar is so.</param>
/// <param name="Shares">Shares added.</param>
public sealed record KisRevision(Venue Venue, DateOnly Date, string Code, TimeOnly Minute, DateTimeOffset Instant, long Shares);
