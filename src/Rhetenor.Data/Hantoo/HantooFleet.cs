using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;
using Rhetenor.Data.Hantoo;

namespace Rhetenor.Data;

/// <summary>Gets bars from the KIS Open API with several app keys. Loggers use it as their source like a single <see cref="HantooClient"/>.</summary>
/// <remarks>
/// <para>KIS counts by app key, so the paces add up. Each call is made with the key that will be free first: by its calls under way and its pace.</para>
/// <para>A key that KIS refuses is set aside, and its calls are made with the others at once; they do not count as failed. Later one call tries the key again,
/// after waits that grow. When all keys are set aside, each call tries them in turn, and the last failure is thrown as with a single client. An answer that
/// cannot be used, or a symbol that KIS does not know, sets no key aside.</para>
/// <para>A key is also set aside after several calls in a row without an answer, while other keys get answers. When no key gets one, KIS is away, and nothing is
/// set aside.</para>
/// <para>A logger needs enough <see cref="KlineLoggerOptions.Workers"/>: 16 for each key. Instances are safe for concurrent use. Logs, exceptions and texts contain
/// no secrets.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class HantooFleet : IKlineSource
{
    private readonly FleetChannel _channel;
    private readonly IKlineSource _source;

    /// <summary>Creates the fleet. Performs no I/O.</summary>
    /// <param name="clients">The clients, one for each app key, of one environment and with one clock. The limits of the first one apply, except for paces and
    /// retries.</param>
    /// <param name="options">The waits of keys that KIS refuses; null for the defaults.</param>
    /// <param name="logger">Logs which keys are set aside, and which are used again.</param>
    /// <exception cref="ArgumentException">There is no client, two have the same app key, their environments or clocks differ, one is of a fleet, or an option's
    /// value is invalid. The message names the clients by their numbers.</exception>
    public HantooFleet(IEnumerable<HantooClient> clients, HantooFleetOptions? options = null, ILogger<HantooFleet>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(clients);
        Clients = [.. clients];
        Options = (options ?? new()).Checked();
        _channel = new FleetChannel(ChannelsOf(Clients), Options, Clients[0].TimeProvider, Log.Quiet(logger));
        _source = Client = new HantooClient(Clients[0], _channel);
    }

    /// <summary>Gets a client that makes its calls with the keys of this fleet: for daily bars, indexes, corporate actions and the calendar.</summary>
    /// <remarks>Pages of one list are requested with one key. A <see cref="HantooTickFeed"/> of this client uses the first key.</remarks>
    public HantooClient Client { get; }

    /// <summary>Gets the state of each key: its calls, whether it is set aside, why and until when.</summary>
    public IReadOnlyList<HantooFleetKey> Keys => _channel.Keys;

    /// <summary>Gets the maximum number of calls per second of all keys that are not set aside; of all keys when all are.</summary>
    public double CallsPerSecond => _channel.CallsPerSecond;

    /// <summary>Gets the current time at KIS, Korean time: the earliest of the estimates from the keys' answers. Before the first answer it is this machine's own
    /// time.</summary>
    public DateTimeOffset? ServerNow => _channel.Now;

    internal IReadOnlyList<HantooClient> Clients { get; }

    internal HantooFleetOptions Options { get; }

    /// <summary>Occurs when calls with a key wait because KIS gives one token a minute. The argument is the time until which they wait, Korean time.</summary>
    public event EventHandler<DateTimeOffset>? Waiting
    {
        add => _channel.Waiting += value;
        remove => _channel.Waiting -= value;
    }

    /// <inheritdoc/>
    /// <exception cref="HantooException">KIS gave no usable answer with any key.</exception>
    public ValueTask<DateTimeOffset?> GetServerNowAsync(CancellationToken cancellationToken = default) => _source.GetServerNowAsync(cancellationToken);

    /// <inheritdoc/>
    public int RowsPerCall(DateOnly date) => Client.RowsPerCall(date);

    /// <inheritdoc/>
    public int SymbolsPerQuote(Venue venue) => Client.SymbolsPerQuote(venue);

    /// <inheritdoc/>
    public int SessionsPerDailyCall(Venue venue) => Client.SessionsPerDailyCall(venue);

    /// <inheritdoc cref="HantooClient.FetchAsync"/>
    /// <exception cref="HantooException">KIS gave no usable answer with any key, or none about this symbol.</exception>
    public Task<KlineFetch> FetchAsync(KlineRequest request, CancellationToken cancellationToken = default) => Client.FetchAsync(request, cancellationToken);

    /// <inheritdoc cref="HantooClient.GetQuotesAsync"/>
    public Task<IReadOnlyList<KlineQuote>> GetQuotesAsync(Venue venue, IReadOnlyList<string> symbols, CancellationToken cancellationToken = default) =>
        Client.GetQuotesAsync(venue, symbols, cancellationToken);

    /// <summary>Returns environment, number of keys and pace in one line, the same in every culture, without the credentials.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{nameof(HantooFleet)}, {Client.Environment}, {Texts.Count(Clients.Count, "key")}, at most {CallsPerSecond:0.##} calls a second");

    private static HantooChannel[] ChannelsOf(IReadOnlyList<HantooClient> clients)
    {
        if (clients.Count == 0)
            throw new ArgumentException("A fleet needs at least one client.", nameof(clients));
        var channels = new HantooChannel[clients.Count];
        for (var i = 0; i < channels.Length; i++)
        {
            channels[i] = clients[i]?.Channel as HantooChannel ?? throw new ArgumentException($"Client {i + 1} is null, or of a fleet.", nameof(clients));
            if (clients[i].Environment != clients[0].Environment)
                throw new ArgumentException($"Client {i + 1} is of {clients[i].Environment}, and client 1 of {clients[0].Environment}: a fleet has one environment.", nameof(clients));
            if (clients[i].TimeProvider != clients[0].TimeProvider)
                throw new ArgumentException($"Client {i + 1} has another clock than client 1.", nameof(clients));
            var same = Array.FindIndex(channels, channel => channel.Account == channels[i].Account);
            if (same < i)
                throw new ArgumentException($"Clients {same + 1} and {i + 1} have the same app key.", nameof(clients));
        }

        return channels;
    }
}
