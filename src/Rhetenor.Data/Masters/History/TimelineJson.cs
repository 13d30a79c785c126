using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Masters;

/// <summary>Writes and reads the derived object of a year: a line of its masters, one of its resets, and one for each instrument.
/// docs/FORMAT.md describes it.</summary>
internal static class TimelineJson
{
    // Of the rules that find resets, too: an object of another version is written again.
    private const int Version = 4;
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a timeline. Equal timelines give equal bytes.</summary>
    public static ReadOnlyMemory<byte> Write(MasterTimeline timeline)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Plain);
        WriteHead(writer, timeline);
        End();
        writer.WriteStartArray();
        foreach (var reset in timeline.Resets)
            ResetJson.Write(writer, reset);
        writer.WriteEndArray();
        End();
        foreach (var (isin, spans) in timeline.Spans.OrderBy(instrument => instrument.Key, StringComparer.Ordinal))
        {
            Write(writer, isin, spans, timeline);
            End();
        }

        return buffer.WrittenMemory;

        void End()
        {
            writer.Flush();
            buffer.Write("\n"u8);
            writer.Reset();
        }
    }

    /// <summary>Reads a derived object into a timeline that ends before it.</summary>
    /// <returns>Whether it was read; false when the object is of another form.</returns>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static bool TryRead(ReadOnlyMemory<byte> text, MasterTimeline timeline)
    {
        using var head = JsonDocument.Parse(NextLine(ref text));
        var root = head.RootElement;
        if (root.GetProperty("version").GetInt32() != Version
            || !root.GetProperty("fields").EnumerateArray().Select(field => field.GetString()).SequenceEqual(TrackedFields.All.Select(field => field.Name)))
        {
            return false;
        }

        timeline.BeginAfter(ReadMasters(root.GetProperty("before")));
        var held = ReadMasters(root.GetProperty("masters"));
        var days = held.GroupBy(master => master.Market).ToDictionary(market => market.Key, market => market.Select(master => master.Date).ToList());
        using var resets = JsonDocument.Parse(NextLine(ref text));
        var instruments = new List<KeyValuePair<string, List<InstrumentSpan>>>();
        while (!text.IsEmpty)
            instruments.Add(ReadSpans(NextLine(ref text), days));
        timeline.Restore(held, instruments, resets.RootElement.EnumerateArray().Select(ResetJson.Read));
        return true;
    }

    private static void WriteHead(Utf8JsonWriter writer, MasterTimeline timeline)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version", Version);
        writer.WriteStartArray("fields");
        foreach (var (name, _) in TrackedFields.All)
            writer.WriteStringValue(name);
        writer.WriteEndArray();
        WriteMasters(writer, "before", timeline.Before);
        WriteMasters(writer, "masters", timeline.Held);
        writer.WriteEndObject();
    }

    private static void WriteMasters(Utf8JsonWriter writer, string name, IEnumerable<HeldMaster> masters)
    {
        writer.WriteStartArray(name);
        foreach (var held in masters)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(held.Date.ToDigits());
            writer.WriteStringValue(held.Market.ToKey());
            writer.WriteNumberValue(held.Length);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static List<HeldMaster> ReadMasters(JsonElement masters) =>
        [.. masters.EnumerateArray().Select(one => new HeldMaster(Stamp.ReadDate(one[0].GetString()!), Market.Parse(one[1].GetString()!), one[2].GetInt64()))];

    private static void Write(Utf8JsonWriter writer, string isin, List<InstrumentSpan> spans, MasterTimeline timeline)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(isin);
        for (var i = 0; i < spans.Count; i++)
        {
            var (from, to, state) = spans[i];
            writer.WriteStringValue(state.Market.ToKey());
            writer.WriteNumberValue(timeline.IndexOf(state.Market, from));
            writer.WriteNumberValue(timeline.IndexOf(state.Market, to));

            // Most changes are a flag that is set for some days: what follows is as before.
            var same = spans.FindIndex(0, i, span => span.State.IsSame(state));
            if (same >= 0)
                writer.WriteNumberValue(same);
            else
                writer.WriteStringValue(state.ToText(i == 0 ? null : spans[i - 1].State));
        }

        writer.WriteEndArray();
    }

    private static KeyValuePair<string, List<InstrumentSpan>> ReadSpans(ReadOnlyMemory<byte> line, Dictionary<Market, List<DateOnly>> days)
    {
        var reader = new Utf8JsonReader(line.Span);
        reader.Read();
        reader.Read();
        var isin = reader.GetString()!;
        var spans = new List<InstrumentSpan>(1);
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            var market = reader.ValueTextEquals("kospi"u8) ? Market.Kospi : reader.ValueTextEquals("kosdaq"u8) ? Market.Kosdaq : Market.Parse(reader.GetString()!);
            reader.Read();
            var from = days[market][reader.GetInt32()];
            reader.Read();
            var to = days[market][reader.GetInt32()];
            reader.Read();
            var state = reader.TokenType == JsonTokenType.Number
                ? spans[reader.GetInt32()].State
                : InstrumentState.Of(market, isin, line[(int)reader.TokenStartIndex..(int)reader.BytesConsumed], spans.Count == 0 ? null : spans[^1].State);
            spans.Add(new(from, to, state));
        }

        return new(isin, spans);
    }

    private static ReadOnlyMemory<byte> NextLine(ref ReadOnlyMemory<byte> text)
    {
        var end = text.Span.IndexOf((byte)'\n');
        var line = text[..(end < 0 ? text.Length : end)];
        text = text[(end < 0 ? text.Length : end + 1)..];
        return line;
    }
}
