using System.Globalization;

namespace Rhetenor.Data.Klines;

/// <summary>Groups states, and formats them as text.</summary>
internal static class SymbolDayStates
{
    private static readonly string[] Words =
        ["complete", "no trades", "halted", "not listed", "open", "partial", "doubtful", "missing", "failed"];

    public static IReadOnlyList<SymbolDayState> All { get; } = Enum.GetValues<SymbolDayState>();

    /// <summary>Gets the states in which something is missing or still to come.</summary>
    public static IReadOnlyList<SymbolDayState> NotFinal { get; } = [.. All.Where(state => state >= SymbolDayState.Open)];

    /// <summary>Returns how many of counts by state are of <see cref="NotFinal"/>.</summary>
    public static int CountNotFinal(ReadOnlySpan<int> counts)
    {
        var sum = 0;
        foreach (var count in counts[(int)SymbolDayState.Open..])
            sum += count;
        return sum;
    }

    public static string ToWords(this SymbolDayState state) => Words[(int)state];

    /// <summary>Formats the states that occur with their counts: <c>46 complete, 2 missing</c>.</summary>
    public static string Sentence(Func<SymbolDayState, int> count)
    {
        var parts = All.Where(state => count(state) > 0).Select(state => string.Create(CultureInfo.InvariantCulture, $"{count(state)} {state.ToWords()}"));
        return string.Join(", ", parts) is { Length: > 0 } sentence ? sentence : "nothing";
    }
}
