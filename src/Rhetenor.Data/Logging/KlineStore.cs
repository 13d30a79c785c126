using Microsoft.Extensions.Logging;
using Rhetenor.Data.Archive;
using Rhetenor.Data.Core;
using Rhetenor.Data.Format;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data.Logging;

/// <summary>Klines and coverage in an object store: reading a session's objects and writing new ones.</summary>
internal sealed class KlineStore(IObjectStore store, KlineLoggerOptions options, TimeProvider timeProvider, ILogger logger)
{
    private const int Rounds = 3;

    private readonly ObjectCommit _commit = new(store, options.Retry, timeProvider);

    // These two are exclusive by construction; a slot does without, and so does who takes the risk.
    private bool _isTrusted = store is DirectoryObjectStore or InMemoryObjectStore || options.Slot is not null || options.RiskLosingOtherWritersBars;

    public override string ToString() => $"'{options.Prefix}', {options.Venue.ToCode()}, in {store}";

    /// <summary>Reads everything the store has of a session. What cannot be read is reported, and hides nothing else.</summary>
    public async Task<HeldDay> ReadAsync(TradingSession session, CancellationToken cancellationToken)
    {
        for (var round = 1; ; round++)
        {
            // Objects go when they were compacted into another one, which this listing was too early for.
            if (await TryReadAsync(session, isLast: round == Rounds, cancellationToken).ConfigureAwait(false) is { } held)
                return held;
        }
    }

    // Null when an object was gone between listing and reading, and it is not the last try.
    private async Task<HeldDay?> TryReadAsync(TradingSession session, bool isLast, CancellationToken cancellationToken)
    {
        var problems = new List<StoreProblem>();

        // Coverage first: what it speaks of was written before it, and is in the listing that follows.
        var (coverages, latest) = await ReadCoverageAsync(session, problems, cancellationToken).ConfigureAwait(false);
        var bars = new KlineDay(session.Date, session.Venue);
        var listed = new HashSet<string>(StringComparer.Ordinal);
        var table = new KlineTable();
        await foreach (var stored in store.ListAsync(KlineKey.DayPrefix(options.Prefix, session.Date), cancellationToken).ConfigureAwait(false))
        {
            // Whatever else lies in the bucket is none of our business.
            if (!KlineKey.TryParse(stored.Key, out var key) || key.Venue != session.Venue || key.Date != session.Date)
                continue;
            latest = Later(latest, key.Retrieval);
            listed.Add(key.Name);
            var isRead = await ReadAsync(stored.Key, problems, body => KlineCodec.Unpack(body.Span, Cleared(table)), cancellationToken).ConfigureAwait(false);
            if (isRead is null && !isLast)
                return null;
            if (isRead is true)
            {
                bars.Add(key, table);
                if (table.ProblemCount > 0)
                    Report(problems, stored.Key, $"{table.ProblemCount} of its rows cannot be read; the first is {table.Problems[0]}");
            }
        }

        var claims = new CoverageClaims(bars, bars.Keys, listed);
        var believed = coverages.Where(coverage => IsBacked(coverage, claims, problems)).Select(claims.WithoutDoubts).ToList();
        var symbols = believed.Count == 0 ? new Dictionary<string, KlineSymbolCoverage>() : KlineCoverage.Merge(believed).Symbols;
        return new HeldDay(bars, symbols, latest, claims.Read, problems);
    }

    /// <summary>Writes an object unless its key holds another one. Before the first write it is found out whether the store
    /// keeps that promise.</summary>
    /// <exception cref="ObjectStoreException">The store ignores conditions, refused the object, or cannot be reached.</exception>
    public async Task<CommitOutcome> WriteAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (!_isTrusted)
            await store.EnsureConditionalWritesAsync($"{options.Prefix}/.probe", options.Retry, timeProvider, cancellationToken).ConfigureAwait(false);
        _isTrusted = true;
        return await _commit.CommitAsync(key, body, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(List<KlineCoverage> Coverages, DateTime? Latest)> ReadCoverageAsync(
        TradingSession session, List<StoreProblem> problems, CancellationToken cancellationToken)
    {
        var coverages = new List<KlineCoverage>();
        DateTime? latest = null;
        await foreach (var stored in store.ListAsync(KlineCoverageKey.DayPrefix(options.Prefix, session.Date), cancellationToken).ConfigureAwait(false))
        {
            if (!KlineCoverageKey.TryParse(stored.Key, out var key) || key.Venue != session.Venue || key.Date != session.Date)
                continue;
            latest = Later(latest, key.Retrieval);
            await ReadAsync(stored.Key, problems, body => coverages.Add(Coverage(key, body)), cancellationToken).ConfigureAwait(false);
        }

        return (coverages, latest);
    }

    // A claim about an object that cannot be read is no claim: its bars are asked for again.
    private bool IsBacked(KlineCoverage coverage, CoverageClaims claims, List<StoreProblem> problems)
    {
        if (claims.Missing(coverage) is not { } missing)
            return true;
        Report(problems, coverage.ToKey(options.Prefix), CoverageClaims.Unbacked(missing));
        return false;
    }

    // Null when there is no such object any more.
    private async Task<bool?> ReadAsync(string key, List<StoreProblem> problems, Action<ReadOnlyMemory<byte>> read, CancellationToken cancellationToken)
    {
        try
        {
            if (await store.ReadAllAsync(key, options.MaxObjectBytes, cancellationToken).ConfigureAwait(false) is not { } body)
                return null;
            read(body);
            return true;
        }
        catch (Exception exception) when (exception is KlineFormatException
            || exception is ObjectStoreException { Error: ObjectStoreError.Corrupt or ObjectStoreError.TooLarge })
        {
            Report(problems, key, exception.Message);
            return false;
        }
    }

    private static KlineCoverage Coverage(KlineCoverageKey key, ReadOnlyMemory<byte> body)
    {
        var coverage = KlineCoverage.FromJson(body.Span);
        return coverage.Date == key.Date && coverage.Venue == key.Venue
            ? coverage
            : throw new KlineFormatException(0, "coverage", $"{key.Date.ToText()} {key.Venue.ToCode()}, as its key says", $"{coverage.Date.ToText()} {coverage.Venue.ToCode()}");
    }

    private void Report(List<StoreProblem> problems, string key, string message)
    {
        Log.ObjectUnusable(logger, key, message);
        problems.Add(new StoreProblem(key, message));
    }

    private static KlineTable Cleared(KlineTable table)
    {
        table.Clear();
        return table;
    }

    private static DateTime? Later(DateTime? left, DateTime right) => left > right ? left : right;
}
