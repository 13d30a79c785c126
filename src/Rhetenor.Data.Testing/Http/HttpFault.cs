using System.Net;

namespace Rhetenor.Data.Testing;

/// <summary>Something that goes wrong with one answer. Script it with a <see cref="FaultScript"/>.</summary>
/// <remarks>The kinds are those of the factory methods here and in <see cref="KisFault"/>, and no others; equal faults compare equal.</remarks>
public abstract record HttpFault
{
    private protected HttpFault()
    {
    }

    /// <summary>Another status, in place of the answer.</summary>
    /// <param name="code">The status, such as 503.</param>
    /// <param name="retryAfter">Sent as <c>Retry-After</c>, in whole seconds, when given.</param>
    /// <param name="body">A text body.</param>
    public static HttpFault Status(int code, TimeSpan? retryAfter = null, string body = "") => new StatusFault(code, retryAfter, body);

    /// <summary>Nobody listens: <see cref="HttpRequestError.ConnectionError"/>.</summary>
    public static HttpFault ConnectionRefused() => new ConnectionFault(ConnectionOutcome.Refused);

    /// <summary>The host's name has no address: <see cref="HttpRequestError.NameResolutionError"/>.</summary>
    public static HttpFault DnsFailure() => new ConnectionFault(ConnectionOutcome.NameNotResolved);

    /// <summary>The certificate is not trusted: <see cref="HttpRequestError.SecureConnectionError"/>.</summary>
    public static HttpFault UntrustedCertificate() => new ConnectionFault(ConnectionOutcome.UntrustedCertificate);

    /// <summary>The connection is closed before any header: <see cref="HttpRequestError.ResponseEnded"/>.</summary>
    public static HttpFault CloseBeforeHeaders() => new ConnectionFault(ConnectionOutcome.Closed);

    /// <summary>The connection is reset before any header.</summary>
    public static HttpFault ResetBeforeHeaders() => new ConnectionFault(ConnectionOutcome.Reset);

    /// <summary>No header arrives until the client gives up.</summary>
    public static HttpFault Hang() => new ConnectionFault(ConnectionOutcome.Silent);

    /// <summary>The headers arrive late, the answer is right.</summary>
    public static HttpFault Delay(TimeSpan latency) => new LatencyFault(latency);

    /// <summary>The body arrives in small pieces, with a wait before each.</summary>
    public static HttpFault SlowDrip(int bytesPerChunk, TimeSpan interval) => new DripFault(bytesPerChunk, interval);

    /// <summary>The connection is closed after so many bytes of the body, short of the announced length.</summary>
    public static HttpFault ShortBody(int bytes) => new CutFault(bytes, BodyEnding.Closed);

    /// <summary>The connection is reset after so many bytes of the body.</summary>
    public static HttpFault ResetMidBody(int bytes) => new CutFault(bytes, BodyEnding.Reset);

    /// <summary>After so many bytes of the body nothing more arrives until the client gives up.</summary>
    public static HttpFault HangMidBody(int bytes) => new CutFault(bytes, BodyEnding.Silent);

    /// <summary>The body has no announced length and no end.</summary>
    public static HttpFault EndlessBody() => new EndlessFault();

    /// <summary>The body is right but has no announced length.</summary>
    public static HttpFault WithoutLength() => new ChunkedFault();

    /// <summary>A complete answer with only the first bytes of the body, and the length announced accordingly.</summary>
    public static HttpFault TruncatedBody(int bytes) => new TruncateFault(bytes);

    /// <summary>200 with an HTML page, as gateways under maintenance give.</summary>
    public static HttpFault Html200() => new HtmlFault();

    /// <summary>A redirect.</summary>
    /// <param name="uri">Sent as <c>Location</c>.</param>
    /// <param name="code">301, 302, 303, 307 or 308.</param>
    public static HttpFault RedirectTo(Uri uri, int code = (int)HttpStatusCode.Found) => new RedirectFault(uri, code);

    /// <summary>A content encoding that was not asked for: <c>gzip</c>, <c>deflate</c> and <c>br</c> are really applied,
    /// any other name is only announced.</summary>
    public static HttpFault ContentEncoding(string name) => new EncodingFault(name);

    /// <summary>One bit of the body is flipped: bit <paramref name="bit"/>, counted from the lowest of the first byte, modulo the length.</summary>
    public static HttpFault CorruptBody(long bit) => new CorruptFault(bit);

    /// <summary>What the server takes for the question; by default what was asked.</summary>
    internal virtual SimulatedRequest Ask(SimulatedRequest request) => request;

    internal abstract SimulatedReply Apply(SimulatedReply reply);
}
