namespace Rhetenor.Data.Testing;

/// <summary>A period in which every request of one app key is refused. Its connections for ticks are lost at the beginning, and its registrations
/// are refused.</summary>
/// <param name="Key">The number of the app key: 1 for <see cref="SimulatedKisOptions.AppKey"/>, 2 for the first of <see cref="SimulatedKisOptions.OtherKeys"/>.</param>
/// <param name="From">The first instant of the period, on the server's clock.</param>
/// <param name="To">The first instant after the period.</param>
public sealed record KisSuspension(int Key, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The code of the refusals. KIS has published none for suspended keys.</summary>
    /// <value>Default <c>EGW00103</c>: the app key is not valid.</value>
    public string Code { get; init; } = "EGW00103";

    internal bool IsOn(int key, DateTimeOffset now) => key == Key && From <= now && now < To;
}
