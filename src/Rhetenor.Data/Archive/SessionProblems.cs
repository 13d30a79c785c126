namespace Rhetenor.Data.Archive;

/// <summary>Collects the problems of reading a session. Several downloads may add to it at the same time.</summary>
internal sealed class SessionProblems
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

    public void Gone(string key)
    {
        AnyGone = true;
        Add(key, "it was listed, but does not exist.");
    }
}
