using System.Text;

namespace Rhetenor.Data.Testing;

/// <summary>Writes replies to a connection, and returns how the connection continues.</summary>
internal sealed class ReplyWriter(Stream stream, TimeProvider timeProvider)
{
    private const int PieceBytes = 16 * 1024;

    public async Task<BodyEnding> WriteAsync(SimulatedReply reply, bool headOnly, bool keepAlive, CancellationToken stop)
    {
        var delivery = reply.Delivery;
        if (delivery.Connection != ConnectionOutcome.Answered)
            return await RefuseAsync(delivery.Connection, stop).ConfigureAwait(false);
        if (delivery.Latency > TimeSpan.Zero)
            await Task.Delay(delivery.Latency, timeProvider, stop).ConfigureAwait(false);
        await stream.WriteAsync(Head(reply, keepAlive), stop).ConfigureAwait(false);
        return headOnly ? BodyEnding.Complete : await WriteBodyAsync(reply, stop).ConfigureAwait(false);
    }

    private static byte[] Head(SimulatedReply reply, bool keepAlive)
    {
        var head = new StringBuilder();
        using var named = new HttpResponseMessage(reply.StatusCode);
        head.Append(Fields.Text($"HTTP/1.1 {(int)reply.StatusCode} {named.ReasonPhrase}\r\n"));
        foreach (var (name, value) in reply.Headers)
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        head.Append(reply.Delivery.Chunked ? "Transfer-Encoding: chunked\r\n" : Fields.Text($"Content-Length: {InProcessReply.AnnouncedLength(reply)}\r\n"));
        head.Append(keepAlive ? "\r\n" : "Connection: close\r\n\r\n");
        return Encoding.Latin1.GetBytes(head.ToString());
    }

    // A client retries a request by itself when a reused connection ends without any byte of an answer. The first bytes of an
    // answer make the failure visible.
    private async Task<BodyEnding> RefuseAsync(ConnectionOutcome outcome, CancellationToken stop)
    {
        if (outcome == ConnectionOutcome.Silent)
            return BodyEnding.Silent;
        await stream.WriteAsync("HTTP/1.1"u8.ToArray(), stop).ConfigureAwait(false);
        return outcome == ConnectionOutcome.Closed ? BodyEnding.Closed : BodyEnding.Reset;
    }

    private async Task<BodyEnding> WriteBodyAsync(SimulatedReply reply, CancellationToken stop)
    {
        var pump = new BodyPump(reply.Body, reply.Delivery);
        while (pump.Next(PieceBytes) is { Bytes: { IsEmpty: false } bytes } next)
        {
            if (next.Wait > TimeSpan.Zero)
                await Task.Delay(next.Wait, timeProvider, stop).ConfigureAwait(false);
            if (reply.Delivery.Chunked)
                bytes = new ReadOnlyMemory<byte>([.. Encoding.ASCII.GetBytes(Fields.Text($"{bytes.Length:X}\r\n")), .. bytes.Span, .. "\r\n"u8]);
            await stream.WriteAsync(bytes, stop).ConfigureAwait(false);
        }

        if (reply.Delivery.Chunked && pump.Ending == BodyEnding.Complete)
            await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), stop).ConfigureAwait(false);
        return pump.Ending;
    }
}
