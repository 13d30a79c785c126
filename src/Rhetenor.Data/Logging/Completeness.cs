using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Logging;

/// <summary>The known facts about one symbol's day.</summary>
/// <param name="Coverage">The coverage; null for none.</param>
/// <param name="Bars">The number of stored bars; of a revised bar only the version that counts.</param>
internal readonly record struct SymbolDayFacts(KlineSymbolCoverage? Coverage, int Bars)
{
    /// <summary>Gets the reason why more bars may be stored than can be read; null when there is none.</summary>
    public string? Doubt { get; init; }

    /// <summary>Gets the reason why the reporting run failed to bring the symbol up to date; null when it did not fail.</summary>
    public string? Failure { get; init; }

    /// <summary>Gets the shares of the day; null when the next session's master is not known.</summary>
    public DayShares? Shares { get; init; }

    /// <summary>Gets whether the symbol was not listed, according to the masters.</summary>
    public bool IsUnlisted { get; init; }

    /// <summary>Gets whether the symbol was halted (거래정지), according to that day's master.</summary>
    public bool IsHalted { get; init; }
}

/// <summary>Decides whether a symbol's day is complete. No other type decides this. Pure.</summary>
internal static class Completeness
{
    /// <summary>Judges a symbol's day.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="session">The session.</param>
    /// <param name="settled">The instant up to which minutes are considered over.</param>
    /// <param name="facts">The known facts.</param>
    public static SymbolDay Judge(string symbol, TradingSession session, DateTimeOffset settled, in SymbolDayFacts facts)
    {
        var covered = CoveredSpan.Of(session, facts.Coverage, facts.Bars > 0, facts.Shares);
        var until = session.LastCompleted(settled);
        DateTime? from = until is { } last && CatchUpPlanner.IsOpen(session, covered, last, session.IsSettled(settled, TimeSpan.Zero), out var after)
            ? after?.AddMinutes(1) ?? session.FirstMinute
            : null;
        var (state, reason) = covered is { IsFinal: true } ? Final(facts)
            : covered?.Contradiction is { } contradiction ? (SymbolDayState.Doubtful, contradiction)
            : NotFinal(session, settled, until, facts);
        if (state == SymbolDayState.Missing && facts.IsUnlisted)
            (state, reason, from) = (SymbolDayState.NotListed, "according to the masters.", null);
        else if (state == SymbolDayState.Missing && facts is { IsHalted: true, Doubt: null })
            (state, reason) = (SymbolDayState.Halted, "according to the day's master; what KIS has was not stored.");
        return new()
        {
            Symbol = symbol,
            State = state,
            Through = covered?.Through,
            Bars = facts.Bars,
            AskFrom = from,
            Reason = reason,
            Witnesses = facts.Coverage?.Witnesses ?? KlineWitnesses.None,
        };
    }

    // The day is covered to its end. The stored bars must agree with the coverage, or it proves nothing.
    private static (SymbolDayState, string?) Final(in SymbolDayFacts facts)
    {
        var coverage = facts.Coverage!;
        if (facts.Doubt is { } doubt)
            return (facts.Bars > 0 ? SymbolDayState.Doubtful : SymbolDayState.Missing, doubt);
        return facts.Bars > 0 && coverage.State != SymbolDayState.Complete
            ? (SymbolDayState.Doubtful, "its coverage says that there are no bars, and there are some.")
            : (coverage.State, coverage.Reason);
    }

    private static (SymbolDayState, string?) NotFinal(TradingSession session, DateTimeOffset settled, DateTime? until, in SymbolDayFacts facts)
    {
        var coverage = facts.Coverage;
        if (coverage?.State == SymbolDayState.Complete && facts.Bars == 0)
            return (SymbolDayState.Missing, facts.Doubt ?? "its coverage claims bars, and none are stored.");
        if (coverage?.Through is { } time)
        {
            var through = session.Date.ToDateTime(time);
            return (facts.Doubt ?? facts.Failure) is { } why ? (SymbolDayState.Partial, why)
                : through < until ? (SymbolDayState.Partial, coverage.Reason ?? "the rest was not fetched.")
                : settled < session.End ? (SymbolDayState.Open, "the session is not over.")
                : !session.IsSettled(settled, TimeSpan.Zero) ? (SymbolDayState.Open, "the day's figures have not settled.")
                : coverage is { State: SymbolDayState.NotListed, Doubted: not null } ? (SymbolDayState.Open, coverage.Reason)
                : (SymbolDayState.Partial, "it was not read whole since the day's figures settled.");
        }

        // By a slow clock, another writer's bars are ahead of the session.
        if (until is null && (facts.Doubt ?? facts.Failure) is null)
            return (SymbolDayState.Open, "no minute of the session is over.");
        if (facts.Bars > 0)
            return (SymbolDayState.Doubtful, facts.Doubt ?? facts.Failure ?? coverage?.Reason ?? "no coverage describes it.");
        if (coverage?.State == SymbolDayState.Doubtful)
            return (SymbolDayState.Doubtful, facts.Doubt ?? facts.Failure ?? coverage.Reason);
        return facts.Doubt is { } doubt ? (SymbolDayState.Missing, doubt)
            : facts.Failure is not null || coverage is not null ? (SymbolDayState.Failed, facts.Failure ?? $"it was requested without success: {coverage?.Reason ?? "no reason was noted."}")
            : (SymbolDayState.Missing, null);
    }
}
