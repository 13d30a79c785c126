namespace Rhetenor.Data;

/// <summary>The state of one symbol in one session: in coverage, in reports of a run, and in reports of an archive.</summary>
/// <remarks>The first four are whole: nothing is missing, and nothing more will come.</remarks>
public enum SymbolDayState
{
    /// <summary>Every bar is there: covered to the end, and read after the day's figures had settled.</summary>
    Complete,

    /// <summary>The whole session is covered, and there was no trade.</summary>
    NoTrades,

    /// <summary>Trading was halted (거래정지), according to the coverage of the whole session or to the day's master.</summary>
    Halted,

    /// <summary>The symbol was not listed, according to the coverage or to the masters.</summary>
    NotListed,

    /// <summary>Right so far: everything that could be had is there, and the session is not over or has not settled.</summary>
    Open,

    /// <summary>Covered up to an earlier minute than could be had, or read before the day's figures had settled.</summary>
    Partial,

    /// <summary>There is an answer, or there are bars, without anything that proves them to be all: no coverage speaks of them, or an
    /// object that may contain more of them cannot be read.</summary>
    Doubtful,

    /// <summary>Nothing is stored, and nothing explains it.</summary>
    Missing,

    /// <summary>It was asked for, and the answer failed.</summary>
    Failed,
}
