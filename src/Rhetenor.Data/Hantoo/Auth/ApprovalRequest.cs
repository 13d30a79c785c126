namespace Rhetenor.Data.Hantoo;

/// <summary>Creates the request for an approval key, and parses its reply. The body contains the key and, under another name than that for a token, the
/// secret.</summary>
internal static class ApprovalRequest
{
    public static HantooCall Create(HantooCredentials credentials) => TokenRequest.Create(credentials, "Approval", "secretkey");

    /// <exception cref="HantooFailure">The reply contains no key.</exception>
    public static string Parse(HantooReply reply, int maxDepth)
    {
        string? key = null;
        var envelope = HantooEnvelope.Read(reply, maxDepth, (ref reader) =>
        {
            if (!reader.ValueTextEquals("approval_key"u8))
                return false;
            key = HantooJson.ReadText(ref reader);
            return true;
        });

        // As with a token, only an error has a code.
        if (key is null && envelope.Code is not null)
            throw HantooCodes.FailureOf(envelope, reply) ?? HantooJson.Unexpected("the reply says success and has no approval_key");
        return HantooToken.IsValid(key) ? key : throw HantooJson.Unexpected("the reply has no usable approval_key");
    }
}
