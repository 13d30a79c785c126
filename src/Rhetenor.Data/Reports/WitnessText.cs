using System.Globalization;
using System.Text;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Reports;

/// <summary>Formats what shows that days are complete.</summary>
internal static class WitnessText
{
    /// <summary>Writes a line for each state and its witnesses, the most frequent first, and the remarks on complete days.</summary>
    /// <param name="text">The output.</param>
    /// <param name="days">The days of symbols; those that are not complete are left out.</param>
    /// <param name="noun">The noun for what is counted.</param>
    public static void Write(StringBuilder text, IEnumerable<(string Symbol, SymbolDayState State, KlineWitnesses Witnesses, string? Reason)> days, string noun)
    {
        var whole = days.Where(day => day.State < SymbolDayState.Open).ToList();
        if (whole.Count == 0)
            return;
        text.Append("\nproven by:\n");
        foreach (var group in whole.GroupBy(day => Words(day.State, day.Witnesses), StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{Texts.Count(group.Count(), noun)}: {group.Key}\n");
        }

        var remarks = ReasonGroup.Of(whole.Where(day => day.Reason is not null).Select(day => (day.Symbol, day.Reason)));
        if (remarks.Count > 0)
            ReasonGroup.Write(text.Append("\nremarks:\n"), remarks, noun);
    }

    /// <summary>Formats a state with its witnesses: <c>complete: money chain, quote</c>.</summary>
    public static string Words(SymbolDayState state, KlineWitnesses witnesses) =>
        $"{state.ToWords()}: {(witnesses == KlineWitnesses.None ? "no witness noted" : witnesses.ToWords())}";
}
