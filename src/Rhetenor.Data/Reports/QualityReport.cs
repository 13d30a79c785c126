using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The quality findings for the bars of a range.</summary>
/// <param name="Venue">The venue.</param>
/// <param name="From">The first Korean date of the range.</param>
/// <param name="To">The last Korean date of the range.</param>
/// <param name="Sessions">The number of days with bars.</param>
/// <param name="SymbolDays">The number of symbol days with bars.</param>
/// <param name="Bars">The number of bars; of revised ones only the version that counts.</param>
/// <param name="WithoutLimits">The number of symbol days whose prices were not compared with a limit, because there was neither a
/// base price nor an earlier close, or the symbol has no limits.</param>
/// <param name="Counts">The numbers of symbol days and bars with findings, by kind, without kinds that were not found.</param>
/// <param name="Findings">The findings in order of date and symbol, up to the maximum that was asked for.</param>
/// <param name="Problems">The objects that could not be read. All others were read.</param>
public sealed record QualityReport(
    Venue Venue,
    DateOnly From,
    DateOnly To,
    int Sessions,
    int SymbolDays,
    long Bars,
    int WithoutLimits,
    IReadOnlyDictionary<KlineFindingKind, (int SymbolDays, long Bars)> Counts,
    IReadOnlyList<KlineFinding> Findings,
    IReadOnlyList<StoreProblem> Problems)
{
    /// <summary>Counts the symbol days and bars with findings of a kind.</summary>
    public (int SymbolDays, long Bars) Count(KlineFindingKind kind) => Counts.TryGetValue(kind, out var count) ? count : default;

    /// <summary>Returns venue, range, bars and counts in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Venue.ToCode()} {From.ToText()} to {To.ToText()}: {Bars} bars; {(Counts.Count == 0 ? "nothing found" : string.Join(", ", Counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Value.Bars} {count.Key}"))))}; {Problems.Count} objects with problems");
}
