namespace Rhetenor.Data.Simulation;

/// <summary>One defect put into a copy of the sources: the simulation must find it.</summary>
/// <param name="Name">What the defect is.</param>
/// <param name="Edits">Texts that occur once in a file, and what takes their place.</param>
internal sealed record Mutant(string Name, params IReadOnlyList<MutantEdit> Edits)
{
    /// <summary>Run with slots, on a store that ignores conditions.</summary>
    public bool IsSlotted { get; init; }
}

/// <summary>A change of one file.</summary>
/// <param name="File">The path in the repository.</param>
/// <param name="Old">A text that occurs exactly once.</param>
/// <param name="New">What takes its place.</param>
internal sealed record MutantEdit(string File, string Old, string New);
