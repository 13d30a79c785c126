namespace Rhetenor.Data.Datasets;

/// <summary>A file of which only some parts are in memory.</summary>
internal sealed class PartStream(long length) : Stream
{
    private readonly List<(long Start, ReadOnlyMemory<byte> Bytes)> _parts = [];

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public void Add(long start, ReadOnlyMemory<byte> bytes) => _parts.Add((start, bytes));

    /// <summary>Removes the part that was added last.</summary>
    public void RemoveLast() => _parts.RemoveAt(_parts.Count - 1);

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || Position >= length)
            return 0;
        // The part that was added last is the one being read.
        for (var i = _parts.Count - 1; i >= 0; i--)
        {
            var (start, bytes) = _parts[i];
            if (Position < start || Position >= start + bytes.Length)
                continue;
            var found = bytes.Span[(int)(Position - start)..];
            found = found[..Math.Min(found.Length, buffer.Length)];
            found.CopyTo(buffer);
            Position += found.Length;
            return found.Length;
        }

        throw new InvalidDataException($"Byte {Position} of {length} was not fetched.");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
