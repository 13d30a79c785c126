using System.Globalization;
using System.Net;
using System.Text;

namespace Rhetenor.Data.Testing;

/// <summary>Reads HTTP/1.1 requests from a connection, one after the other.</summary>
internal sealed class RequestReader(Stream stream, Uri baseAddress, LoopbackServerOptions options)
{
    private readonly byte[] _buffer = new byte[options.MaxHeaderBytes];
    private int _held;

    public SimulatedRequest? Request { get; private set; }

    public bool KeepAlive { get; private set; }

    /// <summary>Gets the status with which to refuse the request; null when it was read completely.</summary>
    public HttpStatusCode? Refusal { get; private set; }

    /// <returns>False when the client closed the connection between requests.</returns>
    public async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        int end;
        while ((end = _buffer.AsSpan(0, _held).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (_held == _buffer.Length)
                return Refuse(HttpStatusCode.RequestHeaderFieldsTooLarge);
            var count = await stream.ReadAsync(_buffer.AsMemory(_held), cancellationToken).ConfigureAwait(false);
            if (count == 0)
                return false;
            _held += count;
        }

        var head = Encoding.Latin1.GetString(_buffer, 0, end);
        Consume(end + 4);
        return await ParseAsync(head.Split("\r\n"), cancellationToken).ConfigureAwait(false);
    }

    public async Task WaitForEndAsync(CancellationToken cancellationToken)
    {
        while (await stream.ReadAsync(_buffer.AsMemory(), cancellationToken).ConfigureAwait(false) > 0)
        {
        }
    }

    private async Task<bool> ParseAsync(string[] lines, CancellationToken cancellationToken)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.AsSpan(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
                return Refuse(HttpStatusCode.BadRequest);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        if (lines[0].Split(' ') is not [var method, var target, "HTTP/1.1" or "HTTP/1.0"] || !Uri.TryCreate(baseAddress, target, out var uri))
            return Refuse(HttpStatusCode.BadRequest);
        if (headers.ContainsKey("Transfer-Encoding"))
            return Refuse(HttpStatusCode.LengthRequired);
        if (!int.TryParse(headers.GetValueOrDefault("Content-Length", "0"), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return Refuse(HttpStatusCode.BadRequest);
        if (length > options.MaxBodyBytes)
            return Refuse(HttpStatusCode.RequestEntityTooLarge);
        KeepAlive = lines[0].EndsWith('1') && !headers.GetValueOrDefault("Connection", "").Equals("close", StringComparison.OrdinalIgnoreCase);
        var body = await ReadBodyAsync(length, cancellationToken).ConfigureAwait(false);
        Request = new SimulatedRequest(new HttpMethod(method), uri) { Headers = headers, Body = body };
        return true;
    }

    private async Task<byte[]> ReadBodyAsync(int length, CancellationToken cancellationToken)
    {
        var body = new byte[length];
        var early = Math.Min(length, _held);
        _buffer.AsSpan(0, early).CopyTo(body);
        Consume(early);
        await stream.ReadExactlyAsync(body.AsMemory(early), cancellationToken).ConfigureAwait(false);
        return body;
    }

    private void Consume(int count)
    {
        _held -= count;
        _buffer.AsSpan(count, _held).CopyTo(_buffer);
    }

    private bool Refuse(HttpStatusCode status)
    {
        Refusal = status;
        return true;
    }
}
