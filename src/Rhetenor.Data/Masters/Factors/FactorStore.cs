using System.IO.Hashing;
using System.Text.Json;
using Rhetenor.Data.Format;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data.Masters;

/// <summary>Reads and writes the recorded factors.</summary>
internal sealed class FactorStore(IObjectStore store, MasterOptions options, TimeProvider timeProvider)
{
    private const int AtOnce = 8;
    private readonly MasterKeys _keys = new(options.Prefix);
    private readonly ObjectCommit _commit = new(store, options.Retry, timeProvider);

    /// <summary>Reads all recorded factors.</summary>
    /// <exception cref="ObjectStoreException">The store could not be read, or an object is damaged.</exception>
    public async Task<FactorLog> ReadAsync(CancellationToken cancellationToken) => (await ReadAllAsync(cancellationToken).ConfigureAwait(false)).Log;

    private async Task<(FactorLog Log, DateTime? Last)> ReadAllAsync(CancellationToken cancellationToken)
    {
        var (log, keys) = (new FactorLog(), new List<string>());
        await foreach (var stored in store.ListAsync(_keys.Factors, cancellationToken).ConfigureAwait(false))
            keys.Add(stored.Key);

        // There is an object for each day of recording. They are read some at a time, and added in order.
        foreach (var some in keys.Chunk(AtOnce))
        {
            var bodies = await Task.WhenAll(some.Select(key => store.ReadAllAsync(key, options.MaxObjectBytes, cancellationToken))).ConfigureAwait(false);
            foreach (var (key, body) in some.Zip(bodies))
            {
                if (body is not { } text)
                    continue;
                try
                {
                    Add(log, key, text);
                }
                catch (ObjectStoreException)
                {
                    store.Forget(key);
                    throw;
                }
            }
        }

        return (log, keys.Select(_keys.RecordedAt).Max());
    }

    private static void Add(FactorLog log, string key, ReadOnlyMemory<byte> body)
    {
        if (!key.EndsWith(MasterKeys.FactorsEnd(Crc32.HashToUInt32(body.Span)), StringComparison.Ordinal))
            throw new ObjectStoreException(ObjectStoreError.Corrupt, key, "the key contains the checksum of its content, and the stored content is different");
        try
        {
            log.Add(body);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new ObjectStoreException(ObjectStoreError.Corrupt, key, "the recorded factors are not valid", exception);
        }
    }

    /// <summary>Records what a history proves and the store does not contain.</summary>
    public async Task<FactorLog> WriteAsync(MasterHistory history, KlineHistory? bars, CancellationToken cancellationToken)
    {
        var (log, last) = await ReadAllAsync(cancellationToken).ConfigureAwait(false);
        var now = KoreaTime.Now(timeProvider).DateTime;
        if (log.Difference(history, bars, DateOnly.FromDateTime(now)) is not { } text)
            return log;

        // Objects are read in order of their names: a recording must be later than what it rescinds.
        var key = _keys.FactorsOf(NextRetrieval.After(last, now), Crc32.HashToUInt32(text));
        if (await _commit.CommitAsync(key, text, cancellationToken).ConfigureAwait(false) == CommitOutcome.Conflict)
            throw new ObjectStoreException(ObjectStoreError.Corrupt, key, "the key contains the checksum of its content, and the stored content is different");
        log.Add(text);
        return log;
    }
}
