using System.Buffers;

namespace Rhetenor.Data.Format;

/// <summary>The text of an object while it is written, in pooled memory.</summary>
internal sealed class KlineText : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 << 10);
    private int _length;

    public int BarCount { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public void Write(IEnumerable<KlineSlice> slices, bool accValue)
    {
        ArgumentNullException.ThrowIfNull(slices);
        var last = DateTime.MinValue;
        foreach (var slice in slices)
        {
            if (last != DateTime.MinValue && (slice.Minute <= last || slice.Minute.Date != last.Date))
                throw new ArgumentException("Ascending minutes of one date are expected.", nameof(slices));
            last = slice.Minute;
            Reserve(KlineWriter.MaxBytes(slice));
            _length += KlineWriter.Write(slice, accValue, _buffer.AsSpan(_length));
            BarCount += slice.Count;
        }
    }

    /// <summary>Writes the lines of a compacted object, which are in order.</summary>
    public void Write(IEnumerable<KlineLine> lines, bool accValue)
    {
        foreach (var line in lines)
        {
            Reserve(KlineWriter.MaxBytes(line.Slice));
            _length += KlineWriter.Write(line, accValue, _buffer.AsSpan(_length));
            BarCount += line.IsMerged ? 0 : line.Slice.Count;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Reserve(int bytes)
    {
        if (_buffer.Length - _length >= bytes)
            return;
        var grown = ArrayPool<byte>.Shared.Rent(Math.Max(checked(_length + bytes), (int)Math.Min(Array.MaxLength, _buffer.Length * 2L)));
        Written.CopyTo(grown);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = grown;
    }
}
