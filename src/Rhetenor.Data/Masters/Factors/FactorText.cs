using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Masters;

/// <summary>Writes and reads the lines of recorded factors. docs/FORMAT.md describes them.</summary>
internal sealed class FactorText
{
    public const string Wrong = "rescind", Covered = "covered", Codes = "codes";
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>Reads an event.</summary>
    public static AdjustmentFactor Read(JsonElement line, DateOnly known) => new(ResetJson.Read(line), known)
    {
        ShortCodes = Texts(line.GetProperty("codes")),
        HaltedSince = OptionalDate(line, "halted_since"),
        IsHaltOlder = line.TryGetProperty("halted_before", out var older) && older.GetBoolean(),
    };

    /// <summary>Reads the codes of instruments, by ISIN.</summary>
    public static IEnumerable<KeyValuePair<string, InstrumentCodes>> ReadCodes(JsonElement line)
    {
        var from = Stamp.ReadDate(line.GetProperty("from").GetString()!);
        var (to, after, gone) = (OptionalDate(line, "to") ?? from, OptionalDate(line, "after"), OptionalDate(line, "gone"));
        return line.GetProperty("instruments").EnumerateObject().Select(one => KeyValuePair.Create(one.Name, new InstrumentCodes(Texts(one.Value), from, to) { NotBefore = after, GoneBy = gone }));
    }

    /// <summary>Writes that an event was wrong.</summary>
    public void Rescind(AdjustmentFactor one, DateOnly today) => Write(Wrong, today, writer => WriteEvent(writer, one));

    /// <summary>Writes an event that was found.</summary>
    public void Apply(AdjustmentFactor one) => Write(one.Change.Reset!.Factor is null ? "unproven" : "apply", one.Known, writer => WriteEvent(writer, one));

    /// <summary>Writes that the masters of sessions were searched.</summary>
    public void Cover(Market market, DateOnly from, DateOnly to, DateOnly today) => Write(Covered, today, writer =>
    {
        writer.WriteString("market", market.ToKey());
        writer.WriteString("from", from.ToDigits());
        writer.WriteString("to", to.ToDigits());
    });

    /// <summary>Writes the codes of instruments that are seen on the same days.</summary>
    public void Name(IReadOnlyList<KeyValuePair<string, InstrumentCodes>> instruments, DateOnly today) => Write(Codes, today, writer =>
    {
        var days = instruments[0].Value;
        writer.WriteString("from", days.FirstSeen.ToDigits());
        writer.WriteString("to", days.LastSeen.ToDigits());
        if (days.NotBefore is { } after)
            writer.WriteString("after", after.ToDigits());
        if (days.GoneBy is { } gone)
            writer.WriteString("gone", gone.ToDigits());
        writer.WriteStartObject("instruments");
        foreach (var (isin, one) in instruments)
        {
            writer.WriteStartArray(isin);
            foreach (var code in one.Codes)
                writer.WriteStringValue(code);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    });

    /// <summary>Returns the lines; null when there are none.</summary>
    public byte[]? ToArray() => _buffer.WrittenCount == 0 ? null : _buffer.WrittenSpan.ToArray();

    private static DateOnly? OptionalDate(JsonElement line, string name) => line.TryGetProperty(name, out var date) ? Stamp.ReadDate(date.GetString()!) : null;

    private static IReadOnlyList<string> Texts(JsonElement array) => [.. array.EnumerateArray().Select(text => text.GetString()!)];

    private void Write(string status, DateOnly known, Action<Utf8JsonWriter> write)
    {
        using var writer = new Utf8JsonWriter(_buffer, Plain);
        writer.WriteStartObject();
        writer.WriteString("status", status);
        writer.WriteString("known", known.ToDigits());
        write(writer);
        writer.WriteEndObject();
        writer.Flush();
        _buffer.Write("\n"u8);
    }

    private static void WriteEvent(Utf8JsonWriter writer, AdjustmentFactor one)
    {
        writer.WriteStartArray("codes");
        foreach (var code in one.ShortCodes)
            writer.WriteStringValue(code);
        writer.WriteEndArray();
        if (one.HaltedSince is { } halted)
            writer.WriteString("halted_since", halted.ToDigits());
        if (one.IsHaltOlder)
            writer.WriteBoolean("halted_before", true);
        ResetJson.WriteProperties(writer, one.Change);
    }
}
