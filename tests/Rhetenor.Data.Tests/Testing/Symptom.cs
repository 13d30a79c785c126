using System.Security.Cryptography;

namespace Rhetenor.Data.Tests;

/// <summary>What a client sees of an answer, as text.</summary>
internal static class Symptom
{
    public static async Task<string> OfAsync(IHttpTransport transport, Uri uri, HttpMethod? method = null, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, uri);
        HttpResponseMessage response;
        try
        {
            response = await transport.SendAsync(request, cancellationToken);
        }
        catch (Exception exception)
        {
            return "no answer: " + Describe(exception);
        }

        using (response)
        {
            var headers = string.Join(", ", response.Headers.Concat(response.Content.Headers)
                .Select(header => $"{header.Key}={string.Join('+', header.Value)}").Order(StringComparer.Ordinal));
            return $"{(int)response.StatusCode} {response.ReasonPhrase} [{headers}] {await BodyAsync(response, cancellationToken)}";
        }
    }

    private static async Task<string> BodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var buffer = new byte[1000];
            int count;
            while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0 && body.Length < 1 << 20)
                body.Write(buffer, 0, count);
        }
        catch (Exception exception)
        {
            return $"{body.Length} bytes, then {Describe(exception)}";
        }

        return body.Length >= 1 << 20 ? "a body without end" : $"{body.Length} bytes {Convert.ToHexString(SHA256.HashData(body.ToArray()))}";
    }

    private static string Describe(Exception exception)
    {
        var text = exception switch
        {
            OperationCanceledException => nameof(OperationCanceledException),
            HttpRequestException http => $"{http.GetType().Name}({http.HttpRequestError})",
            HttpIOException http => $"{http.GetType().Name}({http.HttpRequestError})",
            System.Net.Sockets.SocketException socket => $"{socket.GetType().Name}({socket.SocketErrorCode})",
            _ => exception.GetType().Name,
        };
        return exception.InnerException is { } inner and not OperationCanceledException && exception is not OperationCanceledException
            ? $"{text} < {Describe(inner)}"
            : text;
    }
}
