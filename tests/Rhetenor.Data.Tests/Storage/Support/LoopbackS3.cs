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
    SlowDown,
    TooMany,
    Conflict,
    Refused,
    NotImplemented,

    /// <summary>Nothing more comes, and the connection stays.</summary>
    Hang,

    /// <summary>One bit of what is answered is another; a write is refused as damaged on its way.</summary>
    WrongBytes,
}

/// <summary>A bucket on a real socket: for what a handler cannot show, connections that break.</summary>
internal sealed class LoopbackS3 : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, string?> _hashes = new(StringComparer.Ordinal);
    private readonly Task _accepting;

    public LoopbackS3()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public ConcurrentDictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>Accepts If-None-Match and overwrites all the same.</summary>
    public bool IgnoresCondition { get; init; }

    /// <summary>Played for requests of a method, <c>LIST</c> included, as they come; null for none.</summary>
    public Func<string, (bool Effect, Ending Ending)?>? Fault { get; set; }

    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>For each next request: whether it is carried out, and how it ends.</summary>
    public ConcurrentQueue<(bool Effect, Ending Ending)> Script { get; } = new();

    public S3ObjectStoreOptions Options => new()
    {
        Bucket = S3Wire.Bucket,
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
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
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
        var (method, target) = (lines[0].Split(' ')[0], new Uri("http://s3" + lines[0].Split(' ')[1]));
        var key = Uri.UnescapeDataString(target.AbsolutePath.TrimStart('/') is var path && path.Contains('/', StringComparison.Ordinal) ? path.Split('/', 2)[1] : "");
        if (key.Length == 0)
            (method, key) = ("LIST", System.Web.HttpUtility.ParseQueryString(target.Query)["prefix"] ?? "");
        var body = new byte[int.Parse(Header(lines, "Content-Length") ?? "0", System.Globalization.CultureInfo.InvariantCulture)];
        if (Header(lines, "Expect") is not null)
            await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n".Bytes(), _stop.Token);
        await stream.ReadExactlyAsync(body, _stop.Token);
        Requests.Enqueue(method);

        var (effect, ending) = Script.TryDequeue(out var next) ? next : Fault?.Invoke(method) ?? (Effect: true, Ending.Answered);
        var answer = effect ? Serve(method, key, body, Header(lines, "x-amz-meta-sha256")) : Answer(500, "");
        answer = ending switch
        {
            Ending.ServerError => Error(500, "InternalError"),
            Ending.SlowDown => Error(503, "SlowDown"),
            Ending.TooMany => Error(429, "TooManyRequests"),
            Ending.Conflict => Error(409, "ConditionalRequestConflict"),
            Ending.Refused => Error(412, "PreconditionFailed"),
            Ending.NotImplemented => Error(501, "NotImplemented"),
            Ending.WrongBytes when method == "PUT" => Error(400, "BadDigest"),
            Ending.WrongBytes => Damaged(answer),
            _ => answer,
        };
        var header = answer.AsSpan().IndexOf("\r\n\r\n"u8) + 4;
        var sent = ending switch
        {
            Ending.Closed or Ending.Reset or Ending.Hang => 0,
            Ending.HalfHeader => 20,
            Ending.HeaderOnly => header,
            Ending.HalfBody => header + ((answer.Length - header) / 2),
            _ => answer.Length,
        };
        await stream.WriteAsync(answer.AsMemory(0, sent), _stop.Token);
        if (ending == Ending.Reset)
            client.LingerState = new LingerOption(enable: true, seconds: 0);
        if (ending == Ending.Hang)
            await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, _stop.Token); // Until the client gives up.
        return ending is not (Ending.Closed or Ending.Reset or Ending.HalfHeader or Ending.HeaderOnly or Ending.HalfBody or Ending.Hang);
    }

    private byte[] Serve(string method, string key, byte[] body, string? hash)
    {
        if (method == "LIST")
            return Answer(200, List(key).Bytes());
        if (method == "PUT")
        {
            if (!IgnoresCondition && !Objects.TryAdd(key, body))
                return Error(412, "PreconditionFailed");
            (Objects[key], _hashes[key]) = (body, hash);
            return Answer(200, []);
        }

        return Objects.TryGetValue(key, out var stored) ? Answer(200, stored, _hashes.GetValueOrDefault(key)) : Error(404, "NoSuchKey");
    }

    private string List(string prefix) => "<ListBucketResult><Name>rhetenor</Name><IsTruncated>false</IsTruncated>"
        + string.Concat(Objects.Where(stored => stored.Key.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(stored => stored.Key, StringComparer.Ordinal)
            .Select(stored => $"<Contents><Key>{stored.Key}</Key><Size>{stored.Value.Length}</Size></Contents>"))
        + "</ListBucketResult>";

    private static byte[] Damaged(byte[] answer)
    {
        var damaged = (byte[])answer.Clone();
        damaged[^1] ^= 1;
        return damaged;
    }

    private static byte[] Error(int status, string code) => Answer(status, $"<Error><Code>{code}</Code></Error>".Bytes());

    private static byte[] Answer(int status, string body) => Answer(status, body.Bytes());

    private static byte[] Answer(int status, byte[] body, string? hash = null) =>
    [
        .. $"HTTP/1.1 {status} S\r\nETag: \"opaque-1\"\r\n{(hash is null ? "" : $"x-amz-meta-sha256: {hash}\r\n")}Content-Length: {body.Length}\r\n\r\n".Bytes(),
        .. body,
    ];

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
