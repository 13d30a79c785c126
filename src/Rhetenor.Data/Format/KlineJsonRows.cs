using System.Text;
using System.Text.Json;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Format;

/// <summary>Reads the rows of a line. An invalid row is reported as a problem, and the other rows are read.</summary>
internal static class KlineJsonRows
{
    private const int Shown = 40;

    /// <summary>Reads the object at which the reader is positioned.</summary>
    public static void Read(ref Utf8JsonReader reader, DateTime minute, DateTime retrieval, KlineField[] fields, int line, KlineTable table)
    {
        var (count, isOrdered) = (0, true);
        var room = table.Room(64);
        var symbols = table.SymbolTable;
        Span<char> name = stackalloc char[ShortCode.MaxSymbolLength];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isSymbol = TryReadSymbol(reader, name, out var length);
            var number = isSymbol ? symbols.GetOrAdd(name[..length]) : -1;
            var symbol = number >= 0 ? symbols[number] : reader.GetString()!;
            if (!seen.Add(symbol))
                throw new KlineFormatException(line, "data", "each symbol once", $"{Short(symbol)} twice");
            reader.Read();
            if (symbols.IsClosed && number < 0)
            {
                reader.Skip();
                continue;
            }

            var problem = TryReadRow(ref reader, fields, out var bar);
            if (!isSymbol)
                problem = ("", ShortCode.SymbolForm + " as symbol", Short(symbol));
            if (problem is var (field, expected, found))
            {
                table.AddProblem(new KlineProblem(line, minute, Short(symbol), field, expected, found));
                continue;
            }

            if (count == room.Numbers.Length)
                room = Grow(table, room, count);
            isOrdered &= count == 0 || string.CompareOrdinal(symbols[room.Numbers.Span[count - 1]], symbol) < 0;
            (room.Numbers.Span[count], room.Bars.Span[count]) = (number, bar);
            count++;
        }

        if (!isOrdered)
            room.Numbers.Span[..count].Sort(room.Bars.Span[..count], (x, y) => string.CompareOrdinal(symbols[x], symbols[y]));
        table.AddLine(minute, count, retrieval);
    }

    /// <summary>Shortens a text for a message.</summary>
    public static string Short(string text) => text.Length <= Shown ? text : text[..Shown] + "…";

    private static bool TryReadSymbol(in Utf8JsonReader reader, Span<char> name, out int length)
    {
        length = reader.ValueSpan.Length;
        return !reader.ValueIsEscaped && length <= name.Length && Encoding.ASCII.TryGetChars(reader.ValueSpan, name, out length)
            && ShortCode.IsSymbol(name[..length]);
    }

    private static (string Field, string Expected, string Found)? TryReadRow(ref Utf8JsonReader reader, KlineField[] fields, out KlineBar bar)
    {
        bar = new KlineBar { AccVolume = KlineBar.Unknown, AccValue = KlineBar.Unknown };
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            var token = reader.TokenType;
            reader.Skip();
            return ("", "an array of values", $"a {token}");
        }

        (string, string, string)? problem = null;
        var count = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            if (count < fields.Length && !TryReadValue(reader, fields[count], ref bar))
                problem ??= (KlineFields.NameOf(fields[count]), Expected(fields[count]), Found(reader));
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                reader.Skip();
        }

        return count == fields.Length ? problem : ("", $"{fields.Length} values", $"{count}");
    }

    private static bool TryReadValue(in Utf8JsonReader reader, KlineField field, ref KlineBar bar)
    {
        if (field == KlineField.Ignored || (reader.TokenType == JsonTokenType.Null && field >= KlineField.AccVolume))
            return true;
        if (reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String) || reader.ValueIsEscaped)
            return false;
        var text = reader.ValueSpan;
        long value;
        if (!(field < KlineField.Volume ? AsciiNumber.TryReadJson(text, KlinePrice.Scale, out value) : AsciiNumber.TryReadJson(text, out value)))
            return false;
        switch (field)
        {
            case KlineField.Open: bar.Open = value; break;
            case KlineField.High: bar.High = value; break;
            case KlineField.Low: bar.Low = value; break;
            case KlineField.Close: bar.Close = value; break;
            case KlineField.Volume: bar.Volume = value; break;
            case KlineField.AccVolume: bar.AccVolume = value; break;
            default: bar.AccValue = value; break;
        }

        return true;
    }

    private static string Expected(KlineField field) =>
        field < KlineField.Volume ? "a price in won, with at most four decimals" : "a whole number, 0 or more";

    private static string Found(in Utf8JsonReader reader) => reader.TokenType is JsonTokenType.Number or JsonTokenType.String
        ? Short(Encoding.UTF8.GetString(reader.ValueSpan[..Math.Min(reader.ValueSpan.Length, 4 * Shown)]))
        : $"a {reader.TokenType}";

    private static (Memory<int> Numbers, Memory<KlineBar> Bars) Grow(KlineTable table, (Memory<int> Numbers, Memory<KlineBar> Bars) old, int count)
    {
        var room = table.Room(count * 2);
        old.Numbers.Span[..count].CopyTo(room.Numbers.Span);
        old.Bars.Span[..count].CopyTo(room.Bars.Span);
        return room;
    }
}
