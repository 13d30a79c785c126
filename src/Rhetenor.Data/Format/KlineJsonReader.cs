using System.Text.Json;
using System.Text.Unicode;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Format;

/// <summary>Reads any line of the format: other white space and order, values as text, older stamps and additional fields.</summary>
internal static class KlineJsonReader
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 16 };

    public static void Read(ReadOnlySpan<byte> json, int line, KlineTable table)
    {
        if (!Utf8.IsValid(json))
            throw new KlineFormatException(line, "text", "UTF-8", "other bytes");
        try
        {
            var reader = new Utf8JsonReader(json, Strict);
            ReadLine(json, ref reader, line, table);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new KlineFormatException(line, "text", "one JSON object", exception.Message, exception);
        }
    }

    private static void ReadLine(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, int line, KlineTable table)
    {
        DateTime? minute = null;
        DateTime? retrieval = null;
        DateTime? merged = null;
        KlineField[]? fields = null;
        // The rows are read last because "fields" may follow them.
        Utf8JsonReader data = default;
        var hasData = false;
        Expect(reader.Read() && reader.TokenType == JsonTokenType.StartObject, line, "line", "an object", reader);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("timestamp"u8))
                minute = ReadMinute(ref reader, line, minute);
            else if (reader.ValueTextEquals("retrieval"u8))
                retrieval = ReadRetrieval(ref reader, line, "retrieval", retrieval);
            else if (reader.ValueTextEquals("merged"u8))
                merged = ReadRetrieval(ref reader, line, "merged", merged);
            else if (reader.ValueTextEquals("fields"u8))
                fields = ReadFields(ref reader, line, fields);
            else if (reader.ValueTextEquals("data"u8))
            {
                Once(!hasData, line, "data");
                Expect(reader.Read() && reader.TokenType == JsonTokenType.StartObject, line, "data", "an object of rows", reader);
                hasData = true;
                if (TryReadRows(json[(int)reader.BytesConsumed..], minute, retrieval, merged, fields, table))
                    return;
                data = reader;
                reader.Skip();
            }
            else
            {
                reader.Skip();
            }
        }

        // Only white space may follow. The reader throws on anything else.
        reader.Read();
        if (!hasData)
            throw Missing(line, "data");
        var stamp = minute ?? throw Missing(line, "timestamp");
        var names = fields ?? throw Missing(line, "fields");
        if (merged is null || !table.IsRepeated(stamp))
            KlineJsonRows.Read(ref data, stamp, retrieval ?? default, names, line, table);
    }

    // In the output of known programs only rows follow. Their white space and quotes have a faster reader.
    private static bool TryReadRows(
        ReadOnlySpan<byte> rows, DateTime? minute, DateTime? retrieval, DateTime? merged, KlineField[]? fields, KlineTable table) =>
        minute is { } stamp && merged is null && KlineRowShape.TryOf(fields, out var shape)
        && KlineRowStyles.TryRead(rows.TrimEnd(" \t\r"u8), shape, stamp, retrieval ?? default, table);

    private static DateTime ReadMinute(ref Utf8JsonReader reader, int line, DateTime? before)
    {
        Once(before is null, line, "timestamp");
        Expect(reader.Read() && reader.TokenType == JsonTokenType.String, line, "timestamp", "text", reader);
        var text = reader.GetString()!;
        return Stamp.TryReadAnyMinute(text, out var minute)
            ? minute
            : throw new KlineFormatException(line, "timestamp", "yyyy-MM-dd_HH:mm or an older form", $"'{KlineJsonRows.Short(text)}'");
    }

    private static DateTime ReadRetrieval(ref Utf8JsonReader reader, int line, string name, DateTime? before)
    {
        Once(before is null, line, name);
        Expect(reader.Read() && reader.TokenType == JsonTokenType.String, line, name, "text", reader);
        return !reader.ValueIsEscaped && Stamp.TryReadSecond(reader.ValueSpan, out var retrieval)
            ? retrieval
            : throw new KlineFormatException(line, name, "yyyyMMddHHmmss", $"'{KlineJsonRows.Short(reader.GetString()!)}'");
    }

    private static KlineField[] ReadFields(ref Utf8JsonReader reader, int line, KlineField[]? before)
    {
        Once(before is null, line, "fields");
        Expect(reader.Read() && reader.TokenType == JsonTokenType.StartArray, line, "fields", "an array of names", reader);
        return KlineFields.Read(ref reader, line);
    }

    private static void Once(bool isFirst, int line, string name)
    {
        if (!isFirst)
            throw new KlineFormatException(line, name, "it once", "it twice");
    }

    private static void Expect(bool condition, int line, string where, string expected, in Utf8JsonReader reader)
    {
        if (!condition)
            throw new KlineFormatException(line, where, expected, $"a {reader.TokenType}");
    }

    private static KlineFormatException Missing(int line, string name) => new(line, name, "the property", "none");
}
