namespace Rhetenor.Data;

/// <summary>The kind of text in a field.</summary>
public enum MstFieldKind
{
    /// <summary>Free text in cp949.</summary>
    Text,

    /// <summary>A code: digits or letters that are not a number.</summary>
    Code,

    /// <summary><c>Y</c>, <c>N</c>, or blank where the flag does not apply.</summary>
    Flag,

    /// <summary>A whole number, zero padded, with a leading <c>-</c> when negative; blank when unknown.</summary>
    Number,

    /// <summary>A whole number that is cut to its first characters when it does not fit.</summary>
    TruncatedNumber,

    /// <summary>A number that may have a decimal point.</summary>
    DecimalNumber,

    /// <summary>A date, <c>yyyyMMdd</c>.</summary>
    Date,

    /// <summary>A month written as a date, <c>yyyyMM30</c> or <c>yyyyMM31</c>, which may not exist.</summary>
    PeriodEnd,
}

/// <summary>The unit of a field's number.</summary>
public enum MstUnit
{
    /// <summary>The field is not a quantity.</summary>
    None,

    /// <summary>Korean won.</summary>
    Won,

    /// <summary>100,000,000 won (억원).</summary>
    HundredMillionWon,

    /// <summary>Shares.</summary>
    Shares,

    /// <summary>1,000 shares.</summary>
    ThousandShares,

    /// <summary>Percent.</summary>
    Percent,

    /// <summary>Calendar days.</summary>
    Days,

    /// <summary>The month of a year, 1 to 12.</summary>
    Month,
}

/// <summary>One column of a master file.</summary>
/// <param name="Name">The name in cached objects and in code, in English snake_case.</param>
/// <param name="KisId">The name in KIS's header file.</param>
/// <param name="KoreanLabel">The label in KIS's header file.</param>
/// <param name="Width">The width in a record, in bytes.</param>
/// <param name="Kind">The kind of text.</param>
/// <param name="Unit">The unit of the number.</param>
public sealed record MstField(
    string Name, string KisId, string KoreanLabel, int Width, MstFieldKind Kind, MstUnit Unit = MstUnit.None)
{
    /// <summary>Gets the text that means "not meaningful" in a numeric field; null when there is none.</summary>
    public string? Sentinel { get; init; }
}
