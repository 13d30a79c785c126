namespace Rhetenor.Data.Testing;

/// <summary>A request as understood by a <see cref="SimulatedKis"/>, without secret headers and bodies.</summary>
/// <param name="Instant">The time of the request, on the server's clock, Korean time.</param>
/// <param name="Path">The path of the address.</param>
/// <param name="TrId">The header <c>tr_id</c>; empty when it was not sent.</param>
/// <param name="Code">The code of the server's answer: <c>MCA00000</c>, <c>EGW00201</c> and so on. Scripted faults are applied
/// afterwards and not included.</param>
public sealed record KisCall(DateTimeOffset Instant, string Path, string TrId, string Code)
{
    /// <summary>Gets the venue's code as sent: <c>J</c>, <c>NX</c>, <c>UN</c>; empty when not sent.</summary>
    public string Venue { get; init; } = "";

    /// <summary>Gets the short code as sent; empty when not sent.</summary>
    public string Symbol { get; init; } = "";

    /// <summary>Gets the date as sent: that of a dated chart, or the first date of holidays and of lists of corporate actions; empty when not sent.</summary>
    public string Date { get; init; } = "";

    /// <summary>Gets the number of the app key: 1 for <see cref="SimulatedKisOptions.AppKey"/> and unknown keys, 2 for the first of
    /// <see cref="SimulatedKisOptions.OtherKeys"/>.</summary>
    public int Key { get; init; } = 1;

    /// <summary>Gets the time of day as sent; empty when not sent.</summary>
    public string Cursor { get; init; } = "";
}
