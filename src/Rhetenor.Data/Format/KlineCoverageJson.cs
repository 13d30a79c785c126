using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Format;

/// <summary>Writes and reads coverage objects.</summary>
internal static class KlineCoverageJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };
    private static readonly byte[] HashMark = ",\"sha256\":\""u8.ToArray();

    // The words of docs/FORMAT.md. A state that is not allowed in coverage has no word.
    private static readonly (SymbolDayState State, string Word)[] Words =
    [
        (SymbolDayState.Complete, "bars"), (SymbolDayState.NoTrades, "no_trades"), (SymbolDayState.Halted, "halted"),
        (SymbolDayState.NotListed, "not_listed"), (SymbolDayState.Doubtful, "doubtful"), (SymbolDayState.Failed, "failed"),
    ];

    public static byte[] Write(KlineCoverage coverage)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartObject();
            writer.WriteString("date"u8, coverage.Date.ToDigits());
            writer.WriteString("exchange"u8, coverage.Venue.ToCode());
            writer.WriteString("retrieval"u8, coverage.Retrieval.ToDigits());
            if (coverage.Objects is { } objects)
                Write(writer, objects);
            writer.WriteStartObject("symbols"u8);
            foreach (var (symbol, entry) in coverage.Symbols)
                Write(writer, symbol, entry);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        var content = buffer.WrittenSpan[..^1];
        return [.. content, .. HashMark, .. HashAndEnd(content)];
    }

    public static KlineCoverage Read(ReadOnlySpan<byte> json)
    {
        try
        {
            if (json.StartsWith("\uFEFF"u8))
                json = json["\uFEFF"u8.Length..];
            using var document = JsonDocument.Parse(json.ToArray(), Strict);
            var root = document.RootElement;
            Verify(json, root);
            var date = Stamp.ReadDate(Text(root, "date"));
            var retrieval = Stamp.ReadSecond(Text(root, "retrieval"));
            var symbols = root.GetProperty("symbols"u8).EnumerateObject()
                .Select(property => KeyValuePair.Create(property.Name, Read(property.Value)));
            var objects = Find(root, "objects", JsonValueKind.Array)?.EnumerateArray().Select(name => name.GetString() ?? "");
            return new KlineCoverage(date, Venue.Parse(Text(root, "exchange")), retrieval, symbols, objects);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            throw new KlineFormatException(0, "coverage", "date, exchange, retrieval and symbols", exception.Message, exception);
        }
    }

    // A flipped bit must not change the coverage. Objects without a hash are older or handmade. A property as long as a hash is one whose
    // name is damaged.
    private static void Verify(ReadOnlySpan<byte> json, JsonElement root)
    {
        var at = json.LastIndexOf(HashMark);
        var isWhole = at >= 0
            ? json[(at + HashMark.Length)..].SequenceEqual(HashAndEnd(json[..at]))
            : !root.EnumerateObject().Any(property => property.Value.ValueKind == JsonValueKind.String && property.Value.GetString()!.Length == 2 * SHA256.HashSizeInBytes);
        if (!isWhole)
            throw new FormatException("the object is damaged: its SHA-256 differs.");
    }

    private static byte[] HashAndEnd(ReadOnlySpan<byte> content) => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(content)) + "\"}\n");

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<string> objects)
    {
        writer.WriteStartArray("objects"u8);
        foreach (var name in objects)
            writer.WriteStringValue(name);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string symbol, KlineSymbolCoverage coverage)
    {
        writer.WriteStartObject(symbol);
        writer.WriteString("state"u8, Words.First(entry => entry.State == coverage.State).Word);
        if (coverage.Through is { } through)
            writer.WriteString("through"u8, through.ToMinuteDigits());
        else
            writer.WriteNull("through"u8);
        writer.WriteBoolean("final"u8, coverage.IsFinal);
        if (coverage.Reason is not null)
            writer.WriteString("reason"u8, coverage.Reason);
        if (coverage.Witnesses != KlineWitnesses.None)
            writer.WriteString("witness"u8, coverage.Witnesses.ToWords());
        if (coverage.Doubted is { } doubted)
            writer.WriteString("doubted"u8, doubted.ToDigits());
        if (coverage.PricesAsOf is { } pricesAsOf)
            writer.WriteString("prices_as_of"u8, pricesAsOf.ToDigits());
        writer.WriteEndObject();
    }

    private static KlineSymbolCoverage Read(JsonElement entry)
    {
        var word = Text(entry, "state");
        var reason = Find(entry, "reason", JsonValueKind.String)?.GetString();
        if (Array.Find(Words, known => known.Word == word) is not { Word: not null } known)
            return new(SymbolDayState.Failed, null, Reason: reason);
        var through = Find(entry, "through", JsonValueKind.String) is { } text
            ? Stamp.ReadMinuteOfDay(text.GetString()!)
            : (TimeOnly?)null;
        return new(known.State, through, Find(entry, "final", JsonValueKind.True) is not null, reason)
        {
            Witnesses = KlineWitnessWords.Read(Find(entry, "witness", JsonValueKind.String)?.GetString()),
            Doubted = Find(entry, "doubted", JsonValueKind.String) is { } doubted ? Stamp.ReadSecond(doubted.GetString()!) : null,
            PricesAsOf = Find(entry, "prices_as_of", JsonValueKind.String) is { } date ? Stamp.ReadDate(date.GetString()!) : null,
        };
    }

    private static string Text(JsonElement element, string name) =>
        Find(element, name, JsonValueKind.String)?.GetString() ?? throw new FormatException($"'{name}' is not a string.");

    private static JsonElement? Find(JsonElement element, string name, JsonValueKind kind) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;
}
