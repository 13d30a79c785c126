namespace Rhetenor.Data;

/// <summary>A column of a <see cref="CompanionLayout"/>.</summary>
/// <param name="Name">The name, in English snake_case.</param>
/// <param name="Width">The width in bytes; 0 in files whose columns are separated.</param>
public readonly record struct CompanionField(string Name, int Width);
