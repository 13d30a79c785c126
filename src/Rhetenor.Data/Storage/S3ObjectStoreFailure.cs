using System.Xml;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Storage;

/// <summary>The possible effect of a failed request on the bucket.</summary>
internal enum S3ObjectStoreEffect
{
    /// <summary>No effect: the server refused the request.</summary>
    None,

    /// <summary>No effect: no connection was established.</summary>
    NotSent,

    /// <summary>The request may have been carried out.</summary>
    Unknown,
}

/// <summary>The classification of a failed request.</summary>
/// <param name="Error">The kind of failure for the caller.</param>
/// <param name="Reason">The status and the error code. Free text of the server is left out.</param>
/// <param name="Transient">Whether another attempt may succeed.</param>
/// <param name="Effect">The possible effect of the request.</param>
internal sealed record S3ObjectStoreFailure(
    ObjectStoreError Error, string Reason, bool Transient = false, S3ObjectStoreEffect Effect = S3ObjectStoreEffect.None)
{
    private const S3ObjectStoreEffect Unknown = S3ObjectStoreEffect.Unknown;

    /// <summary>Classifies the exception of one attempt.</summary>
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

    /// <summary>Gets the wait that the server asked for; null when it asked for none.</summary>
    public static TimeSpan? RetryAfter(Exception exception, DateTimeOffset now) =>
        exception.InnerException is HttpErrorResponseException { Response: { } response }
            ? HttpFacts.RetryAfter(response.GetHeaderValue("Retry-After"), response.GetHeaderValue("Date"), now)
            : null;

    /// <summary>Creates the typed exception.</summary>
    public ObjectStoreException ToException(string key, Exception cause) =>
        new(Error, key, $"{Reason}.", QuotesBody(cause) ? null : cause);

    // The client quotes a body that it cannot parse in its message, and the error page of a proxy may echo the request.
    private static bool QuotesBody(Exception cause) =>
        cause is AmazonServiceException && cause.Message.Contains("Response Body", StringComparison.OrdinalIgnoreCase);

    private static S3ObjectStoreFailure OfConnection(HttpRequestException exception) => exception.HttpRequestError switch
    {
        _ when exception.IsUntrusted =>
            new(ObjectStoreError.Unavailable, "the server's certificate is not trusted", Effect: S3ObjectStoreEffect.NotSent),
        HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.ProxyTunnelError =>
            new(ObjectStoreError.Unavailable, $"no connection ({exception.HttpRequestError})", Transient: true, S3ObjectStoreEffect.NotSent),
        _ => new(ObjectStoreError.Unavailable, $"the connection broke ({exception.HttpRequestError})", Transient: true, Unknown),
    };
}
