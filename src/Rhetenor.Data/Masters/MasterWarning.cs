namespace Rhetenor.Data;

/// <summary>Something in a master that is kept as it is but deserves a look.</summary>
/// <param name="ShortCode">The instrument concerned.</param>
/// <param name="Field">The field concerned.</param>
/// <param name="Message">What was found.</param>
public sealed record MasterWarning(string ShortCode, string Field, string Message);
