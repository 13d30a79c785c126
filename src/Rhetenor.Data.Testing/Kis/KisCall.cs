namespace Rhetenor.Data.Testing;

/// <summary>A request as a <see cref="SimulatedKis"/> understood it: no headers with secrets, no bodies.</summary>
/// <param name="Instant">When it came, on the server's clock, Korean time.</param>
/// <param name="Path">The path of the address.</param>
/// <param name="TrId">The header <c>tr_id</c>; empty without one.</param>
/// <param name="Code">How the server answered: <c>MCA00000</c>, <c>EGW00201</c>, … Scripted faults come on top and are not in it.</param>
public sealed record KisCall(DateTimeOffset Instant, string Path, string TrId, string Code)
{
    /// <summary>The venue's code as sent: <c>J</c>, <c>NX</c>, <c>UN</c>; empty when not sent.</summary>
    public string Venue { get; init; } = "";

    /// <summary>The short code as sent; empty when not sent.</summary>
    public string Symbol { get; init; } = "";

    /// <summary>The date as sent: that of a dated chart, or the first of the holidays; empty when not sent.</summary>
    public string Date { get; init; } = "";

    /// <summary>The time of day as sent; empty when not sent.</summary>
    public string Cursor { get; init; } = "";
}
