using System.Text.Json;

namespace Rhetenor.Data.Hantoo;

/// <summary>Writes the message that begins or ends a registration. It contains the approval key.</summary>
internal static class TickRequest
{
    public static byte[] Create(ApprovalKey key, Venue venue, string symbol, bool isEnd)
    {
        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("header");
            writer.WriteString("approval_key", key.Value);
            writer.WriteString("custtype", "P");
            writer.WriteString("tr_type", isEnd ? "2" : "1");
            writer.WriteString("content-type", "utf-8");
            writer.WriteEndObject();
            writer.WriteStartObject("body");
            writer.WriteStartObject("input");
            writer.WriteString("tr_id", TickTransactions.Of(venue));
            writer.WriteString("tr_key", symbol);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return body.ToArray();
    }
}
