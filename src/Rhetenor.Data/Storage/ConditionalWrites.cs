using Rhetenor.Data.Core;

namespace Rhetenor.Data.Storage;

/// <summary>Checks whether a store honours conditional writes.</summary>
internal static class ConditionalWrites
{
    private static readonly byte[] Probe = "Written to find out whether this store honours conditional writes.\n"u8.ToArray();

    /// <summary>Returns the key of the probe of a prefix.</summary>
    public static string ProbeKey(string prefix) => $"{prefix}/.probe";

    /// <summary>Determines whether a key is that of a probe.</summary>
    public static bool IsProbe(string key) => key.EndsWith("/.probe", StringComparison.Ordinal);

    /// <summary>
    /// Writes a probe object twice and expects the store to refuse the second write. Some S3-compatible servers accept the condition and
    /// overwrite the object anyway. Two loggers on such a store would lose each other's bars.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="probeKey">A key used only for the probe, such as <c>{prefix}/.probe</c>. The object stays, so that a later probe is
    /// one request.</param>
    /// <param name="retry">Attempts and waits for unknown outcomes; null for the defaults.</param>
    /// <param name="timeProvider">The clock for the waits.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ObjectStoreException">
    /// The store ignores the condition (<see cref="ObjectStoreError.Unsupported"/>), or did not confirm any write.
    /// </exception>
    public static async Task EnsureConditionalWritesAsync(
        this IObjectStore store,
        string probeKey,
        RetryOptions? retry = null,
        TimeProvider? timeProvider = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var retries = new Resilience<string>(
            retry ?? new RetryOptions(), timeProvider ?? TimeProvider.System, static exception => exception is TimeoutException);
        for (var round = 0; round < 2; round++)
        {
            if (await PutKnownAsync().ConfigureAwait(false) == PutOutcome.AlreadyExists)
                return;
        }

        throw new ObjectStoreException(
            ObjectStoreError.Unsupported, probeKey, "the store wrote the same key twice: it ignores If-None-Match.");

        async Task<PutOutcome> PutKnownAsync()
        {
            try
            {
                return await retries.RunAsync(probeKey, PutAsync, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException exception)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw new ObjectStoreException(
                    ObjectStoreError.Unavailable, probeKey, "no write of the probe was confirmed.", exception);
            }
        }

        async Task<PutOutcome> PutAsync(CancellationToken token)
        {
            var outcome = await store.PutIfAbsentAsync(probeKey, Probe, token).ConfigureAwait(false);
            return outcome != PutOutcome.Unknown ? outcome : throw new TimeoutException();
        }
    }
}
