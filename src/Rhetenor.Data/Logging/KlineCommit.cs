using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;
using Rhetenor.Data.Format;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data.Logging;

/// <summary>Writes what is pending: data objects first, then the coverage that speaks of them.</summary>
internal sealed class KlineCommit(WriterStore store, IKlineSource source, KlineLoggerOptions options, ILogger logger)
{
    /// <summary>Writes the pending bars and what they cover.</summary>
    /// <param name="session">The session they are of.</param>
    /// <param name="pending">The bars; afterwards empty, with the store's new state as its view.</param>
    /// <param name="written">Keys of the objects written are added.</param>
    /// <param name="cancellationToken">Cancels; nothing of what is not yet written is claimed.</param>
    /// <returns>How each symbol's bars compared with the store's.</returns>
    /// <exception cref="ObjectStoreException">The store refused, or other writers kept taking the key.</exception>
    public async Task<IReadOnlyDictionary<string, KlineDiff>> RunAsync(
        TradingSession session, PendingBars pending, List<string> written, CancellationToken cancellationToken)
    {
        var diffs = new Dictionary<string, KlineDiff>(StringComparer.Ordinal);
        var before = written.Count;
        for (var round = 1; ; round++)
        {
            // Once the bars are written, a second comparison would call one's own bars unchanged.
            var isWritten = written.Count > before;
            var changes = pending.Reconcile((fetched, diff) => diffs[fetched.Symbol] = isWritten ? diffs[fetched.Symbol] : diff);
            var retrieval = pending.Retrieval ??= Retrieval(pending.Held);
            if (await WriteAsync(session, pending, changes, retrieval, written, cancellationToken).ConfigureAwait(false) is not { } taken)
                break;
            if (round == options.ConflictRounds)
                throw new ObjectStoreException(ObjectStoreError.Unavailable, taken, $"other writers took the key in each of {round} rounds");
            Log.KeyTaken(logger, taken, round);
            pending.Rebase(await store.ReadAsync(session, cancellationToken).ConfigureAwait(false));
        }

        return diffs;
    }

    // Null when all is written; else the key another writer has.
    private async Task<string?> WriteAsync(
        TradingSession session, PendingBars pending, KlineReconciler changes, DateTime retrieval, List<string> written, CancellationToken cancellationToken)
    {
        var held = pending.Held;
        if (changes.ChangeCount > 0)
        {
            var (first, last) = changes.Span;
            var key = new KlineKey(options.Prefix, first, last, session.Venue, retrieval, options.KeyExtension);
            var body = KlineCodec.Pack(changes.Slices(), options.IncludeAccValue, options.CompressionLevel);
            if (await store.WriteAsync(key.ToString(), body, cancellationToken).ConfigureAwait(false) == CommitOutcome.Conflict)
                return key.ToString();
            written.Add(key.ToString());
            RhetenorDiagnostics.ObjectCounter.Add(1);
            held.Bars.Add(key, changes.Symbols, changes.Slices());
            pending.Wrote(key);
            held = pending.Held;
        }

        var coverage = new Dictionary<string, KlineSymbolCoverage>(held.Coverage, StringComparer.Ordinal);
        var told = pending.Symbols.Where(fetched => !Equals(coverage.GetValueOrDefault(fetched.Symbol), fetched.Coverage)).ToList();
        if (told.Count > 0)
        {
            var entries = told.Select(fetched => KeyValuePair.Create(fetched.Symbol, fetched.Coverage));
            var run = new KlineCoverage(session.Date, session.Venue, retrieval, entries, held.Objects);
            var key = run.ToKey(options.Prefix);
            if (await store.WriteAsync(key, run.ToJson(), cancellationToken).ConfigureAwait(false) == CommitOutcome.Conflict)
                return key;
            foreach (var fetched in told)
                coverage[fetched.Symbol] = fetched.Coverage;
        }

        pending.Committed(held with { Coverage = coverage, LatestRetrieval = retrieval });
        return null;
    }

    // A clock set back must not make a revision lose to what it revises.
    private DateTime Retrieval(HeldDay held)
    {
        var now = source.Now.ToOffset(KoreaTime.Offset).DateTime;
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        var next = held.LatestRetrieval is { } latest && latest >= now ? latest.AddSeconds(1) : now;
        return options.Slot?.Next(next) ?? next;
    }
}
