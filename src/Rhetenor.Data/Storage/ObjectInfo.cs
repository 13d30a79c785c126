namespace Rhetenor.Data;

/// <summary>One object of a listing.</summary>
/// <param name="Key">The whole key.</param>
/// <param name="Size">The stored size, in bytes.</param>
public readonly record struct ObjectInfo(string Key, long Size);
