using System.Globalization;

namespace Rhetenor.Data.Reports;

/// <summary>States for people.</summary>
internal static class StateNames
{
    private static readonly string[] Words = ["complete", "no trades", "halted", "not listed", "partial", "unproven", "missing"];

    public static IReadOnlyList<SymbolDayState> All { get; } = Enum.GetValues<SymbolDayState>();

    public static string ToWords(this SymbolDayState state) => Words[(int)state];

    public static string ToWords(this Venue venue) => venue switch
    {
        Venue.Krx => "KRX (J)",
        Venue.Nextrade => "Nextrade (NX)",
        _ => "KRX and Nextrade (UN)",
    };

    /// <summary>The states that occur and how often: <c>46 complete, 2 missing</c>.</summary>
    public static string Sentence(Func<SymbolDayState, int> count)
    {
        var parts = All.Where(state => count(state) > 0).Select(state => string.Create(CultureInfo.InvariantCulture, $"{count(state)} {state.ToWords()}"));
        return string.Join(", ", parts) is { Length: > 0 } sentence ? sentence : "nothing";
    }
}
