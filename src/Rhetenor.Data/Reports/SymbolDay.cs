namespace Rhetenor.Data;

/// <summary>What an archive has of one symbol in one session.</summary>
public enum SymbolDayState
{
    /// <summary>Every bar of the session: covered to its end, read after its figures had settled.</summary>
    Complete,

    /// <summary>The whole session is covered, and there was no trade.</summary>
    NoTrades,

    /// <summary>Trading was halted: so said the coverage of the whole session, or the day's master where nothing was asked.</summary>
    Halted,

    /// <summary>The symbol was not listed: so said the coverage, or the masters where nothing is stored.</summary>
    NotListed,

    /// <summary>Covered up to an earlier minute, or read before the day's figures had settled.</summary>
    Partial,

    /// <summary>There are bars, and nothing proves that they are all: no coverage speaks of them, as in stores of other programs,
    /// or an object that may hold more of them cannot be read.</summary>
    Unproven,

    /// <summary>Nothing is stored and nothing explains it.</summary>
    Missing,
}

/// <summary>One symbol in one session.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="State">What the archive has.</param>
/// <param name="Through">The last minute covered, Korean time; null when none is.</param>
/// <param name="Bars">Bars stored; of a revised bar only the one that counts.</param>
/// <param name="AskFrom">The first minute a catch-up would ask for, Korean time; null when it would ask for nothing.</param>
/// <param name="Reason">Why it is not complete, for people; null when there is nothing to say.</param>
public readonly record struct SymbolDay(string Symbol, SymbolDayState State, DateTime? Through, int Bars, DateTime? AskFrom, string? Reason)
{
    /// <summary>Whether nothing is missing: complete, without trades, halted or not listed.</summary>
    public bool IsWhole => State < SymbolDayState.Partial;
}
