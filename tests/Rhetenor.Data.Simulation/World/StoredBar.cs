namespace Rhetenor.Data.Simulation;

/// <summary>A bar as an object has it, in plain numbers.</summary>
internal readonly record struct StoredBar(decimal Open, decimal High, decimal Low, decimal Close, long Volume, long? AccVolume, long? AccValue);
