using System.Net;
using System.Text;

namespace Rhetenor.Data.Testing;

/// <summary>An answer before it is put on a wire: in process and over a socket it looks the same to a client.</summary>
public sealed record SimulatedReply
{
    /// <summary>The HTTP status.</summary>
    /// <value>Default 200.</value>
    public HttpStatusCode StatusCode { get; init; } = HttpStatusCode.OK;

    /// <summary>Headers of response and content, without the length, which follows from body and delivery.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The whole body.</summary>
    /// <value>Default empty.</value>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>How much of it arrives, when, and how the connection ends.</summary>
    /// <value>Default: all of it, at once.</value>
    public ReplyDelivery Delivery { get; init; } = ReplyDelivery.Whole;

    /// <summary>A text answer in UTF-8.</summary>
    public static SimulatedReply Text(HttpStatusCode statusCode, string body, string contentType = "text/plain; charset=utf-8") =>
        new() { StatusCode = statusCode, Body = Encoding.UTF8.GetBytes(body), Headers = [new("Content-Type", contentType)] };

    /// <summary>This answer with one header set, in place of any of that name.</summary>
    public SimulatedReply WithHeader(string name, string value) =>
        this with { Headers = [.. Headers.Where(header => !header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)), new(name, value)] };
}
