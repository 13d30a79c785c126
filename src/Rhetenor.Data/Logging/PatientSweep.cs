using Rhetenor.Data.Core;

namespace Rhetenor.Data.Logging;

/// <summary>Makes the requests of a run with several workers, and waits while the source is silent.</summary>
/// <typeparam name="T">A request.</typeparam>
/// <param name="outage">Whether the source is silent.</param>
/// <param name="workers">The number of requests at the same time.</param>
/// <param name="fetch">Makes a request, and returns whether the source was silent.</param>
/// <param name="pause">Waits, with a number of requests left.</param>
internal sealed class PatientSweep<T>(
    Outage outage, int workers, Func<T, CancellationToken, Task<bool>> fetch, Func<int, CancellationToken, Task> pause)
{
    private readonly Lock _gate = new();
    private List<T>? _silent = [];

    /// <summary>Makes the requests. Those that met a silent source are made once more when it answers again.</summary>
    /// <returns>The requests that were not made, because the source stayed silent.</returns>
    public async Task<IReadOnlyList<T>> RunAsync(IReadOnlyList<T> requests, CancellationToken cancellationToken)
    {
        var left = requests;
        while (left.Count > 0)
        {
            var wasSilent = outage.IsOn;
            outage.AllowOne();
            left = await FetchAsync(left, cancellationToken).ConfigureAwait(false);
            if (outage.IsOn && left.Count > 0)
            {
                if (!outage.TryPause())
                    break;
                await pause(left.Count, cancellationToken).ConfigureAwait(false);
            }
            else if (!outage.IsOn && (wasSilent || left.Count > 0))
            {
                left = [.. left, .. _silent ?? []];
                _silent = null;
            }
        }

        return left;
    }

    // Returns the requests that were not made, in their order.
    private async Task<List<T>> FetchAsync(IReadOnlyList<T> requests, CancellationToken cancellationToken)
    {
        var left = new List<T>();
        await WorkerLoops.RunAsync(requests, workers, async (request, token) =>
        {
            var isLeft = !outage.TryEnter();
            var isSilent = !isLeft && await fetch(request, token).ConfigureAwait(false);
            lock (_gate)
            {
                if (isLeft)
                    left.Add(request);
                else if (isSilent)
                    _silent?.Add(request);
            }
        }, cancellationToken).ConfigureAwait(false);
        return left;
    }
}
