namespace Rhetenor.Data.Tests;

/// <summary>The ways a request goes wrong.</summary>
internal static class WireFaults
{
    /// <summary>Refused without effect.</summary>
    public static WireFault Reply(int status, string code, string message = "m") =>
        (_, _, _) => Task.FromResult(S3Wire.Error(status, code, message));

    /// <summary>Answered by something that is not S3.</summary>
    public static WireFault Page(int status, string body) => (_, _, _) => Task.FromResult(S3Wire.Text(status, body));

    /// <summary>Carried out, and then answered with an error.</summary>
    public static WireFault ServedThen(int status, string code) => (_, serve, _) =>
    {
        serve();
        return Task.FromResult(S3Wire.Error(status, code));
    };

    /// <summary>Carried out, and the connection lost before the answer.</summary>
    public static WireFault ServedThenLost() => (_, serve, _) =>
    {
        serve();
        throw new HttpRequestException(HttpRequestError.ResponseEnded, "lost", new HttpIOException(HttpRequestError.ResponseEnded));
    };

    /// <summary>The connection is lost before the request is carried out.</summary>
    public static WireFault Lost() => (_, _, _) => throw new HttpRequestException(HttpRequestError.ResponseEnded, "lost");

    /// <summary>No connection at all.</summary>
    public static WireFault Refused() => (_, _, _) => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused");

    /// <summary>Never answered; tells when it is reached.</summary>
    public static WireFault Hang(Action reached, bool served = false) => async (_, serve, cancellationToken) =>
    {
        if (served)
            serve();
        var never = new TaskCompletionSource();
        await using var registration = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
        reached();
        await never.Task;
        throw new InvalidOperationException("never");
    };

    /// <summary>Answered, with the body replaced and the announced length kept.</summary>
    public static WireFault Body(Func<byte[], Stream> change) => async (_, serve, _) =>
    {
        var response = serve();
        var body = await response.Content.ReadAsByteArrayAsync(CancellationToken.None);
        response.Content = new StreamContent(change(body));
        response.Content.Headers.ContentLength = body.Length;
        return response;
    };

    /// <summary>The body ends early, with or without the transport noticing.</summary>
    public static WireFault CutBody(int bytes, bool noticed) =>
        Body(body => noticed ? new BreakingStream(body[..bytes]) : new MemoryStream(body[..bytes]));

    /// <summary>One bit of the body is flipped on the way.</summary>
    public static WireFault FlippedBody() => Body(body =>
    {
        var flipped = body.ToArray();
        flipped[^1] ^= 1;
        return new MemoryStream(flipped);
    });

    private sealed class BreakingStream(byte[] body) : MemoryStream(body, writable: false)
    {
        public override int Read(byte[] buffer, int offset, int count) => OrBreak(base.Read(buffer, offset, count));

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            OrBreak(await base.ReadAsync(buffer.AsMemory(offset, count), cancellationToken));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            OrBreak(await base.ReadAsync(buffer, cancellationToken));

        private static int OrBreak(int count) => count > 0 ? count : throw new HttpIOException(HttpRequestError.ResponseEnded);
    }
}
