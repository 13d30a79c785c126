using System.Text.Json;

namespace Rhetenor.Data.Hantoo;

/// <summary>Reads the current property of a reply; returns false, without moving, when it is not one of the caller's.</summary>
internal delegate bool ReplyProperty(ref Utf8JsonReader reader);

/// <summary>The common fields of every KIS reply. Token errors use other names for code and message.</summary>
/// <param name="Result">rt_cd: 0 for success.</param>
/// <param name="Code">msg_cd or error_code.</param>
/// <param name="Message">msg1 or error_description, without secrets.</param>
internal readonly record struct HantooEnvelope(string? Result, string? Code, string? Message)
{
    private const int MaxCode = 20, MaxMessage = 200;

    /// <summary>Reads a reply to its end. Properties that neither the caller nor the envelope knows are skipped.</summary>
    /// <exception cref="HantooFailure">The reply is not a JSON object.</exception>
    public static HantooEnvelope Read(HantooReply reply, int maxDepth, ReplyProperty property)
    {
        var envelope = default(HantooEnvelope);
        try
        {
            var reader = HantooJson.Open(reply.Body.Span, maxDepth);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (!property(ref reader) && !TryTake(ref reader, ref envelope))
                    HantooJson.SkipValue(ref reader);
            }

            HantooJson.Close(ref reader);
        }
        catch (Exception exception) when (HantooJson.IsInvalid(exception))
        {
            throw HantooJson.Invalid(exception, reply.Body.Length);
        }

        return envelope;
    }

    private static bool TryTake(ref Utf8JsonReader reader, ref HantooEnvelope envelope)
    {
        if (reader.ValueTextEquals("rt_cd"u8))
            envelope = envelope with { Result = Text(ref reader, MaxCode) };
        else if (reader.ValueTextEquals("msg_cd"u8) || reader.ValueTextEquals("error_code"u8))
            envelope = envelope with { Code = Text(ref reader, MaxCode) ?? envelope.Code };
        else if (reader.ValueTextEquals("msg1"u8) || reader.ValueTextEquals("error_description"u8))
            envelope = envelope with { Message = Text(ref reader, MaxMessage) ?? envelope.Message };
        else
            return false;
        return true;
    }

    /// <summary>Finds the envelope of any body; empty when the body is not a JSON object.</summary>
    public static HantooEnvelope Find(ReadOnlyMemory<byte> body, int maxDepth)
    {
        var envelope = default(HantooEnvelope);
        try
        {
            var reader = HantooJson.Open(body.Span, maxDepth);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (!TryTake(ref reader, ref envelope))
                    HantooJson.SkipValue(ref reader);
            }
        }
        catch (Exception exception) when (HantooJson.IsInvalid(exception))
        {
            // The body is a gateway's HTML or a truncated error. The status decides.
        }

        return envelope;
    }

    private static string? Text(ref Utf8JsonReader reader, int longest)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }

        var text = string.Concat(HantooJson.GetText(ref reader).Trim().Select(character => char.IsControl(character) ? ' ' : character));
        if (text.Length > longest)
            text = text[..longest];
        return text.Length == 0 ? null : text;
    }
}
