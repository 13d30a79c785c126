using System.Net;

namespace Rhetenor.Data.Masters;

/// <summary>A failed attempt, and whether another attempt may succeed.</summary>
internal sealed class DwsDownloadFailure(
    string message, bool isTransient, HttpStatusCode? status = null, TimeSpan? retryAfter = null, Exception? cause = null)
    : Exception(message, cause)
{
    public bool IsTransient => isTransient;

    public TimeSpan? RetryAfter => retryAfter;

    public MasterSourceException ToException(Market market) => new(market, Message, isTransient, status, InnerException);

    public MasterSourceException ToException(string fileName) => new(fileName, Message, isTransient, InnerException, status);
}
