using System.Buffers;
using System.Text.Json;
using Rhetenor.Data.Core;
using Rhetenor.Data.Format;
using Rhetenor.Data.Klines;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Ticks;

/// <summary>Writes and reads an object of ticks, one line for each symbol. docs/FORMAT.md describes it.</summary>
internal static class TickText
{
    private const string Kind = "ticks";
    private const int Buy = 1, Sell = 5, MaxText = 512 << 20;

    private static readonly string[] Fields = ["time", "price", "volume", "acc_vol", "acc_value", "side", "change", "ask", "bid"];

    /// <summary>Packs ticks of one venue and date into one zstd frame with a checksum. Equal ticks give equal bytes, whatever their order.</summary>
    public static byte[] Pack(IEnumerable<Tick> ticks)
    {
        var text = new ArrayBufferWriter<byte>();
        foreach (var symbol in ticks.Distinct().GroupBy(tick => tick.Symbol, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            using (var writer = new Utf8JsonWriter(text))
                Write(writer, symbol.OrderBy(tick => tick.AccVolume).ThenBy(tick => tick.Time).ThenBy(tick => tick.Volume).ThenBy(tick => tick.Price).ToList());
            text.Write("\n"u8);
        }

        var frame = new byte[Zstd.Bound(text.WrittenCount)];
        return frame[..Zstd.Compress(text.WrittenSpan, frame, Defaults.CompressionLevel)];
    }

    /// <summary>Unpacks the ticks of an object.</summary>
    /// <param name="key">The key, whose hash, venue, date and times must be those of the content.</param>
    /// <param name="body">The bytes.</param>
    /// <param name="symbol">The symbol to return; null for all.</param>
    /// <exception cref="KlineFormatException">The bytes are damaged, are not ticks, or are the content of another key.</exception>
    public static List<Tick> Unpack(TickKey key, ReadOnlySpan<byte> body, string? symbol = null)
    {
        if (TickKey.HashOf(body) is var hash && hash != key.Hash)
            throw new KlineFormatException(0, Kind, $"bytes with the hash {key.Hash}", hash);
        var (text, ticks, line) = (ZstdText.Unpack(body, MaxText, Kind), new List<Tick>(), 0);
        var (first, last) = (TimeOnly.MaxValue, TimeOnly.MinValue);
        while (!text.IsEmpty)
        {
            line++;
            var end = text.Span.IndexOf((byte)'\n');
            if (end < 0)
                throw new KlineFormatException(line, Kind, "a line that ends", "one that does not");
            try
            {
                foreach (var tick in Read(text[..end], key))
                {
                    var time = TimeOnly.FromDateTime(tick.Time);
                    (first, last) = (time < first ? time : first, time > last ? time : last);
                    if (symbol is null || tick.Symbol == symbol)
                        ticks.Add(tick);
                }
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or IndexOutOfRangeException)
            {
                throw new KlineFormatException(line, Kind, "ticks of one symbol", exception.Message, exception);
            }

            text = text[(end + 1)..];
        }

        return (first, last) == (key.First, key.Last) ? ticks : throw new KlineFormatException(0, Kind, $"ticks from {key.First.ToText()} to {key.Last.ToText()}", $"{first.ToText()} to {last.ToText()}");
    }

    private static void Write(Utf8JsonWriter writer, List<Tick> ticks)
    {
        writer.WriteStartObject();
        writer.WriteString("date"u8, DateOnly.FromDateTime(ticks[0].Time).ToDigits());
        writer.WriteString("exchange"u8, ticks[0].Venue.ToCode());
        writer.WriteString("symbol"u8, ticks[0].Symbol);
        writer.WriteStartArray("fields"u8);
        foreach (var field in Fields)
            writer.WriteStringValue(field);
        writer.WriteEndArray();
        writer.WriteStartArray("ticks"u8);
        foreach (var tick in ticks)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue((tick.Time.Hour * 10_000) + (tick.Time.Minute * 100) + tick.Time.Second);
            writer.WriteNumberValue(Plain(tick.Price));
            writer.WriteNumberValue(tick.Volume);
            writer.WriteNumberValue(tick.AccVolume);
            writer.WriteNumberValue(tick.AccValue);
            writer.WriteNumberValue(tick.IsBuy switch { true => Buy, false => Sell, null => 0 });
            foreach (var number in (decimal?[])[tick.Change, tick.Ask, tick.Bid])
            {
                if (number is { } known)
                    writer.WriteNumberValue(Plain(known));
                else
                    writer.WriteNullValue();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    // Without zeros at the end of the decimals, so that equal numbers are equal texts.
    private static decimal Plain(decimal number) => number / 1.0000000000000000000000000000m;

    private static IEnumerable<Tick> Read(ReadOnlyMemory<byte> line, TickKey key)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        var symbol = root.GetProperty("symbol"u8).GetString();
        if (!ShortCode.IsSymbol(symbol) || root.GetProperty("date"u8).GetString() != key.Date.ToDigits() || root.GetProperty("exchange"u8).GetString() != key.Venue.ToCode())
            throw new FormatException("the symbol is not valid, or date and exchange are not those of the key");
        var places = root.GetProperty("fields"u8).EnumerateArray().Select(field => field.GetString()).ToList();
        var at = Fields.Select(field => places.IndexOf(field) is >= 0 and var place ? place : throw new FormatException($"there is no field {field}")).ToArray();
        foreach (var row in root.GetProperty("ticks"u8).EnumerateArray())
        {
            if (!Stamp.TryRead((key.Date.Year * 10_000) + (key.Date.Month * 100) + key.Date.Day, row[at[0]].GetInt32(), out var time))
                throw new FormatException("a time does not exist");
            yield return new Tick
            {
                Symbol = symbol!,
                Venue = key.Venue,
                Time = time,
                Price = row[at[1]].GetDecimal(),
                Volume = row[at[2]].GetInt64(),
                AccVolume = row[at[3]].GetInt64(),
                AccValue = row[at[4]].GetInt64(),
                IsBuy = row[at[5]].GetInt32() switch { Buy => true, Sell => false, _ => null },
                Change = Number(row[at[6]]),
                Ask = Number(row[at[7]]),
                Bid = Number(row[at[8]]),
            };
        }
    }

    private static decimal? Number(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.GetDecimal();
}
