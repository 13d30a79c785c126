namespace Rhetenor.Data.Testing;

/// <summary>The base class of the simulated servers. It counts and records requests and applies scripted faults.</summary>
/// <remarks>
/// Use it as an <see cref="IHttpTransport"/>, as a handler of an <see cref="HttpClient"/>, or behind a
/// <see cref="LoopbackServer"/>. A client gets the same answers and the same failures in each case. Requests are answered one at a time.
/// </remarks>
public abstract class SimulatedTransport : IHttpTransport
{
    private readonly Lock _gate = new();
    private readonly List<RecordedRequest> _requests = [];
    private int _received;

    /// <summary>Creates a simulator. The clock is used for answers and in-process waits; null for the system's.</summary>
    protected SimulatedTransport(TimeProvider? timeProvider) => TimeProvider = timeProvider ?? TimeProvider.System;

    /// <summary>Gets the script of faults.</summary>
    public FaultScript Faults { get; } = new();

    /// <summary>Gets the requests so far, in the order of arrival, except those that were forgotten.</summary>
    public IReadOnlyList<RecordedRequest> Requests
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    /// <summary>Gets the simulator's clock.</summary>
    protected TimeProvider TimeProvider { get; }

    /// <inheritdoc/>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        var simulated = await SimulatedRequest.FromAsync(request, cancellationToken).ConfigureAwait(false);
        return await InProcessReply.RenderAsync(Reply(simulated), request, TimeProvider, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Answers one request and applies the fault scripted for it.</summary>
    public SimulatedReply Reply(SimulatedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        lock (_gate)
        {
            var numbered = request with { Number = ++_received };
            var fault = Faults.Take(numbered);
            _requests.Add(new RecordedRequest(request.Method, request.Uri, TimeProvider.GetUtcNow(), fault));
            var reply = Answer(fault?.Ask(numbered) ?? numbered);
            return fault is null ? reply : fault.Apply(reply);
        }
    }

    /// <summary>Forgets the requests so far, which long runs would otherwise keep in memory. Counting goes on.</summary>
    public virtual void ForgetRequests()
    {
        lock (_gate)
            _requests.Clear();
    }

    /// <summary>Creates a message handler for an <see cref="HttpClient"/>.</summary>
    public HttpMessageHandler CreateHandler() => new SimulatedHandler(this);

    /// <summary>Creates the normal answer to a request. It is called for one request at a time.</summary>
    protected abstract SimulatedReply Answer(SimulatedRequest request);

    private sealed class SimulatedHandler(SimulatedTransport transport) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            transport.SendAsync(request, cancellationToken);
    }
}
