namespace Rhetenor.Data.Http;

/// <summary>A response body that cannot be used.</summary>
internal sealed class HttpBodyException(string message, bool isIncomplete = false, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Gets whether the body ended before its announced length, so that another attempt may bring the rest.</summary>
    public bool IsIncomplete => isIncomplete;
}
