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
        SessionListing listing, ReadProblems problems, IObjectRemover remover, CancellationToken cancellationToken)
    {
        var session = listing.Session;
        if (IsOpen(session))
            return AllKept(session, "the session is not over, or its figures may still change");
        if (session.Objects.Count < 2 && listing.Coverages.Count < 2)
            return AllKept(session, "it is the only object");
        if (await ReadAsync(listing, problems, cancellationToken).ConfigureAwait(false) is not { } stock)
            return null;
        return problems.All is { Count: > 0 } unreadable
            ? AllKept(session, $"the session cannot be verified: {unreadable[0].Key}: {unreadable[0].Message}")
            : await RemoveAsync(listing, stock, remover, cancellationToken).ConfigureAwait(false);
    }

    private async Task<SessionRemoval> RemoveAsync(
        SessionListing listing, CompactionStock stock, IObjectRemover remover, CancellationToken cancellationToken)
    {
        var number = FindCompacted(stock.Versions);
        var removal = new SessionRemoval { Session = listing.Session, Compacted = number < 0 ? null : stock.Versions.Objects[number].Key.ToString() };
        removal = await RemoveAsync(removal, BarsPlan(listing, stock, number), removal.Compacted, remover, cancellationToken).ConfigureAwait(false);
        return await RemoveAsync(removal, CoveragePlan(listing, stock.Merge), stock.Merge.Keeper?.Stored.Key, remover, cancellationToken).ConfigureAwait(false);
    }

    private List<(ObjectInfo Object, string? Reason)> BarsPlan(SessionListing listing, CompactionStock stock, int number)
    {
        if (number < 0)
            return [.. listing.Session.Objects.Select(stored => (stored, (string?)"the session has no compacted object"))];
        var versions = stock.Versions;
        var missing = versions.MissingIn(number, _options.KeepVersions);
        for (var i = 0; i < missing.Length; i++)
            missing[i] |= stock.Merge.IsOutside(versions.Objects[number].Key.Name, versions.Objects[i].Key.Name);
        return [.. RemovalPlan.Of(versions.Objects, number, missing)
            .Select(entry => (listing.Objects.Single(stored => stored.Key == entry.Object.Key).ToInfo(), entry.Reason))];
    }

    private static List<(ObjectInfo Object, string? Reason)> CoveragePlan(SessionListing listing, CoverageMerge merge) =>
        [.. merge.Others.Select(one => (one.Stored.ToInfo(), (string?)(
            listing.Coverages.Count == 1 ? "it is the only coverage object"
            : merge.Keeper is not { } keeper ? "the session has no merged coverage object"
            : keeper.Contains(one) ? null
            : "the merged coverage object does not contain all its records; compact again")))];

    private async Task<SessionRemoval> RemoveAsync(
        SessionRemoval removal, List<(ObjectInfo Object, string? Reason)> plan, string? container, IObjectRemover remover, CancellationToken cancellationToken)
    {
        var (removed, kept) = (removal.Removed.ToList(), removal.Kept.ToList());
        string? failed = null;
        foreach (var (one, reason) in plan)
        {
            var stays = reason ?? failed;
            if (stays is null && await TryRemoveAsync(one.Key, container!, remover, cancellationToken).ConfigureAwait(false) is { } failure)
            {
                stays = $"it could not be removed: {failure}";
                failed = "an object that goes before it could not be removed";
            }

            if (stays is null)
                removed.Add(one);
            else
                kept.Add(new(one.Key, stays));
        }

        return removal with { Removed = removed, Kept = kept };
    }

    private async Task<string?> TryRemoveAsync(string key, string container, IObjectRemover remover, CancellationToken cancellationToken)
    {
        try
        {
            await remover.RemoveAsync(key, cancellationToken).ConfigureAwait(false);
            Log.Removed(_logger, key, container);
            return null;
        }
        catch (ObjectStoreException exception)
        {
            Log.RemovalFailed(_logger, key, exception.Message);
            return exception.Message;
        }
    }

    private static SessionRemoval AllKept(ArchivedSession session, string reason) =>
        new() { Session = session, Kept = [.. session.Objects.Select(stored => new StoreProblem(stored.Key, reason))] };
}
