namespace Rhetenor.Data.Testing;

/// <summary>A request received by a simulator. Headers and bodies are not recorded, because they may contain secrets.</summary>
/// <param name="Method">GET, POST and so on.</param>
/// <param name="Uri">The absolute address.</param>
/// <param name="Instant">The time of the request, on the simulator's clock.</param>
/// <param name="Fault">The fault that the request met; null when it was answered normally.</param>
public sealed record RecordedRequest(HttpMethod Method, Uri Uri, DateTimeOffset Instant, HttpFault? Fault);
