using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The quality findings for the bars of a range.</summary>
public sealed record QualityReport
{
    /// <summary>Gets the venue.</summary>
    public required Venue Venue { get; init; }

    /// <summary>Gets the first Korean date of the range.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Gets the last Korean date of the range.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Gets the number of days with bars.</summary>
    public required int Sessions { get; init; }

    /// <summary>Gets the number of symbol days with bars.</summary>
    public required int SymbolDays { get; init; }

    /// <summary>Gets the number of bars; of revised ones only the version that counts.</summary>
    public required long Bars { get; init; }

    /// <summary>Gets the number of symbol days whose prices were not compared with a limit, because there was neither a base price nor an
    /// earlier close, or the symbol has no limits.</summary>
    public required int WithoutLimits { get; init; }

    /// <summary>Gets the numbers of symbol days and bars with findings, by kind, without kinds that were not found.</summary>
    public required IReadOnlyDictionary<KlineFindingKind, KlineFindingCount> Counts { get; init; }

    /// <summary>Gets the findings in order of date and symbol, up to the maximum that was asked for.</summary>
    public required IReadOnlyList<KlineFinding> Findings { get; init; }

    /// <summary>Gets the objects that could not be read. All others were read.</summary>
    public required IReadOnlyList<StoreProblem> Problems { get; init; }

    /// <summary>Counts the symbol days and bars with findings of a kind.</summary>
    public KlineFindingCount Count(KlineFindingKind kind) => Counts.TryGetValue(kind, out var count) ? count : default;

    /// <summary>Returns venue, range, bars and counts in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Venue.ToCode()} {From.ToText()} to {To.ToText()}: {Bars} bars; {(Counts.Count == 0 ? "nothing found" : string.Join(", ", Counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Value.Bars} {count.Key}"))))}; {Problems.Count} objects with problems");
}
