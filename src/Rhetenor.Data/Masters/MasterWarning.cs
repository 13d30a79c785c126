namespace Rhetenor.Data;

/// <summary>Unusual content of a master. The content is kept unchanged.</summary>
/// <param name="ShortCode">The instrument.</param>
/// <param name="Field">The field.</param>
/// <param name="Message">The problem.</param>
public sealed record MasterWarning(string ShortCode, string Field, string Message);
