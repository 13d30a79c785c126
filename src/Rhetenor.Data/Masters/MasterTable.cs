using System.Runtime.CompilerServices;
using System.Text;

namespace Rhetenor.Data.Masters;

/// <summary>The cells of a master in records of one width, as DWS writes them. A cell is decoded when it is read.</summary>
/// <param name="bytes">The records. Each starts <paramref name="stride"/> bytes after the previous one.</param>
/// <param name="columns">The columns of a record.</param>
/// <param name="stride">The distance between records, in bytes.</param>
/// <param name="count">The number of records.</param>
/// <param name="isUtf8">True for UTF-8, as in cached JSON; false for cp949.</param>
internal sealed class MasterTable(byte[] bytes, MasterColumns columns, int stride, int count, bool isUtf8)
{
    private readonly byte[] _bytes = bytes;
    private readonly int _stride = stride;
    private readonly (int Offset, int Width)[] _cells = [.. columns.Offsets.Zip(columns.Widths)];

    /// <summary>Gets the number of records.</summary>
    public int Count => count;

    /// <summary>Gets the columns.</summary>
    public MasterColumns Columns => columns;

    /// <summary>Gets the bytes of a cell, including padding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Raw(int record, int ordinal)
    {
        var (offset, width) = _cells[ordinal];
        return new ReadOnlySpan<byte>(_bytes, (record * _stride) + offset, width);
    }

    /// <summary>Gets the bytes of a cell without surrounding spaces.</summary>
    public ReadOnlySpan<byte> Cell(int record, int ordinal)
    {
        var raw = Raw(record, ordinal);
        return raw.Length == 0 || (raw[0] != ' ' && raw[^1] != ' ') ? raw : raw.Trim((byte)' ');
    }

    /// <summary>Gets the trimmed text of a cell.</summary>
    public string Text(int record, int ordinal) => Decode(Cell(record, ordinal), out _);

    /// <summary>Encodes a text as in this table; false when the encoding lacks a character.</summary>
    public bool TryEncode(string text, out ReadOnlySpan<byte> encoded)
    {
        try
        {
            encoded = (isUtf8 ? Encoding.UTF8 : Cp949.Encoding).GetBytes(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            encoded = default;
            return false;
        }
    }

    /// <summary>Decodes bytes to text. Invalid bytes become U+FFFD and set <paramref name="valid"/> to false.</summary>
    public string Decode(ReadOnlySpan<byte> text, out bool valid)
    {
        if (!isUtf8)
            return Cp949.GetString(text, out valid);
        valid = true;
        return Encoding.UTF8.GetString(text);
    }
}
