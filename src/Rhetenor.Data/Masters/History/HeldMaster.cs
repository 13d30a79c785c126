namespace Rhetenor.Data.Masters;

/// <summary>One master of the store.</summary>
/// <param name="Date">The day, Korean date.</param>
/// <param name="Market">The market.</param>
/// <param name="Length">The length of the object, in bytes. Objects are never replaced; another length means another store.</param>
internal readonly record struct HeldMaster(DateOnly Date, Market Market, long Length);
