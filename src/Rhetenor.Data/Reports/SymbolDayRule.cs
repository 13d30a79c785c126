using Rhetenor.Data.Logging;

namespace Rhetenor.Data.Reports;

/// <summary>Decides what a symbol's day is, from what was stored and what the masters say. Pure.</summary>
internal static class SymbolDayRule
{
    /// <param name="symbol">The symbol.</param>
    /// <param name="session">The session.</param>
    /// <param name="settled">What is taken as over by now.</param>
    /// <param name="day">What the store says.</param>
    /// <param name="masters">What the masters say.</param>
    public static SymbolDay Judge(string symbol, TradingSession session, DateTimeOffset settled, DaySummary day, MasterBook masters)
    {
        var bars = day.Bars.GetValueOrDefault(symbol);
        var coverage = day.Coverage.GetValueOrDefault(symbol);
        var doubt = day.Doubts.GetValueOrDefault(symbol) ?? day.DoubtOfAll;
        var covered = CoveredSpan.Of(session, coverage, bars > 0);
        var (state, reason) = covered is { IsFinal: true }
            ? Covered(coverage!, bars, doubt)
            : Open(session, settled, coverage, bars, doubt);
        DateTime? from = session.LastCompleted(settled) is { } until
            && CatchUpPlanner.IsOpen(session, covered, until, settled >= session.SettledAt, out var after)
            ? after?.AddMinutes(1) ?? session.FirstMinute
            : null;
        if (state == SymbolDayState.Missing && masters.IsUnlisted(symbol, session.Date) == true)
            (state, reason, from) = (SymbolDayState.NotListed, "so say the masters.", null);
        else if (state == SymbolDayState.Missing && doubt is null && masters.Of(session.Date).TryGetValue(symbol, out var facts) && facts.IsHalted)
            (state, reason) = (SymbolDayState.Halted, "so says the day's master; what KIS has was not stored.");
        var through = covered?.Through;
        return new(symbol, state, through, bars, from, reason);
    }

    // Covered to its end. What is stored must agree with that, or it is no proof.
    private static (SymbolDayState, string?) Covered(KlineSymbolCoverage coverage, int bars, string? doubt) => coverage.State switch
    {
        _ when doubt is not null => (bars > 0 ? SymbolDayState.Unproven : SymbolDayState.Missing, doubt),
        KlineCoverageState.Bars => (SymbolDayState.Complete, null),
        _ when bars > 0 => (SymbolDayState.Unproven, "its coverage says there are no bars, and there are some."),
        KlineCoverageState.Halted => (SymbolDayState.Halted, coverage.Reason),
        KlineCoverageState.NotListed => (SymbolDayState.NotListed, coverage.Reason),
        _ => (SymbolDayState.NoTrades, coverage.Reason),
    };

    private static (SymbolDayState, string?) Open(TradingSession session, DateTimeOffset settled, KlineSymbolCoverage? coverage, int bars, string? doubt)
    {
        if (coverage?.State == KlineCoverageState.Bars && bars == 0)
            return (SymbolDayState.Missing, doubt ?? "its coverage speaks of bars, and none are stored.");
        if (coverage?.Through is { } through)
        {
            return (SymbolDayState.Partial, doubt
                ?? (session.Date.ToDateTime(through) >= session.LastMinute ? "it was read before the day's figures had settled."
                : settled < session.End ? "the session is not over."
                : "the rest was not fetched."));
        }

        if (bars > 0)
            return (SymbolDayState.Unproven, doubt ?? coverage?.Reason ?? "no coverage speaks of it.");
        return (SymbolDayState.Missing, doubt ?? (coverage is null ? null : $"it was asked for in vain: {coverage.Reason ?? "no reason was noted."}"));
    }
}
