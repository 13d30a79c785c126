using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>One change of an instrument between two days, as masters show it.</summary>
public sealed partial record MasterChange
{
    internal MasterChange(MasterChangeKind kind, Market market, string standardCode, string shortCode, string koreanName) =>
        (Kind, Market, StandardCode, ShortCode, KoreanName) =
        (kind, market, standardCode, shortCode, koreanName);

    /// <summary>Gets the kind of change.</summary>
    public MasterChangeKind Kind { get; init; }

    /// <summary>Gets the market of the instrument on the later day; of a delisted one on the earlier day.</summary>
    public Market Market { get; init; }

    /// <summary>Gets the ISIN, which identifies the instrument.</summary>
    public string StandardCode { get; init; }

    /// <summary>Gets the short code (단축코드) on the later day; of a delisted instrument on the earlier day.</summary>
    public string ShortCode { get; init; }

    /// <summary>Gets the Korean name on the later day; of a delisted instrument on the earlier day.</summary>
    public string KoreanName { get; init; }

    /// <summary>Gets the security group (증권그룹구분코드), which determines ticks; empty when it is unknown.</summary>
    public string SecurityGroup { get; init; } = "";

    /// <summary>Gets the day of the later master, Korean date; null when it is unknown.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Gets the day of the earlier master, Korean date; null when it is unknown, or when one master shows the change.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>Gets the field that has changed, a name of <see cref="MasterFile.FieldNames"/>; empty for listings and delistings.</summary>
    public string Field { get; init; } = "";

    /// <summary>Gets the earlier value as text; empty when there was none.</summary>
    public string Before { get; init; } = "";

    /// <summary>Gets the later value as text; empty when there is none.</summary>
    public string After { get; init; } = "";

    /// <summary>Gets the reset of the base price; null for other changes.</summary>
    public BasePriceReset? Reset { get; init; }

    /// <summary>Gets the values that show the change, one a line.</summary>
    public IReadOnlyList<string> Evidence => Reset?.Evidence
        ?? [Field.Length == 0 ? $"{StandardCode} is {(Kind == MasterChangeKind.Listed ? "new" : "gone")}" : $"{Field}: '{Before}' before, '{After}' after"];

    /// <summary>Returns the change in one line, independent of culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Days}{ShortCode} {KoreanName}: {Reset?.ToString() ?? Detail}");

    // An event of days whose masters are not held is not that of the later day.
    private string Days => Date is not { } date ? "" : Reset?.IsOfMissedDay == true && Since is { } since ? $"{since.ToText()} – {date.ToText()} " : date.ToText() + " ";

    private string Detail => Field.Length == 0 ? $"{Kind}" : $"{Kind} {Field} '{Before}' → '{After}'";
}
