using Rhetenor.Data.Core;

namespace Rhetenor.Data.Hantoo;

/// <summary>Parses the reply of <c>/oauth2/tokenP</c>.</summary>
internal static class TokenReply
{
    /// <exception cref="HantooFailure">The reply contains no token.</exception>
    public static (string Token, DateTimeOffset Expires) Parse(HantooReply reply, DateTimeOffset now, int maxDepth)
    {
        string? token = null, expires = null;
        var envelope = HantooEnvelope.Read(reply, maxDepth, (ref reader) =>
        {
            if (reader.ValueTextEquals("access_token"u8))
                token = HantooJson.ReadText(ref reader);
            else if (reader.ValueTextEquals("access_token_token_expired"u8))
                expires = HantooJson.ReadText(ref reader);
            else
                return false;
            return true;
        });

        // A token reply has no rt_cd; an error has a code.
        if (token is null && envelope.Code is not null)
            throw HantooCodes.FailureOf(envelope, reply) ?? HantooJson.Unexpected("the reply says success and has no access_token");
        if (!HantooToken.IsValid(token))
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
