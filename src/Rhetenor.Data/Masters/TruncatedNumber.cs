namespace Rhetenor.Data;

/// <summary>A number from a field that drops digits when they do not fit.</summary>
/// <param name="RawText">The trimmed text of the field.</param>
/// <param name="Value">The text parsed as a number. If digits are missing, it is a tenth, a hundredth or less of the true number.</param>
/// <param name="MayBeTruncated">True when the text fills the field without a leading zero, so that digits may be missing.</param>
public readonly record struct TruncatedNumber(string RawText, long Value, bool MayBeTruncated);
