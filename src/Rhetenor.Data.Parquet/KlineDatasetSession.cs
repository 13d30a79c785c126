namespace Rhetenor.Data;

/// <summary>A published session (거래일).</summary>
/// <param name="Date">The Korean date.</param>
/// <param name="Bars">The number of bars.</param>
/// <param name="Shares">The sum of their volumes, in shares.</param>
/// <param name="Source">A hash of the names and sizes of the archive's objects that the bars were read from.</param>
public sealed record KlineDatasetSession(DateOnly Date, long Bars, long Shares, string Source);
