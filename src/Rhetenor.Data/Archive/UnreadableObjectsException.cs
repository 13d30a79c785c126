namespace Rhetenor.Data;

/// <summary>Some objects of a range could not be read. All readable objects were read before it was thrown.</summary>
public sealed class UnreadableObjectsException : RhetenorException
{
    private const int Shown = 3;

    internal UnreadableObjectsException(IReadOnlyList<StoreProblem> problems)
        : base(Describe(problems)) => Problems = problems;

    /// <summary>Gets the objects that could not be read, with the reasons.</summary>
    public IReadOnlyList<StoreProblem> Problems { get; }

    private static string Describe(IReadOnlyList<StoreProblem> problems) =>
        $"{problems.Count} of the range's objects or rows could not be read; give onProblem to go on without them. "
        + string.Join(' ', problems.Take(Shown).Select(problem => $"{problem.Key}: {problem.Message}"))
        + (problems.Count > Shown ? " …" : "");
}
