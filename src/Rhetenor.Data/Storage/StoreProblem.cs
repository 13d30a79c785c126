namespace Rhetenor.Data;

/// <summary>A stored object that could not be used, or was not removed.</summary>
/// <param name="Key">The key of the object.</param>
/// <param name="Message">The reason.</param>
public sealed record StoreProblem(string Key, string Message);
