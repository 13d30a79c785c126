using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;
using Rhetenor.Data.Hantoo;

namespace Rhetenor.Data;

/// <summary>Gets bars and market holidays from the KIS Open API, one request at a time. Loggers use it as their source.</summary>
/// <remarks>
/// <para>A call gets a token if there is none, waits for a permit, and is retried after transient failures. All clients of a
/// process with the same app key, address and clock share one pace and one token, because KIS counts by app key. The slowest
/// configured rate applies to all of them. With a <see cref="FileTokenCache"/>, so do clients in other processes of the host that use the
/// same directory. For several hosts there is <see cref="HantooOptions.RateShare"/>.</para>
/// <para>When KIS refuses calls as too many, the pace is reduced by a fifth, to a quarter of the configured pace at most. It
/// recovers by one percent per second. Instances are safe for concurrent use. Logs, exceptions and texts contain no secrets.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class HantooClient
{
    // Any answer will do. KIS answers unknown symbols too.
    private const string AnySymbol = "005930";

    private readonly IHantooChannel _channel;
    private readonly HantooOptions _options;
    private readonly ILogger _logger;

    /// <summary>Creates the client. Performs no I/O.</summary>
    /// <param name="credentials">The app key and app secret.</param>
    /// <param name="transport">Sends the requests; null for the library's own HTTP client.</param>
    /// <param name="tokenCache">Stores the token between runs; null for memory only.</param>
    /// <param name="options">The address, pace and limits; null for the defaults.</param>
    /// <param name="timeProvider">The clock for pace, deadlines and expiry; null for the system's.</param>
    /// <param name="logger">Logs tokens, retries and pace reductions.</param>
    /// <exception cref="ArgumentException">An option's value is invalid. The message names the option and the value.</exception>
    public HantooClient(
        HantooCredentials credentials,
        IHttpTransport? transport = null,
        ITokenCache? tokenCache = null,
        HantooOptions? options = null,
        TimeProvider? timeProvider = null,
        ILogger<HantooClient>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        _options = (options ?? new()).Checked();
        _logger = Log.Quiet(logger);
        TimeProvider = timeProvider ?? TimeProvider.System;
        _channel = new HantooChannel(
            credentials, transport ?? HttpClientTransport.Shared, tokenCache ?? new InMemoryTokenCache(), _options, TimeProvider, _logger);
        _totals = new DailyTotals(this);
    }

    /// <summary>Creates a client that makes its calls otherwise, with the settings of another one.</summary>
    internal HantooClient(HantooClient client, IHantooChannel channel)
    {
        (_options, _logger, TimeProvider) = (client._options, client._logger, client.TimeProvider);
        _channel = channel;
        _totals = new DailyTotals(this);
    }

    /// <summary>Gets the current time at KIS, Korean time, estimated from the Date headers of its answers. Before the first answer
    /// it is this machine's own time.</summary>
    public DateTimeOffset ServerNow => _channel.Now;

    /// <summary>Gets the environment: production or paper trading.</summary>
    public HantooEnvironment Environment => _options.Environment;

    /// <summary>Gets the maximum number of calls per second of this client.</summary>
    public double CallsPerSecond => _channel.CallsPerSecond;

    /// <summary>Gets what clients of one app key share, and its approval key for WebSocket messages.</summary>
    internal IHantooChannel Channel => _channel;

    /// <summary>Occurs when a call waits because KIS gives one token a minute. The argument is the time until which it waits, Korean time; it
    /// follows this machine's clock. Other clients of the account raise it too.</summary>
    public event EventHandler<DateTimeOffset>? Waiting
    {
        add => _channel.Waiting += value;
        remove => _channel.Waiting -= value;
    }

    /// <summary>Gets the clock for waits.</summary>
    internal TimeProvider TimeProvider { get; }

    /// <summary>Returns environment and pace in one line, the same in every culture, without the credentials.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{nameof(HantooClient)}, {Environment}, at most {CallsPerSecond:0.##} calls a second");

    /// <summary>Gets the time at KIS. If no answer has shown it yet, one is requested.</summary>
    /// <exception cref="HantooException">KIS did not give a usable answer, or the token cache is unsafe.</exception>
    internal async ValueTask<DateTimeOffset> GetServerNowAsync(CancellationToken cancellationToken)
    {
        if (!_channel.IsTimeKnown)
            await _channel.EnsureTokenAsync(cancellationToken).ConfigureAwait(false);
        if (!_channel.IsTimeKnown)
            await GetTodayMinutesAsync(Venue.Krx, AnySymbol, new TimeOnly(9, 0), cancellationToken).ConfigureAwait(false);
        return ServerNow;
    }

    private void RequireProduction(string trId, string what)
    {
        if (_options.Environment != HantooEnvironment.Production)
            throw new HantooException(HantooError.NotPermitted, $"KIS {trId} was not sent: paper trading has no {what}.") { TrId = trId };
    }
}
