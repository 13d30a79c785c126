using Rhetenor.Data.Core;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Masters;

/// <summary>The sessions whose masters were searched for events, by market.</summary>
internal sealed class MasterCoverage
{
    private readonly SortedDictionary<Market, HashSet<DateOnly>> _sessions = [];

    /// <summary>Returns the sessions of a history. The master of a closed day may be that of the session before it or of the next one, so it
    /// stands for neither.</summary>
    public static MasterCoverage Of(MasterHistory history)
    {
        var coverage = new MasterCoverage();
        foreach (var market in Market.All)
        {
            foreach (var day in history.DaysHeld(market).Where(Sessions.Contains))
                coverage.Add(market, day);
        }

        return coverage;
    }

    /// <summary>Adds sessions.</summary>
    public void Add(Market market, DateOnly from, DateOnly to)
    {
        foreach (var session in DateRange.Days(from, to).Where(Sessions.Contains))
            Add(market, session);
    }

    /// <summary>Determines whether the master of a session was searched.</summary>
    public bool Contains(Market market, DateOnly session) => _sessions.TryGetValue(market, out var sessions) && sessions.Contains(session);

    /// <summary>Returns the sessions that another coverage does not contain, each run of consecutive ones as a range.</summary>
    public IEnumerable<(Market Market, DateOnly From, DateOnly To)> Except(MasterCoverage other)
    {
        foreach (var (market, sessions) in _sessions)
        {
            foreach (var (from, to) in Runs(sessions.Where(session => !other.Contains(market, session)).Order()))
                yield return (market, from, to);
        }
    }

    /// <summary>Determines whether the masters of a session were searched. An instrument may be in any market, and move, so those of all markets
    /// that occur must have been.</summary>
    public bool Contains(DateOnly session) => _sessions.Count > 0 && _sessions.Values.All(sessions => sessions.Contains(session));

    /// <summary>Returns the sessions of a range for which a condition holds, each run of consecutive ones as a range.</summary>
    /// <param name="after">The day before the first one.</param>
    /// <param name="to">The last day.</param>
    /// <param name="condition">The condition.</param>
    public static IEnumerable<(DateOnly From, DateOnly To)> Where(DateOnly after, DateOnly to, Func<DateOnly, bool> condition) =>
        Runs(DateRange.Days(after.AddDays(1), to).Where(Sessions.Contains).Where(condition));

    /// <summary>Returns the sessions of a range of which the master of a market was not searched.</summary>
    public IEnumerable<(DateOnly From, DateOnly To)> Missing(Market market, DateOnly after, DateOnly to) => Where(after, to, session => !Contains(market, session));

    private static IEnumerable<(DateOnly From, DateOnly To)> Runs(IEnumerable<DateOnly> sessions)
    {
        (DateOnly From, DateOnly To)? run = null;
        foreach (var session in sessions)
        {
            if (run is { } open && Sessions.FirstAfter(open.To) == session)
            {
                run = (open.From, session);
                continue;
            }

            if (run is { } ended)
                yield return ended;
            run = (session, session);
        }

        if (run is { } last)
            yield return last;
    }

    private void Add(Market market, DateOnly session)
    {
        if (!_sessions.TryGetValue(market, out var sessions))
            _sessions.Add(market, sessions = []);
        sessions.Add(session);
    }
}
