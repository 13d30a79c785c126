namespace Rhetenor.Data;

/// <summary>An object in the store that could not be used.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Message">What is wrong with it.</param>
public sealed record StoreProblem(string Key, string Message);
