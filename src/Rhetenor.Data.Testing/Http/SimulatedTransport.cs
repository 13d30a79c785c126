namespace Rhetenor.Data.Testing;

/// <summary>The base of every simulated server: counts and records requests and lets them meet scripted faults.</summary>
/// <remarks>
/// Used as an <see cref="IHttpTransport"/>, as a handler of an <see cref="HttpClient"/>, or behind a
/// <see cref="LoopbackServer"/>: a client sees the same answers and the same failures. Requests are answered one at a time.
/// </remarks>
public abstract class SimulatedTransport : IHttpTransport
{
    private readonly Lock _gate = new();
    private readonly List<RecordedRequest> _requests = [];

    /// <summary>Takes the clock that answers depend on and in-process waits are measured on; null for the system's.</summary>
    protected SimulatedTransport(TimeProvider? timeProvider) => TimeProvider = timeProvider ?? TimeProvider.System;

    /// <summary>The faults that requests are to meet.</summary>
    public FaultScript Faults { get; } = new();

    /// <summary>The requests so far, in the order they came.</summary>
    public IReadOnlyList<RecordedRequest> Requests
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    /// <summary>The simulator's clock.</summary>
    protected TimeProvider TimeProvider { get; }

    /// <inheritdoc/>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        var simulated = await SimulatedRequest.FromAsync(request, cancellationToken).ConfigureAwait(false);
        return await InProcessReply.RenderAsync(Reply(simulated), request, TimeProvider, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Answers one request, with the fault that is scripted for it applied.</summary>
    public SimulatedReply Reply(SimulatedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        lock (_gate)
        {
            var numbered = request with { Number = _requests.Count + 1 };
            var fault = Faults.Take(numbered);
            _requests.Add(new RecordedRequest(request.Method, request.Uri, TimeProvider.GetUtcNow(), fault));
            var reply = Answer(fault?.Ask(numbered) ?? numbered);
            return fault is null ? reply : fault.Apply(reply);
        }
    }

    /// <summary>A message handler for an <see cref="HttpClient"/>.</summary>
    public HttpMessageHandler CreateHandler() => new SimulatedHandler(this);

    /// <summary>The proper answer to a request. Called for one request at a time.</summary>
    protected abstract SimulatedReply Answer(SimulatedRequest request);

    private sealed class SimulatedHandler(SimulatedTransport transport) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            transport.SendAsync(request, cancellationToken);
    }
}
