using Rhetenor.Data.Core;

namespace Rhetenor.Data.Storage;

/// <summary>Writes objects and resolves unknown outcomes.</summary>
/// <param name="store">The store.</param>
/// <param name="retry">Attempts and waits, in addition to those of the store; null for the defaults.</param>
/// <param name="timeProvider">The clock for the waits.</param>
/// <param name="readsBack">Whether the key is read before and after a write, because the store ignores conditions. Another object then
/// counts as a conflict, unless it is written after the last look.</param>
internal sealed class ObjectCommit(IObjectStore store, RetryOptions? retry, TimeProvider timeProvider, bool readsBack = false)
{
    private readonly Resilience<string> _retries = new(retry ?? new(), timeProvider, static exception => exception is Unresolved);

    /// <summary>Writes an object unless the key contains other bytes.</summary>
    /// <remarks>
    /// An unknown outcome is resolved by repeating the write with the same key and bytes. When the key is taken, the contents are
    /// compared, because clients that resend writes are then refused by their own object.
    /// </remarks>
    /// <param name="key">The key.</param>
    /// <param name="body">The content.</param>
    /// <param name="cancellationToken">Cancels the operation. It is then unknown whether the object was written.</param>
    /// <exception cref="ObjectStoreException">
    /// The store refused the object, or the outcome is still unknown (<see cref="ObjectStoreError.Unavailable"/>).
    /// </exception>
    public async Task<CommitOutcome> CommitAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        try
        {
            return await _retries.RunAsync(key, token => TryAsync(key, body, token), cancellationToken).ConfigureAwait(false);
        }
        catch (Unresolved unresolved)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return await LookAsync(key, body, unresolved, cancellationToken).ConfigureAwait(false);
        }
    }

    // What the key contains may decide what no answer did, or say why it does not.
    private async Task<CommitOutcome> LookAsync(string key, ReadOnlyMemory<byte> body, Unresolved last, CancellationToken cancellationToken)
    {
        try
        {
            return await CompareAsync(key, body, cancellationToken).ConfigureAwait(false);
        }
        catch (Unresolved unresolved)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var cause = unresolved.InnerException ?? last.InnerException;
            throw new ObjectStoreException(ObjectStoreError.Unavailable, key, $"{last.Message} It may or may not be stored{(cause is null ? "" : $": {cause.Message}")}", cause);
        }
    }

    private async Task<CommitOutcome> TryAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (readsBack && await FindAsync(key, body, cancellationToken).ConfigureAwait(false) is { } found)
            return found;
        return await store.PutIfAbsentAsync(key, body, cancellationToken).ConfigureAwait(false) switch
        {
            PutOutcome.Created when !readsBack => CommitOutcome.Committed,
            PutOutcome.Created or PutOutcome.AlreadyExists => await CompareAsync(key, body, cancellationToken).ConfigureAwait(false),
            _ => throw new Unresolved("No write was confirmed."),
        };
    }

    private async Task<CommitOutcome> CompareAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        await FindAsync(key, body, cancellationToken).ConfigureAwait(false) ?? throw new Unresolved("The key is taken and yet empty.");

    // Null when the key has no object.
    private async Task<CommitOutcome?> FindAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        try
        {
            if (await store.OpenReadAsync(key, cancellationToken).ConfigureAwait(false) is not { } stream)
                return null;
            await using (stream.ConfigureAwait(false))
            {
                var stored = await ReadAsync(stream, key, body.Length, cancellationToken).ConfigureAwait(false);
                return stored is { } bytes && bytes.Span.SequenceEqual(body.Span)
                    ? CommitOutcome.Committed
                    : CommitOutcome.Conflict;
            }
        }
        catch (ObjectStoreException exception) when (exception.Error is ObjectStoreError.Unavailable or ObjectStoreError.Corrupt)
        {
            throw new Unresolved("The key is taken, and what it holds could not be read.", exception);
        }
    }

    // Null when the object is longer than the body, and therefore not equal.
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(
        Stream stream, string key, int length, CancellationToken cancellationToken)
    {
        try
        {
            return await ObjectReading.ReadToEndAsync(stream, key, length, cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectStoreException exception) when (exception.Error == ObjectStoreError.TooLarge)
        {
            return null;
        }
    }

    private sealed class Unresolved(string message, Exception? innerException = null)
        : Exception(message, innerException);
}
