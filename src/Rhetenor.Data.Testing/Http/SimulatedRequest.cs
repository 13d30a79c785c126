namespace Rhetenor.Data.Testing;

/// <summary>A request as received by a simulator, in process or over a socket.</summary>
/// <param name="Method">GET, POST and so on.</param>
/// <param name="Uri">The absolute address.</param>
public sealed record SimulatedRequest(HttpMethod Method, Uri Uri)
{
    /// <summary>The headers by name, ignoring case. Several values are joined by a comma.</summary>
    /// <value>Default none.</value>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The body.</summary>
    /// <value>Default empty.</value>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The number of this request among all requests of the simulator, from 1; 0 before it is counted.</summary>
    public int Number { get; init; }

    internal static async Task<SimulatedRequest> FromAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var uri = message.RequestUri;
        if (uri is not { IsAbsoluteUri: true })
            throw new InvalidOperationException("An invalid request URI was provided: it must be absolute.");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in message.Headers.NonValidated)
            headers[name] = values.ToString();
        if (message.Content is null)
            return new SimulatedRequest(message.Method, uri) { Headers = headers };
        foreach (var (name, values) in message.Content.Headers.NonValidated)
            headers[name] = values.ToString();
        var body = await message.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return new SimulatedRequest(message.Method, uri) { Headers = headers, Body = body };
    }
}
