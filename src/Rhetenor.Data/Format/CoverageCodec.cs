using System.Buffers;
using System.Text.Json;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Format;

/// <summary>Converts coverage records to the bytes of an object and back. docs/FORMAT.md describes the format.</summary>
internal static class CoverageCodec
{
    private const int MaxText = 16 << 20;

    /// <summary>Packs records, one a line, into one zstd frame with a checksum.</summary>
    /// <returns>The bytes; null when readers would refuse them, because there is too much text or there are too many symbols.</returns>
    public static byte[]? TryPack(IReadOnlyList<CoverageRecord> records)
    {
        if (records.Sum(record => record.Line.Length + 1L) is var length && (length > MaxText || records.Sum(record => (long)record.SymbolCount) > CoverageSymbols.MaxCount))
            return null;
        var text = new ArrayBufferWriter<byte>((int)length);
        foreach (var record in records)
        {
            text.Write(record.Line.Span);
            text.Write("\n"u8);
        }

        return ZstdText.Pack(text.WrittenSpan);
    }

    /// <summary>Packs the record of one run.</summary>
    /// <exception cref="ArgumentException">Readers would refuse it, because there is too much text.</exception>
    public static byte[] Pack(CoverageRecord record) => TryPack([record])
        ?? throw new ArgumentException($"The coverage has {record.Line.Length} bytes of text and {record.SymbolCount} symbols; readers accept at most {MaxText} and {CoverageSymbols.MaxCount}.", nameof(record));

    /// <summary>Unpacks an object.</summary>
    /// <param name="name">The name of the object. Its first record has the same name.</param>
    /// <param name="body">The bytes of the object.</param>
    /// <returns>The records: one, or in a merged object all that it contains.</returns>
    /// <exception cref="KlineFormatException">The bytes are not a coverage object, are damaged, or are the content of another
    /// name.</exception>
    public static IReadOnlyList<CoverageRecord> Unpack(KlineCoverageKey name, ReadOnlySpan<byte> body)
    {
        var records = name.IsPlain ? [PlainCoverage.Read(body)] : Lines(ZstdText.Unpack(body, MaxText, "coverage"));
        var foreign = records.FirstOrDefault(record => (record.Name.Date, record.Name.Venue) != (name.Date, name.Venue));
        if (foreign is not null || records[0].Name.Name != name.Name || (name.Number == 0 && records.Count > 1))
            throw Refused(1, $"the content of {name.Name}", $"that of {(foreign ?? records[0]).Name.Name}{(records.Count > 1 ? $", {records.Count} records" : "")}");
        return records;
    }

    private static List<CoverageRecord> Lines(ReadOnlyMemory<byte> text)
    {
        var records = new List<CoverageRecord>();
        var symbols = new CoverageSymbols();
        while (text.Length > 0)
        {
            var end = text.Span.IndexOf((byte)'\n');
            try
            {
                records.Add(CoverageJson.Read(end < 0 ? text : text[..end], symbols));
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
            {
                throw Refused(records.Count + 1, "name, objects and entries", exception.Message, exception);
            }

            text = end < 0 ? default : text[(end + 1)..];
        }

        return records.Count > 0 ? records : throw Refused(0, "a line", "an empty text");
    }

    private static KlineFormatException Refused(int line, string expected, string found, Exception? inner = null) => new(line, "coverage", expected, found, inner);
}
