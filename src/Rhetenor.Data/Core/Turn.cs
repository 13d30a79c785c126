namespace Rhetenor.Data.Core;

/// <summary>Lets one caller in at a time, in the order they came. A wait that is cancelled gives its place up.</summary>
/// <remarks>A SemaphoreSlim promises no order, and its waiter goes on in the thread pool: under a virtual clock everything stays on one
/// thread.</remarks>
internal sealed class Turn
{
    private readonly LinkedList<TaskCompletionSource> _waiting = new();
    private readonly Lock _gate = new();
    private bool _taken;

    /// <summary>Waits for one's turn; disposing what is returned ends it.</summary>
    public async Task<IDisposable> TakeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource> place;
        lock (_gate)
        {
            if (!_taken)
            {
                _taken = true;
                return new Holder(this);
            }

            place = _waiting.AddLast(new TaskCompletionSource());
        }

        using var registration = cancellationToken.Register(() =>
        {
            bool waiting;
            lock (_gate)
                waiting = Remove(place);
            if (waiting)
                place.Value.TrySetCanceled(cancellationToken);
        });
        await place.Value.Task.ConfigureAwait(false);
        return new Holder(this);
    }

    private bool Remove(LinkedListNode<TaskCompletionSource> place)
    {
        if (place.List is null)
            return false;
        _waiting.Remove(place);
        return true;
    }

    private void Pass()
    {
        TaskCompletionSource? next;
        lock (_gate)
        {
            next = _waiting.First?.Value;
            if (next is null)
                _taken = false;
            else
                _waiting.RemoveFirst();
        }

        next?.SetResult();
    }

    private sealed class Holder(Turn turn) : IDisposable
    {
        private Turn? _turn = turn;

        public void Dispose() => Interlocked.Exchange(ref _turn, null)?.Pass();
    }
}
