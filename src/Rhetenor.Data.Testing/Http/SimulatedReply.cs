using System.Net;
using System.Text;

namespace Rhetenor.Data.Testing;

/// <summary>An answer before it is sent. A client sees no difference between sending in process and over a socket.</summary>
public sealed record SimulatedReply
{
    /// <summary>The HTTP status.</summary>
    /// <value>Default 200.</value>
    public HttpStatusCode StatusCode { get; init; } = HttpStatusCode.OK;

    /// <summary>The headers of response and content, without the length, which results from body and delivery.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The whole body.</summary>
    /// <value>Default empty.</value>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The delivery: how much of the answer arrives, when, and how the connection ends.</summary>
    /// <value>Default: the whole answer at once.</value>
    public ReplyDelivery Delivery { get; init; } = ReplyDelivery.Whole;

    /// <summary>Creates a text answer in UTF-8.</summary>
    public static SimulatedReply Text(HttpStatusCode statusCode, string body, string contentType = "text/plain; charset=utf-8") =>
        new() { StatusCode = statusCode, Body = Encoding.UTF8.GetBytes(body), Headers = [new("Content-Type", contentType)] };

    /// <summary>Returns this answer with one header set. It replaces all headers of that name.</summary>
    public SimulatedReply WithHeader(string name, string value) =>
        this with { Headers = [.. Headers.Where(header => !header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)), new(name, value)] };
}
