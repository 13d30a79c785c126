namespace Rhetenor.Data.Testing;

internal sealed record ConnectionFault(ConnectionOutcome Outcome) : HttpFault
{
    internal override SimulatedReply Apply(SimulatedReply reply) => reply with { Delivery = reply.Delivery with { Connection = Outcome } };
}

internal sealed record LatencyFault(TimeSpan Latency) : HttpFault
{
    internal override SimulatedReply Apply(SimulatedReply reply) => reply with { Delivery = reply.Delivery with { Latency = Latency } };
}

internal sealed record DripFault(int BytesPerChunk, TimeSpan Interval) : HttpFault
{
    internal override SimulatedReply Apply(SimulatedReply reply) =>
        reply with { Delivery = reply.Delivery with { PieceBytes = BytesPerChunk, PieceInterval = Interval } };
}

internal sealed record CutFault(int Bytes, BodyEnding Ending) : HttpFault
{
    // A cut at or behind the end of the body would have no effect, so the announced length is increased.
    internal override SimulatedReply Apply(SimulatedReply reply) => reply with
    {
        Delivery = reply.Delivery with { BytesSent = Bytes, Ending = Ending, AnnouncedLength = Math.Max(reply.Body.Length, Bytes + 1L) },
    };
}

internal sealed record EndlessFault : HttpFault
{
    internal override SimulatedReply Apply(SimulatedReply reply) =>
        reply with { Delivery = reply.Delivery with { Endless = true, Chunked = true } };
}

internal sealed record ChunkedFault : HttpFault
{
    internal override SimulatedReply Apply(SimulatedReply reply) => reply with { Delivery = reply.Delivery with { Chunked = true } };
}
