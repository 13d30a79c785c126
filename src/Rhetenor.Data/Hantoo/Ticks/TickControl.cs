using System.Text.Json;

namespace Rhetenor.Data.Hantoo;

/// <summary>A control message of the WebSocket: an answer to a registration, or a ping. The key and the vector of encryption in it are not read.</summary>
/// <param name="TrId">The transaction id.</param>
/// <param name="Key">The short code; empty when there is none.</param>
/// <param name="Code">The code of the answer, such as OPSP0000; null when there is none.</param>
/// <param name="Text">The text of the answer; null when there is none.</param>
internal sealed record TickControl(string TrId, string Key, string? Code, string? Text)
{
    private const int MaxText = 200;

    public bool IsPing => TrId == TickTransactions.Ping;

    public TickAnswer Answer => Code switch
    {
        "OPSP0000" or "OPSP0002" => TickAnswer.Subscribed,
        "OPSP0001" or "OPSP0003" => TickAnswer.Unsubscribed,
        "OPSP0011" => TickAnswer.KeyRefused,
        "OPSP8996" => TickAnswer.KeyInUse,
        _ => TickAnswer.Refused,
    };

    public static bool IsControl(ReadOnlySpan<byte> message) => message.TrimStart(" \r\n\t"u8) is [(byte)'{', ..];

    /// <summary>Reads a message; null when it is not a control message.</summary>
    public static TickControl? Read(ReadOnlyMemory<byte> message, int maxDepth)
    {
        try
        {
            using var document = JsonDocument.Parse(message, new JsonDocumentOptions { MaxDepth = maxDepth });
            var (header, body) = (Part(document.RootElement, "header"), Part(document.RootElement, "body"));
            return TextOf(header, "tr_id") is not { } trId ? null : new(trId, TextOf(header, "tr_key")?.Trim() ?? "", TextOf(body, "msg_cd"), TextOf(body, "msg1"));
        }
        catch (Exception exception) when (HantooJson.IsInvalid(exception))
        {
            return null;
        }
    }

    private static JsonElement? Part(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var part) && part.ValueKind == JsonValueKind.Object ? part : null;

    private static string? TextOf(JsonElement? element, string name)
    {
        if (element is not { } part || !part.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
            return null;
        var text = string.Concat(value.GetString()!.Select(character => char.IsControl(character) ? ' ' : character));
        return text.Length > MaxText ? text[..MaxText] : text;
    }
}

/// <summary>The meanings of answers to registrations.</summary>
internal enum TickAnswer
{
    Subscribed,
    Unsubscribed,
    Refused,
    KeyRefused,
    KeyInUse,
}
