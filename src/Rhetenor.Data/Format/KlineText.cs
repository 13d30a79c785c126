using System.Buffers;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Format;

/// <summary>Builds the text of an object in pooled memory.</summary>
/// <param name="stamp">The form of the stamps: one of those of <see cref="Stamp"/>.</param>
internal sealed class KlineText(string stamp = Stamp.MinuteForm) : IDisposable
{
    private readonly HashSet<string> _symbols = new(StringComparer.Ordinal);
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 << 10);
    private int _length;
    private KlineSymbols? _table;
    private bool[] _isKnown = [];

    public int BarCount { get; private set; }

    public int LineCount { get; private set; }

    public int LongestLine { get; private set; }

    public int SymbolCount => _symbols.Count;

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
            Write(new KlineLine(slice), accValue);
        }
    }

    /// <summary>Writes the lines of a compacted object, which are in order.</summary>
    public void Write(IEnumerable<KlineLine> lines, bool accValue)
    {
        foreach (var line in lines)
            Write(line, accValue);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Write(in KlineLine line, bool accValue)
    {
        Reserve(KlineWriter.MaxBytes(line.Slice));
        var bytes = KlineWriter.Write(line, accValue, stamp == Stamp.MinuteDigitsForm, _buffer.AsSpan(_length));
        _length += bytes;
        LongestLine = Math.Max(LongestLine, bytes);
        LineCount++;
        BarCount += line.IsMerged ? 0 : line.Slice.Count;
        NoteSymbols(line.Slice);
    }

    // Slices usually share a symbol table, so each name is checked once per table.
    private void NoteSymbols(KlineSlice slice)
    {
        if (_table != slice.SymbolTable || _isKnown.Length < _table.Count)
            (_table, _isKnown) = (slice.SymbolTable, new bool[slice.SymbolTable.Count]);
        foreach (var number in slice.Numbers)
        {
            if (_isKnown[number])
                continue;
            _isKnown[number] = true;
            _symbols.Add(_table[number]);
        }
    }

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
