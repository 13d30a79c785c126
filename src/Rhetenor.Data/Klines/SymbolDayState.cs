namespace Rhetenor.Data;

/// <summary>The state of one symbol in one session (거래일), in coverage and in reports of runs and archives.</summary>
/// <remarks>The first four states are final and complete: nothing is missing and nothing more is expected.</remarks>
public enum SymbolDayState
{
    /// <summary>All bars are stored. The session is covered to its end and was fetched after its figures had settled.</summary>
    Complete,

    /// <summary>The whole session is covered, and nothing traded.</summary>
    NoTrades,

    /// <summary>Trading was halted (거래정지), according to the coverage of the whole session or that day's master.</summary>
    Halted,

    /// <summary>The symbol was not listed, according to the coverage or to the masters.</summary>
    NotListed,

    /// <summary>Complete so far: everything available is stored, and the session is not over or has not settled.</summary>
    Open,

    /// <summary>Covered up to an earlier minute than was available, or fetched before the figures had settled.</summary>
    Partial,

    /// <summary>An answer or bars exist, but nothing proves that they are complete: no coverage contains them, the day's traded
    /// value does not follow from them, or an object that may contain more of them cannot be read.</summary>
    Doubtful,

    /// <summary>Nothing is stored, without a known reason.</summary>
    Missing,

    /// <summary>The request failed.</summary>
    Failed,
}
