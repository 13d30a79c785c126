namespace Rhetenor.Data.Format;

/// <summary>The words for states in coverage objects, as in docs/FORMAT.md. A state that is not allowed in coverage has no
/// word.</summary>
internal static class CoverageStates
{
    private static readonly (SymbolDayState State, string Word)[] Words =
    [
        (SymbolDayState.Complete, "bars"), (SymbolDayState.NoTrades, "no_trades"), (SymbolDayState.Halted, "halted"),
        (SymbolDayState.NotListed, "not_listed"), (SymbolDayState.Doubtful, "doubtful"), (SymbolDayState.Failed, "failed"),
    ];

    public static string ToWord(SymbolDayState state) => Words.First(entry => entry.State == state).Word;

    /// <summary>Returns the state of a word; null for an unknown one.</summary>
    public static SymbolDayState? Find(string word) => Array.Find(Words, known => known.Word == word) is { Word: not null } known ? known.State : null;
}
