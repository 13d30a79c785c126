using System.Globalization;
using Rhetenor.Data.Core;
using Rhetenor.Data.Reports;

namespace Rhetenor.Data;

/// <summary>What was noticed about the bars of a range.</summary>
/// <param name="Venue">The venue.</param>
/// <param name="From">The first Korean date asked about.</param>
/// <param name="To">The last Korean date asked about.</param>
/// <param name="Sessions">Days that have bars.</param>
/// <param name="SymbolDays">Days of symbols that have bars.</param>
/// <param name="Bars">Bars; of revised ones only those that count.</param>
/// <param name="WithoutLimits">Days of symbols whose prices were held against no limit: there was neither a base price nor an
/// earlier close, or the symbol has no limits.</param>
/// <param name="Counts">How often each kind was found; kinds not found are not in it.</param>
/// <param name="Findings">The findings in order of date and symbol, up to <see cref="KlineReportOptions.MaxFindings"/>.</param>
/// <param name="Problems">Objects that could not be read; the others were.</param>
public sealed record QualityReport(
    Venue Venue,
    DateOnly From,
    DateOnly To,
    int Sessions,
    int SymbolDays,
    long Bars,
    int WithoutLimits,
    IReadOnlyDictionary<KlineFindingKind, KlineFindingCount> Counts,
    IReadOnlyList<KlineFinding> Findings,
    IReadOnlyList<StoreProblem> Problems)
{
    /// <summary>How often a kind was found.</summary>
    public KlineFindingCount Count(KlineFindingKind kind) => Counts.TryGetValue(kind, out var count) ? count : default;

    /// <summary>One line: venue, range, bars, counts.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Venue.ToCode()} {From.ToText()} to {To.ToText()}: {Bars} bars; {(Counts.Count == 0 ? "nothing found" : string.Join(", ", Counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Value.Bars} {count.Key}"))))}; {Problems.Count} objects with problems");
}
