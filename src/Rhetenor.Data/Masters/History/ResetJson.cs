using System.Text.Json;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Masters;

/// <summary>Writes and reads a reset of a base price in the derived object of a year.</summary>
internal static class ResetJson
{
    public static void Write(Utf8JsonWriter writer, MasterChange change)
    {
        writer.WriteStartObject();
        WriteProperties(writer, change);
        writer.WriteEndObject();
    }

    public static void WriteProperties(Utf8JsonWriter writer, MasterChange change)
    {
        var reset = change.Reset!;
        writer.WriteString("date", change.Date!.Value.ToDigits());
        if (change.Since is { } since)
            writer.WriteString("since", since.ToDigits());
        writer.WriteString("market", change.Market.ToKey());
        writer.WriteString("isin", change.StandardCode);
        writer.WriteString("short_code", change.ShortCode);
        writer.WriteString("name", change.KoreanName);
        writer.WriteString("group", change.SecurityGroup);
        writer.WriteString("kind", $"{change.Kind}");
        writer.WriteNumber("base", reset.BasePrice);
        writer.WriteNumber("low", reset.PreviousLow);
        writer.WriteNumber("high", reset.PreviousHigh);
        if (reset.Factor is { } factor)
            writer.WriteNumber("factor", factor);
        writer.WriteNumber("error", reset.Error);
        if (reset.IsComparedWithBars)
            writer.WriteBoolean("bars", true);
        if (reset.HasBonusPart)
            writer.WriteBoolean("bonus_part", true);
        if (reset.Announced is { } announced)
            writer.WriteString("announced", $"{announced}");
        writer.WriteStartArray("evidence");
        foreach (var line in reset.Evidence)
            writer.WriteStringValue(line);
        writer.WriteEndArray();
    }

    public static MasterChange Read(JsonElement json)
    {
        var kind = Enum.Parse<MasterChangeKind>(Text(json, "kind"));
        var reset = new BasePriceReset(
            kind, json.GetProperty("base").GetInt64(), json.GetProperty("low").GetDecimal(), json.GetProperty("high").GetDecimal(),
            json.TryGetProperty("factor", out var factor) ? factor.GetDecimal() : null, json.GetProperty("error").GetDecimal(),
            [.. json.GetProperty("evidence").EnumerateArray().Select(line => line.GetString()!)])
        {
            IsComparedWithBars = json.TryGetProperty("bars", out var bars) && bars.GetBoolean(),
            HasBonusPart = json.TryGetProperty("bonus_part", out var part) && part.GetBoolean(),
            Announced = json.TryGetProperty("announced", out var announced) ? Enum.Parse<MasterChangeKind>(announced.GetString()!) : null,
        };
        return new(kind, Market.Parse(Text(json, "market")), Text(json, "isin"), Text(json, "short_code"), Text(json, "name"))
        {
            SecurityGroup = json.TryGetProperty("group", out var group) ? group.GetString()! : "",
            Date = Stamp.ReadDate(Text(json, "date")),
            Since = json.TryGetProperty("since", out var since) ? Stamp.ReadDate(since.GetString()!) : null,
            Field = "base_price",
            After = $"{reset.BasePrice}",
            Reset = reset,
        };
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
