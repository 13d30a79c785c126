namespace Rhetenor.Data.Logging;

/// <summary>Decides what a catch-up asks for, from what is covered already. Pure.</summary>
internal static class CatchUpPlanner
{
    /// <summary>What is to be asked, symbol by symbol, in the order given.</summary>
    /// <param name="session">The session.</param>
    /// <param name="symbols">The symbols followed.</param>
    /// <param name="coverage">What was asked and answered before.</param>
    /// <param name="now">The server's time.</param>
    /// <param name="settle">How long after its end a minute is taken as over.</param>
    public static IReadOnlyList<KlineRequest> Plan(
        TradingSession session, IEnumerable<string> symbols, Func<string, CoveredSpan?> coverage, DateTimeOffset now, TimeSpan settle)
    {
        if (session.LastCompleted(now - settle) is not { } until)
            return [];
        var isSettled = now - settle >= session.SettledAt;
        var requests = new List<KlineRequest>();
        foreach (var symbol in symbols)
        {
            if (IsOpen(session, coverage(symbol), until, isSettled, out var after))
                requests.Add(new(symbol, session, after, until) { SettleMargin = settle });
        }

        return requests;
    }

    /// <summary>What is to be asked when somebody names the first minutes, whether they are covered or not. A hole is not left before them.</summary>
    /// <param name="session">The session.</param>
    /// <param name="from">The symbols and their first minutes.</param>
    /// <param name="coverage">What was asked and answered before.</param>
    /// <param name="now">The server's time.</param>
    /// <param name="settle">How long after its end a minute is taken as over.</param>
    public static IReadOnlyList<KlineRequest> Plan(
        TradingSession session, IEnumerable<KeyValuePair<string, DateTime>> from, Func<string, CoveredSpan?> coverage, DateTimeOffset now, TimeSpan settle)
    {
        if (session.LastCompleted(now - settle) is not { } until)
            return [];
        var requests = new List<KlineRequest>();
        foreach (var (symbol, first) in from)
        {
            DateTime? after = first > session.FirstMinute && coverage(symbol)?.Through is { } through ? Earlier(through, first.AddMinutes(-1)) : null;
            if (!(after >= until))
                requests.Add(new(symbol, session, after, until) { SettleMargin = settle });
        }

        return requests;
    }

    /// <summary>Whether something of a symbol's day is to be asked for.</summary>
    /// <param name="session">The session.</param>
    /// <param name="covered">What was asked and answered before.</param>
    /// <param name="until">The last minute that is over.</param>
    /// <param name="isSettled">Whether the day's figures have settled.</param>
    /// <param name="after">The last minute that need not be asked for; null when the whole day is.</param>
    public static bool IsOpen(TradingSession session, CoveredSpan? covered, DateTime until, bool isSettled, out DateTime? after)
    {
        after = covered?.Through;
        if (covered is { IsFinal: true })
            return false;
        if (isSettled && after is { } through)
            after = Earlier(through, BeforeClose(session));
        else if (after >= until)
            return false;
        return true;
    }

    /// <summary>The most calls a request can take: a row for every minute asked for.</summary>
    public static int CallsAtMost(KlineRequest request, int rowsPerCall)
    {
        var minutes = request.Session.Periods.Sum(period => Overlap(request, period));
        return Math.Max(1, (minutes + rowsPerCall - 1) / rowsPerCall);
    }

    // The closing bar grows until the evening, and with it every later figure of the day, so a tail that was read before is read again from there.
    private static DateTime BeforeClose(TradingSession session)
    {
        var close = session.Periods.Last(period => period.Phase == TradingPhase.Regular).Last;
        return session.Date.ToDateTime(close).AddMinutes(-1);
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
