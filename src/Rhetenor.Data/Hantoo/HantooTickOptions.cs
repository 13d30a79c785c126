using Rhetenor.Data.Core;
using Rhetenor.Data.Http;

namespace Rhetenor.Data;

/// <summary>Options for a <see cref="HantooTickFeed"/>.</summary>
public sealed record HantooTickOptions
{
    /// <summary>The venue of the ticks. Paper trading has those of KRX only.</summary>
    /// <value>Default <see cref="Venue.Krx"/>.</value>
    public Venue Venue { get; set; } = Venue.Krx;

    /// <summary>The address to use instead of the environment's own, for a proxy or a simulator: <c>wss</c>, or <c>ws</c> of a loopback address with
    /// <see cref="AllowLoopbackWs"/>.</summary>
    /// <value>Default null: the environment's own address. KIS serves ticks without encryption, on <c>ws</c>.</value>
    public Uri? Address { get; set; }

    /// <summary>Whether <see cref="Address"/> may use ws on a loopback address, for a simulator.</summary>
    /// <value>Default false.</value>
    public bool AllowLoopbackWs { get; set; }

    /// <summary>The maximum number of symbols. A further one is refused before anything is sent.</summary>
    /// <value>Default 41, which KIS accepts for one app key, notices of executed orders included; from 1 to 41.</value>
    public int MaxRegistrations { get; set; } = 41;

    /// <summary>The maximum time to connect, and from a registration to its answer.</summary>
    /// <value>Default 15 s.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The time without any message, pings of KIS included, after which a connection counts as lost.</summary>
    /// <value>Default 2 min.</value>
    public TimeSpan Silence { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The time after the end of a minute at which its bars are made of the ticks that arrived.</summary>
    /// <value>Default 2 s.</value>
    public TimeSpan SettleMargin { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The number of messages kept for a slow reader, with 64 MiB or one message of <see cref="MaxMessageBytes"/> in all. When there are more,
    /// the oldest ones are dropped, which <see cref="TickFeedKind.Dropped"/> says.</summary>
    /// <value>Default 100,000.</value>
    public int Capacity { get; set; } = 100_000;

    /// <summary>The largest accepted message, in bytes. A frame of twenty ticks has about 6,000.</summary>
    /// <value>Default 1 MiB.</value>
    public int MaxMessageBytes { get; set; } = 1024 * 1024;

    /// <summary>The retry policy for connections. A connection that lasted a minute starts the waits anew. KIS suspends keys that connect in
    /// loops.</summary>
    /// <value>Default up to 60 s apart and without an end (<see cref="int.MaxValue"/> attempts), so that a feed outlasts a night or a weekend of
    /// maintenance.</value>
    public RetryOptions Retry { get; set; } = new() { MaxAttempts = int.MaxValue, BaseDelay = TimeSpan.FromSeconds(2), MaxDelay = TimeSpan.FromSeconds(60) };

    internal HantooTickOptions Checked(OptionCheck check = default) => this with
    {
        Venue = check.Defined(Venue),
        Address = Address is null ? null : SafeUri.CheckSocket(Address, AllowLoopbackWs, check.Name(nameof(Address))),
        MaxRegistrations = check.Within(MaxRegistrations, 1, 41),
        Timeout = check.Within(Timeout, OptionCheck.Millisecond, OptionCheck.Day),
        Silence = check.Within(Silence, OptionCheck.Millisecond, OptionCheck.Day),
        SettleMargin = check.Within(SettleMargin, TimeSpan.Zero, OptionCheck.Day),
        Capacity = check.Within(Capacity, 1, 100_000_000),
        MaxMessageBytes = check.Within(MaxMessageBytes, 1, Array.MaxLength / 2),
        Retry = check.Nested(Retry, (retry, inner) => retry.Checked(inner, int.MaxValue)),
    };

    internal Uri AddressOf(HantooEnvironment environment) => Address ?? new Uri(
        environment == HantooEnvironment.Production ? "ws://ops.koreainvestment.com:21000/tryitout" : "ws://ops.koreainvestment.com:31000/tryitout");
}
