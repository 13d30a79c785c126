namespace Rhetenor.Data;

/// <summary>Removes objects from a store. It is separate from <see cref="IObjectStore"/> because code that logs or reads must not be able
/// to remove anything.</summary>
public interface IObjectRemover
{
    /// <summary>Removes an object. Removing an object that does not exist succeeds, so a removal may be repeated.</summary>
    /// <exception cref="ObjectStoreException">The store refused or did not answer. The object may or may not exist.</exception>
    Task RemoveAsync(string key, CancellationToken cancellationToken = default);
}
