using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;
using Rhetenor.Data.Hantoo;

namespace Rhetenor.Data;

/// <summary>Minute bars and market holidays from KIS Open API, one request of it at a time.</summary>
/// <remarks>
/// <para>A call gets a token when there is none, waits for its turn, and is sent again when what went wrong may pass. All
/// clients of a process that have the same app key, address and clock share one pace and one token, as KIS counts by app
/// key; the slowest rate asked for holds for all.</para>
/// <para>KIS refusing calls as too many slows the pace down by a fifth, to a quarter of it at most; it recovers by a
/// hundredth a second. Safe for concurrent callers. Nothing secret is in logs, exceptions or texts.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class HantooClient
{
    private readonly HantooChannel _channel;
    private readonly HantooOptions _options;
    private readonly ILogger _logger;

    /// <summary>Puts the parts together; nothing is read or sent yet.</summary>
    /// <param name="credentials">App key and secret.</param>
    /// <param name="transport">Sends the requests; null for a client of the library's own.</param>
    /// <param name="tokenCache">Keeps the token between runs; null for memory only.</param>
    /// <param name="options">Address, pace and limits; null for the defaults.</param>
    /// <param name="timeProvider">The clock of pace, deadlines and expiry; null for the system's.</param>
    /// <param name="logger">Told of tokens, retries and slower paces.</param>
    /// <exception cref="ArgumentException">An option has a value that is not possible; the message names both.</exception>
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
        _channel = new HantooChannel(
            credentials, transport ?? HttpClientTransport.Shared, tokenCache ?? new InMemoryTokenCache(), _options, timeProvider ?? TimeProvider.System, _logger);
    }

    /// <summary>What time it is at KIS, estimated by its answers' Date headers, in Korean time. This machine's own clock
    /// before the first answer.</summary>
    public DateTimeOffset ServerNow => _channel.Clock.Now;

    /// <summary>Real or paper trading.</summary>
    public HantooEnvironment Environment => _options.Environment;

    /// <summary>Calls a second this client makes at most.</summary>
    public double CallsPerSecond => _options.PermitsPerSecond;

    /// <summary>Returns environment and pace in one line, the same in every culture; nothing of the credentials.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{nameof(HantooClient)}, {Environment}, at most {CallsPerSecond:0.##} calls a second");

    private void RequireProduction(string trId, string what)
    {
        if (_options.Environment != HantooEnvironment.Production)
            throw new HantooException(HantooError.NotPermitted, $"KIS {trId} was not sent: paper trading has no {what}.") { TrId = trId };
    }
}
