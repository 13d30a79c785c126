using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Archive;

/// <summary>Reads the objects of a session: the one way from a store to bars and coverage.</summary>
internal sealed partial class SessionReader(IObjectStore store, SessionLister lister, KlineArchiveOptions options, ILogger logger)
{
    private const int Rounds = 3;

    /// <summary>Reads a session, as far as it was listed. What cannot be read is reported, and hides nothing else.</summary>
    /// <param name="listing">The session as it was listed.</param>
    /// <param name="buffers">What it is read into.</param>
    /// <param name="visitor">Sees each object by itself; null for nobody.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<SessionContents> ReadAsync(
        SessionListing listing, SessionBuffers buffers, ISessionVisitor? visitor, CancellationToken cancellationToken)
    {
        var contents = await UntilSettledAsync(listing, ReadOnceAsync, cancellationToken).ConfigureAwait(false);
        return Told(contents!, contents!.Problems);

        async Task<SessionContents?> ReadOnceAsync(SessionListing listed, SessionProblems problems)
        {
            visitor?.Begin();
            var bars = new MergedBars(listed, buffers);
            await foreach (var (key, table) in ObjectsAsync(listed, buffers.Table, problems, cancellationToken).ConfigureAwait(false))
            {
                visitor?.Visit(key, table, bars);
                bars.Add(key, table);
            }

            var coverages = await CoveragesAsync(listed, problems, cancellationToken).ConfigureAwait(false);
            var believed = BelievedCoverage.Of(listed, coverages, bars.Keys, bars, problems);
            return new(listed, bars, coverages, believed, problems.All);
        }
    }

    /// <summary>Reads what is believed of a session's coverage by the names of the objects of bars alone.</summary>
    public async Task<SessionClaims> ReadCoverageAsync(SessionListing listing, CancellationToken cancellationToken)
    {
        var claims = await UntilSettledAsync(listing, ReadOnceAsync, cancellationToken).ConfigureAwait(false);
        return Told(claims!, claims!.Problems);

        async Task<SessionClaims?> ReadOnceAsync(SessionListing listed, SessionProblems problems)
        {
            var coverages = await CoveragesAsync(listed, problems, cancellationToken).ConfigureAwait(false);
            var believed = BelievedCoverage.Of(listed, coverages, [.. listed.Objects.Select(stored => stored.Key)], bars: null, problems);
            return new(believed, problems.All);
        }
    }

    /// <summary>Works on a session until no object is gone that was listed: objects go when they were compacted into another one,
    /// which the listing was too early for. Then the session is listed again.</summary>
    /// <param name="listing">The session as it was listed.</param>
    /// <param name="work">The work; null asks for another round.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What the last round gave.</returns>
    public async Task<T?> UntilSettledAsync<T>(
        SessionListing listing, Func<SessionListing, SessionProblems, Task<T?>> work, CancellationToken cancellationToken)
        where T : class
    {
        for (var round = 1; ;)
        {
            var problems = new SessionProblems();
            var result = await work(listing, problems).ConfigureAwait(false);
            if (round == Rounds || (result is not null && !problems.AnyGone))
                return result;
            var listed = await lister.ListAsync(listing.Date, listing.Scope, cancellationToken).ConfigureAwait(false);

            // While objects go, as in a removal that is under way, it is the same round: that ends by itself.
            round += listed.Count < listing.Count ? 0 : 1;
            listing = listed;
        }
    }

    private T Told<T>(T result, IReadOnlyList<StoreProblem> problems)
    {
        foreach (var problem in problems)
            Log.ObjectUnusable(logger, problem.Key, problem.Message);
        return result;
    }
}
