namespace Rhetenor.Data.Testing;

/// <summary>A response body that waits on a clock and breaks as scripted.</summary>
internal sealed class ReplyBodyStream(BodyPump pump, TimeProvider timeProvider) : Stream
{
    private ReadOnlyMemory<byte> _held;
    private bool _closed;

    public override bool CanRead => !_closed;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (buffer.IsEmpty)
            return 0;
        if (_held.IsEmpty)
        {
            (var wait, _held) = pump.Next(buffer.Length);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, timeProvider, cancellationToken).ConfigureAwait(false);
        }

        if (_held.IsEmpty)
            return await EndAsync(cancellationToken).ConfigureAwait(false);
        var count = Math.Min(buffer.Length, _held.Length);
        _held[..count].CopyTo(buffer);
        _held = _held[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _closed = true;
        base.Dispose(disposing);
    }

    private async ValueTask<int> EndAsync(CancellationToken cancellationToken)
    {
        if (pump.Ending == BodyEnding.Silent)
            await Task.Delay(Timeout.InfiniteTimeSpan, timeProvider, cancellationToken).ConfigureAwait(false);
        return pump.Ending switch
        {
            BodyEnding.Complete => 0,
            BodyEnding.Closed => throw InProcessReply.Ended(),
            _ => throw InProcessReply.Reset(),
        };
    }
}
