namespace Rhetenor.Data.Testing;

/// <summary>The outcome of a connection before any header arrives.</summary>
public enum ConnectionOutcome
{
    /// <summary>The answer is sent.</summary>
    Answered,

    /// <summary>The connection is refused. Over a socket, it is reset.</summary>
    Refused,

    /// <summary>The host name cannot be resolved. Over a socket, the connection is reset.</summary>
    NameNotResolved,

    /// <summary>The certificate is not trusted. Over a socket, use a loopback server with TLS; without TLS the connection is
    /// reset.</summary>
    UntrustedCertificate,

    /// <summary>The connection is closed without an answer.</summary>
    Closed,

    /// <summary>The connection is reset without an answer.</summary>
    Reset,

    /// <summary>The connection stays open without an answer until the client gives up.</summary>
    Silent,
}

/// <summary>The outcome of a connection after the scheduled bytes of the body have arrived.</summary>
public enum BodyEnding
{
    /// <summary>The body is complete.</summary>
    Complete,

    /// <summary>The connection is closed before the announced end.</summary>
    Closed,

    /// <summary>The connection is reset.</summary>
    Reset,

    /// <summary>The connection stays open without further bytes until the client gives up.</summary>
    Silent,
}

/// <summary>Describes how an answer is delivered.</summary>
public sealed record ReplyDelivery
{
    /// <summary>Gets the delivery of the whole answer at once.</summary>
    public static ReplyDelivery Whole { get; } = new();

    /// <summary>The outcome of the connection before any header arrives.</summary>
    /// <value>Default <see cref="ConnectionOutcome.Answered"/>.</value>
    public ConnectionOutcome Connection { get; init; }

    /// <summary>The delay before the headers.</summary>
    /// <value>Default none.</value>
    public TimeSpan Latency { get; init; }

    /// <summary>The announced length; null for that of the body.</summary>
    /// <value>Default null.</value>
    public long? AnnouncedLength { get; init; }

    /// <summary>Whether no length is announced: the body is sent in HTTP/1.1 chunks.</summary>
    /// <value>Default false.</value>
    public bool Chunked { get; init; }

    /// <summary>Whether the body is repeated without end.</summary>
    /// <value>Default false.</value>
    public bool Endless { get; init; }

    /// <summary>The number of body bytes that arrive; null for all.</summary>
    /// <value>Default null.</value>
    public int? BytesSent { get; init; }

    /// <summary>The outcome after these bytes.</summary>
    /// <value>Default <see cref="BodyEnding.Complete"/>.</value>
    public BodyEnding Ending { get; init; }

    /// <summary>The number of bytes sent at a time; 0 for as many as fit.</summary>
    /// <value>Default 0.</value>
    public int PieceBytes { get; init; }

    /// <summary>The delay before each piece.</summary>
    /// <value>Default none.</value>
    public TimeSpan PieceInterval { get; init; }
}
