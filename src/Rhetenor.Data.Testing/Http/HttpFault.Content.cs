using System.Globalization;
using System.IO.Compression;
using System.Net;

namespace Rhetenor.Data.Testing;

internal sealed record StatusFault(int Code, TimeSpan? RetryAfter, string Body) : HttpFault
{
    internal override SimulatedReply Apply(SimulatedReply reply)
    {
        var answer = SimulatedReply.Text((HttpStatusCode)Code, Body);
        return RetryAfter is { } wait
            ? answer.WithHeader("Retry-After", ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture))
            : answer;
    }
}

internal sealed record HtmlFault : HttpFault
{
    private const string Page = "<!DOCTYPE html>\n<html><head><title>Service check</title></head><body><p>Under maintenance.</p></body></html>\n";

    internal override SimulatedReply Apply(SimulatedReply reply) => SimulatedReply.Text(HttpStatusCode.OK, Page, "text/html; charset=utf-8");
}

internal sealed record RedirectFault(Uri Uri, int Code) : HttpFault
{
    internal override SimulatedReply Apply(SimulatedReply reply) =>
        new SimulatedReply { StatusCode = (HttpStatusCode)Code }.WithHeader("Location", Uri.OriginalString);
}

internal sealed record TruncateFault(int Bytes) : HttpFault
{
    internal override SimulatedReply Apply(SimulatedReply reply) => reply with { Body = reply.Body[..Math.Min(Bytes, reply.Body.Length)] };
}

internal sealed record CorruptFault(long Bit) : HttpFault
{
    internal override SimulatedReply Apply(SimulatedReply reply)
    {
        if (reply.Body.IsEmpty)
            return reply;
        var body = reply.Body.ToArray();
        var bit = (long)((ulong)Bit % ((ulong)body.Length * 8));
        body[bit / 8] ^= (byte)(1 << (int)(bit % 8));
        return reply with { Body = body };
    }
}

internal sealed record EncodingFault(string Name) : HttpFault
{
    internal override SimulatedReply Apply(SimulatedReply reply)
    {
        using var encoded = new MemoryStream();
        using (var encoder = Encoder(encoded))
            encoder?.Write(reply.Body.Span);
        return reply.WithHeader("Content-Encoding", Name) with { Body = encoded.Length > 0 ? encoded.ToArray() : reply.Body };
    }

    private Stream? Encoder(Stream target) => Name switch
    {
        "gzip" => new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true),
        "deflate" => new ZLibStream(target, CompressionLevel.Optimal, leaveOpen: true),
        "br" => new BrotliStream(target, CompressionLevel.Fastest, leaveOpen: true),
        _ => null,
    };
}
