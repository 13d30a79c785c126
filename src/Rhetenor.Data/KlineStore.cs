using Microsoft.Extensions.Logging;

namespace Rhetenor.Data;

/// <summary>Klines and coverage in an object store: reading a session's objects and writing new ones.</summary>
internal sealed class KlineStore(IObjectStore store, KlineLoggerOptions options, TimeProvider timeProvider, ILogger logger)
{
    private const int Rounds = 3;

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
        var bars = new KlineDay(session.Date, session.Venue);
        var problems = new List<StoreProblem>();
        DateTime? latest = null;
        var table = new KlineTable();
        await foreach (var stored in store.ListAsync(KlineKey.DayPrefix(options.Prefix, session.Date), cancellationToken).ConfigureAwait(false))
        {
            // Whatever else lies in the bucket is none of our business.
            if (!KlineKey.TryParse(stored.Key, out var key) || key.Venue != session.Venue || key.Date != session.Date)
                continue;
            latest = Later(latest, key.Retrieval);
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

        var coverages = new List<KlineCoverage>();
        await foreach (var stored in store.ListAsync(KlineCoverageKey.DayPrefix(options.Prefix, session.Date), cancellationToken).ConfigureAwait(false))
        {
            if (!KlineCoverageKey.TryParse(stored.Key, out var key) || key.Venue != session.Venue || key.Date != session.Date)
                continue;
            latest = Later(latest, key.Retrieval);
            await ReadAsync(stored.Key, problems, body => coverages.Add(Coverage(key, body)), cancellationToken).ConfigureAwait(false);
        }

        var symbols = coverages.Count == 0 ? new Dictionary<string, KlineSymbolCoverage>() : KlineCoverage.Merge(coverages).Symbols;
        return new HeldDay(bars, symbols, latest, problems);
    }

    /// <summary>Writes an object unless its key holds another one.</summary>
    public Task<CommitOutcome> WriteAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        store.CommitAsync(key, body, options.Retry, timeProvider, cancellationToken);

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
        catch (Exception exception) when (exception is KlineObjectException or KlineFormatException
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
