namespace Rhetenor.Data;

/// <summary>A number from a field that drops digits it has no room for.</summary>
/// <param name="RawText">The field's text, trimmed.</param>
/// <param name="Value">The text read as a number. In doubt it is a tenth, a hundredth or less of the true one.</param>
/// <param name="MayBeTruncated">True when the text fills the field without a leading zero, so that digits may be missing.</param>
public readonly record struct TruncatedNumber(string RawText, long Value, bool MayBeTruncated);
