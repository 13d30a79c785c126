using System.Runtime.CompilerServices;
using Rhetenor.Data.Klines;

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

    /// <summary>Reads a whole range into columns, and fills minutes of a session in which nothing traded. Open, high, low and close are the
    /// previous close, the volume is 0, and the shares and value of the day are unchanged. <see cref="KlineSeries.IsFilled"/> marks these
    /// bars.</summary>
    /// <remarks>
    /// <para>A minute is filled when it is in a trading period of the venue, was requested and answered, has no bar, and an earlier
    /// close is known. Any other minute without a bar is unknown and stays absent. Minutes between two periods stay absent
    /// too.</para>
    /// <para>The ten minutes before a closing auction, 15:20 to 15:29, and 15:30 itself belong to the regular period. Nothing can
    /// trade while orders are collected, so the last price stands and these minutes are filled too.</para>
    /// </remarks>
    /// <param name="query">The dates and symbols.</param>
    /// <param name="scope">The scope in which a close is carried.</param>
    /// <param name="onProblem">Receives every object or row that cannot be used; null for an exception.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <inheritdoc cref="ReadAsync" path="/exception"/>
    /// <returns>The original and the filled bars.</returns>
    public async Task<KlineHistory> LoadFilledAsync(
        KlineQuery query, KlineFillScope scope = KlineFillScope.Period, Action<StoreProblem>? onProblem = null, CancellationToken cancellationToken = default)
    {
        var history = await LoadAsync(query, onProblem, cancellationToken).ConfigureAwait(false);
        return history.FillForward(await ReadCoverageAsync(query, onProblem, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false), scope);
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
    internal IAsyncEnumerable<KlineCoverage> ReadCoverageAsync(KlineQuery query, Action<StoreProblem>? onProblem = null, CancellationToken cancellationToken = default)
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
