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
        HaltedSince = line.TryGetProperty("halted_since", out var halted) ? Stamp.ReadDate(halted.GetString()!) : null,
        IsHaltOlder = line.TryGetProperty("halted_before", out var older) && older.GetBoolean(),
    };

    /// <summary>Reads the codes of instruments, by ISIN.</summary>
    public static IEnumerable<KeyValuePair<string, InstrumentCodes>> ReadCodes(JsonElement line)
    {
        var from = Stamp.ReadDate(line.GetProperty("from").GetString()!);
        DateOnly? after = line.TryGetProperty("after", out var date) ? Stamp.ReadDate(date.GetString()!) : null;
        return line.GetProperty("instruments").EnumerateObject().Select(one => KeyValuePair.Create(one.Name, new InstrumentCodes(Texts(one.Value), from, after)));
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

    /// <summary>Writes the codes of instruments that are first seen on one day.</summary>
    public void Name(DateOnly from, DateOnly? after, IEnumerable<KeyValuePair<string, InstrumentCodes>> instruments, DateOnly today) => Write(Codes, today, writer =>
    {
        writer.WriteString("from", from.ToDigits());
        if (after is { } day)
            writer.WriteString("after", day.ToDigits());
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
