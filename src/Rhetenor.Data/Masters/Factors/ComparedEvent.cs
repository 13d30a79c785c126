using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>An event that masters, daily bars or the lists of the Korea Securities Depository show, with all its witnesses.</summary>
public sealed record ComparedEvent
{
    internal ComparedEvent(string symbol, DateOnly exDate, MasterChangeKind kind, EventAgreement agreement) =>
        (Symbol, ExDate, Kind, Agreement) = (symbol, exDate, kind, agreement);

    /// <summary>Gets the short code (단축코드).</summary>
    public string Symbol { get; init; }

    /// <summary>Gets the first session with the new base price, or without the dividend, Korean date.</summary>
    public DateOnly ExDate { get; init; }

    /// <summary>Gets the kind, from <see cref="MasterChangeKind.Split"/> on.</summary>
    public MasterChangeKind Kind { get; init; }

    /// <summary>Gets the result of the comparison.</summary>
    public EventAgreement Agreement { get; init; }

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
