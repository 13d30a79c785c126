namespace Rhetenor.Data;

/// <summary>Everything readable of a range was read; some of it could not be.</summary>
public sealed class UnreadableObjectsException : RhetenorException
{
    private const int Shown = 3;

    internal UnreadableObjectsException(IReadOnlyList<StoreProblem> problems)
        : base(Describe(problems)) => Problems = problems;

    /// <summary>What could not be read, and why.</summary>
    public IReadOnlyList<StoreProblem> Problems { get; }

    private static string Describe(IReadOnlyList<StoreProblem> problems) =>
        $"{problems.Count} of the range's objects or rows could not be read; give KlineReadOptions.OnProblem to go on without them. "
        + string.Join(' ', problems.Take(Shown).Select(problem => $"{problem.Key}: {problem.Message}"))
        + (problems.Count > Shown ? " …" : "");
}
