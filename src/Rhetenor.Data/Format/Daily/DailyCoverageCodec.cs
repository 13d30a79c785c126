using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Format;

/// <summary>Converts coverage of daily bars to the bytes of an object and back. docs/FORMAT.md describes the format.</summary>
internal static class DailyCoverageCodec
{
    private const int MaxText = 64 << 20;
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>Packs coverage into one zstd frame with a checksum. Equal coverage gives equal bytes.</summary>
    /// <exception cref="ArgumentException">There is more text than readers accept.</exception>
    public static byte[] Pack(DailyCoverage coverage)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, Plain))
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, coverage.Name);
            ObjectMarkJson.Write(writer, coverage.Objects);
            writer.WriteStartObject("symbols"u8);
            foreach (var (symbol, entry) in coverage.Entries)
            {
                writer.WriteStartObject(symbol);
                Write(writer, entry);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        text.Write("\n"u8);
        return text.WrittenCount <= MaxText
            ? ZstdText.Pack(text.WrittenSpan)
            : throw new ArgumentException($"The coverage has {text.WrittenCount} bytes of text; readers accept at most {MaxText}.", nameof(coverage));
    }

    /// <summary>Unpacks an object.</summary>
    /// <exception cref="KlineFormatException">The bytes are not a coverage object, are damaged, or are the content of another
    /// name.</exception>
    public static DailyCoverage Unpack(string name, ReadOnlySpan<byte> body)
    {
        var text = ZstdText.Unpack(body, MaxText, "coverage");
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            var root = document.RootElement;
            if (root.Text("name") != name)
                throw new FormatException($"the content is that of {root.Text("name")}.");
            var entries = root.GetProperty("symbols"u8).EnumerateObject().Select(symbol => KeyValuePair.Create(symbol.Name, Read(symbol.Value))).ToList();
            return new(name, ObjectMarkJson.Read(root) ?? throw new FormatException("'objects' is missing."), entries);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new KlineFormatException(1, "coverage", "name, objects and symbols", exception.Message, exception);
        }
    }

    private static DateOnly ReadDate(string text) =>
        Stamp.ReadDate(text) is var date && KlineKey.IsPlausible(date) ? date : throw new FormatException($"{text} is not the date of a session.");

    private static void Write(Utf8JsonWriter writer, DailyEntry entry)
    {
        writer.WriteString("state"u8, CoverageStates.ToWord(entry.State));
        writer.WriteString("from"u8, entry.From.ToDigits());
        writer.WriteString("through"u8, entry.Through.ToDigits());
        writer.WriteNumber("bars"u8, entry.Bars);
        if (entry.First is { } first)
            writer.WriteString("first"u8, first.ToDigits());
        if (entry.Last is { } last)
            writer.WriteString("last"u8, last.ToDigits());
        if (entry.LastBar is not null)
            writer.WriteString("last_bar"u8, entry.LastBar);
        if (entry.Rows is not null)
            writer.WriteString("rows"u8, entry.Rows);
        if (entry.Witness.Length > 0)
            writer.WriteString("witness"u8, entry.Witness);
        if (entry.Reason is not null)
            writer.WriteString("reason"u8, entry.Reason);
    }

    // An unknown state covers nothing.
    private static DailyEntry Read(JsonElement entry) => new(
        CoverageStates.Find(entry.Text("state")) ?? SymbolDayState.Failed, ReadDate(entry.Text("from")), ReadDate(entry.Text("through")), entry.GetProperty("bars"u8).GetInt32())
    {
        First = entry.Find("first", JsonValueKind.String) is { } first ? ReadDate(first.GetString()!) : null,
        Last = entry.Find("last", JsonValueKind.String) is { } last ? ReadDate(last.GetString()!) : null,
        LastBar = entry.Find("last_bar", JsonValueKind.String)?.GetString(),
        Rows = entry.Find("rows", JsonValueKind.String)?.GetString(),
        Witness = entry.Find("witness", JsonValueKind.String)?.GetString() ?? "",
        Reason = entry.Find("reason", JsonValueKind.String)?.GetString(),
    };
}
