namespace Rhetenor.Data;

/// <summary>One object of a listing.</summary>
/// <param name="Key">The whole key, as it was put.</param>
/// <param name="Size">Bytes stored.</param>
public readonly record struct ObjectInfo(string Key, long Size);
