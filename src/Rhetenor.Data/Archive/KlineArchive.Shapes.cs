using System.Runtime.CompilerServices;

namespace Rhetenor.Data;

/// <content>Reads larger bars, and coverage for filling forward.</content>
public sealed partial class KlineArchive
{
    /// <summary>Reads a range session by session and resamples it to larger bars. Memory use is that of a few sessions.</summary>
    /// <param name="query">The dates and symbols.</param>
    /// <param name="resampling">The length of the buckets, and which minutes take part.</param>
    /// <param name="onProblem">Receives every object or row that cannot be used; null for an exception at the end.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <inheritdoc cref="ReadAsync" path="/exception"/>
    /// <returns>The sessions that have bars, in order of time.</returns>
    public IAsyncEnumerable<KlineHistory> ReadResampledAsync(
        KlineQuery query, KlineResampling resampling, Action<StoreProblem>? onProblem = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resampling);
        return Resampled(ReadDaysAsync(query, onProblem, cancellationToken), resampling, cancellationToken);

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

    /// <summary>Reads which minutes were requested and answered: one merged coverage for each session that has any, in order of
    /// time.</summary>
    /// <remarks>A coverage claim about bars in a missing object is not believed. Its symbols are
    /// <see cref="SymbolDayState.Failed"/> unless another claim covers them, and a problem is reported until the bars are fetched again.
    /// Objects that contain bars are listed but not read. A coverage object whose content differs from its name is reported as a
    /// problem and not believed.</remarks>
    /// <param name="query">The dates, the symbols and the as-of instant.</param>
    /// <param name="onProblem">Receives every object or row that cannot be used; null for an exception at the end.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <inheritdoc cref="ReadAsync" path="/exception"/>
    public IAsyncEnumerable<KlineCoverage> ReadCoverageAsync(KlineQuery query, Action<StoreProblem>? onProblem = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return CoverageAsync(query, onProblem, cancellationToken);
    }

    private async IAsyncEnumerable<KlineCoverage> CoverageAsync(
        KlineQuery query, Action<StoreProblem>? onProblem, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var unreported = new List<StoreProblem>();
        await foreach (var session in Lister.ListAsync(query.From, query.To, new(WithCoverage: true, query.AsOfKorea), null, cancellationToken).ConfigureAwait(false))
        {
            if (session.Coverages.Count == 0)
                continue;
            var claims = await Reader.ReadCoverageAsync(session, cancellationToken).ConfigureAwait(false);
            foreach (var problem in claims.Problems)
                (onProblem ?? unreported.Add)(problem);
            if (claims.Believed is { } coverage)
                yield return query.Symbols is null ? coverage : Of(coverage, query.Symbols);
        }

        if (unreported.Count > 0)
            throw new UnreadableObjectsException(unreported);
    }

    private static KlineCoverage Of(KlineCoverage coverage, IReadOnlyList<string> symbols) => new(
        coverage.Date, coverage.Venue, coverage.Retrieval, coverage.Symbols.IntersectBy(symbols, entry => entry.Key, StringComparer.Ordinal));
}
