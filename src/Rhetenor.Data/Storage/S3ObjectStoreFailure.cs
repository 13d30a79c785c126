using System.Globalization;
using System.Xml;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Rhetenor.Data.Storage;

/// <summary>What a failed request may have done to the bucket.</summary>
internal enum S3ObjectStoreEffect
{
    /// <summary>Nothing: the server refused it.</summary>
    None,

    /// <summary>Nothing: no connection was made.</summary>
    NotSent,

    /// <summary>It may have been carried out.</summary>
    Unknown,
}

/// <summary>A failed request, judged.</summary>
/// <param name="Error">What the caller is told.</param>
/// <param name="Reason">Status and code; nothing the server wrote freely.</param>
/// <param name="Transient">Whether another attempt may succeed.</param>
/// <param name="Effect">What it may have done.</param>
internal sealed record S3ObjectStoreFailure(
    ObjectStoreError Error, string Reason, bool Transient = false, S3ObjectStoreEffect Effect = S3ObjectStoreEffect.None)
{
    private const S3ObjectStoreEffect Unknown = S3ObjectStoreEffect.Unknown;

    /// <summary>Judges an exception of one attempt.</summary>
    public static S3ObjectStoreFailure Of(Exception exception) => exception switch
    {
        ObjectStoreException { Error: ObjectStoreError.Corrupt or ObjectStoreError.Unavailable } known =>
            new(known.Error, known.Error.ToString(), Transient: true, Unknown),
        ObjectStoreException known => new(known.Error, known.Error.ToString()),
        TimeoutException => new(ObjectStoreError.Unavailable, "no complete answer in time", Transient: true, Unknown),
        OperationCanceledException => new(ObjectStoreError.Unavailable, "the client gave up", Transient: true, Unknown),
        XmlException or AmazonUnmarshallingException =>
            new(ObjectStoreError.Unavailable, "the answer is not XML", Transient: true, Unknown),
        AmazonServiceException { StatusCode: not 0 } answered => S3ObjectStoreErrorCodes.Judge(answered),
        HttpRequestException request => OfConnection(request),
        AmazonClientException when exception.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase) =>
            new(ObjectStoreError.AccessDenied, "no usable credentials were found"),
        _ => new(ObjectStoreError.Unavailable, exception.GetType().Name, Transient: true, Unknown),
    };

    /// <summary>The wait that the server asked for.</summary>
    public static TimeSpan? RetryAfter(Exception exception) =>
        exception.InnerException is HttpErrorResponseException { Response: { } response }
        && int.TryParse(response.GetHeaderValue("Retry-After"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>The typed failure.</summary>
    public ObjectStoreException ToException(string key, Exception cause) =>
        new(Error, key, $"{Reason}.", QuotesBody(cause) ? null : cause);

    // A body that the client does not understand is quoted in its message: a proxy's error page may echo the request.
    private static bool QuotesBody(Exception cause) =>
        cause is AmazonServiceException && cause.Message.Contains("Response Body", StringComparison.OrdinalIgnoreCase);

    private static S3ObjectStoreFailure OfConnection(HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.SecureConnectionError =>
            new(ObjectStoreError.Unavailable, "the server's certificate is not trusted", Effect: S3ObjectStoreEffect.NotSent),
        HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.ProxyTunnelError =>
            new(ObjectStoreError.Unavailable, $"no connection ({exception.HttpRequestError})", Transient: true, S3ObjectStoreEffect.NotSent),
        _ => new(ObjectStoreError.Unavailable, $"the connection broke ({exception.HttpRequestError})", Transient: true, Unknown),
    };
}
