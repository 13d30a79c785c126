using System.Text.Json;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Format;

/// <summary>Writes and reads what a coverage object says about a symbol.</summary>
internal static class CoverageEntryJson
{
    /// <summary>Writes the properties of an entry into the current object.</summary>
    public static void Write(Utf8JsonWriter writer, KlineSymbolCoverage entry)
    {
        writer.WriteString("state"u8, CoverageStates.ToWord(entry.State));
        if (entry.Through is { } through)
            writer.WriteString("through"u8, through.ToMinuteDigits());
        else
            writer.WriteNull("through"u8);
        writer.WriteBoolean("final"u8, entry.IsFinal);
        if (entry.Reason is not null)
            writer.WriteString("reason"u8, entry.Reason);
        if (entry.Witnesses != KlineWitnesses.None)
            writer.WriteString("witness"u8, entry.Witnesses.ToWords());
        if (entry.Doubted is { } doubted)
            writer.WriteString("doubted"u8, doubted.ToDigits());
        if (entry.PricesAsOf is { } pricesAsOf)
            writer.WriteString("prices_as_of"u8, pricesAsOf.ToDigits());
    }

    /// <summary>Reads an entry. Unknown properties are ignored. An unknown state covers nothing and is read as failed.</summary>
    public static KlineSymbolCoverage Read(JsonElement entry)
    {
        var reason = entry.Find("reason", JsonValueKind.String)?.GetString();
        if (CoverageStates.Find(entry.Text("state")) is not { } state)
            return new(SymbolDayState.Failed, null, Reason: reason);
        var through = entry.Find("through", JsonValueKind.String) is { } text ? Stamp.ReadMinuteOfDay(text.GetString()!) : (TimeOnly?)null;
        return new(state, through, entry.Find("final", JsonValueKind.True) is not null, reason)
        {
            Witnesses = KlineWitnessWords.Read(entry.Find("witness", JsonValueKind.String)?.GetString()),
            Doubted = entry.Find("doubted", JsonValueKind.String) is { } doubted ? Stamp.ReadSecond(doubted.GetString()!) : null,
            PricesAsOf = entry.Find("prices_as_of", JsonValueKind.String) is { } date ? Stamp.ReadDate(date.GetString()!) : null,
        };
    }

    /// <summary>Gets a property that must be a string.</summary>
    /// <exception cref="FormatException">It is not a string, or is missing.</exception>
    public static string Text(this JsonElement element, string name) =>
        element.Find(name, JsonValueKind.String)?.GetString() ?? throw new FormatException($"'{name}' is not a string.");

    /// <summary>Gets a property of a kind; null when it is missing or of another kind.</summary>
    public static JsonElement? Find(this JsonElement element, string name, JsonValueKind kind) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;
}
