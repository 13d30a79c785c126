namespace Rhetenor.Data.Logging;

/// <summary>How far a symbol's day is covered.</summary>
/// <param name="Through">The last covered minute; null when none is.</param>
/// <param name="IsFinal">Nothing more will come, and what is there was read after the day settled.</param>
internal readonly record struct CoveredSpan(DateTime? Through, bool IsFinal)
{
    /// <summary>What a coverage is worth to a session; null for nothing.</summary>
    /// <param name="session">The session.</param>
    /// <param name="coverage">What was asked and answered; null for nothing.</param>
    /// <param name="hasBars">Whether any bar of the symbol can be read. A coverage whose bars are lost covers nothing.</param>
    public static CoveredSpan? Of(TradingSession session, KlineSymbolCoverage? coverage, bool hasBars)
    {
        if (coverage is null || (coverage.State == SymbolDayState.Complete && !hasBars))
            return null;
        var through = coverage.Through is { } time ? session.Date.ToDateTime(time) : (DateTime?)null;
        // A day that ended earlier by the hours its writer knew is not over by ours.
        var isWhole = coverage.State == SymbolDayState.NotListed || through >= session.LastMinute;
        return new(through, coverage.IsFinal && isWhole && coverage.State != SymbolDayState.Failed);
    }
}
