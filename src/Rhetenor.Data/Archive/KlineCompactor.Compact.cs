using Rhetenor.Data.Archive;
using Rhetenor.Data.Core;
using Rhetenor.Data.Format;
using Rhetenor.Data.Klines;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

public sealed partial class KlineCompactor
{
    // The seconds of a key's end time number the compacted objects of a session.
    private const int MaxNumber = 59;

    private Task<SessionCompaction> CompactAsync(SessionListing listing, CancellationToken cancellationToken) =>
        SettledAsync(listing, (listed, problems) => TryCompactAsync(listed, problems, cancellationToken), cancellationToken);

    // Returns null when another process changed the session meanwhile.
    private async Task<SessionCompaction?> TryCompactAsync(SessionListing listing, ReadProblems problems, CancellationToken cancellationToken)
    {
        var session = listing.Session;
        if (IsOpen(session))
            return new() { Session = session, Outcome = CompactionOutcome.Open };
        if (IsCompact(listing))
            return Compact(session, session.Objects[0]) with { Coverage = listing.Coverages.Count == 0 ? null : listing.Coverages[0].ToInfo() };
        if (await ReadAsync(listing, problems, cancellationToken).ConfigureAwait(false) is not { } stock)
            return null;
        if (problems.All is { Count: > 0 } unreadable)
            return Refused(session, unreadable);
        return await CompactBarsAsync(listing, stock, cancellationToken).ConfigureAwait(false) switch
        {
            { Outcome: not CompactionOutcome.Refused } bars => await MergeCoverageAsync(listing, stock, bars, cancellationToken).ConfigureAwait(false),
            var refused => refused,
        };
    }

    // Such a session need not be read to know that nothing can be merged.
    private static bool IsCompact(SessionListing listing) => listing.Objects.Count == 1
        && (listing.Coverages.Count == 0 || (listing.Coverages.Count == 1 && (listing.Coverages[0].Name.Number > 0 || listing.Objects[0].Key.Compaction == 0)));

    private async Task<SessionCompaction?> CompactBarsAsync(SessionListing listing, CompactionStock stock, CancellationToken cancellationToken)
    {
        var (session, versions) = (listing.Session, stock.Versions);
        if (FindCompacted(versions) is var number and >= 0 && !versions.MissingIn(number, _options.KeepVersions).Contains(true))
            return Compact(session, listing.Objects.Single(stored => stored.Key == versions.Objects[number].Key).ToInfo());
        if (session.Objects.Count < 2)
            return Compact(session, session.Objects[0]);
        var (key, body, problem) = Make(listing, versions);
        if (problem is not null)
            return Refused(session, [new StoreProblem(session.Objects[^1].Key, problem)]);
        if (!await WriteAsync(key.ToString(), body, session.Objects.Count, session.Date, cancellationToken).ConfigureAwait(false))
            return null;
        stock.Marks.Add(new(key.Name, ContentMark.Of(body)));
        return new() { Session = session, Outcome = CompactionOutcome.Written, Compacted = new ObjectInfo(key.ToString(), body.Length) };
    }

    private static SessionCompaction Compact(ArchivedSession session, ObjectInfo whole) =>
        new() { Session = session, Outcome = CompactionOutcome.Compact, Compacted = whole };

    private static SessionCompaction Refused(ArchivedSession session, IReadOnlyList<StoreProblem> problems) =>
        new() { Session = session, Outcome = CompactionOutcome.Refused, Problems = problems };

    // Returns false when another process has taken the key, or has removed the object again because it wrote a newer one.
    private async Task<bool> WriteAsync(string key, byte[] body, int objects, DateOnly date, CancellationToken cancellationToken)
    {
        if (await _commit.CommitAsync(key, body, cancellationToken).ConfigureAwait(false) == CommitOutcome.Conflict)
        {
            Log.KeyTaken(_logger, key, 1);
            return false;
        }

        if (await _store.ReadAllAsync(key, _options.Archive.MaxObjectBytes, cancellationToken).ConfigureAwait(false) is not { } stored)
            return false;
        if (!stored.Span.SequenceEqual(body))
            throw new ObjectStoreException(ObjectStoreError.Corrupt, key, "the store returned other bytes than were written.");
        Log.Compacted(_logger, objects, date, key);
        return true;
    }

    private (KlineKey Key, byte[] Body, string? Problem) Make(SessionListing listing, KlineVersions versions)
    {
        var body = KlineCodec.Pack(versions.Lines(_options.KeepVersions), versions.HasAccValue, _options.CompressionLevel, _options.StampFormat);
        if (body.Length > _options.Archive.MaxObjectBytes)
            return (default, body, $"one object would be {body.Length} bytes, more than the limit of {_options.Archive.MaxObjectBytes}.");
        var table = new KlineTable();
        try
        {
            KlineCodec.Unpack(body, table);
        }
        catch (KlineFormatException exception)
        {
            return (default, body, $"one object would be beyond the limits of readers. {exception.Message}");
        }

        if (table.BarCount == 0)
            return (default, body, "no object has a line of this date.");
        if (NewKey(listing, versions, table) is not { } key)
            return (default, body, $"there are {MaxNumber} compacted objects of this retrieval; remove the redundant ones.");
        versions.Add(key, table);
        return versions.MissingIn(versions.Objects.Count - 1, _options.KeepVersions).Contains(true)
            ? throw new InvalidOperationException($"The compacted object of {listing.Date.ToText()} is not what it was made of. Nothing was written.")
            : (key, body, null);
    }

    // The compacted object's retrieval is the latest of its objects, so a future revision is later. Its number is greater than that
    // of any compacted object of this retrieval, so the fuller of two is identifiable.
    private KlineKey? NewKey(SessionListing listing, KlineVersions versions, KlineTable table)
    {
        var retrieval = listing.Objects.Max(stored => stored.Key.Retrieval);
        var number = versions.Objects.Where(one => one.IsCompacted && one.Key.Retrieval == retrieval).Select(one => one.Key.Compaction).Prepend(0).Max();
        while (++number <= MaxNumber)
        {
            var key = new KlineKey(_options.Archive.Prefix, table.MinuteAt(0), table.MinuteAt(table.Count - 1).AddSeconds(number), listing.Venue, retrieval);
            if (listing.Objects.All(stored => stored.Key != key))
                return key;
        }

        return null;
    }

    // Returns the number of the object that was compacted last; -1 when there is none.
    private static int FindCompacted(KlineVersions versions)
    {
        var found = -1;
        for (var i = 0; i < versions.Objects.Count; i++)
        {
            var one = versions.Objects[i];
            if (one.IsCompacted && (found < 0 || KlineOrigin.CompareCompacted(one.Key, versions.Objects[found].Key) > 0))
                found = i;
        }

        return found;
    }
}
