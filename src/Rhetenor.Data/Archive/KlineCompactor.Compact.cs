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
    private async Task<SessionCompaction?> TryCompactAsync(SessionListing listing, SessionProblems problems, CancellationToken cancellationToken)
    {
        var session = listing.Session;
        if (IsOpen(session))
            return new(session, CompactionOutcome.Open, null, []);
        if (session.Objects.Count < 2)
            return new(session, CompactionOutcome.Compact, session.Objects.Cast<ObjectInfo?>().SingleOrDefault(), []);
        if (await ReadAsync(listing, problems, cancellationToken).ConfigureAwait(false) is not { } versions)
            return null;
        if (problems.All is { Count: > 0 } unreadable)
            return new(session, CompactionOutcome.Refused, null, unreadable);
        if (FindCompacted(versions) is var number and >= 0 && !versions.MissingIn(number, _options.KeepVersions).Contains(true))
            return new(session, CompactionOutcome.Compact, listing.Objects.Single(stored => stored.Key == versions.Objects[number].Key).ToInfo(), []);
        var (key, body, problem) = Make(listing, versions);
        if (problem is not null)
            return new(session, CompactionOutcome.Refused, null, [new StoreProblem(session.Objects[^1].Key, problem)]);

        var outcome = await _commit.CommitAsync(key.ToString(), body, cancellationToken).ConfigureAwait(false);
        if (outcome == CommitOutcome.Conflict)
        {
            Log.KeyTaken(_logger, key.ToString(), 1);
            return null;
        }

        // The object was removed again: another compactor has written a newer one.
        if (await _store.ReadAllAsync(key.ToString(), _options.Archive.MaxObjectBytes, cancellationToken).ConfigureAwait(false) is not { } stored)
            return null;
        if (!stored.Span.SequenceEqual(body))
            throw new ObjectStoreException(ObjectStoreError.Corrupt, key.ToString(), "the store returned other bytes than were written.");
        Log.Compacted(_logger, session.Objects.Count, session.Date, key.ToString());
        return new(session, CompactionOutcome.Written, new ObjectInfo(key.ToString(), body.Length), []);
    }

    private (KlineKey Key, byte[] Body, string? Problem) Make(SessionListing listing, KlineVersions versions)
    {
        var body = KlineCodec.Pack(versions.Lines(_options.KeepVersions), versions.HasAccValue, _options.CompressionLevel);
        if (body.Length > _options.Archive.MaxObjectBytes)
            return (default, body, $"one object would be {body.Length} bytes, more than the limit of {_options.Archive.MaxObjectBytes}.");
        var table = new KlineTable();
        try
        {
            KlineCodec.Unpack(body, table, _options.Archive.Limits);
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
