using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Rhetenor.Data.Tests;

/// <summary>How a connection ends, counted from the request's full arrival.</summary>
public enum Ending
{
    Answered,
    Closed,
    Reset,
    HalfHeader,
    HeaderOnly,
    HalfBody,
    ServerError,
}

/// <summary>A bucket on a real socket: for what a handler cannot show, connections that break.</summary>
internal sealed class LoopbackS3 : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    public LoopbackS3()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public ConcurrentDictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);

    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>For each next request: whether it is carried out, and how it ends.</summary>
    public ConcurrentQueue<(bool Effect, Ending Ending)> Script { get; } = new();

    public S3ObjectStoreOptions Options => new()
    {
        Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}"),
        Retry = new RetryOptions { BaseDelay = TimeSpan.Zero },
    };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ConnectionAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }

        await Task.WhenAll(connections);
    }

    private async Task ConnectionAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                while (await ReadHeadAsync(stream) is { } head && await AnswerAsync(client, stream, head))
                {
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
            }
        }
    }

    private async Task<bool> AnswerAsync(TcpClient client, NetworkStream stream, string head)
    {
        var lines = head.Split("\r\n");
        var (method, key) = (lines[0].Split(' ')[0], Uri.UnescapeDataString(lines[0].Split(' ')[1].Split('?')[0].Split('/', 3)[2]));
        var body = new byte[int.Parse(Header(lines, "Content-Length") ?? "0", System.Globalization.CultureInfo.InvariantCulture)];
        if (Header(lines, "Expect") is not null)
            await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n".Bytes(), _stop.Token);
        await stream.ReadExactlyAsync(body, _stop.Token);
        Requests.Enqueue(method);

        var (effect, ending) = Script.TryDequeue(out var next) ? next : (Effect: true, Ending.Answered);
        var answer = effect ? Serve(method, key, body) : Answer(500, "");
        if (ending == Ending.ServerError)
            answer = Answer(500, "");
        var header = Encoding.UTF8.GetString(answer).IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        var sent = ending switch
        {
            Ending.Closed or Ending.Reset => 0,
            Ending.HalfHeader => 20,
            Ending.HeaderOnly => header,
            Ending.HalfBody => header + ((answer.Length - header) / 2),
            _ => answer.Length,
        };
        await stream.WriteAsync(answer.AsMemory(0, sent), _stop.Token);
        if (ending == Ending.Reset)
            client.LingerState = new LingerOption(enable: true, seconds: 0);
        return ending is Ending.Answered or Ending.ServerError;
    }

    private byte[] Serve(string method, string key, byte[] body)
    {
        if (method == "PUT")
            return Objects.TryAdd(key, body) ? Answer(200, "") : Answer(412, "<Error><Code>PreconditionFailed</Code></Error>");
        return Objects.TryGetValue(key, out var stored)
            ? Answer(200, Encoding.UTF8.GetString(stored))
            : Answer(404, "<Error><Code>NoSuchKey</Code></Error>");
    }

    private static byte[] Answer(int status, string body) =>
        $"HTTP/1.1 {status} S\r\nETag: \"opaque-1\"\r\nContent-Length: {body.Bytes().Length}\r\n\r\n{body}".Bytes();

    private static string? Header(string[] lines, string name) =>
        lines.FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    private async Task<string?> ReadHeadAsync(NetworkStream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) == 1)
        {
            head.Add(one[0]);
            if (one[0] == '\n' && head.Count >= 4 && head[^3] == '\n')
                return Encoding.UTF8.GetString([.. head]);
        }

        return null;
    }
}
