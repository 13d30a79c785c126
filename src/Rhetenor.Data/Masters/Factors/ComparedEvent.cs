using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>An event that masters, daily bars or the lists of the Korea Securities Depository show, with all its witnesses.</summary>
/// <param name="Symbol">The short code (단축코드).</param>
/// <param name="ExDate">The first session with the new base price, or without the dividend, Korean date.</param>
/// <param name="Kind">The kind, from <see cref="MasterChangeKind.Split"/> on.</param>
/// <param name="Agreement">The result of the comparison.</param>
public sealed record ComparedEvent(string Symbol, DateOnly ExDate, MasterChangeKind Kind, EventAgreement Agreement)
{
    /// <summary>Gets the number that earlier prices are multiplied by; null when the witnesses do not show one.</summary>
    public decimal? Factor { get; init; }

    /// <summary>Gets the witnesses: <c>masters</c>, <c>daily bars</c>, <c>KSD</c>.</summary>
    public IReadOnlyList<string> Witnesses { get; init; } = [];

    /// <summary>Gets what each witness shows, one a line.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>Gets the contradiction; null when there is none.</summary>
    public string? Contradiction { get; init; }

    /// <summary>Returns the event in one line, independent of culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ExDate.ToText()} {Symbol} {Kind}{FactorText}: {Agreement}, {Contradiction ?? string.Join(", ", Witnesses)}");

    // A nested text is formatted by the current culture.
    private string FactorText => Factor is { } factor ? string.Create(CultureInfo.InvariantCulture, $" × {factor:0.######}") : "";
}
