using System.Collections.ObjectModel;
using System.Globalization;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data;

/// <summary>The contents of an archive for a range, by session and symbol. It only claims what the store contains.</summary>
public sealed record CoverageReport
{
    /// <summary>Gets the venue.</summary>
    public required Venue Venue { get; init; }

    /// <summary>Gets the first Korean date of the range.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Gets the last Korean date of the range.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Gets the time of the report, Korean time. Later sessions and minutes do not count as missing.</summary>
    public required DateTimeOffset Made { get; init; }

    /// <summary>Gets the sessions that had begun by then, in order of time. Closed days are not included.</summary>
    public required IReadOnlyList<SessionCoverage> Sessions { get; init; }

    /// <summary>Gets the objects that could not be read. All others were read.</summary>
    public required IReadOnlyList<StoreProblem> Problems { get; init; }

    /// <summary>Gets the Korean names of the symbols by short code (단축코드), from the latest of the given masters that contains each. Symbols
    /// of no given master are not included.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Gets whether nothing is missing for any symbol in any session, no more bars will follow, and every object could be
    /// read.</summary>
    public bool IsFinal => Problems.Count == 0 && Sessions.All(session => session.IsFinal);

    /// <summary>Gets the number of symbol days: sessions times symbols.</summary>
    public int SymbolDays => Sessions.Sum(session => session.Symbols.Count);

    /// <summary>Gets the number of symbols in the report.</summary>
    public int Symbols => Sessions.Count == 0 ? 0 : Sessions[0].Symbols.Count;

    /// <summary>Gets the number of stored bars.</summary>
    public long Bars => Sessions.Sum(session => session.Bars);

    /// <summary>Gets the gaps that a catch-up would request, oldest session first.</summary>
    public IEnumerable<KlineGap> Gaps => Sessions.SelectMany(session => session.Symbols
        .Where(day => day.AskFrom is not null).Select(day => new KlineGap(session.Session, day.Symbol, day.AskFrom!.Value)));

    /// <summary>Counts the symbol days with a state.</summary>
    public int Count(SymbolDayState state) => Sessions.Sum(session => session.Count(state));

    /// <summary>Returns venue, range, symbol days by state and unreadable objects in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Venue.ToCode()} {From.ToText()} to {To.ToText()}: {Sessions.Count} sessions, {Symbols} symbols; {SymbolDayStates.Sentence(Count)}; {Problems.Count} objects with problems");
}
