using System.Runtime.CompilerServices;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <content>Reads the members of a universe.</content>
public sealed partial class KlineArchive
{
    /// <summary>Reads a range session by session, each with the instruments that were in a universe on that day: without those that were
    /// listed later, and with those that were delisted since.</summary>
    /// <param name="from">The first Korean date.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="universe">The universe.</param>
    /// <param name="masters">Reads the masters in force on each session.</param>
    /// <param name="onProblem">Receives every object or row that cannot be used; null to throw at the end of the session.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The sessions that have bars of the universe, in order of time.</returns>
    /// <exception cref="MasterNotAvailableException">No master is stored for a session.</exception>
    /// <exception cref="UnreadableObjectsException">Some objects could not be read and there is no callback.</exception>
    /// <exception cref="ObjectStoreException">The store could not be read, or its folder does not exist.</exception>
    public IAsyncEnumerable<KlineHistory> ReadUniverseAsync(
        DateOnly from, DateOnly to, Universe universe, MasterDownloader masters, Action<StoreProblem>? onProblem = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(universe);
        ArgumentNullException.ThrowIfNull(masters);
        DateRange.Check(from, to);
        return Days(cancellationToken);

        async IAsyncEnumerable<KlineHistory> Days([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var query in MembersAsync(from, to, universe, masters, cancellationToken).ConfigureAwait(false))
            {
                if (await LoadAsync(query, onProblem, cancellationToken).ConfigureAwait(false) is { Count: > 0 } day)
                    yield return day;
            }
        }
    }

    /// <summary>Returns a query for each stored session, with the members of a universe by the masters in force on it.</summary>
    internal async IAsyncEnumerable<KlineQuery> MembersAsync(
        DateOnly from, DateOnly to, Universe universe, MasterDownloader masters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var session in ListSessionsAsync(from, to, cancellationToken).ConfigureAwait(false))
        {
            string[] symbols = [.. (await masters.SelectAsync(universe, session.Date, cancellationToken).ConfigureAwait(false)).Select(record => record.ShortCode)];
            if (symbols.Length > 0)
                yield return KlineQuery.Day(session.Date, symbols);
        }
    }
}
