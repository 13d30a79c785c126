using System.Globalization;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;
using Rhetenor.Data.Reports;

namespace Rhetenor.Data;

/// <summary>What an archive has of a range, session by session and symbol by symbol. It claims nothing the store does not show.</summary>
/// <param name="Venue">The venue.</param>
/// <param name="From">The first Korean date asked about.</param>
/// <param name="To">The last Korean date asked about.</param>
/// <param name="Made">When it was made, Korean time. Sessions and minutes after it are not missing.</param>
/// <param name="Sessions">The sessions that had begun by then, in order of time; closed days are not among them.</param>
/// <param name="Problems">Objects that could not be read; the others were.</param>
public sealed record CoverageReport(
    Venue Venue, DateOnly From, DateOnly To, DateTimeOffset Made, IReadOnlyList<SessionCoverage> Sessions, IReadOnlyList<StoreProblem> Problems)
{
    /// <summary>Whether nothing is missing of any symbol in any session, and every object could be read.</summary>
    public bool IsWhole => Problems.Count == 0 && Sessions.All(session => session.IsWhole);

    /// <summary>Sessions times symbols.</summary>
    public int SymbolDays => Sessions.Sum(session => session.Symbols.Count);

    /// <summary>How many symbols it speaks of.</summary>
    public int Symbols => Sessions.Count == 0 ? 0 : Sessions[0].Symbols.Count;

    /// <summary>Bars stored.</summary>
    public long Bars => Sessions.Sum(session => session.Bars);

    /// <summary>What a catch-up would ask for, oldest session first.</summary>
    public IEnumerable<KlineGap> Gaps => Sessions.SelectMany(session => session.Symbols
        .Where(day => day.AskFrom is not null).Select(day => new KlineGap(session.Session, day.Symbol, day.AskFrom!.Value)));

    /// <summary>Symbol days of one state.</summary>
    public int Count(SymbolDayState state) => Sessions.Sum(session => session.Count(state));

    /// <summary>One line: venue, range, symbol days by state, objects that could not be read.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Venue.ToCode()} {From.ToText()} to {To.ToText()}: {Sessions.Count} sessions, {Symbols} symbols; {SymbolDayStates.Sentence(Count)}; {Problems.Count} objects with problems");
}
