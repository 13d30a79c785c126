namespace Rhetenor.Data.Testing;

/// <summary>Converts the response of any transport to a reply that can be sent over a socket.</summary>
internal static class ForeignReply
{
    public static async Task<SimulatedReply> FromAsync(IHttpTransport transport, SimulatedRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(request.Method, request.Uri);
        if (!request.Body.IsEmpty)
            message.Content = new ReadOnlyMemoryContent(request.Body);
        foreach (var (name, value) in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
                message.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await transport.SendAsync(message, cancellationToken).ConfigureAwait(false);
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .Where(header => !IsFraming(header.Key))
            .Select(header => new KeyValuePair<string, string>(header.Key, header.Value.ToString()));
        return new SimulatedReply
        {
            StatusCode = response.StatusCode,
            Headers = [.. headers],
            Body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false),
        };
    }

    private static bool IsFraming(string name) =>
        name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Connection", StringComparison.OrdinalIgnoreCase);
}
