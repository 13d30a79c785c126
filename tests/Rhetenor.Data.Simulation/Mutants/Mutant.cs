namespace Rhetenor.Data.Simulation;

/// <summary>One defect put into a copy of the sources: a seed of the simulation must find it, or the tests that are named.</summary>
/// <param name="Name">What the defect is.</param>
/// <param name="Edits">Texts that occur once in a file, and what takes their place.</param>
internal sealed record Mutant(string Name, params IReadOnlyList<MutantEdit> Edits)
{
    /// <summary>A seed that found it once, which is tried first; 0 for none.</summary>
    public int Seed { get; init; }

    /// <summary>Found only after thousands of seeds; left out of a quick run.</summary>
    public bool IsRare { get; init; }

    /// <summary>A part of the name of the tests that must fail; null for the simulation. For what no seed comes to, or only one in thousands.</summary>
    public string? Test { get; init; }

    /// <summary>Run with slots, on a store that ignores conditions.</summary>
    public bool IsSlotted { get; init; }
}

/// <summary>A change of one file.</summary>
/// <param name="File">The path in the repository.</param>
/// <param name="Old">A text that occurs exactly once.</param>
/// <param name="New">What takes its place.</param>
internal sealed record MutantEdit(string File, string Old, string New);
