using Rhetenor.Data.Storage;

namespace Rhetenor.Data.Archive;

/// <summary>Fetches objects and collects the problems of reading them. Several downloads may add to it at the same time.</summary>
internal sealed class ReadProblems
{
    private readonly Lock _lock = new();
    private readonly List<StoreProblem> _problems = [];

    /// <summary>Gets whether a listed object no longer existed.</summary>
    public bool AnyGone { get; private set; }

    /// <summary>Gets the problems, by key.</summary>
    public IReadOnlyList<StoreProblem> All
    {
        get
        {
            lock (_lock)
                return [.. _problems.OrderBy(problem => problem.Key, StringComparer.Ordinal)];
        }
    }

    public void Add(string key, string message)
    {
        lock (_lock)
            _problems.Add(new StoreProblem(key, message));
    }

    /// <summary>Adds an object whose content is damaged. It may have been damaged on its way, so a cache does not keep it.</summary>
    public void AddDamaged(IObjectStore store, string key, string message)
    {
        store.Forget(key);
        Add(key, message);
    }

    /// <summary>Fetches an object that was listed.</summary>
    /// <returns>The content; null when the object cannot be used, which is then one of the problems.</returns>
    /// <exception cref="ObjectStoreException">The store could not be read.</exception>
    public async Task<ReadOnlyMemory<byte>?> FetchAsync(IObjectStore store, string key, int maxBytes, CancellationToken cancellationToken)
    {
        try
        {
            if (await store.ReadAllAsync(key, maxBytes, cancellationToken).ConfigureAwait(false) is { } body)
                return body;
            AnyGone = true;
            Add(key, "it was listed, but does not exist.");
        }
        catch (ObjectStoreException exception) when (exception.Error is ObjectStoreError.Corrupt or ObjectStoreError.TooLarge)
        {
            Add(key, exception.Message);
        }

        return null;
    }
}
