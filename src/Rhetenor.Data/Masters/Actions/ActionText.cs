using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rhetenor.Data.Core;
using Rhetenor.Data.Format;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Masters;

/// <summary>Writes and reads a stored list of corporate actions. docs/FORMAT.md describes it.</summary>
internal static class ActionText
{
    private const int MaxText = 64 << 20;
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Packs rows as KIS sent them, without white space around their texts, into one zstd frame with a checksum.</summary>
    public static byte[] Pack(ActionKey key, int pages, IReadOnlyList<string> rows)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, Plain))
        {
            writer.WriteStartObject();
            writer.WriteString("list"u8, ActionKey.NameOf(key.Kind));
            writer.WriteString("from"u8, key.Month.ToDigits());
            writer.WriteString("to"u8, key.LastDay.ToDigits());
            writer.WriteString("retrieval"u8, key.Retrieval.ToDigits());
            writer.WriteNumber("pages"u8, pages);
            writer.WriteNumber("rows"u8, rows.Count);
            writer.WriteEndObject();
        }

        text.Write("\n"u8);
        foreach (var row in rows)
            text.Write(Encoding.UTF8.GetBytes($"{row}\n"));
        return ZstdText.Pack(text.WrittenSpan);
    }

    /// <summary>Unpacks the rows of an object.</summary>
    /// <exception cref="KlineFormatException">The bytes are not such a list, are damaged, or are the content of another key.</exception>
    public static IReadOnlyList<string> Unpack(ActionKey key, ReadOnlySpan<byte> body)
    {
        var lines = Encoding.UTF8.GetString(ZstdText.Unpack(body, MaxText, "corporate actions").Span).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        try
        {
            using var head = JsonDocument.Parse(lines.Length == 0 ? "" : lines[0]);
            var (list, from, retrieval, rows) = (head.RootElement.Text("list"), head.RootElement.Text("from"), head.RootElement.Text("retrieval"), head.RootElement.GetProperty("rows"u8).GetInt32());
            if ((list, from, retrieval, rows) != (ActionKey.NameOf(key.Kind), key.Month.ToDigits(), key.Retrieval.ToDigits(), lines.Length - 1))
                throw new FormatException($"the content is {list} of {from}, fetched at {retrieval}, with {rows} rows.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new KlineFormatException(1, "corporate actions", $"the head of {key} and its {lines.Length - 1} rows", exception.Message, exception);
        }

        return lines[1..];
    }
}
