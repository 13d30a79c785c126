namespace Rhetenor.Data.Storage;

/// <summary>A store that knows which one it is, so that a cache never takes another store's objects for its own.</summary>
internal interface IIdentifiedStore
{
    /// <summary>Gets a text that a store with other objects does not have, in any process; null when it is not known.</summary>
    string? Identity { get; }
}
