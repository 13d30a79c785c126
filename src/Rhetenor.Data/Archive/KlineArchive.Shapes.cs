using System.Runtime.CompilerServices;
using Rhetenor.Data.Archive;

namespace Rhetenor.Data;

/// <content>Larger bars, and what filling forward needs.</content>
public sealed partial class KlineArchive
{
    /// <summary>Reads a range session by session, made into larger bars; memory stays that of a few sessions.</summary>
    /// <param name="query">The dates and symbols.</param>
    /// <param name="resampling">The length of buckets, and which minutes take part.</param>
    /// <param name="options">What is called for problems; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <inheritdoc cref="ReadAsync" path="/exception"/>
    /// <returns>The sessions that have bars.</returns>
    public IAsyncEnumerable<KlineHistory> ReadResampledAsync(
        KlineQuery query, KlineResampling resampling, KlineReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resampling);
        return Resampled(ReadDaysAsync(query, options, cancellationToken), resampling, cancellationToken);

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
    /// fetched again. Objects of bars are only listed. A coverage object whose content is another one than its name tells is a problem,
    /// and not believed.</remarks>
    /// <param name="query">The dates and symbols, and as of when.</param>
    /// <param name="options">What is called for problems; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <inheritdoc cref="ReadAsync" path="/exception"/>
    public IAsyncEnumerable<KlineCoverage> ReadCoverageAsync(KlineQuery query, KlineReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return CoverageAsync(query, options?.Copy(), cancellationToken);
    }

    private async IAsyncEnumerable<KlineCoverage> CoverageAsync(
        KlineQuery query, KlineReadOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var unreported = new List<StoreProblem>();
        await foreach (var session in Lister.ListAsync(query.From, query.To, new(WithCoverage: true, query.AsOfKorea), null, cancellationToken).ConfigureAwait(false))
        {
            if (session.Coverages.Count == 0)
                continue;
            var claims = await Reader.ReadCoverageAsync(session, cancellationToken).ConfigureAwait(false);
            foreach (var problem in claims.Problems)
                (options?.OnProblem ?? unreported.Add)(problem);
            if (claims.Believed is { } coverage)
                yield return query.Symbols is null ? coverage : Of(coverage, query.Symbols);
        }

        if (unreported.Count > 0)
            throw new UnreadableObjectsException(unreported);
    }

    private static KlineCoverage Of(KlineCoverage coverage, IReadOnlyList<string> symbols) => new(
        coverage.Date, coverage.Venue, coverage.Retrieval, coverage.Symbols.IntersectBy(symbols, entry => entry.Key, StringComparer.Ordinal));
}
