using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;
using Rhetenor.Data.Hantoo;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data;

/// <summary>Streams ticks (체결) of up to 41 symbols from KIS, and says where ticks are missing.</summary>
/// <remarks>
/// <para>KIS numbers neither messages nor ticks. Each tick has the volume of the day: less its own shares, it is that of the tick before, or ticks are
/// missing, and an item of <see cref="TickFeedKind.Hole"/> says so before the next tick. A repeated tick is not given again, and records of one
/// message are put in order.</para>
/// <para>A lost connection is opened again after waits that grow, and all symbols are registered again. What was missed shows in the next tick of each
/// symbol. KIS allows one connection for an app key, so only one feed of a process can be read at a time.</para>
/// <para>Reading does not hold up the connection: what does not fit into <see cref="HantooTickOptions.Capacity"/> is dropped, and said. Logs,
/// exceptions and items contain no secrets.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class HantooTickFeed
{
    private readonly HantooClient _client;
    private readonly IWebSocketTransport _transport;
    private readonly HantooTickOptions _options;
    private readonly Uri _address;
    private readonly TickRegistrations _registrations;
    private readonly TickArchive? _archive;
    private readonly ILogger _logger;
    private volatile TickConnection? _connection;

    /// <summary>Creates the feed. Performs no I/O.</summary>
    /// <param name="client">Provides the approval key. The client's clock and environment are used.</param>
    /// <param name="symbols">The short codes (단축코드) to register; may be empty.</param>
    /// <param name="transport">Opens connections; null for the library's own, over <see cref="System.Net.WebSockets.ClientWebSocket"/>.</param>
    /// <param name="options">The venue, the address and limits; null for the defaults.</param>
    /// <param name="archive">Keeps the ticks, also those of bars that are made of them; null for not keeping them.</param>
    /// <param name="logger">Logs connections, losses and refusals.</param>
    /// <exception cref="ArgumentException">A symbol or an option's value is invalid.</exception>
    /// <exception cref="HantooException">There are more symbols than <see cref="HantooTickOptions.MaxRegistrations"/>.</exception>
    public HantooTickFeed(
        HantooClient client, IEnumerable<string> symbols, IWebSocketTransport? transport = null, HantooTickOptions? options = null,
        TickArchive? archive = null, ILogger<HantooTickFeed>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(symbols);
        _client = client;
        _archive = archive;
        _transport = transport ?? Http.ClientWebSocketTransport.Shared;
        _options = (options ?? new()).Checked();
        _address = _options.AddressOf(client.Environment);
        _logger = Log.Quiet(logger);
        _registrations = new TickRegistrations(_options.MaxRegistrations);
        foreach (var symbol in symbols)
            _registrations.Add(ShortCode.Check(symbol, nameof(symbols)));
    }

    /// <summary>Gets the registered symbols, in ordinal order.</summary>
    public IReadOnlyList<string> Symbols => _registrations.Wanted;

    internal HantooClient Client => _client;

    internal HantooTickOptions Options => _options;

    internal ILogger Logger => _logger;

    /// <summary>Registers a symbol, at once while the feed is read.</summary>
    /// <param name="symbol">The short code. Nothing happens when it is registered already.</param>
    /// <param name="cancellationToken">Cancels the sending.</param>
    /// <exception cref="ArgumentException">The short code is not valid.</exception>
    /// <exception cref="HantooException">As many symbols are registered as <see cref="HantooTickOptions.MaxRegistrations"/>; nothing was sent.</exception>
    public Task SubscribeAsync(string symbol, CancellationToken cancellationToken = default)
    {
        _registrations.Add(ShortCode.Check(symbol, nameof(symbol)));
        return _connection?.SendOpenAsync(cancellationToken) ?? Task.CompletedTask;
    }

    /// <summary>Ends the registration of a symbol, at once while the feed is read. No further ticks of it are given.</summary>
    /// <param name="symbol">The short code. Nothing happens when it is not registered.</param>
    /// <param name="cancellationToken">Cancels the sending.</param>
    public Task UnsubscribeAsync(string symbol, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        _registrations.Remove(symbol);
        return _connection?.SendOpenAsync(cancellationToken) ?? Task.CompletedTask;
    }

    /// <summary>Connects, and reads ticks and statements until the reading is cancelled.</summary>
    /// <remarks>With an archive, the ticks that are not written yet are written when the reading ends.</remarks>
    /// <param name="cancellationToken">Ends the reading and closes the connection.</param>
    /// <exception cref="HantooException">KIS refuses the key, paper trading has no such ticks, another feed of the app key is read in this process, or no
    /// connection succeeded in <see cref="RetryOptions.MaxAttempts"/> attempts.</exception>
    /// <exception cref="ObjectStoreException">Ticks could not be written.</exception>
    public IAsyncEnumerable<TickFeedItem> ReadAsync(CancellationToken cancellationToken = default) =>
        _archive is null ? ReceiveAsync(cancellationToken) : _archive.KeepAsync(ReceiveAsync(cancellationToken), cancellationToken);

    /// <summary>Returns venue and number of symbols in one line, independent of culture, without keys.</summary>
    public override string ToString() => $"{nameof(HantooTickFeed)}, {_options.Venue.ToCode()}, {Texts.Count(Symbols.Count, "symbol")}";

    private async IAsyncEnumerable<TickFeedItem> ReceiveAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var trId = TickTransactions.Of(_options.Venue);
        if (_options.Venue != Venue.Krx && _client.Environment == HantooEnvironment.Paper)
            throw new HantooException(HantooError.NotPermitted, $"KIS {trId} was not requested: paper trading has ticks of KRX only.") { TrId = trId };
        var account = _client.Channel.Account;
        if (!account.TryTakeSocket())
            throw new HantooException(HantooError.RegistrationLimit, "Another feed with the same app key is read in this process, and KIS allows one connection for an app key.") { TrId = trId };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var queue = new TickQueue(_options.Capacity, _client.TimeProvider);
        var running = Task.CompletedTask;
        try
        {
            _connection = new TickConnection(_client.Channel, _transport, _options, _address, _registrations, queue, _client.TimeProvider, _logger);
            running = RunAsync(_connection, queue, stop.Token);
            var reader = new TickReader(_options.Venue, _registrations.IsWanted);
            while (await queue.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                foreach (var item in reader.Take(queue.Take()))
                    yield return item;
            }
        }
        finally
        {
            // CancelAsync would resume waiters on the thread pool.
            Cancel(stop);
            await running.ConfigureAwait(false);
            _connection = null;
            account.ReleaseSocket();
        }
    }

    private static void Cancel(CancellationTokenSource stop) => stop.Cancel();

    private static async Task RunAsync(TickConnection connection, TickQueue queue, CancellationToken cancellationToken)
    {
        try
        {
            await connection.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            queue.End(null);
        }
        catch (Exception exception)
        {
            queue.End(exception);
        }
    }
}
