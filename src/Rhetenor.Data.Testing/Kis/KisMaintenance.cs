namespace Rhetenor.Data.Testing;

/// <summary>A time in which every request is answered by an HTML page.</summary>
/// <param name="From">The first instant of it, on the server's clock.</param>
/// <param name="To">The first instant after it.</param>
public sealed record KisMaintenance(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The HTTP status of the page.</summary>
    /// <value>Default 503.</value>
    public int StatusCode { get; init; } = 503;
}
