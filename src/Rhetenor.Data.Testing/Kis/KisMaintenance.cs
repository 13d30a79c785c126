namespace Rhetenor.Data.Testing;

/// <summary>A period in which every request is answered with an HTML page.</summary>
/// <param name="From">The first instant of the period, on the server's clock.</param>
/// <param name="To">The first instant after the period.</param>
public sealed record KisMaintenance(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The HTTP status of the page.</summary>
    /// <value>Default 503.</value>
    public int StatusCode { get; init; } = 503;
}
