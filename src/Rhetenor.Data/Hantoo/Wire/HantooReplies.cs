namespace Rhetenor.Data.Hantoo;

/// <summary>Parses a reply, or throws the reason why it cannot be used.</summary>
internal delegate T HantooParser<out T>(HantooReply reply, int maxJsonDepth);

internal static class HantooReplies
{
    /// <exception cref="HantooFailure">The reply is an error, or does not have the documented form.</exception>
    public static T Read<T>(HantooReply reply, int maxJsonDepth, HantooParser<T> parse)
    {
        if (!reply.IsSuccess)
            throw HantooCodes.FailureOf(HantooEnvelope.Find(reply.Body, maxJsonDepth), reply)!;
        return parse(reply, maxJsonDepth);
    }

    /// <summary>Returns a failure whose message contains no secret, even if the server quoted one.</summary>
    public static HantooFailure Safe(HantooFailure failure, HantooSender sender, HantooToken? token)
    {
        if (((string?[])[failure.Message, failure.MessageText, failure.Code]).All(text => text is null || sender.Clean(text, token) == text))
            return failure;
        return new HantooFailure(failure.Error, sender.Clean(failure.Message, token), failure.IsTransient, failure.InnerException)
        {
            TrId = failure.TrId,
            Code = failure.Code is null ? null : sender.Clean(failure.Code, token),
            MessageText = failure.MessageText is null ? null : sender.Clean(failure.MessageText, token),
            StatusCode = failure.StatusCode,
            RetryAfter = failure.RetryAfter,
            MayHaveActed = failure.MayHaveActed,
        };
    }
}
