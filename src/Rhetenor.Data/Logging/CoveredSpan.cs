using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Logging;

/// <summary>The covered part of a symbol's day.</summary>
/// <param name="Through">The last covered minute; null when none is.</param>
/// <param name="IsFinal">Whether no more bars will follow and the stored ones were fetched after the day settled.</param>
internal readonly record struct CoveredSpan(DateTime? Through, bool IsFinal)
{
    /// <summary>Gets why a covered day is to be read again; null when there is no reason.</summary>
    public string? Contradiction { get; init; }

    /// <summary>Returns the covered part of a session; null for none.</summary>
    /// <param name="session">The session.</param>
    /// <param name="coverage">The coverage; null for none.</param>
    /// <param name="hasBars">Whether any bar of the symbol can be read. Coverage whose bars are lost covers nothing.</param>
    /// <param name="shares">The shares of the day; null when the next session's master is not known. They may contradict coverage.</param>
    public static CoveredSpan? Of(TradingSession session, KlineSymbolCoverage? coverage, bool hasBars, DayShares? shares = null)
    {
        if (coverage is null || (coverage.State == SymbolDayState.Complete && !hasBars))
            return null;
        var through = coverage.Through is { } time ? session.Date.ToDateTime(time) : (DateTime?)null;
        var contradiction = coverage.IsOpenToMaster ? shares?.Contradiction : null;

        // A day that ended earlier by the hours its writer knew is not over by ours.
        var isWhole = coverage.State == SymbolDayState.NotListed || through >= session.LastMinute;
        return new(through, coverage.IsFinal && isWhole && coverage.State != SymbolDayState.Failed && contradiction is null) { Contradiction = contradiction };
    }
}
