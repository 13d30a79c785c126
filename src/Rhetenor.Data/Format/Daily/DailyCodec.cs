using System.Buffers;
using System.Text.Json;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Format;

/// <summary>Converts daily bars to the bytes of an object and back. docs/FORMAT.md describes the format.</summary>
internal static class DailyCodec
{
    public static readonly string[] Fields = ["open", "high", "low", "close", "volume", "value", "base", "ex_code", "split_ratio"];

    private const int MaxText = 512 << 20;

    /// <summary>Encodes lines as JSON, one a session; null when there is more text than readers accept. Equal lines give equal bytes.</summary>
    public static ReadOnlyMemory<byte>? Encode(IEnumerable<DailyLine> lines, int maxText = MaxText)
    {
        var text = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(text);
        foreach (var line in lines)
        {
            Write(writer, line);
            writer.Flush();
            writer.Reset();
            text.Write("\n"u8);
            if (text.WrittenCount > maxText)
                return null;
        }

        return text.WrittenMemory;
    }

    /// <summary>Packs lines into one zstd frame with a checksum.</summary>
    /// <returns>The bytes of the object, which <see cref="Unpack"/> reads.</returns>
    /// <exception cref="ArgumentException">There is more text than readers accept.</exception>
    public static byte[] Pack(IEnumerable<DailyLine> lines, int level) => TryPack(lines, level)
        ?? throw new ArgumentException($"The sessions have more text than readers accept, {MaxText} bytes.", nameof(lines));

    /// <summary>Packs lines into one zstd frame with a checksum; null when there is more text than readers accept.</summary>
    public static byte[]? TryPack(IEnumerable<DailyLine> lines, int level, int maxText = MaxText)
    {
        if (Encode(lines, maxText) is not { } encoded)
            return null;
        var text = encoded.Span;
        var frame = new byte[Zstd.Bound(text.Length)];
        return frame[..Zstd.Compress(text, frame, level)];
    }

    /// <summary>Unpacks an object.</summary>
    /// <param name="body">The bytes of the object.</param>
    /// <param name="sink">Receives the bars.</param>
    /// <returns>The number of rows that could not be read.</returns>
    /// <exception cref="KlineFormatException">The bytes are not a zstd frame with a checksum, are damaged, or a line is malformed.</exception>
    public static int Unpack(ReadOnlySpan<byte> body, IDailySink sink)
    {
        var text = ZstdText.Unpack(body, MaxText, "daily bars").Span;
        var (number, bad) = (0, 0);
        while (text.Length > 0)
        {
            var end = text.IndexOf((byte)'\n');
            number++;
            try
            {
                bad += DailyLineReader.Read(end < 0 ? text : text[..end], sink);
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
            {
                throw new KlineFormatException(number, "line", "timestamp, fields and data", exception.Message, exception);
            }

            text = end < 0 ? default : text[(end + 1)..];
        }

        return bad;
    }

    private static void Write(Utf8JsonWriter writer, DailyLine line)
    {
        writer.WriteStartObject();
        writer.WriteString("timestamp"u8, line.Date.ToText());
        if (line.Retrieval != default)
            writer.WriteString("retrieval"u8, line.Retrieval.ToDigits());
        writer.WriteStartArray("fields"u8);
        foreach (var field in Fields)
            writer.WriteStringValue(field);
        writer.WriteEndArray();
        writer.WriteStartObject("data"u8);
        foreach (var (symbol, bar) in line.Bars)
        {
            writer.WriteStartArray(symbol);
            Price(writer, bar.Open);
            Price(writer, bar.High);
            Price(writer, bar.Low);
            Price(writer, bar.Close);
            writer.WriteNumberValue(bar.Volume);
            writer.WriteNumberValue(bar.Value);
            Price(writer, bar.Base);
            if (bar.ExCode < 0)
                writer.WriteNullValue();
            else
                writer.WriteNumberValue(bar.ExCode);
            Price(writer, bar.SplitRatio);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Price(Utf8JsonWriter writer, long scaled)
    {
        if (scaled == DailyBar.Unknown)
            writer.WriteNullValue();
        else
            writer.WriteNumberValue(KlinePrice.ToWon(scaled));
    }
}
