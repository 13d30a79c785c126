using Rhetenor.Data.Core;

namespace Rhetenor.Data.Storage;

/// <summary>Writes an object and finds out what became of it.</summary>
internal static class ObjectCommit
{
    /// <summary>Writes an object unless the key is taken by other bytes.</summary>
    /// <remarks>
    /// An unknown outcome is resolved by repeating the same key and bytes. A taken key is never believed to be another's:
    /// clients resend writes by themselves and are then refused by their own object. Contents are compared.
    /// </remarks>
    /// <param name="store">The store.</param>
    /// <param name="key">The key.</param>
    /// <param name="body">The content.</param>
    /// <param name="retry">Attempts and waits, on top of the store's own; null is the default.</param>
    /// <param name="timeProvider">The clock that waits are measured on.</param>
    /// <param name="cancellationToken">Cancels; whether the object was written is then not known.</param>
    /// <exception cref="ObjectStoreException">
    /// The store refused the object, or, as <see cref="ObjectStoreError.Unavailable"/>, the outcome is still unknown.
    /// </exception>
    public static async Task<CommitOutcome> CommitAsync(
        this IObjectStore store,
        string key,
        ReadOnlyMemory<byte> body,
        RetryOptions? retry = null,
        TimeProvider? timeProvider = null,
        CancellationToken cancellationToken = default)
    {
        var pipeline = Resilience.Retrying(
            retry ?? new RetryOptions(), timeProvider ?? TimeProvider.System, static exception => exception is Unresolved);
        try
        {
            return await pipeline
                .ExecuteAsync(async token => await TryAsync(store, key, body, token).ConfigureAwait(false), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Unresolved unresolved)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ObjectStoreException(
                ObjectStoreError.Unavailable, key, $"{unresolved.Message} It may or may not be stored.", unresolved.InnerException);
        }
    }

    private static async Task<CommitOutcome> TryAsync(
        IObjectStore store, string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        await store.PutIfAbsentAsync(key, body, cancellationToken).ConfigureAwait(false) switch
        {
            PutOutcome.Created => CommitOutcome.Committed,
            PutOutcome.AlreadyExists => await CompareAsync(store, key, body, cancellationToken).ConfigureAwait(false),
            _ => throw new Unresolved("No write was confirmed."),
        };

    private static async Task<CommitOutcome> CompareAsync(
        IObjectStore store, string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        try
        {
            var stream = await store.OpenReadAsync(key, cancellationToken).ConfigureAwait(false)
                ?? throw new Unresolved("The key is taken and yet empty.");
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

    // Null is more than could be equal.
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
