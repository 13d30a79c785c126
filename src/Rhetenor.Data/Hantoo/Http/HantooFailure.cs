using System.Net;

namespace Rhetenor.Data.Hantoo;

/// <summary>A failed attempt, and whether it can be retried.</summary>
internal sealed class HantooFailure(HantooError error, string message, bool isTransient = false, Exception? cause = null)
    : Exception(message, cause)
{
    public HantooError Error => error;

    public bool IsTransient => isTransient;

    public string TrId { get; set; } = "";

    public string? Code { get; init; }

    public string? MessageText { get; init; }

    public HttpStatusCode? StatusCode { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Gets whether KIS may have acted on the request anyway, or on another one just before.</summary>
    public bool MayHaveActed { get; init; }

    public HantooException ToException(int attempts) =>
        new(error, $"KIS {TrId} failed ({error}, {attempts} {(attempts == 1 ? "attempt" : "attempts")}): {Message}", InnerException)
        {
            Code = Code,
            MessageText = MessageText,
            TrId = TrId,
            StatusCode = StatusCode,
            Attempts = attempts,
        };
}
