using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;
using Rhetenor.Data.Masters;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data.Hantoo;

/// <summary>Stores lists of corporate actions as they were fetched: one object for a month, a list and a retrieval.</summary>
internal sealed class ActionStore(IObjectStore store, string prefix, TimeProvider timeProvider)
{
    private const int AtOnce = 8, MostConflicts = 60;
    private readonly ObjectCommit _commit = new(store, null, timeProvider);

    /// <summary>Lists the objects of some months, in order of retrieval.</summary>
    public async Task<List<ActionKey>> ListAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var keys = new List<ActionKey>();
        await foreach (var stored in store.ListAsync($"{prefix}/", cancellationToken).ConfigureAwait(false))
        {
            if (ActionKey.TryParse(stored.Key, prefix, out var key) && key.LastDay >= from && key.Month <= to)
                keys.Add(key);
        }

        return [.. keys.OrderBy(key => key.Retrieval)];
    }

    /// <summary>Reads the rows of objects.</summary>
    /// <exception cref="ObjectStoreException">The store could not be read, or an object is lost or damaged.</exception>
    public async Task<IReadOnlyList<(ActionKey Key, IReadOnlyList<string> Rows)>> ReadAsync(IEnumerable<ActionKey> keys, CancellationToken cancellationToken)
    {
        var lists = new List<(ActionKey, IReadOnlyList<string>)>();
        foreach (var some in keys.Chunk(AtOnce))
            lists.AddRange(some.Zip(await Task.WhenAll(some.Select(key => ReadAsync(key, cancellationToken))).ConfigureAwait(false)));
        return lists;
    }

    /// <summary>Stores rows. Where another writer has taken the key, the next second is free.</summary>
    public async Task WriteAsync(ActionKey key, int pages, IReadOnlyList<string> rows, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            var free = key with { Retrieval = key.Retrieval.AddSeconds(tries) };
            if (await _commit.CommitAsync(free.ToString(), ActionText.Pack(free, pages, rows), cancellationToken).ConfigureAwait(false) == CommitOutcome.Committed)
                return;
            if (tries == MostConflicts)
                throw new ObjectStoreException(ObjectStoreError.Unavailable, free.ToString(), $"other writers took the keys of {MostConflicts} seconds");
        }
    }

    private async Task<IReadOnlyList<string>> ReadAsync(ActionKey key, CancellationToken cancellationToken)
    {
        try
        {
            return await store.ReadAllAsync(key.ToString(), Defaults.MaxObjectBytes, cancellationToken).ConfigureAwait(false) is { } body
                ? ActionText.Unpack(key, body.Span)
                : throw new ObjectStoreException(ObjectStoreError.Corrupt, key.ToString(), "it disappeared while it was read");
        }
        catch (KlineFormatException exception)
        {
            store.Forget(key.ToString());
            throw new ObjectStoreException(ObjectStoreError.Corrupt, key.ToString(), exception.Message, exception);
        }
    }
}
