using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;
using Rhetenor.Data.Hantoo;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data;

/// <summary>Streams ticks (체결) of up to 41 symbols for each app key from KIS, and says where ticks are missing.</summary>
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
public sealed partial class HantooTickFeed
{
    private readonly HantooClient _client;
    private readonly IWebSocketTransport _transport;
    private readonly HantooTickOptions _options;
    private readonly Uri _address;
    private readonly IReadOnlyList<TickLine> _lines;
    private readonly TickSpread _spread;
    private readonly TickArchive? _archive;
    private readonly ILogger _logger;
    private readonly HantooFleetOptions _fleet;
    private volatile TickQueue? _queue;

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
        : this(client ?? throw new ArgumentNullException(nameof(client)), [client], new(), symbols, transport, options, archive, logger)
    {
    }

    /// <summary>Creates a feed of up to 41 symbols for each app key of a fleet. Performs no I/O.</summary>
    /// <remarks>Each key has a connection, and symbols are spread over them. When KIS refuses a key, or its connection cannot be opened several times
    /// in a row, the others take its symbols as far as they have room; an item of <see cref="TickFeedKind.Refused"/> names each symbol without room. Such a key is
    /// tried again after waits that grow, and takes those symbols.</remarks>
    /// <param name="fleet">Provides the approval keys. The clock and environment of its clients are used.</param>
    /// <param name="symbols">The short codes (단축코드) to register; may be empty.</param>
    /// <param name="transport">Opens connections; null for the library's own, over <see cref="System.Net.WebSockets.ClientWebSocket"/>.</param>
    /// <param name="options">The venue, the address and limits; null for the defaults.</param>
    /// <param name="archive">Keeps the ticks, also those of bars that are made of them; null for not keeping them.</param>
    /// <param name="logger">Logs connections, losses and refusals.</param>
    /// <exception cref="ArgumentException">A symbol or an option's value is invalid.</exception>
    /// <exception cref="HantooException">There are more symbols than <see cref="HantooTickOptions.MaxRegistrations"/> for each key.</exception>
    public HantooTickFeed(
        HantooFleet fleet, IEnumerable<string> symbols, IWebSocketTransport? transport = null, HantooTickOptions? options = null,
        TickArchive? archive = null, ILogger<HantooTickFeed>? logger = null)
        : this((fleet ?? throw new ArgumentNullException(nameof(fleet))).Client, fleet.Clients, fleet.Options, symbols, transport, options, archive, logger)
    {
    }

    private HantooTickFeed(
        HantooClient client, IReadOnlyList<HantooClient> clients, HantooFleetOptions fleet, IEnumerable<string> symbols, IWebSocketTransport? transport,
        HantooTickOptions? options, TickArchive? archive, ILogger<HantooTickFeed>? logger)
    {
        ArgumentNullException.ThrowIfNull(symbols);
        (_client, _fleet) = (client, fleet);
        _archive = archive;
        _transport = transport ?? Http.ClientWebSocketTransport.Shared;
        _options = (options ?? new()).Checked();
        _address = _options.AddressOf(client.Environment);
        _logger = Log.Quiet(logger);
        _lines = [.. clients.Select((keyed, index) => new TickLine(index + 1, keyed.Channel, _options.MaxRegistrations))];
        _spread = new TickSpread(_lines, _options.MaxRegistrations);
        foreach (var symbol in symbols)
            _spread.Add(ShortCode.Check(symbol, nameof(symbols)));
    }

    /// <summary>Gets the registered symbols, in ordinal order.</summary>
    public IReadOnlyList<string> Symbols => _spread.Wanted;

    internal HantooClient Client => _client;

    internal HantooTickOptions Options => _options;

    internal ILogger Logger => _logger;

    /// <summary>Registers a symbol, at once while the feed is read.</summary>
    /// <param name="symbol">The short code. Nothing happens when it is registered already.</param>
    /// <param name="cancellationToken">Cancels the sending.</param>
    /// <exception cref="ArgumentException">The short code is not valid.</exception>
    /// <exception cref="HantooException">As many symbols are registered as <see cref="HantooTickOptions.MaxRegistrations"/> for each app key; nothing was
    /// sent.</exception>
    public Task SubscribeAsync(string symbol, CancellationToken cancellationToken = default)
    {
        if (_spread.Add(ShortCode.Check(symbol, nameof(symbol))) is { } line)
            return line.SendOpenAsync(cancellationToken);
        State([symbol]);
        return Task.CompletedTask;
    }

    /// <summary>Ends the registration of a symbol, at once while the feed is read. No further ticks of it are given.</summary>
    /// <param name="symbol">The short code. Nothing happens when it is not registered.</param>
    /// <param name="cancellationToken">Cancels the sending.</param>
    public Task UnsubscribeAsync(string symbol, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        return _spread.Remove(symbol)?.SendOpenAsync(cancellationToken) ?? Task.CompletedTask;
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
        var taken = new List<TickLine>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new List<Task>();
        try
        {
            Take(taken, trId);
            _spread.Begin();
            var queue = _queue = new TickQueue(_options.Capacity, _client.TimeProvider);
            foreach (var line in _lines)
                running.Add(EndAsync(_lines.Count == 1 ? RunAsync(line, _options, queue, stop.Token) : RunOneAsync(line, queue, stop.Token), queue, stop.Token));
            var reader = new TickReader(_options.Venue, _spread.IsWanted);
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
            await Task.WhenAll(running).ConfigureAwait(false);
            _queue = null;
            foreach (var line in taken)
                line.Channel.Account.ReleaseSocket();
        }
    }

    private void Take(List<TickLine> taken, string trId)
    {
        foreach (var line in _lines)
        {
            if (!line.Channel.Account.TryTakeSocket())
                throw new HantooException(HantooError.RegistrationLimit, "Another feed with the same app key is read in this process, and KIS allows one connection for an app key.") { TrId = trId };
            taken.Add(line);
        }
    }

    private static void Cancel(CancellationTokenSource stop) => stop.Cancel();

    private static async Task EndAsync(Task running, TickQueue queue, CancellationToken cancellationToken)
    {
        try
        {
            await running.ConfigureAwait(false);
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

    private async Task RunAsync(TickLine line, HantooTickOptions options, TickQueue queue, CancellationToken cancellationToken)
    {
        line.Connection = new TickConnection(
            line.Channel, _transport, options, _address, line.Registrations, queue, _client.TimeProvider, _logger, isOneOfSeveral: _lines.Count > 1);
        try
        {
            await line.Connection.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            line.Connection = null;
        }
    }
}
