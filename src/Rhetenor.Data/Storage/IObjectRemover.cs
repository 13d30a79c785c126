namespace Rhetenor.Data;

/// <summary>Takes objects out of a bucket. Apart from <see cref="IObjectStore"/>, because nothing that logs or reads ever may.</summary>
public interface IObjectRemover
{
    /// <summary>Removes an object. One that is not there is no failure, so a removal may be repeated.</summary>
    /// <exception cref="ObjectStoreException">The store refused, or did not answer; the object may or may not be there.</exception>
    Task RemoveAsync(string key, CancellationToken cancellationToken = default);
}
