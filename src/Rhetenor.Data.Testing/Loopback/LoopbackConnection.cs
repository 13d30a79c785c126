using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Rhetenor.Data.Testing;

/// <summary>An accepted connection, from its first request to its end.</summary>
internal sealed class LoopbackConnection(
    Socket socket, IHttpTransport simulator, Uri baseAddress, LoopbackServerOptions options, TimeProvider timeProvider)
{
    public Task Completion { get; set; } = Task.CompletedTask;

    public async Task RunAsync(CancellationToken stop)
    {
        Stream stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            if (options.Certificate is { } certificate)
            {
                var tls = new SslStream(stream);
                stream = tls;
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop).ConfigureAwait(false);
            }

            var reader = new RequestReader(stream, baseAddress, options);
            while (await ServeOneAsync(reader, stream, stop).ConfigureAwait(false))
            {
            }
        }
        catch (Exception exception) when (IsEnd(exception))
        {
        }
        finally
        {
            await CloseAsync(stream).ConfigureAwait(false);
        }
    }

    // A client that disconnects, a refused handshake and a stop of the server are normal ends of a connection.
    private static bool IsEnd(Exception exception) =>
        exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException or AuthenticationException;

    private static async Task CloseAsync(Stream stream)
    {
        try
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (IsEnd(exception))
        {
        }
    }

    private async Task<bool> ServeOneAsync(RequestReader reader, Stream stream, CancellationToken stop)
    {
        if (!await reader.ReadAsync(stop).ConfigureAwait(false))
            return false;
        var reply = reader.Refusal is { } status ? SimulatedReply.Text(status, "") : await ReplyAsync(reader.Request!, stop).ConfigureAwait(false);
        var keepAlive = reader is { Refusal: null, KeepAlive: true };
        var writer = new ReplyWriter(stream, timeProvider);
        switch (await writer.WriteAsync(reply, reader.Request?.Method == HttpMethod.Head, keepAlive, stop).ConfigureAwait(false))
        {
            case BodyEnding.Complete:
                return keepAlive;
            case BodyEnding.Reset:
                Reset();
                return false;
            case BodyEnding.Silent:
                // Returns when the client disconnects or the server stops.
                await reader.WaitForEndAsync(stop).ConfigureAwait(false);
                return false;
            default:
                return false;
        }
    }

    private async Task<SimulatedReply> ReplyAsync(SimulatedRequest request, CancellationToken stop)
    {
        if (simulator is SimulatedTransport simulated)
            return simulated.Reply(request);
        try
        {
            return await ForeignReply.FromAsync(simulator, request, stop).ConfigureAwait(false);
        }
        catch (HttpRequestException)
        {
            return new SimulatedReply { StatusCode = HttpStatusCode.BadGateway, Delivery = new ReplyDelivery { Connection = ConnectionOutcome.Reset } };
        }
    }

    private void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }
}
