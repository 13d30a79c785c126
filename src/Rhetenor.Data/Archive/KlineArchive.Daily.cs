using System.Runtime.CompilerServices;
using Rhetenor.Data.Archive;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <content>Reads daily bars (일봉).</content>
public sealed partial class KlineArchive
{
    /// <summary>Reads daily bars (일봉) of a range into columns. <see cref="HantooDailyLogger"/> stores them.</summary>
    /// <remarks>
    /// Prices and volumes are as traded on their day, without any adjustment; <see cref="KlineExtensions.Adjust"/> makes them comparable.
    /// <see cref="KlineSeries.Minutes"/> has the midnight before each session, and a bar ends (<see cref="KlineSeries.EndOf"/>) when the
    /// day's figures have settled (<see cref="TradingSession.SettledAt"/>). The volume includes off-hours trades. A halted session is a bar of the last close with volume 0.
    /// </remarks>
    /// <param name="query">The dates and symbols.</param>
    /// <param name="onProblem">Receives every object or row that cannot be used; null for an exception.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <inheritdoc cref="ReadAsync" path="/exception"/>
    /// <returns>The bars by symbol; empty when nothing is stored for the range.</returns>
    public async Task<KlineHistory> LoadDailyAsync(KlineQuery query, Action<StoreProblem>? onProblem = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var builder = new DailyHistoryBuilder(Options.Venue);
        await foreach (var year in DailyYearsAsync(query, onProblem, cancellationToken).ConfigureAwait(false))
            builder.Add(year, query.From, query.To);
        return builder.Build(query.Symbols);
    }

    /// <summary>Reads daily bars (일봉) of a range session by session, in order of time. Memory use is that of a year.</summary>
    /// <inheritdoc cref="LoadDailyAsync" path="/remarks|/param"/>
    /// <inheritdoc cref="ReadAsync" path="/exception"/>
    /// <returns>The sessions that have bars. A slice's minute is the midnight before the session.</returns>
    public IAsyncEnumerable<KlineSlice> ReadDailyAsync(KlineQuery query, Action<StoreProblem>? onProblem = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Slices(cancellationToken);

        async IAsyncEnumerable<KlineSlice> Slices([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var year in DailyYearsAsync(query, onProblem, cancellationToken).ConfigureAwait(false))
            {
                foreach (var slice in year.Slices(query.From, query.To))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return slice;
                }
            }
        }
    }

    internal async IAsyncEnumerable<DailyYear> DailyYearsAsync(
        KlineQuery query, Action<StoreProblem>? onProblem, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (reader, unreported) = (new DailyReader(Store, Options), new List<StoreProblem>());
        var isEmpty = true;
        DailyListing.RequireRoot(Store, Options.DailyPrefix);
        for (var year = Math.Max(query.From.Year, Defaults.FirstDate.Year); year <= Math.Min(query.To.Year, Defaults.LastDate.Year); year++)
        {
            var (bars, problems) = await reader.ReadYearAsync(year, query, cancellationToken).ConfigureAwait(false);
            foreach (var problem in problems)
                (onProblem ?? unreported.Add)(problem);
            isEmpty = isEmpty && !bars.HasBars(query.From, query.To);
            yield return bars;
        }

        if (isEmpty)
            Log.NothingStored(_logger, Options.Venue, Options.DailyPrefix, query.From, query.To);
        if (unreported.Count > 0)
            throw new UnreadableObjectsException(unreported);
    }
}
