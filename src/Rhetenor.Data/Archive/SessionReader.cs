using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;
using Rhetenor.Data.Format;

namespace Rhetenor.Data.Archive;

/// <summary>Reads the objects of a session. All bars and coverage are read through this type.</summary>
internal sealed partial class SessionReader(IObjectStore store, SessionLister lister, KlineArchiveOptions options, ILogger logger)
{
    private const int Rounds = 3;

    /// <summary>Reads a listed session. An unreadable object is reported and does not hide the others.</summary>
    /// <param name="listing">The listed session.</param>
    /// <param name="buffers">The memory to read into.</param>
    /// <param name="visitor">Receives each object; null for none.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<SessionContents> ReadAsync(
        SessionListing listing, SessionBuffers buffers, ISessionVisitor? visitor, CancellationToken cancellationToken)
    {
        var contents = await UntilSettledAsync(listing, ReadOnceAsync, cancellationToken).ConfigureAwait(false);
        return Reported(contents!, contents!.Problems);

        async Task<SessionContents?> ReadOnceAsync(SessionListing listed, ReadProblems problems)
        {
            visitor?.Begin();
            var coverages = CoverageObject.Distinct(await CoverageAsync(listed, problems, cancellationToken).ConfigureAwait(false), problems);
            var marks = listed.Scope.WithCoverage ? new ObjectMarks(coverages.Select(stored => stored.Record)) : null;
            var bars = new MergedBars(listed, buffers);
            var objects = new List<ObjectMark>();
            await foreach (var (key, table, content) in ObjectsAsync(listed, buffers.Table, problems, marks, cancellationToken).ConfigureAwait(false))
            {
                visitor?.Visit(key, table, bars);
                bars.Add(key, table);
                if (content is not null)
                    objects.Add(new(key.Name, content));
            }

            var believed = BelievedCoverage.Of(listed, coverages, bars.Keys, bars);
            Report(believed, problems);
            return new(listed, bars, objects, coverages, believed, problems.All);
        }
    }

    /// <summary>Reads the coverage that is believed, using only the names and lengths of the objects of bars.</summary>
    public async Task<SessionClaims> ReadCoverageAsync(SessionListing listing, CancellationToken cancellationToken)
    {
        var claims = await UntilSettledAsync(listing, ReadOnceAsync, cancellationToken).ConfigureAwait(false);
        return Reported(claims!, claims!.Problems);

        async Task<SessionClaims?> ReadOnceAsync(SessionListing listed, ReadProblems problems)
        {
            var coverages = CoverageObject.Distinct(await CoverageAsync(listed, problems, cancellationToken).ConfigureAwait(false), problems);
            var marks = new ObjectMarks(coverages.Select(stored => stored.Record));
            var keys = new List<KlineKey>();
            foreach (var (key, size) in listed.Objects)
            {
                if (marks.Refusal(key.Name, size) is { } refusal)
                    problems.Add(key.ToString(), refusal);
                else
                    keys.Add(key);
            }

            var believed = BelievedCoverage.Of(listed, coverages, keys, bars: null);
            Report(believed, problems);
            return new(believed.Coverage, problems.All, believed.NeedsBars);
        }
    }

    /// <summary>Repeats work on a session until every listed object exists. Objects disappear when they were compacted into another
    /// one after the listing. The session is then listed again.</summary>
    /// <param name="listing">The listed session.</param>
    /// <param name="work">The work; a null result requests another round.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The result of the last round.</returns>
    public async Task<T?> UntilSettledAsync<T>(
        SessionListing listing, Func<SessionListing, ReadProblems, Task<T?>> work, CancellationToken cancellationToken)
        where T : class
    {
        for (var round = 1; ;)
        {
            var problems = new ReadProblems();
            var result = await work(listing, problems).ConfigureAwait(false);
            if (round == Rounds || (result is not null && !problems.AnyGone))
                return result;
            var listed = await lister.ListAsync(listing.Date, listing.Scope, cancellationToken).ConfigureAwait(false);

            // While objects are being removed, the round does not count: a removal ends by itself.
            round += listed.Count < listing.Count ? 0 : 1;
            listing = listed;
        }
    }

    /// <summary>Adds the losses that make coverage unbelievable.</summary>
    public static void Report(BelievedCoverage believed, ReadProblems problems)
    {
        foreach (var loss in believed.Losses.Where(loss => !loss.IsMadeGood))
            problems.Add(loss.Key, $"it rests on '{loss.Missing}', which could not be read: the claims of {Texts.Count(loss.Records, "coverage record")} are not believed.");
    }

    private T Reported<T>(T result, IReadOnlyList<StoreProblem> problems)
    {
        foreach (var problem in problems)
            Log.ObjectUnusable(logger, problem.Key, problem.Message);
        return result;
    }
}
