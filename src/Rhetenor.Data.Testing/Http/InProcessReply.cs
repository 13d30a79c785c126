using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Rhetenor.Data.Testing;

/// <summary>Presents a reply as <see cref="HttpClient"/> presents one received over a socket.</summary>
internal static class InProcessReply
{
    public static async Task<HttpResponseMessage> RenderAsync(
        SimulatedReply reply, HttpRequestMessage request, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var delivery = reply.Delivery;
        if (delivery.Connection == ConnectionOutcome.Silent)
            await Task.Delay(Timeout.InfiniteTimeSpan, timeProvider, cancellationToken).ConfigureAwait(false);
        if (delivery.Connection != ConnectionOutcome.Answered)
            throw Failure(delivery.Connection, request.RequestUri!);
        if (delivery.Latency > TimeSpan.Zero)
            await Task.Delay(delivery.Latency, timeProvider, cancellationToken).ConfigureAwait(false);
        return Response(reply, request, timeProvider);
    }

    public static IOException Reset() =>
        new("Unable to read data from the transport connection: Connection reset by peer.", new SocketException((int)SocketError.ConnectionReset));

    public static HttpIOException Ended() => new(HttpRequestError.ResponseEnded, "The response ended prematurely.");

    private static HttpResponseMessage Response(SimulatedReply reply, HttpRequestMessage request, TimeProvider timeProvider)
    {
        var body = request.Method == HttpMethod.Head ? new BodyPump(default, ReplyDelivery.Whole) : new BodyPump(reply.Body, reply.Delivery);
        var response = new HttpResponseMessage(reply.StatusCode)
        {
            RequestMessage = request,
            Version = HttpVersion.Version11,
            Content = new ReplyContent(new ReplyBodyStream(body, timeProvider)),
        };
        foreach (var (name, value) in reply.Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
                response.Content.Headers.TryAddWithoutValidation(name, value);
        }

        if (reply.Delivery.Chunked)
            response.Headers.TransferEncodingChunked = true;
        else
            response.Content.Headers.TryAddWithoutValidation("Content-Length", AnnouncedLength(reply).ToString(CultureInfo.InvariantCulture));
        return response;
    }

    internal static long AnnouncedLength(SimulatedReply reply) => reply.Delivery.AnnouncedLength ?? reply.Body.Length;

    private static HttpRequestException Failure(ConnectionOutcome outcome, Uri uri) => outcome switch
    {
        ConnectionOutcome.Refused => new(HttpRequestError.ConnectionError,
            $"Connection refused ({uri.Authority})", new SocketException((int)SocketError.ConnectionRefused)),
        ConnectionOutcome.NameNotResolved => new(HttpRequestError.NameResolutionError,
            $"Name or service not known ({uri.Authority})", new SocketException((int)SocketError.HostNotFound)),
        ConnectionOutcome.UntrustedCertificate => new(HttpRequestError.SecureConnectionError,
            "The SSL connection could not be established, see inner exception.",
            new AuthenticationException("The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot")),
        ConnectionOutcome.Closed => new(HttpRequestError.ResponseEnded, "An error occurred while sending the request.", Ended()),
        _ => new(HttpRequestError.Unknown, "An error occurred while sending the request.", Reset()),
    };
}
