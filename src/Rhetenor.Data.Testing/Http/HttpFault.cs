using System.Net;

namespace Rhetenor.Data.Testing;

/// <summary>A fault that affects one answer. Use a <see cref="FaultScript"/> to script it.</summary>
/// <remarks>All kinds of faults are created by the factory methods of this class and of <see cref="KisFault"/>. Equal faults
/// compare equal.</remarks>
public abstract record HttpFault
{
    private protected HttpFault()
    {
    }

    /// <summary>Replaces the answer with another status.</summary>
    /// <param name="code">The status, such as 503.</param>
    /// <param name="retryAfter">The value of <c>Retry-After</c>, sent in whole seconds; null for no header.</param>
    /// <param name="body">The text of the body.</param>
    public static HttpFault Status(int code, TimeSpan? retryAfter = null, string body = "") => new StatusFault(code, retryAfter, body);

    /// <summary>Refuses the connection: <see cref="HttpRequestError.ConnectionError"/>.</summary>
    public static HttpFault ConnectionRefused() => new ConnectionFault(ConnectionOutcome.Refused);

    /// <summary>Fails to resolve the host name: <see cref="HttpRequestError.NameResolutionError"/>.</summary>
    public static HttpFault DnsFailure() => new ConnectionFault(ConnectionOutcome.NameNotResolved);

    /// <summary>Presents an untrusted certificate: <see cref="HttpRequestError.SecureConnectionError"/>.</summary>
    public static HttpFault UntrustedCertificate() => new ConnectionFault(ConnectionOutcome.UntrustedCertificate);

    /// <summary>Closes the connection before any header: <see cref="HttpRequestError.ResponseEnded"/>.</summary>
    public static HttpFault CloseBeforeHeaders() => new ConnectionFault(ConnectionOutcome.Closed);

    /// <summary>Resets the connection before any header.</summary>
    public static HttpFault ResetBeforeHeaders() => new ConnectionFault(ConnectionOutcome.Reset);

    /// <summary>Sends no header until the client gives up.</summary>
    public static HttpFault Hang() => new ConnectionFault(ConnectionOutcome.Silent);

    /// <summary>Delays the headers of a correct answer.</summary>
    public static HttpFault Delay(TimeSpan latency) => new LatencyFault(latency);

    /// <summary>Sends the body in small pieces, with a wait before each.</summary>
    public static HttpFault SlowDrip(int bytesPerChunk, TimeSpan interval) => new DripFault(bytesPerChunk, interval);

    /// <summary>Closes the connection after the given number of body bytes, before the announced length.</summary>
    public static HttpFault ShortBody(int bytes) => new CutFault(bytes, BodyEnding.Closed);

    /// <summary>Resets the connection after the given number of body bytes.</summary>
    public static HttpFault ResetMidBody(int bytes) => new CutFault(bytes, BodyEnding.Reset);

    /// <summary>Sends nothing after the given number of body bytes until the client gives up.</summary>
    public static HttpFault HangMidBody(int bytes) => new CutFault(bytes, BodyEnding.Silent);

    /// <summary>Sends a body without an announced length and without an end.</summary>
    public static HttpFault EndlessBody() => new EndlessFault();

    /// <summary>Sends the correct body without an announced length.</summary>
    public static HttpFault WithoutLength() => new ChunkedFault();

    /// <summary>Sends only the first bytes of the body, as a complete answer with their length.</summary>
    public static HttpFault TruncatedBody(int bytes) => new TruncateFault(bytes);

    /// <summary>Replaces the answer with status 200 and an HTML page, like a gateway under maintenance.</summary>
    public static HttpFault Html200() => new HtmlFault();

    /// <summary>Replaces the answer with a redirect.</summary>
    /// <param name="uri">The value of <c>Location</c>.</param>
    /// <param name="code">The status: 301, 302, 303, 307 or 308.</param>
    public static HttpFault RedirectTo(Uri uri, int code = (int)HttpStatusCode.Found) => new RedirectFault(uri, code);

    /// <summary>Sends a content encoding that was not requested. <c>gzip</c>, <c>deflate</c> and <c>br</c> are applied; any other
    /// name is only announced.</summary>
    public static HttpFault ContentEncoding(string name) => new EncodingFault(name);

    /// <summary>Flips one bit of the body: bit <paramref name="bit"/>, counted from the lowest of the first byte, modulo the
    /// length.</summary>
    public static HttpFault CorruptBody(long bit) => new CorruptFault(bit);

    /// <summary>Returns the request as the server understands it; by default the request itself.</summary>
    internal virtual SimulatedRequest Ask(SimulatedRequest request) => request;

    internal abstract SimulatedReply Apply(SimulatedReply reply);
}
