using System.Text.Json;
using System.Text.Unicode;

namespace Rhetenor.Data.Masters;

/// <summary>Reads any JSON of the cached shape: other field names, other white space, escapes and missing fields.</summary>
internal static class MasterJsonReader
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 4 };

    public static MasterTable Read(ReadOnlySpan<byte> json, Market market)
    {
        if (json.StartsWith("\uFEFF"u8))
            json = json["\uFEFF"u8.Length..];
        if (!Utf8.IsValid(json))
            throw MstFormatException.OfJson(market, "UTF-8", "other bytes");
        try
        {
            var cells = new MasterJsonCells(market, json.Length);
            var reader = new Utf8JsonReader(json, Strict);
            Expect(reader.Read() && reader.TokenType == JsonTokenType.StartObject, "an object of records", reader, market);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                ReadRecord(ref reader, cells, market);
            Expect(reader.TokenType == JsonTokenType.EndObject && !reader.Read(), "the end", reader, market);
            return cells.ToTable(json);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw MstFormatException.OfJson(market, "valid JSON", exception.Message.TrimEnd('.'), exception);
        }
    }

    private static void ReadRecord(ref Utf8JsonReader reader, MasterJsonCells cells, Market market)
    {
        cells.StartRecord();
        cells.Add(HantooMstSpec.ShortCodeOrdinal, reader);
        Expect(reader.Read() && reader.TokenType == JsonTokenType.StartObject, "an object of fields", reader, market);
        var next = HantooMstSpec.ShortCodeOrdinal + 1;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var ordinal = cells.OrdinalOf(reader, next);
            reader.Read();
            Expect(reader.TokenType is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.Null, "text", reader, market);
            if (ordinal == HantooMstSpec.ShortCodeOrdinal)
                continue;
            cells.Add(ordinal, reader);
            next = ordinal + 1;
        }
    }

    private static void Expect(bool condition, string expected, in Utf8JsonReader reader, Market market)
    {
        if (!condition)
            throw MstFormatException.OfJson(market, $"{expected} near byte {reader.TokenStartIndex}", $"a {reader.TokenType}");
    }
}
