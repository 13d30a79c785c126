using System.Net;

namespace Rhetenor.Data.Hantoo;

/// <summary>One complete answer of KIS.</summary>
internal sealed class HantooReply
{
    public required HttpStatusCode StatusCode { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Gets the value of tr_cont: M or F when more pages follow, D or E on the last, often empty.</summary>
    public string Continuation { get; init; } = "";

    /// <summary>Gets the time in the Date header, Korean time.</summary>
    public DateTimeOffset? ServerTime { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public bool IsSuccess => (int)StatusCode is >= 200 and < 300;
}
