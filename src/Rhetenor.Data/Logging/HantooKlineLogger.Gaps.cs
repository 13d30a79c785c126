using Rhetenor.Data.Logging;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data;

public sealed partial class HantooKlineLogger
{
    /// <summary>Catches up the given gaps, oldest session first, because KIS drops the oldest minutes first.</summary>
    /// <remarks>The gaps may contain symbols that this logger does not follow. Each symbol is requested from the gap's first minute
    /// to the last minute that is over, whether the store covers it or not. A gap created by hand therefore fetches a day again, unless the day is stored
    /// without coverage and proves itself. If
    /// minutes before the gap are not covered, or the day has settled, they are requested too.</remarks>
    /// <param name="gaps">The gaps, in any order, such as from <see cref="KlineExtensions.FindGapsAsync"/>.</param>
    /// <param name="progress">Receives the progress after every symbol of every session.</param>
    /// <param name="cancellationToken">Cancels the operation. Fetched bars are written first, within
    /// <see cref="KlineLoggerOptions.StopGrace"/>.</param>
    /// <returns>A report for each session of the gaps that has begun.</returns>
    /// <exception cref="ArgumentException">A gap is of another venue, or its symbol is not a valid short code.</exception>
    /// <inheritdoc cref="CatchUpAsync(DateOnly, IProgress{CatchUpProgress}, CancellationToken)" path="/exception[@cref='HantooException' or @cref='ObjectStoreException']"/>
    public async Task<IReadOnlyList<CatchUpReport>> CatchUpAsync(
        IEnumerable<KlineGap> gaps, IProgress<CatchUpProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var sessions = Group(gaps);
        using var turn = await TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        var reports = new List<CatchUpReport>();
        foreach (var (session, symbols) in sessions)
        {
            if (session.LastCompleted(_parts.Now) is null)
                continue;
            reports.Add(await RunSessionAsync(
                session, [.. symbols.Keys],
                run => run.Held.Counted(CatchUpPlanner.Plan(
                    session, symbols, symbol => _parts.Covered(session, run.Held, symbol, run.NextSession), run.Planned, _parts.Options.SettleMargin)),
                progress, cancellationToken).ConfigureAwait(false));
        }

        return reports;
    }

    // Returns the sessions of the gaps, oldest first, each with its symbols and their first minutes.
    private List<(TradingSession Session, SortedDictionary<string, DateTime> Symbols)> Group(IEnumerable<KlineGap> gaps)
    {
        ArgumentNullException.ThrowIfNull(gaps);
        var days = new SortedDictionary<DateOnly, (TradingSession Session, SortedDictionary<string, DateTime> Symbols)>();
        foreach (var gap in gaps)
        {
            if (gap.Session.Venue != _parts.Options.Venue)
                throw new ArgumentException($"The gap {gap} is not of the venue logged here, {_parts.Options.Venue.ToCode()}.", nameof(gaps));
            ShortCode.Check(gap.Symbol, nameof(gaps));
            if (!days.TryGetValue(gap.Session.Date, out var day))
                days.Add(gap.Session.Date, day = (gap.Session, new(StringComparer.Ordinal)));
            if (!day.Symbols.TryGetValue(gap.Symbol, out var from) || gap.From < from)
                day.Symbols[gap.Symbol] = gap.From;
        }

        return [.. days.Values];
    }
}
