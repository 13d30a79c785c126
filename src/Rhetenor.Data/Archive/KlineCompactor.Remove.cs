using Rhetenor.Data.Archive;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

public sealed partial class KlineCompactor
{
    private async Task<SessionRemoval> RemoveAsync(SessionListing listing, IObjectRemover remover, CancellationToken cancellationToken)
    {
        // On a long range, the first listing may be outdated by now.
        listing = await _lister.ListAsync(listing.Date, listing.Scope, cancellationToken).ConfigureAwait(false);
        return await SettledAsync(listing, (listed, problems) => TryRemoveAsync(listed, problems, remover, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    // Returns null when another process changed the session meanwhile.
    private async Task<SessionRemoval?> TryRemoveAsync(
        SessionListing listing, SessionProblems problems, IObjectRemover remover, CancellationToken cancellationToken)
    {
        var session = listing.Session;
        if (IsOpen(session))
            return AllKept(session, "the session is not over, or its figures may still change");
        if (session.Objects.Count < 2)
            return AllKept(session, "it is the only object");
        if (await ReadAsync(listing, problems, cancellationToken).ConfigureAwait(false) is not { } versions)
            return null;
        return problems.All is { Count: > 0 } unreadable
            ? AllKept(session, $"the session cannot be verified: {unreadable[0].Key}: {unreadable[0].Message}")
            : await RemoveAsync(listing, versions, remover, cancellationToken).ConfigureAwait(false);
    }

    private async Task<SessionRemoval> RemoveAsync(
        SessionListing listing, KlineVersions versions, IObjectRemover remover, CancellationToken cancellationToken)
    {
        var number = FindCompacted(versions);
        if (number < 0)
            return AllKept(listing.Session, "the session has no compacted object");
        var compacted = versions.Objects[number].Key;
        var missing = versions.MissingIn(number, _options.KeepVersions);
        var removed = new List<ObjectInfo>();
        var kept = new List<StoreProblem>();
        string? failed = null;
        foreach (var (one, reason) in RemovalPlan.Of(versions.Objects, number, missing))
        {
            var stays = reason ?? failed;
            if (stays is null && await TryRemoveAsync(one.Key, compacted, remover, cancellationToken).ConfigureAwait(false) is { } failure)
            {
                stays = $"it could not be removed: {failure}";
                failed = "an object that goes before it could not be removed";
            }

            if (stays is null)
                removed.Add(listing.Objects.Single(stored => stored.Key == one.Key).ToInfo());
            else
                kept.Add(new(one.Key.ToString(), stays));
        }

        return new(listing.Session, compacted, removed, kept);
    }

    private async Task<string?> TryRemoveAsync(KlineKey key, KlineKey compacted, IObjectRemover remover, CancellationToken cancellationToken)
    {
        try
        {
            await remover.RemoveAsync(key.ToString(), cancellationToken).ConfigureAwait(false);
            Log.Removed(_logger, key.ToString(), compacted.ToString());
            return null;
        }
        catch (ObjectStoreException exception)
        {
            Log.RemovalFailed(_logger, key.ToString(), exception.Message);
            return exception.Message;
        }
    }

    private static SessionRemoval AllKept(ArchivedSession session, string reason) =>
        new(session, null, [], [.. session.Objects.Select(stored => new StoreProblem(stored.Key, reason))]);
}
