using System.Buffers;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Format;

/// <summary>Converts slices to the bytes of an object and back. docs/FORMAT.md describes the format.</summary>
internal static class KlineCodec
{
    private const int MaxLevel = 19;

    /// <summary>Encodes slices as JSON lines, minutes ascending and symbols in ordinal order. Equal slices give equal bytes.</summary>
    /// <param name="slices">The slices, minutes ascending, all of one date.</param>
    /// <param name="accValue">Whether to write the seventh field, <c>acc_value</c>.</param>
    /// <exception cref="ArgumentException">The minutes do not ascend, or are of two dates.</exception>
    public static byte[] Encode(IEnumerable<KlineSlice> slices, bool accValue = false)
    {
        using var text = new KlineText();
        text.Write(slices, accValue);
        return text.Written.ToArray();
    }

    /// <summary>Packs slices into an object: JSON lines in one zstd frame with a checksum.</summary>
    /// <param name="slices">The slices, minutes ascending, all of one date.</param>
    /// <param name="accValue">Whether to write the seventh field, <c>acc_value</c>.</param>
    /// <param name="level">The zstd level, 1 to 19.</param>
    /// <param name="stamp">The form of the stamps.</param>
    /// <returns>The bytes of the object. <see cref="Unpack(ReadOnlySpan{byte}, KlineLimits?)"/> reads them within its default
    /// limits.</returns>
    /// <exception cref="ArgumentException">The minutes do not ascend or are of two dates, or there are more symbols, longer lines or more
    /// text than the default limits of readers.</exception>
    public static byte[] Pack(IEnumerable<KlineSlice> slices, bool accValue = false, int level = Defaults.CompressionLevel, string stamp = Stamp.MinuteForm)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, MaxLevel);
        using var text = new KlineText(stamp);
        text.Write(slices, accValue);
        RequireReadable(text, nameof(slices));
        return Pack(text, level);
    }

    /// <summary>Packs the lines of a compacted object, which are in order, into one frame. The highest level is slow.</summary>
    public static byte[] Pack(IEnumerable<KlineLine> lines, bool accValue, int level, string stamp = Stamp.MinuteForm)
    {
        using var text = new KlineText(stamp);
        text.Write(lines, accValue);
        return Pack(text, level, isThorough: level == MaxLevel);
    }

    private static byte[] Pack(KlineText text, int level, bool isThorough = false)
    {
        var frame = ArrayPool<byte>.Shared.Rent(Zstd.Bound(text.Written.Length));
        try
        {
            return Readable(frame.AsSpan(0, Zstd.Compress(text.Written, frame, level, isThorough)), text);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(frame);
        }
    }

    /// <summary>Decodes JSON lines.</summary>
    /// <param name="text">The lines, in the layout of this library or one documented for older programs.</param>
    /// <returns>The bars. Rows that could not be read are in <see cref="KlineTable.Problems"/>.</returns>
    /// <exception cref="KlineFormatException">A line is malformed.</exception>
    public static KlineTable Decode(ReadOnlySpan<byte> text)
    {
        var table = new KlineTable();
        new KlineLineDecoder(table).Decode(text, isLast: true);
        return table;
    }

    /// <summary>Unpacks an object.</summary>
    /// <param name="body">The bytes of the object.</param>
    /// <param name="limits">The limits; null for the defaults.</param>
    /// <returns>The bars. Rows that could not be read are in <see cref="KlineTable.Problems"/>.</returns>
    /// <exception cref="KlineFormatException">The bytes are not zstd or are damaged, the object exceeds the limits, or a line is
    /// malformed.</exception>
    public static KlineTable Unpack(ReadOnlySpan<byte> body, KlineLimits? limits = null)
    {
        var table = new KlineTable();
        Unpack(body, table, limits);
        return table;
    }

    /// <summary>Unpacks an object and adds its lines to a table.</summary>
    /// <param name="body">The bytes of the object.</param>
    /// <param name="table">The target. When the object is refused, only symbols may have been added.</param>
    /// <param name="limits">The limits; null for the defaults.</param>
    /// <exception cref="KlineFormatException">The bytes are not zstd or are damaged, the object exceeds the limits, or a line is
    /// malformed.</exception>
    public static void Unpack(ReadOnlySpan<byte> body, KlineTable table, KlineLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        KlineUnpacker.Unpack(body, table, limits ?? KlineLimits.Default);
    }

    private static void RequireReadable(KlineText text, string slices)
    {
        var limits = KlineLimits.Default;
        if (text.SymbolCount > KlineLimits.MaxSymbols || text.LongestLine > limits.MaxLineBytes || text.Written.Length > limits.MaxBytes)
        {
            throw new ArgumentException(
                $"The object has {text.SymbolCount} symbols, a line of {text.LongestLine} bytes and {text.Written.Length} bytes of text; readers accept at most "
                + $"{KlineLimits.MaxSymbols}, {limits.MaxLineBytes} and {limits.MaxBytes}.", slices);
        }
    }

    // Bars that are all alike, or few bars of many symbols, compress to fewer bytes than readers require for them. A skippable frame adds
    // the missing bytes.
    private static byte[] Readable(ReadOnlySpan<byte> frame, KlineText text)
    {
        var missing = KlineLimits.BytesFor(text.Written.Length, text.BarCount, text.LineCount * (long)text.SymbolCount) - frame.Length;
        return missing <= 0 ? frame.ToArray() : [.. frame, .. Zstd.Skippable((int)missing)];
    }
}
