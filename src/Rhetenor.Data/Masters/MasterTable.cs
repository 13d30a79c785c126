using System.Runtime.CompilerServices;
using System.Text;

namespace Rhetenor.Data.Masters;

/// <summary>The cells of a master in records of one width, as DWS writes them. Nothing is decoded before somebody asks.</summary>
/// <param name="bytes">The records, each starting <paramref name="stride"/> bytes after the one before.</param>
/// <param name="columns">The columns of a record.</param>
/// <param name="stride">The distance between records.</param>
/// <param name="count">Records held.</param>
/// <param name="isUtf8">True for UTF-8, as in cached JSON; false for cp949.</param>
internal sealed class MasterTable(byte[] bytes, MasterColumns columns, int stride, int count, bool isUtf8)
{
    private readonly byte[] _bytes = bytes;
    private readonly int _stride = stride;
    private readonly (int Offset, int Width)[] _cells = [.. columns.Offsets.Zip(columns.Widths)];

    /// <summary>Records held.</summary>
    public int Count => count;

    /// <summary>The columns.</summary>
    public MasterColumns Columns => columns;

    /// <summary>A cell as it stands, padding included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Raw(int record, int ordinal)
    {
        var (offset, width) = _cells[ordinal];
        return new ReadOnlySpan<byte>(_bytes, (record * _stride) + offset, width);
    }

    /// <summary>A cell without the spaces around it.</summary>
    public ReadOnlySpan<byte> Cell(int record, int ordinal)
    {
        var raw = Raw(record, ordinal);
        return raw.Length == 0 || (raw[0] != ' ' && raw[^1] != ' ') ? raw : raw.Trim((byte)' ');
    }

    /// <summary>A cell's text, trimmed.</summary>
    public string Text(int record, int ordinal) => Decode(Cell(record, ordinal), out _);

    /// <summary>The bytes a text has in this table; false when its encoding lacks a character.</summary>
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

    /// <summary>The text of some bytes; what is no character becomes U+FFFD and <paramref name="valid"/> false.</summary>
    public string Decode(ReadOnlySpan<byte> text, out bool valid)
    {
        if (!isUtf8)
            return Cp949.GetString(text, out valid);
        valid = true;
        return Encoding.UTF8.GetString(text);
    }
}
