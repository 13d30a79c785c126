using System.Net.WebSockets;

namespace Rhetenor.Data.Testing;

/// <summary>Simulates the WebSocket of the KIS Open API by the clock and the market of a <see cref="SimulatedKis"/>, which also issues the approval keys.
/// Ticks add up to the bars of its market.</summary>
/// <remarks>Use it as an <see cref="IWebSocketTransport"/> in the process, or behind a <see cref="LoopbackTickServer"/>. The project's
/// <c>docs/SIMULATOR.md</c> describes what it simulates.</remarks>
public sealed class SimulatedTicks : IWebSocketTransport
{
    private readonly Lock _gate = new();
    private readonly List<TickSession> _open = [];
    private readonly List<Tick> _lost = [];
    private readonly Random _random;

    /// <summary>Creates the server.</summary>
    /// <param name="kis">The server that issues approval keys, with the market and the clock.</param>
    /// <param name="options">The limits and faults; null for the defaults.</param>
    public SimulatedTicks(SimulatedKis kis, SimulatedTicksOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(kis);
        Kis = kis;
        Options = options ?? new SimulatedTicksOptions();
        _random = new Random(Options.Seed);
    }

    /// <summary>Gets the options.</summary>
    public SimulatedTicksOptions Options { get; }

    /// <summary>Gets the number of connections opened so far.</summary>
    public int Connections { get; private set; }

    /// <summary>Gets the number of attempts to connect so far, refused ones included.</summary>
    public int Attempts { get; private set; }

    /// <summary>Gets the number of frames sent so far.</summary>
    public int Frames { get; private set; }

    /// <summary>Gets the number of pings that were answered with the same text.</summary>
    public int Pongs { get; private set; }

    /// <summary>Gets the ticks of frames that were not sent, or not whole, on an open connection.</summary>
    public IReadOnlyList<Tick> Lost
    {
        get
        {
            lock (_gate)
                return [.. _lost];
        }
    }

    internal SimulatedKis Kis { get; }

    internal TimeProvider Clock => Kis.Clock;

    /// <summary>Loses every open connection now.</summary>
    public void Disconnect()
    {
        foreach (var session in Sessions())
            session.Lose();
    }

    /// <inheritdoc/>
    public Task<WebSocket> ConnectAsync(Uri address, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return TryOpen() is { } session
            ? Task.FromResult<WebSocket>(new SimulatedSocket(session, Options.FragmentBytes))
            : Task.FromException<WebSocket>(new WebSocketException(WebSocketError.NotAWebSocket, "The server returned status code '503' when status code '101' was expected."));
    }

    /// <summary>Opens a session; null during maintenance.</summary>
    internal TickSession? TryOpen()
    {
        var now = Clock.GetUtcNow();
        lock (_gate)
        {
            Attempts++;
            if (Options.Maintenance.Any(window => window.From <= now && now < window.To))
                return null;
            Connections++;
            var session = new TickSession(this);
            _open.Add(session);
            return session;
        }
    }

    internal void Closed(TickSession session)
    {
        lock (_gate)
            _open.Remove(session);
    }

    internal bool IsInUse(TickSession session, int key)
    {
        lock (_gate)
            return _open.Any(other => other != session && other.Key == key);
    }

    internal bool Chance(double rate)
    {
        lock (_gate)
            return rate > 0 && _random.NextDouble() < rate;
    }

    internal void Sent()
    {
        lock (_gate)
            Frames++;
    }

    internal void Answered()
    {
        lock (_gate)
            Pongs++;
    }

    internal void Lose(IEnumerable<Tick> ticks)
    {
        lock (_gate)
            _lost.AddRange(ticks);
    }

    private List<TickSession> Sessions()
    {
        lock (_gate)
            return [.. _open];
    }
}
