namespace Rhetenor.Data.Http;

/// <summary>What is wrong with a response body.</summary>
internal enum HttpBodyError
{
    UnexpectedEncoding,
    TooLarge,
    Incomplete,
}

/// <summary>A response body that cannot be used.</summary>
internal sealed class HttpBodyException(HttpBodyError error, string message, Exception? cause = null) : Exception(message, cause)
{
    public HttpBodyError Error => error;
}
