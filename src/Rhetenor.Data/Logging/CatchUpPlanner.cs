namespace Rhetenor.Data.Logging;

/// <summary>Decides what a catch-up requests, based on the existing coverage. Pure.</summary>
internal static class CatchUpPlanner
{
    /// <summary>Returns the requests, one for each symbol that needs one, in the given order.</summary>
    /// <param name="session">The session.</param>
    /// <param name="symbols">The symbols to log.</param>
    /// <param name="coverage">The existing coverage.</param>
    /// <param name="now">The server's time.</param>
    /// <param name="settle">The time after its end at which a minute is considered over.</param>
    public static IReadOnlyList<KlineRequest> Plan(
        TradingSession session, IEnumerable<string> symbols, Func<string, CoveredSpan?> coverage, DateTimeOffset now, TimeSpan settle)
    {
        if (session.LastCompleted(now - settle) is not { } until)
            return [];
        var isSettled = session.IsSettled(now, settle);
        var requests = new List<KlineRequest>();
        foreach (var symbol in symbols)
        {
            if (IsOpen(session, coverage(symbol), until, isSettled, out var after))
                requests.Add(new(symbol, session, after, until) { SettleMargin = settle });
        }

        return requests;
    }

    /// <summary>Returns the requests for given first minutes, whether the minutes are covered or not. A request starts earlier if
    /// minutes before it are not covered, and at the first minute if the day has settled.</summary>
    /// <param name="session">The session.</param>
    /// <param name="from">The symbols and their first minutes.</param>
    /// <param name="coverage">The existing coverage.</param>
    /// <param name="now">The server's time.</param>
    /// <param name="settle">The time after its end at which a minute is considered over.</param>
    public static IReadOnlyList<KlineRequest> Plan(
        TradingSession session, IEnumerable<KeyValuePair<string, DateTime>> from, Func<string, CoveredSpan?> coverage, DateTimeOffset now, TimeSpan settle)
    {
        if (session.LastCompleted(now - settle) is not { } until)
            return [];
        var isSettled = session.IsSettled(now, settle);
        var requests = new List<KlineRequest>();
        foreach (var (symbol, first) in from)
        {
            DateTime? after = !isSettled && first > session.FirstMinute && coverage(symbol)?.Through is { } through ? Earlier(through, first.AddMinutes(-1)) : null;
            if (!(after >= until))
                requests.Add(new(symbol, session, after, until) { SettleMargin = settle });
        }

        return requests;
    }

    /// <summary>Determines whether any minute of a symbol's day is to be requested.</summary>
    /// <param name="session">The session.</param>
    /// <param name="covered">The existing coverage.</param>
    /// <param name="until">The last minute that is over.</param>
    /// <param name="isSettled">Whether the day's figures have settled.</param>
    /// <param name="after">The last minute that need not be requested; null when the whole day is requested.</param>
    public static bool IsOpen(TradingSession session, CoveredSpan? covered, DateTime until, bool isSettled, out DateTime? after)
    {
        after = covered?.Through;
        if (covered is { IsFinal: true })
            return false;

        // What was read before can have changed since: a settled day is read whole once.
        if (isSettled)
            after = null;
        else if (after >= until)
            return false;
        return true;
    }

    /// <summary>Returns the maximum number of calls for a request, assuming a row for every requested minute.</summary>
    public static int CallsAtMost(KlineRequest request, int rowsPerCall)
    {
        var minutes = request.Session.Periods.Sum(period => Overlap(request, period));
        return Math.Max(1, (minutes + rowsPerCall - 1) / rowsPerCall);
    }

    private static int Overlap(KlineRequest request, TradingPeriod period)
    {
        var date = request.Session.Date;
        var first = date.ToDateTime(period.First);
        if (request.After is { } after && after.AddMinutes(1) > first)
            first = after.AddMinutes(1);
        var last = Earlier(date.ToDateTime(period.Last), request.Until);
        return last < first ? 0 : (int)(last - first).TotalMinutes + 1;
    }

    private static DateTime Earlier(DateTime left, DateTime right) => left < right ? left : right;
}
