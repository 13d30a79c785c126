namespace Rhetenor.Data;

/// <summary>What a source answered for a symbol on a day.</summary>
public enum KlineCoverageState
{
    /// <summary>There are bars.</summary>
    Bars,

    /// <summary>It was asked, and there was no trade.</summary>
    NoTrades,

    /// <summary>Trading was halted.</summary>
    Halted,

    /// <summary>The symbol was not listed.</summary>
    NotListed,

    /// <summary>The answer was not had, or not whole. Nothing follows from it.</summary>
    Failed,
}

/// <summary>How far one symbol of a day is covered. No bar in a covered minute means no trade; in another one, nothing.</summary>
/// <param name="State">What the source answered.</param>
/// <param name="Through">The last minute covered, Korean time of day, that minute included; null when none is.</param>
/// <param name="IsFinal">Whether the day is covered to its end, and was fetched after it.</param>
/// <param name="Reason">Why, for people; null when there is nothing to say.</param>
public sealed record KlineSymbolCoverage(KlineCoverageState State, TimeOnly? Through, bool IsFinal = false, string? Reason = null);
