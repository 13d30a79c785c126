using System.Runtime.CompilerServices;

namespace Rhetenor.Data;

/// <content>Larger bars, and what filling forward needs.</content>
public sealed partial class KlineArchive
{
    /// <summary>Reads a range session by session, made into larger bars; memory stays that of a few sessions.</summary>
    /// <param name="from">The first Korean date.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="resampling">How. The hours are those of the archive's venue, whatever it says.</param>
    /// <param name="symbols">The symbols wanted; null for all.</param>
    /// <param name="options">What is read, and who is told of problems; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <inheritdoc cref="ReadAsync" path="/exception"/>
    /// <returns>The sessions that have bars.</returns>
    public IAsyncEnumerable<KlineHistory> ReadResampledAsync(
        DateOnly from, DateOnly to, KlineResampling resampling, IEnumerable<string>? symbols = null, KlineReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resampling);
        return Resampled(ReadDaysAsync(from, to, symbols, options, cancellationToken), resampling with { Venue = Options.Venue }, cancellationToken);

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
    /// <param name="from">The first Korean date.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="options">As of when, and who is told of problems; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <inheritdoc cref="ReadAsync" path="/exception"/>
    public IAsyncEnumerable<KlineCoverage> ReadCoverageAsync(
        DateOnly from, DateOnly to, KlineReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        return CoverageAsync(from, to, options ?? KlineReadOptions.Default, cancellationToken);
    }

    private async IAsyncEnumerable<KlineCoverage> CoverageAsync(
        DateOnly from, DateOnly to, KlineReadOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var problems = new List<StoreProblem>();
        for (var date = from; date <= to; date = date.AddDays(1))
        {
            var runs = new List<KlineCoverage>();
            await foreach (var stored in Store.ListAsync(KlineCoverageKey.DayPrefix(Options.Prefix, date), cancellationToken).ConfigureAwait(false))
            {
                if (!KlineCoverageKey.TryParse(stored.Key, out var key) || key.Venue != Options.Venue || key.Date != date || key.Retrieval > options.AsOfKorea)
                    continue;
                if (await CoverageAsync(stored.Key, options.OnProblem ?? problems.Add, cancellationToken).ConfigureAwait(false) is { } run)
                    runs.Add(run);
            }

            if (runs.Count > 0)
                yield return KlineCoverage.Merge(runs);
            if (date == DateOnly.MaxValue)
                break;
        }

        if (problems.Count > 0)
            throw new UnreadableObjectsException(problems);
    }

    private async Task<KlineCoverage?> CoverageAsync(string key, Action<StoreProblem> report, CancellationToken cancellationToken)
    {
        try
        {
            return await Store.ReadAllAsync(key, Options.MaxObjectBytes, cancellationToken).ConfigureAwait(false) is { } body ? KlineCoverage.FromJson(body.Span) : null;
        }
        catch (Exception exception) when (exception is KlineFormatException
            || exception is ObjectStoreException { Error: ObjectStoreError.Corrupt or ObjectStoreError.TooLarge })
        {
            Log.ObjectUnusable(_logger, key, exception.Message);
            report(new StoreProblem(key, exception.Message));
            return null;
        }
    }
}
