using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;
using Rhetenor.Data.Format;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data.Logging;

/// <summary>The terms of the leases of one session and list. Each is an object that is put if absent under the number after the last one, so that exactly one
/// process wins a term and all agree on the order.</summary>
/// <remarks>Nothing is listed: the last term is found by reading keys, which a listing that lags cannot hide.</remarks>
/// <param name="store">The store.</param>
/// <param name="folder">What the keys start with.</param>
/// <param name="writer">Writes the terms. It refuses a store that ignores conditions.</param>
/// <param name="logger">Receives terms that cannot be read.</param>
internal sealed class LeaseChain(IObjectStore store, string folder, ExclusiveWriter writer, ILogger logger)
{
    /// <summary>Gets the number of the last known term, 0 before the first.</summary>
    public int Number { get; private set; }

    /// <summary>Gets the last known term.</summary>
    public LeaseTerm Last { get; private set; } = LeaseTerm.None;

    /// <summary>Reads the terms that were written since the last known one.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        if (Number == 0)
            await FindLastAsync(cancellationToken).ConfigureAwait(false);
        while (await ReadAsync(Number + 1, cancellationToken).ConfigureAwait(false) is { IsThere: true, Term: var term })
            (Number, Last) = (Number + 1, term ?? Last);
    }

    /// <summary>Writes the next term.</summary>
    /// <returns>False when another process has written it.</returns>
    public async Task<bool> TryWriteAsync(LeaseTerm next, CancellationToken cancellationToken)
    {
        if (Number == LeaseKey.LastTerm)
            throw new ObjectStoreException(ObjectStoreError.Unsupported, LeaseKey.Of(folder, Number), "this is the last term that a key can name.");
        if (await writer.WriteAsync(LeaseKey.Of(folder, Number + 1), LeaseJson.Write(next), cancellationToken).ConfigureAwait(false) == CommitOutcome.Conflict)
            return false;
        (Number, Last) = (Number + 1, next);
        return true;
    }

    // Terms have no gaps.
    private async Task FindLastAsync(CancellationToken cancellationToken)
    {
        var (found, missing) = (0, 1);
        for (; await IsThereAsync(missing).ConfigureAwait(false); missing *= 2)
            found = missing;
        while (missing - found > 1)
        {
            var middle = (found + missing) / 2;
            (found, missing) = await IsThereAsync(middle).ConfigureAwait(false) ? (middle, missing) : (found, middle);
        }

        Number = found;
        for (var number = found; number > 0; number--)
        {
            if ((await ReadAsync(number, cancellationToken).ConfigureAwait(false)).Term is { } term)
            {
                Last = term;
                return;
            }
        }

        async Task<bool> IsThereAsync(int number) => number <= LeaseKey.LastTerm && (await ReadAsync(number, cancellationToken).ConfigureAwait(false)).IsThere;
    }

    // What cannot be read leaves the term before it in force, for every process alike.
    private async Task<(bool IsThere, LeaseTerm? Term)> ReadAsync(int number, CancellationToken cancellationToken)
    {
        var key = LeaseKey.Of(folder, number);
        try
        {
            if (await store.ReadAllAsync(key, LeaseJson.MaxBytes, cancellationToken).ConfigureAwait(false) is not { } body)
                return (false, null);
            if (LeaseJson.TryRead(body, out var term))
                return (true, term);
            Log.ObjectUnusable(logger, key, "it is not a term of leases.");
        }
        catch (ObjectStoreException exception) when (exception.Error is ObjectStoreError.Corrupt or ObjectStoreError.TooLarge)
        {
            Log.ObjectUnusable(logger, key, exception.Message);
        }

        return (true, null);
    }
}
