using System.Text.Json;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Hantoo;

/// <summary>Parses the reply of <c>/oauth2/tokenP</c>.</summary>
internal static class TokenReply
{
    private const int MaxLength = 4096;

    /// <exception cref="HantooFailure">The reply contains no token.</exception>
    public static (string Token, DateTimeOffset Expires) Parse(HantooReply reply, DateTimeOffset now, int maxDepth)
    {
        var envelope = default(HantooEnvelope);
        string? token = null, expires = null;
        try
        {
            var reader = HantooJson.Open(reply.Body.Span, maxDepth);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("access_token"u8))
                    token = HantooJson.ReadText(ref reader);
                else if (reader.ValueTextEquals("access_token_token_expired"u8))
                    expires = HantooJson.ReadText(ref reader);
                else if (!HantooEnvelope.TryTake(ref reader, ref envelope))
                    HantooJson.SkipValue(ref reader);
            }

            HantooJson.Close(ref reader);
        }
        catch (Exception exception) when (HantooJson.IsInvalid(exception))
        {
            throw HantooJson.Invalid(exception, reply.Body.Length);
        }

        // A token reply has no rt_cd; an error has a code.
        if (token is null && envelope.Code is not null)
            throw HantooCodes.FailureOf(envelope, reply) ?? HantooJson.Unexpected("the reply says success and has no access_token");
        if (token is null || token.Length is 0 or > MaxLength || token.Any(character => character is <= ' ' or > '~'))
            throw HantooJson.Unexpected("the reply has no usable access_token");

        // The expiry is a Korean wall-clock time without a zone. The host's own zone must not be applied.
        if (!Stamp.TryReadText(expires, out var time) || time.Year == 1)
            throw HantooJson.Unexpected("access_token_token_expired is not a time of the form yyyy-MM-dd HH:mm:ss");
        var instant = new DateTimeOffset(time, KoreaTime.Offset);
        return instant > now
            ? (token, instant)
            : throw HantooJson.Unexpected($"the new token expired at {instant.ToText()}, and it is {now.ToText()}");
    }
}
