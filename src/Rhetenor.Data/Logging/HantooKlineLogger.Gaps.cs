using Rhetenor.Data.Logging;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data;

public sealed partial class HantooKlineLogger
{
    /// <summary>Catches up exactly what gaps name, oldest session first: what KIS drops soonest comes first.</summary>
    /// <remarks>The gaps' symbols need not be among those this logger follows. Each is asked for from the gap's first minute to the
    /// last one that is over, whether the store covers it or not; so a gap made by hand reads a day again. Where less is covered than
    /// the gap supposes, what lies before it is asked for too.</remarks>
    /// <param name="gaps">The gaps, in any order, such as <see cref="KlineArchiveReports.FindGapsAsync"/> gives them.</param>
    /// <param name="progress">Told after every symbol of every session.</param>
    /// <param name="cancellationToken">Cancels; what is fetched by then is written first, within <see cref="KlineLoggerOptions.StopGrace"/>.</param>
    /// <returns>A report for each session named that has begun.</returns>
    /// <exception cref="ArgumentException">A gap is of another venue, or of no short code.</exception>
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
                (held, now) => held.Counted(CatchUpPlanner.Plan(
                    session, symbols, symbol => KlineLoggerParts.Covered(session, held, symbol), now, _parts.Options.SettleMargin)),
                progress, cancellationToken).ConfigureAwait(false));
        }

        return reports;
    }

    // The sessions named, oldest first, each with its symbols and their first minutes.
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
