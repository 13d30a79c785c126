using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Reports;

/// <summary>The numbers of a session or a month of a report.</summary>
/// <param name="Label">The session's date or the month.</param>
/// <param name="Counts">The number of symbol days by state.</param>
/// <param name="Bars">The number of stored bars.</param>
internal sealed record CoveragePeriod(string Label, int[] Counts, long Bars)
{
    public int Total => Counts.Sum();

    public int Open => SymbolDayStates.CountNotFinal(Counts);
}

/// <summary>A symbol with missing minutes.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Counts">The number of its sessions by state.</param>
/// <param name="First">The first session with missing minutes.</param>
/// <param name="Last">The last session with missing minutes.</param>
internal sealed record OpenSymbol(string Symbol, int[] Counts, DateOnly First, DateOnly Last)
{
    public int Open => SymbolDayStates.CountNotFinal(Counts);
}

/// <summary>Condenses a report for display.</summary>
internal static class CoverageDigest
{
    public static string Label(DateOnly date) => date.ToDayText();

    public static CoveragePeriod Of(SessionCoverage session) =>
        new(Label(session.Session.Date), [.. SymbolDayStates.All.Select(session.Count)], session.Bars);

    /// <summary>Returns the months of a report.</summary>
    public static IReadOnlyList<CoveragePeriod> Months(CoverageReport report) => [.. report.Sessions
        .GroupBy(session => session.Session.Date.ToMonthText())
        .Select(month => Sum(month.Key, month))];

    public static CoveragePeriod Sum(string label, IEnumerable<SessionCoverage> sessions)
    {
        var (counts, bars) = (new int[SymbolDayStates.All.Count], 0L);
        foreach (var session in sessions)
        {
            bars += session.Bars;
            foreach (var state in SymbolDayStates.All)
                counts[(int)state] += session.Count(state);
        }

        return new(label, counts, bars);
    }

    /// <summary>Returns the reasons, the most frequent first.</summary>
    public static IReadOnlyList<ReasonGroup> Reasons(CoverageReport report) => ReasonGroup.Of(report.Sessions
        .SelectMany(session => session.Symbols).Where(day => !day.IsFinal).Select(day => (day.Symbol, day.Reason)));

    /// <summary>Returns the symbols with missing minutes, those that lack most first.</summary>
    public static IReadOnlyList<OpenSymbol> OpenSymbols(CoverageReport report)
    {
        var open = new List<OpenSymbol>();
        for (var i = 0; i < report.Symbols; i++)
        {
            var counts = new int[SymbolDayStates.All.Count];
            var (first, last) = (-1, -1);
            for (var s = 0; s < report.Sessions.Count; s++)
            {
                var day = report.Sessions[s].Symbols[i];
                counts[(int)day.State]++;
                if (!day.IsFinal)
                    (first, last) = (first < 0 ? s : first, s);
            }

            if (first >= 0)
                open.Add(new(report.Sessions[0].Symbols[i].Symbol, counts, report.Sessions[first].Session.Date, report.Sessions[last].Session.Date));
        }

        return [.. open.OrderByDescending(symbol => symbol.Open).ThenBy(symbol => symbol.Symbol, StringComparer.Ordinal)];
    }
}
