namespace Rhetenor.Data.Testing;

/// <summary>A request that a simulator got. Headers and bodies, which may hold secrets, are not recorded.</summary>
/// <param name="Method">GET, POST and so on.</param>
/// <param name="Uri">The absolute address.</param>
/// <param name="Instant">When it came, on the simulator's clock.</param>
/// <param name="Fault">The fault it met; null when it was answered properly.</param>
public sealed record RecordedRequest(HttpMethod Method, Uri Uri, DateTimeOffset Instant, HttpFault? Fault);
