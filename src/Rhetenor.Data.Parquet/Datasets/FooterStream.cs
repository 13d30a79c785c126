using System.IO.Hashing;

namespace Rhetenor.Data.Datasets;

/// <summary>Passes a file on to its output, hashes each part, and keeps the footer back.</summary>
internal sealed class FooterStream(Stream output) : Stream
{
    private readonly XxHash128 _hash = new();
    private MemoryStream? _footer;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Gets the number of bytes passed on.</summary>
    public long Written { get; private set; }

    /// <summary>Returns the hash of the bytes since the last call.</summary>
    public byte[] TakeHash() => _hash.GetHashAndReset();

    /// <summary>Starts the footer: from now on bytes are kept instead of passed on.</summary>
    public void BeginFooter() => _footer = new();

    /// <summary>Gets the footer that was kept.</summary>
    public byte[] Footer => _footer!.ToArray();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_footer is not null)
        {
            _footer.Write(buffer);
            return;
        }

        _hash.Append(buffer);
        output.Write(buffer);
        Written += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_footer is not null)
        {
            _footer.Write(buffer.Span);
            return;
        }

        _hash.Append(buffer.Span);
        await output.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        Written += buffer.Length;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
