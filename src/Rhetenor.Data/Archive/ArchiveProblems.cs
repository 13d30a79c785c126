namespace Rhetenor.Data.Archive;

/// <summary>What went wrong while a session was read, from several downloads at a time.</summary>
internal sealed class ArchiveProblems
{
    private readonly Lock _lock = new();
    private readonly List<StoreProblem> _problems = [];

    /// <summary>Whether objects were listed and then not there.</summary>
    public bool AnyGone { get; private set; }

    /// <summary>The problems, by key.</summary>
    public IReadOnlyList<StoreProblem> All
    {
        get
        {
            lock (_lock)
                return [.. _problems.OrderBy(problem => problem.Key, StringComparer.Ordinal)];
        }
    }

    public void Add(KlineKey key, string message)
    {
        lock (_lock)
            _problems.Add(new StoreProblem(key.ToString(), message));
    }

    public void Gone(KlineKey key)
    {
        AnyGone = true;
        Add(key, "it was listed, and is not there.");
    }
}
