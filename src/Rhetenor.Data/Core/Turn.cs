namespace Rhetenor.Data.Core;

/// <summary>Admits one caller at a time, in order of arrival. A cancelled wait gives up its place.</summary>
/// <remarks>SemaphoreSlim does not guarantee an order, and resumes its waiters on the thread pool. This type keeps everything on one
/// thread under a virtual clock.</remarks>
internal sealed class Turn
{
    private readonly LinkedList<TaskCompletionSource> _waiting = new();
    private readonly Lock _gate = new();
    private bool _taken;

    /// <summary>Waits for the caller's turn. Disposing the result ends the turn.</summary>
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
