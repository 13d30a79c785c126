using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;
using Rhetenor.Data.Format;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data.Archive;

/// <summary>Fetches the objects of a session and merges what they say.</summary>
internal sealed class ArchiveDayReader(IObjectStore store, ArchiveListing listing, KlineArchiveOptions options, ILogger logger)
{
    private const int Rounds = 3;
    private const int WorthTwoThreads = 256 << 10;

    /// <summary>Reads a session. What cannot be read is reported, and hides nothing else.</summary>
    /// <param name="session">The session as it was listed.</param>
    /// <param name="buffers">What it is read into.</param>
    /// <param name="asOf">Leaves out what was retrieved later, Korean time; null for nothing.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<ArchiveDay> ReadAsync(ArchivedSession session, DayBuffers buffers, DateTime? asOf, CancellationToken cancellationToken)
    {
        for (var round = 1; ;)
        {
            var problems = new ArchiveProblems();
            var bars = await MergeAsync(session, buffers, asOf, problems, cancellationToken).ConfigureAwait(false);
            if (!problems.AnyGone || round == Rounds)
            {
                foreach (var problem in problems.All)
                    Log.ObjectUnusable(logger, problem.Key, problem.Message);
                return new(buffers, bars, problems.All);
            }

            // Objects go when they were compacted into another one, which this listing was too early for.
            (session, round) = await ListAgainAsync(session, round, asOf, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Every value a bar has, with its origin, in no order.</summary>
    /// <exception cref="UnreadableObjectsException">An object could not be read.</exception>
    public async Task<List<(KlineOrigin Origin, Kline Kline)>> VersionsAsync(
        ArchivedSession session, string symbol, DateTime minute, CancellationToken cancellationToken)
    {
        for (var round = 1; ;)
        {
            var versions = new List<(KlineOrigin Origin, Kline Kline)>();
            var problems = new ArchiveProblems();
            await foreach (var (key, table) in ObjectsAsync(session, new KlineTable([symbol]), problems, cancellationToken).ConfigureAwait(false))
            {
                foreach (var slice in table.Where(slice => slice.Minute == minute && slice.Count > 0))
                    versions.Add((new KlineOrigin(key, slice.Retrieval), slice[symbol]));
            }

            if (!problems.AnyGone || round == Rounds)
                return problems.All is { Count: > 0 } all ? throw new UnreadableObjectsException(all) : versions;
            (session, round) = await ListAgainAsync(session, round, asOf: null, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads every object of a session for itself, in the order of the list.</summary>
    /// <returns>Keys and their bars. The table is the same each time: the one that was given.</returns>
    public async IAsyncEnumerable<(KlineKey Key, KlineTable Table)> ObjectsAsync(
        ArchivedSession session, KlineTable table, ArchiveProblems problems, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var bodies = ReadAhead.RunAsync(
            session.Objects.ToAsyncEnumerable(), (stored, token) => FetchAsync(stored.Key, problems, token),
            stored => stored.Size, new(options.Downloads, options.BytesAhead), cancellationToken);
        await foreach (var (stored, body) in bodies.ConfigureAwait(false))
        {
            table.Clear();
            if (body is { } bytes && await TryDecodeAsync(stored.Key, bytes, table, problems, cancellationToken).ConfigureAwait(false))
                yield return (stored.Key, table);
        }
    }

    private async Task<KlineTable> MergeAsync(
        ArchivedSession session, DayBuffers buffers, DateTime? asOf, ArchiveProblems problems, CancellationToken cancellationToken)
    {
        var day = buffers.StartDay(session.Date, session.Venue);
        await foreach (var (key, table) in ObjectsAsync(session, buffers.Table, problems, cancellationToken).ConfigureAwait(false))
        {
            if (session.Objects.Count == 1 && IsInOrder(table, session.Date, asOf))
                return table;
            day.Add(key, table, asOf);
        }

        return buffers.Merged(day);
    }

    private async Task<ReadOnlyMemory<byte>?> FetchAsync(KlineKey key, ArchiveProblems problems, CancellationToken cancellationToken)
    {
        try
        {
            var body = await store.ReadAllAsync(key.ToString(), options.MaxObjectBytes, cancellationToken).ConfigureAwait(false);
            if (body is null)
                problems.Gone(key);
            return body;
        }
        catch (ObjectStoreException exception) when (exception.Error is ObjectStoreError.Corrupt or ObjectStoreError.TooLarge)
        {
            problems.Add(key, exception.Message);
            return null;
        }
    }

    private async Task<bool> TryDecodeAsync(
        KlineKey key, ReadOnlyMemory<byte> body, KlineTable table, ArchiveProblems problems, CancellationToken cancellationToken)
    {
        try
        {
            if (options.SessionsAhead > 0 && body.Length >= WorthTwoThreads)
                await ParallelUnpacker.UnpackAsync(body, table, options.Limits, cancellationToken).ConfigureAwait(false);
            else
                KlineUnpacker.Unpack(body.Span, table, options.Limits);
        }
        catch (KlineFormatException exception)
        {
            problems.Add(key, exception.Message);
            return false;
        }

        if (table.ProblemCount > 0)
            problems.Add(key, $"{table.ProblemCount} of its rows cannot be read; the first is {table.Problems[0]}");
        return true;
    }

    /// <summary>The session as it is listed now, and the round that begins with it. While objects go, as in a removal that is under way,
    /// it is the same one: that ends by itself.</summary>
    public async Task<(ArchivedSession Session, int Round)> ListAgainAsync(
        ArchivedSession session, int round, DateTime? asOf, CancellationToken cancellationToken)
    {
        var listed = await ListAgainAsync(session, asOf, cancellationToken).ConfigureAwait(false);
        return (listed, listed.Objects.Count < session.Objects.Count ? round : round + 1);
    }

    /// <summary>The session as it is listed now; without objects when there are none.</summary>
    public async Task<ArchivedSession> ListAgainAsync(ArchivedSession session, DateTime? asOf, CancellationToken cancellationToken)
    {
        await foreach (var listed in listing.SessionsAsync(session.Date, session.Date, asOf, cancellationToken).ConfigureAwait(false))
            return listed;
        return session with { Objects = [] };
    }

    /// <summary>Whether what one object says can be used as it is: no line of it competes with another, and none is too late.</summary>
    public static bool IsInOrder(KlineTable table, DateOnly date, DateTime? asOf = null)
    {
        var last = date.ToDateTime(TimeOnly.MinValue).AddTicks(-1);
        for (var i = 0; i < table.Count; i++)
        {
            var minute = table.MinuteAt(i);
            if (minute <= last || DateOnly.FromDateTime(minute) != date || table.RetrievalAt(i) > asOf)
                return false;
            last = minute;
        }

        return true;
    }
}
