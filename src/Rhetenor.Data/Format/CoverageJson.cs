using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Format;

/// <summary>Writes and reads the lines of coverage objects.</summary>
internal static class CoverageJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    public static ReadOnlyMemory<byte> Write(CoverageRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Plain);
        writer.WriteStartObject();
        writer.WriteString("name"u8, record.Name.Name);
        if (record.After.Count > 0)
            ObjectMarkJson.Write(writer, "after", record.After);
        if (record.Objects is { } objects)
            ObjectMarkJson.Write(writer, objects);

        writer.WriteStartArray("entries"u8);
        foreach (var claim in record.Claims)
        {
            writer.WriteStartObject();
            CoverageEntryJson.Write(writer, claim.Entry);
            ObjectMarkJson.Write(writer, "symbols", claim.Symbols);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>Reads a line. Unknown properties are ignored.</summary>
    /// <param name="line">The line, without its end. The record keeps it.</param>
    /// <param name="symbols">The symbols seen so far in the object.</param>
    /// <exception cref="Exception">The line is not the JSON of a record: <see cref="JsonException"/>, <see cref="FormatException"/>,
    /// <see cref="InvalidOperationException"/>, <see cref="KeyNotFoundException"/>, <see cref="ArgumentException"/>.</exception>
    public static CoverageRecord Read(ReadOnlyMemory<byte> line, CoverageSymbols symbols)
    {
        using var document = JsonDocument.Parse(line, Strict);
        var root = document.RootElement;
        var text = root.Text("name");
        if (!KlineCoverageKey.TryParseName(text, out var name))
            throw new FormatException($"'{text}' is not the name of a coverage object.");
        symbols.Start();
        var claims = root.GetProperty("entries"u8).EnumerateArray()
            .Select(entry => new CoverageClaim(name.Retrieval, Checked(CoverageEntryJson.Read(entry)), symbols.Read(entry.GetProperty("symbols"u8)))).ToList();
        var after = root.Find("after", JsonValueKind.Array) is { } names ? ObjectMarkJson.Names(names) : [];
        var objects = ObjectMarkJson.Read(root);
        return new(name, claims, after, objects) { Line = line };
    }

    private static KlineSymbolCoverage Checked(KlineSymbolCoverage entry)
    {
        KlineCoverage.Check(entry, "entries", "entries");
        return entry;
    }
}
