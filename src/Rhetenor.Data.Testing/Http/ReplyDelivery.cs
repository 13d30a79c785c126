namespace Rhetenor.Data.Testing;

/// <summary>What becomes of a connection before any header arrives.</summary>
public enum ConnectionOutcome
{
    /// <summary>The answer is sent.</summary>
    Answered,

    /// <summary>Nobody listens. Over a socket, where somebody does: reset.</summary>
    Refused,

    /// <summary>The host's name has no address. Over a socket: reset.</summary>
    NameNotResolved,

    /// <summary>The certificate is not trusted. Over a socket, use a loopback server with TLS; without: reset.</summary>
    UntrustedCertificate,

    /// <summary>Closed without an answer.</summary>
    Closed,

    /// <summary>Reset without an answer.</summary>
    Reset,

    /// <summary>Open, and silent until the client gives up.</summary>
    Silent,
}

/// <summary>What happens once the bytes that are to arrive have arrived.</summary>
public enum BodyEnding
{
    /// <summary>The body is complete.</summary>
    Complete,

    /// <summary>The connection is closed, short of the announced end.</summary>
    Closed,

    /// <summary>The connection is reset.</summary>
    Reset,

    /// <summary>The connection stays open, and silent until the client gives up.</summary>
    Silent,
}

/// <summary>How an answer is delivered.</summary>
public sealed record ReplyDelivery
{
    /// <summary>All of it, at once.</summary>
    public static ReplyDelivery Whole { get; } = new();

    /// <summary>What becomes of the connection before any header arrives.</summary>
    /// <value>Default <see cref="ConnectionOutcome.Answered"/>.</value>
    public ConnectionOutcome Connection { get; init; }

    /// <summary>The wait before the headers.</summary>
    /// <value>Default none.</value>
    public TimeSpan Latency { get; init; }

    /// <summary>The length to announce; null for that of the body.</summary>
    /// <value>Default null.</value>
    public long? AnnouncedLength { get; init; }

    /// <summary>Announces no length: the body is sent in HTTP/1.1 chunks.</summary>
    /// <value>Default false.</value>
    public bool Chunked { get; init; }

    /// <summary>The body is repeated without end.</summary>
    /// <value>Default false.</value>
    public bool Endless { get; init; }

    /// <summary>Bytes of the body that arrive; null for all.</summary>
    /// <value>Default null.</value>
    public int? BytesSent { get; init; }

    /// <summary>What happens after them.</summary>
    /// <value>Default <see cref="BodyEnding.Complete"/>.</value>
    public BodyEnding Ending { get; init; }

    /// <summary>Bytes sent at a time; 0 for as many as fit.</summary>
    /// <value>Default 0.</value>
    public int PieceBytes { get; init; }

    /// <summary>The wait before each piece.</summary>
    /// <value>Default none.</value>
    public TimeSpan PieceInterval { get; init; }
}
