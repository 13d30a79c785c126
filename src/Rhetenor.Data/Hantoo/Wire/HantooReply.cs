using System.Net;

namespace Rhetenor.Data.Hantoo;

/// <summary>One answer of KIS, read whole.</summary>
internal sealed class HantooReply
{
    public required HttpStatusCode StatusCode { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>M or F when more pages follow, D or E on the last, often empty.</summary>
    public string Continuation { get; init; } = "";

    /// <summary>The Date header in Korean time.</summary>
    public DateTimeOffset? ServerTime { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public bool IsSuccess => (int)StatusCode is >= 200 and < 300;
}
