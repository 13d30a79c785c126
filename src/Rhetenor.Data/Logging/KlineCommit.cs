using Rhetenor.Data.Core;
using Rhetenor.Data.Format;
using Rhetenor.Data.Klines;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data.Logging;

/// <summary>Writes pending bars: objects of bars first, then the coverage that refers to them.</summary>
/// <remarks>The day is listed right before the bars are written. Bars that another writer stored meanwhile are then not stored again; only
/// writers that write at the same moment store bars twice.</remarks>
internal sealed class KlineCommit(KlineLoggerParts parts)
{
    /// <summary>Gets the number of bars written here that another writer stored too, as far as it is known.</summary>
    public int Repeated { get; private set; }

    /// <summary>Writes the pending bars and their coverage.</summary>
    /// <param name="session">The session of the bars.</param>
    /// <param name="pending">The bars. Afterwards it is empty and refers to the store's new content.</param>
    /// <param name="written">Receives the keys of the objects written.</param>
    /// <param name="cancellationToken">Cancels the operation. Nothing is claimed that was not written.</param>
    /// <returns>The comparison of each symbol's bars with the stored ones.</returns>
    /// <exception cref="ObjectStoreException">The store refused the object, or other writers repeatedly took the key.</exception>
    public async Task<IReadOnlyDictionary<string, KlineDiff>> RunAsync(
        TradingSession session, PendingBars pending, List<string> written, CancellationToken cancellationToken)
    {
        if (pending.BarCount > 0 && await parts.Store.ReadNewsAsync(session, pending.Held, pending.Attempted, cancellationToken).ConfigureAwait(false) is { } news)
            Rebase(session, pending, news, written);
        DateTime? refused = null;
        for (var round = 1; ; round++)
        {
            var changes = pending.Reconcile();
            var retrieval = pending.Retrieval ??= After(refused, Retrieval(pending));
            if (await WriteAsync(session, pending, changes, retrieval, written, cancellationToken).ConfigureAwait(false) is not { } taken)
                return pending.TakeDiffs();
            refused = retrieval;
            if (round == parts.Options.ConflictRounds)
                throw new ObjectStoreException(ObjectStoreError.Unavailable, taken, $"other writers took the key in each of {round} rounds");
            Log.KeyTaken(parts.Logger, taken, round);
            Rebase(session, pending, await parts.Store.ReadAsync(session, pending.Held.Listed, cancellationToken).ConfigureAwait(false), written);
        }
    }

    /// <summary>Finds bars that another writer stored while they were written here.</summary>
    public async Task LookBackAsync(TradingSession session, HeldDay held, IReadOnlyCollection<string> written, CancellationToken cancellationToken)
    {
        if (await parts.Store.ReadNewsAsync(session, held, own: null, cancellationToken).ConfigureAwait(false) is { } news)
            Count(held, news, written);
    }

    // A listing may not show the object that has taken the key.
    private DateTime After(DateTime? refused, DateTime next) =>
        refused is { } taken && taken >= next ? parts.Options.Slot?.Next(taken.AddSeconds(1)) ?? taken.AddSeconds(1) : next;

    private void Rebase(TradingSession session, PendingBars pending, HeldDay news, IReadOnlyCollection<string> written)
    {
        Count(pending.Held, news, written);
        pending.Rebase(news, session.SettledAt + parts.Options.SettleMargin);
    }

    // A compacted object repeats bars by design.
    private void Count(HeldDay held, HeldDay news, IReadOnlyCollection<string> written)
    {
        if (written.Count > 0 && news.Bars.Keys.All(key => key.Compaction == 0 || held.Listed.Contains(key.Name)))
            Repeated += held.Bars.CountRepeated(news.Bars, key => written.Contains(key.ToString()));
    }

    // Returns null when everything is written; otherwise the key that another writer has taken.
    private async Task<string?> WriteAsync(
        TradingSession session, PendingBars pending, KlineReconciler changes, DateTime retrieval, List<string> written, CancellationToken cancellationToken)
    {
        var held = pending.Held;
        if (changes.ChangeCount > 0)
        {
            var (first, last) = changes.Span;
            var key = new KlineKey(parts.Options.Prefix, first, last, session.Venue, retrieval, parts.Options.KeyExtension);
            var body = KlineCodec.Pack(changes.Slices(), changes.HasAccValue, parts.Options.CompressionLevel, parts.Options.StampFormat);
            pending.Attempted = key.Name;
            if (await parts.Store.WriteAsync(key.ToString(), body, cancellationToken).ConfigureAwait(false) == CommitOutcome.Conflict)
                return key.ToString();
            written.Add(key.ToString());
            RhetenorDiagnostics.ObjectCounter.Add(1);
            held.Bars.Add(key, changes.Symbols, changes.Slices());
            pending.Wrote(new(key.Name, ContentMark.Of(body)), Enumerable.Range(0, changes.Symbols.Count).Select(number => changes.Symbols[number]));
            held = pending.Held;
        }

        var coverage = new Dictionary<string, KlineSymbolCoverage>(held.Coverage, StringComparer.Ordinal);
        var covered = pending.ToCover().ToList();
        if (covered.Count > 0)
        {
            var name = new KlineCoverageKey(parts.Options.Prefix, session.Date, session.Venue, retrieval);
            var entries = covered.Select(fetched => KeyValuePair.Create(fetched.Symbol, fetched.Coverage));
            var record = CoverageRecord.Of(name, entries, held.Basis.After, held.Basis.Objects.Values);
            if (await parts.Store.WriteAsync(name.ToString(), CoverageCodec.Pack(record), cancellationToken).ConfigureAwait(false) == CommitOutcome.Conflict)
                return name.ToString();
            foreach (var fetched in covered)
                coverage[fetched.Symbol] = fetched.Coverage;
            held = held with { Basis = CoverageBasis.Following(name) };
        }

        pending.Committed(held with { Coverage = coverage, LatestRetrieval = retrieval });
        return null;
    }

    // An unreadable object with a name of a later day, or of the last second that a name can have, was not written by a logger.
    private DateTime Retrieval(PendingBars pending)
    {
        var (held, now) = (pending.Held, parts.Now.DateTime);

        // A clock that has been set to another day since the answers came would give a name that no later revision overrides.
        if (pending.Answered is { } answered && now > answered.DateTime.AddDays(1))
            now = answered.DateTime;
        var latest = held.Retrievals.Where(retrieval => retrieval <= now.ToSecond().AddDays(1)).Cast<DateTime?>().Append(held.LatestRetrieval).Max();
        var next = NextRetrieval.After(latest, now);
        return parts.Options.Slot?.Next(next) ?? next;
    }
}
