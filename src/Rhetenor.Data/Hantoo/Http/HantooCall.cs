using System.Net.Http.Headers;

namespace Rhetenor.Data.Hantoo;

/// <summary>One call to KIS: the request, and how often it was sent.</summary>
internal sealed class HantooCall(HttpMethod method, string trId, string pathAndQuery, byte[]? body = null)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json") { CharSet = "utf-8" };

    public string TrId => trId;

    /// <summary>Gets the value of tr_cont: empty for the first page, N for the next.</summary>
    public string Continuation { get; init; } = "";

    /// <summary>Gets the list of which it requests a page; null when it requests none.</summary>
    public HantooPages? Pages { get; init; }

    /// <summary>Gets what cancels it once it is sent; null for what cancels its waits too.</summary>
    public CancellationToken? Sent { get; init; }

    /// <summary>Returns the same call, not sent yet.</summary>
    /// <param name="sent">What cancels it once it is sent.</param>
    public HantooCall Again(CancellationToken sent) => new(method, trId, pathAndQuery, body) { Continuation = Continuation, Pages = Pages, Sent = sent };

    /// <summary>Gets or sets the number of requests sent so far.</summary>
    public int Attempts { get; set; }

    /// <summary>Builds a path with a query. Every parameter is sent, even if empty.</summary>
    public static string Path(string path, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var separator = '?';
        foreach (var (name, value) in parameters)
        {
            path += $"{separator}{name}={Uri.EscapeDataString(value)}";
            separator = '&';
        }

        return path;
    }

    public HttpRequestMessage ToMessage(Uri address, HantooCredentials credentials, HantooToken? token)
    {
        var message = new HttpRequestMessage(method, new Uri(address.AbsoluteUri.TrimEnd('/') + pathAndQuery))
        {
            Content = new ByteArrayContent(body ?? []),
        };
        message.Content.Headers.ContentType = Json;
        if (token is null)
            return message;
        var headers = message.Headers;
        headers.TryAddWithoutValidation("authorization", "Bearer " + token.Value);
        credentials.Use((key, hidden) =>
        {
            headers.TryAddWithoutValidation("appkey", key);
            headers.TryAddWithoutValidation("appsecret", hidden);
        });
        headers.TryAddWithoutValidation("tr_id", trId);
        headers.TryAddWithoutValidation("custtype", "P");
        headers.TryAddWithoutValidation("tr_cont", Continuation);
        return message;
    }
}
