using System.Runtime.CompilerServices;
using Rhetenor.Data.Archive;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <content>Larger bars, and what filling forward needs.</content>
public sealed partial class KlineArchive
{
    /// <summary>Reads a range session by session, made into larger bars; memory stays that of a few sessions.</summary>
    /// <param name="from">The first Korean date.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="resampling">The length of buckets, and which minutes take part.</param>
    /// <param name="symbols">The symbols wanted; null for all.</param>
    /// <param name="options">What is read, and who is told of problems; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <inheritdoc cref="ReadAsync" path="/exception"/>
    /// <returns>The sessions that have bars.</returns>
    public IAsyncEnumerable<KlineHistory> ReadResampledAsync(
        DateOnly from, DateOnly to, KlineResampling resampling, IEnumerable<string>? symbols = null, KlineReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resampling);
        return Resampled(ReadDaysAsync(from, to, symbols, options, cancellationToken), resampling, cancellationToken);

        static async IAsyncEnumerable<KlineHistory> Resampled(
            IAsyncEnumerable<KlineHistory> days, KlineResampling resampling, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var day in days.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (day.Resample(resampling) is { Count: > 0 } bars)
                    yield return bars;
            }
        }
    }

    /// <summary>Reads what was asked and answered: one merged coverage for each session that has any, in order of time.</summary>
    /// <remarks>What a coverage object says of bars in an object that is gone is not believed: its symbols are
    /// <see cref="SymbolDayState.Failed"/> as far as nothing else speaks of them, and a problem is reported until the bars were
    /// fetched again.</remarks>
    /// <param name="from">The first Korean date.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="options">As of when, and who is told of problems; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <inheritdoc cref="ReadAsync" path="/exception"/>
    public IAsyncEnumerable<KlineCoverage> ReadCoverageAsync(
        DateOnly from, DateOnly to, KlineReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        return CoverageAsync(from, to, (options ?? new()).Copy(), cancellationToken);
    }

    private async IAsyncEnumerable<KlineCoverage> CoverageAsync(
        DateOnly from, DateOnly to, KlineReadOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var inventory = new ArchiveInventory(Options);
        await inventory.ListAsync(Store, from, to, cancellationToken).ConfigureAwait(false);
        var reader = new CoverageReader(Store, Options);
        var unreported = new List<StoreProblem>();
        foreach (var day in inventory.Days.Values)
        {
            var problems = new List<StoreProblem>();
            day.Coverages.RemoveAll(coverage => coverage.Parsed.Retrieval > options.AsOfKorea);
            var told = await reader.ReadAsync(day, problems, cancellationToken).ConfigureAwait(false);
            var merged = Merged(day, told, problems);
            foreach (var problem in problems)
            {
                Log.ObjectUnusable(_logger, problem.Key, problem.Message);
                (options.OnProblem ?? unreported.Add)(problem);
            }

            if (merged is not null)
                yield return merged;
        }

        if (unreported.Count > 0)
            throw new UnreadableObjectsException(unreported);
    }

    private static KlineCoverage? Merged(DayInventory day, IReadOnlyList<(string Key, KlineCoverage Coverage)> told, List<StoreProblem> problems)
    {
        if (told.Count == 0)
            return null;
        var keys = day.Objects.ConvertAll(stored => stored.Key);
        var claims = new CoverageClaims(new KlineDay(day.Date, day.Venue), keys, keys.Select(key => key.Name).ToHashSet(StringComparer.Ordinal));
        var judged = told.Select(entry => (entry.Key, entry.Coverage, Missing: claims.Missing(entry.Coverage))).ToList();
        var merged = KlineCoverage.Merge(judged.Select(entry => entry.Missing is null ? entry.Coverage : CoverageClaims.Failed(entry.Coverage, entry.Missing)));
        foreach (var (key, coverage, missing) in judged)
        {
            if (missing is not null && !CoverageClaims.IsMadeGood(coverage, merged))
                problems.Add(new(key, CoverageClaims.Unbacked(missing)));
        }

        return merged;
    }
}
