namespace Rhetenor.Data.Hantoo;

/// <summary>Reads a reply or says why it cannot be used.</summary>
internal delegate T HantooParser<out T>(HantooReply reply, int maxJsonDepth);

internal static class HantooReplies
{
    /// <exception cref="HantooFailure">The reply is an error, or is not as documented.</exception>
    public static T Read<T>(HantooReply reply, int maxJsonDepth, HantooParser<T> parse)
    {
        if (!reply.IsSuccess)
            throw HantooCodes.FailureOf(HantooEnvelope.Find(reply.Body, maxJsonDepth), reply)!;
        return parse(reply, maxJsonDepth);
    }

    /// <summary>A failure whose words have no secret in them, should the server have quoted one.</summary>
    public static HantooFailure Safe(HantooFailure failure, HantooSender sender, HantooToken? token)
    {
        if (sender.Clean(failure.Message, token) == failure.Message && (failure.MessageText is null || sender.Clean(failure.MessageText, token) == failure.MessageText))
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
