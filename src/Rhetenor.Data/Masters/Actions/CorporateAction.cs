using System.Diagnostics;
using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>One corporate action (권리일정) as the Korea Securities Depository lists it.</summary>
/// <remarks>A value is null when the list does not have it, or when its text cannot be read; <see cref="CorporateActions.Problems"/> names the
/// latter. <see cref="Fields"/> contains all texts.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record CorporateAction
{
    internal CorporateAction(CorporateActionKind kind, string code, string name, DateOnly date) =>
        (Kind, Code, Name, Date) = (kind, code, name, date);

    /// <summary>Gets the kind.</summary>
    public CorporateActionKind Kind { get; init; }

    /// <summary>Gets the short code (단축코드) or ISIN. The lists contain instruments that are not listed too.</summary>
    public string Code { get; init; }

    /// <summary>Gets the name of the instrument.</summary>
    public string Name { get; init; }

    /// <summary>Gets the record date (기준일), or the listing date in a row without one. Korean date.</summary>
    public DateOnly Date { get; init; }

    /// <summary>Gets the ex-date (권리락일) of a bonus or rights issue, Korean date. For dividends the list has none.</summary>
    public DateOnly? ExDate { get; init; }

    /// <summary>Gets the day on which the changed or new shares are listed (상장일), Korean date.</summary>
    public DateOnly? ListingDate { get; init; }

    /// <summary>Gets the first day without trading (매매거래정지), Korean date.</summary>
    public DateOnly? HaltedFrom { get; init; }

    /// <summary>Gets the last day without trading, Korean date.</summary>
    public DateOnly? HaltedThrough { get; init; }

    /// <summary>Gets the day on which the dividend is paid, Korean date.</summary>
    public DateOnly? PaymentDate { get; init; }

    /// <summary>Gets the cash dividend of a share, in won; 0 until it is decided.</summary>
    public decimal? Dividend { get; init; }

    /// <summary>Gets the ratio: new shares for one share of a bonus or rights issue or a dividend in shares, what remains of one share after a
    /// reduction. The list rounds it to two decimals.</summary>
    public decimal? Ratio { get; init; }

    /// <summary>Gets the par value (액면가) before the action, in won.</summary>
    public decimal? ParBefore { get; init; }

    /// <summary>Gets the par value (액면가) after the action, in won.</summary>
    public decimal? ParAfter { get; init; }

    /// <summary>Gets the issue price (발행가), in won.</summary>
    public decimal? IssuePrice { get; init; }

    /// <summary>Gets the number of new shares.</summary>
    public long? SharesIssued { get; init; }

    /// <summary>Gets the day on which the row was first fetched with these texts, Korean date.</summary>
    public DateOnly Known { get; init; }

    /// <summary>Gets the key of the stored object in which the row was first found, and its place there.</summary>
    public string Source { get; init; } = "";

    /// <summary>Gets all texts of the row, by KIS's names, without the spaces around them.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets or sets both days without trading; null for none.</summary>
    internal (DateOnly First, DateOnly Last)? Halt
    {
        get => HaltedFrom is { } first && HaltedThrough is { } last ? (first, last) : null;
        init => (HaltedFrom, HaltedThrough) = (value?.First, value?.Last);
    }

    /// <summary>Gets the day on which the row was no longer listed with these texts, Korean date; null while it is.</summary>
    internal DateOnly? Withdrawn { get; init; }

    /// <summary>Returns the action in one line, independent of culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Date.ToText()} {Code} {Name}: {Kind}{Detail}");

    // A nested text is formatted by the current culture.
    private string Detail => this switch
    {
        { Dividend: > 0 and var won } => string.Create(CultureInfo.InvariantCulture, $" of {won:#,0.##} won"),
        { ParBefore: { } before, ParAfter: { } after } => string.Create(CultureInfo.InvariantCulture, $" from {before:#,0.##} to {after:#,0.##} won"),
        { Ratio: { } ratio } => string.Create(CultureInfo.InvariantCulture, $" of {ratio:0.####} for one"),
        _ => "",
    };
}
