using System.Text.Json;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Format;

/// <summary>Reads a line of an object of daily bars. Readers go by the names of <c>fields</c>, which come before <c>data</c>.</summary>
internal static class DailyLineReader
{
    private const int MostFields = 64, MostCharacters = 64, Required = 6;

    /// <summary>Reads a line and returns the number of rows that could not be read.</summary>
    /// <exception cref="Exception">The line is malformed: <see cref="JsonException"/>, <see cref="FormatException"/>,
    /// <see cref="InvalidOperationException"/>.</exception>
    public static int Read(ReadOnlySpan<byte> line, IDailySink sink)
    {
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 8 });
        Expect(ref reader, JsonTokenType.StartObject);
        DateOnly? date = null;
        var (retrieval, bad) = (default(DateTime), 0);
        int[]? columns = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("timestamp"u8))
                date = Date(ref reader);
            else if (reader.ValueTextEquals("retrieval"u8))
                retrieval = Stamp.ReadSecond(Text(ref reader));
            else if (reader.ValueTextEquals("fields"u8))
                columns = Columns(ref reader);
            else if (reader.ValueTextEquals("data"u8))
                bad += Rows(ref reader, date ?? throw new FormatException("no timestamp before data"), retrieval, columns ?? throw new FormatException("no fields before data"), sink);
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        while (reader.Read())
        {
            // Anything after the object is an error of the reader.
        }

        return bad;
    }

    private static int Rows(ref Utf8JsonReader reader, DateOnly date, DateTime retrieval, int[] columns, IDailySink sink)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        Span<char> characters = stackalloc char[MostCharacters];
        Span<long> values = stackalloc long[DailyCodec.Fields.Length];
        var bad = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var symbol = reader.ValueSpan.Length > MostCharacters ? default : characters[..reader.CopyString(characters)];
            var number = ShortCode.IsSymbol(symbol) ? sink.Symbols.GetOrAdd(symbol) : -1;
            bad += symbol.Length == 0 ? 1 : 0;
            reader.Read();
            if (number < 0)
                reader.Skip();
            else if (Row(ref reader, columns, values))
                sink.Add(date, retrieval, number, new(values[0], values[1], values[2], values[3], values[4], values[5], values[6], (int)values[7], values[8]));
            else
                bad++;
        }

        return bad;
    }

    private static bool Row(ref Utf8JsonReader reader, int[] columns, scoped Span<long> values)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return false;
        }

        values.Fill(DailyBar.Unknown);
        var (place, isValid) = (0, true);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var column = place < columns.Length ? columns[place] : -1;
            isValid &= column < 0 || Value(ref reader, column, out values[column]);
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                reader.Skip();
            place++;
        }

        return isValid && place == columns.Length && !values[..Required].Contains(DailyBar.Unknown);
    }

    private static bool Value(ref Utf8JsonReader reader, int column, out long value)
    {
        value = DailyBar.Unknown;
        return reader.TokenType == JsonTokenType.Null
            || (reader.TokenType == JsonTokenType.Number && (IsPrice(column)
                ? AsciiNumber.TryReadJson(reader.ValueSpan, KlinePrice.Scale, out value)
                : AsciiNumber.TryReadJson(reader.ValueSpan, out value)));
    }

    private static bool IsPrice(int column) => column is < 4 or 6 or 8;

    private static int[] Columns(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartArray);
        var columns = new List<int>();
        while (reader.Read() && reader.TokenType == JsonTokenType.String && columns.Count < MostFields)
            columns.Add(Array.IndexOf(DailyCodec.Fields, reader.GetString()));
        for (var i = 0; i < Required; i++)
        {
            if (columns.Count(column => column == i) != 1)
                throw new FormatException($"{DailyCodec.Fields[i]} is not one of the fields, or is duplicated");
        }

        return reader.TokenType == JsonTokenType.EndArray ? [.. columns] : throw new FormatException("fields is not an array of names");
    }

    private static DateOnly Date(ref Utf8JsonReader reader)
    {
        var text = Text(ref reader);
        return Stamp.TryReadDay(text, out var date) ? date : throw new FormatException($"'{text}' is not a date of the form yyyy-MM-dd");
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString() ?? throw new FormatException("a text is null");
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (!reader.Read() || reader.TokenType != token)
            throw new FormatException($"{token} is expected");
    }
}
