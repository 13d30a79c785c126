using System.Buffers;
using System.Text.Json;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Hantoo;

/// <summary>The content of a token cache: when a token was last requested, and the token once it was received.</summary>
/// <param name="Asked">When a token was last requested.</param>
/// <param name="Value">The token; null between request and reply.</param>
/// <param name="Expires">When the token expires.</param>
internal sealed record TokenRecord(DateTimeOffset Asked, string? Value = null, DateTimeOffset? Expires = null)
{
    private const int Schema = 1;

    public override string ToString() => "KIS token record";

    public byte[] Encode(string account)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(bytes);
        writer.WriteStartObject();
        writer.WriteNumber("schema", Schema);
        writer.WriteString("account", account);
        writer.WriteString("asked", Asked.ToUtcText());
        if (Value is not null)
        {
            writer.WriteString("token", Value);
            writer.WriteString("expires", Expires!.Value.ToUtcText());
        }

        writer.WriteEndObject();
        writer.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Decodes a record; null when the content is incomplete, of another schema or of another account.</summary>
    public static TokenRecord? Decode(ReadOnlyMemory<byte> content, string account)
    {
        try
        {
            using var document = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = 2 });
            var root = document.RootElement;
            if (root.GetProperty("schema").GetInt32() != Schema || root.GetProperty("account").GetString() != account)
                return null;
            var asked = Stamp.ReadUtc(root.GetProperty("asked").GetString());
            return root.TryGetProperty("token", out var token)
                ? new TokenRecord(asked, token.GetString() is var value && HantooToken.IsValid(value) ? value : null, Stamp.ReadUtc(root.GetProperty("expires").GetString()))
                : new TokenRecord(asked);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }
}
