using Amazon.Runtime;

namespace Rhetenor.Data.Storage;

/// <summary>Classifies error answers of S3 and compatible servers, by code first because servers use different statuses.</summary>
internal static class S3ObjectStoreErrorCodes
{
    private const S3ObjectStoreEffect Unknown = S3ObjectStoreEffect.Unknown;

    /// <summary>Classifies an error answer.</summary>
    public static S3ObjectStoreFailure Judge(AmazonServiceException answer)
    {
        var status = (int)answer.StatusCode;
        var reason = $"{status} {Sanitized(answer.ErrorCode)}";
        return ByCode(answer, reason) ?? ByStatus(status, reason);
    }

    private static S3ObjectStoreFailure? ByCode(AmazonServiceException answer, string reason) => answer.ErrorCode switch
    {
        "RequestTimeTooSkewed" => new(ObjectStoreError.ClockSkew, $"{reason}: this machine's clock is wrong"),
        "NoSuchBucket" => new(ObjectStoreError.NoSuchBucket, reason),
        "PermanentRedirect" or "TemporaryRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" =>
            new(ObjectStoreError.NoSuchBucket, $"{reason}: the bucket is in another region"),
        "QuotaExceeded" or "InsufficientStorage" or "InsufficientCapacity" or "StorageFull" or "XMinioStorageFull" =>
            new(ObjectStoreError.OutOfSpace, reason),
        "EntityTooLarge" or "MaxMessageLengthExceeded" => new(ObjectStoreError.TooLarge, reason),
        "KeyTooLongError" => new(ObjectStoreError.InvalidKey, reason),
        "BadDigest" or "XAmzContentSHA256Mismatch" or "XAmzContentChecksumMismatch" or "IncompleteBody" =>
            new(ObjectStoreError.Corrupt, $"{reason}: the body did not arrive as it was sent; if it never does, set CompatibleFraming", Transient: true),
        "RequestTimeout" => new(ObjectStoreError.Unavailable, reason, Transient: true, Unknown),
        "SlowDown" or "Throttling" or "ThrottlingException" or "RequestLimitExceeded" =>
            new(ObjectStoreError.Unavailable, reason, Transient: true, Unknown),
        "ExpiredToken" or "TokenRefreshRequired" or "InvalidToken" or "InvalidAccessKeyId" or "SignatureDoesNotMatch"
            or "AccessDenied" or "AllAccessDisabled" => new(ObjectStoreError.AccessDenied, reason),
        "NotImplemented" => new(ObjectStoreError.Unsupported, $"{reason}: conditional writes may be missing"),
        _ when NamesTheCondition(answer) => new(ObjectStoreError.Unsupported, $"{reason}: the store refuses If-None-Match"),
        _ => null,
    };

    private static S3ObjectStoreFailure ByStatus(int status, string reason) => status switch
    {
        401 or 403 => new(ObjectStoreError.AccessDenied, reason),
        408 or 429 or 409 => new(ObjectStoreError.Unavailable, reason, Transient: true, status == 408 ? Unknown : S3ObjectStoreEffect.None),
        413 => new(ObjectStoreError.TooLarge, reason),
        501 or 405 => new(ObjectStoreError.Unsupported, reason),
        507 => new(ObjectStoreError.OutOfSpace, reason),
        >= 500 => new(ObjectStoreError.Unavailable, reason, Transient: true, Unknown),
        301 or 307 => new(ObjectStoreError.NoSuchBucket, $"{reason}: the bucket is elsewhere"),
        404 => new(ObjectStoreError.Unavailable, $"{reason}: not an object store's answer"),
        _ => new(ObjectStoreError.Unavailable, $"{reason}: the request was refused"),
    };

    private static bool NamesTheCondition(AmazonServiceException answer) =>
        (int)answer.StatusCode == 400
        && (answer.Message.Contains("If-None-Match", StringComparison.OrdinalIgnoreCase)
            || answer.Message.Contains("conditional", StringComparison.OrdinalIgnoreCase));

    private static string Sanitized(string? code) =>
        string.IsNullOrEmpty(code) || code.Length > 64 || !code.All(char.IsAsciiLetterOrDigit) ? "(no code)" : code;
}
