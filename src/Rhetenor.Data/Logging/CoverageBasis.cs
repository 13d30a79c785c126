using Rhetenor.Data.Archive;
using Rhetenor.Data.Format;

namespace Rhetenor.Data.Logging;

/// <summary>The objects that a new coverage object of a session rests on.</summary>
/// <param name="After">The names of the coverage objects it comes after.</param>
/// <param name="Objects">The objects of bars that none of these rests on, by name.</param>
internal sealed record CoverageBasis(IReadOnlyList<string> After, IReadOnlyDictionary<string, ObjectMark> Objects)
{
    /// <summary>Returns the basis of coverage that is written after a session was read.</summary>
    public static CoverageBasis Of(SessionContents contents)
    {
        var trail = contents.Believed.Trail;
        return new(trail.After, contents.Objects.Where(mark => !trail.Objects.Contains(mark.Name)).ToDictionary(mark => mark.Name, StringComparer.Ordinal));
    }

    /// <summary>Returns the basis after an object of bars was written.</summary>
    public CoverageBasis With(ObjectMark written) => this with { Objects = new Dictionary<string, ObjectMark>(Objects, StringComparer.Ordinal) { [written.Name] = written } };

    /// <summary>Returns the basis of coverage that rests on this and on another one.</summary>
    public CoverageBasis With(CoverageBasis other)
    {
        var objects = new Dictionary<string, ObjectMark>(other.Objects, StringComparer.Ordinal);
        foreach (var (name, mark) in Objects)
            objects.TryAdd(name, mark);
        return new([.. After.Union(other.After, StringComparer.Ordinal)], objects);
    }

    /// <summary>Returns the basis after coverage with this one was written.</summary>
    public static CoverageBasis Following(KlineCoverageKey written) => new([written.Name], new Dictionary<string, ObjectMark>());
}
