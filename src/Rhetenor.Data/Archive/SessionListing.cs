using Rhetenor.Data.Format;

namespace Rhetenor.Data.Archive;

/// <summary>Selects what is listed of a session.</summary>
/// <param name="WithCoverage">Whether coverage objects are listed too, before the objects of bars. The bars that a coverage object
/// refers to were written before it, so the later listing includes them.</param>
/// <param name="AsOf">Leaves out objects retrieved later, Korean time; null for no limit.</param>
/// <param name="Known">The names of objects of bars that were stored at some time. Those that still are belong to the session, whether the
/// store lists them or not.</param>
internal readonly record struct ListingScope(bool WithCoverage = false, DateTime? AsOf = null, IReadOnlySet<string>? Known = null);

/// <summary>The names of the stored objects of one session.</summary>
/// <param name="Date">The Korean date.</param>
/// <param name="Venue">The venue.</param>
/// <param name="Objects">The objects that contain bars, oldest retrieval first.</param>
/// <param name="Coverages">The coverage objects; none when they were not listed.</param>
/// <param name="Scope">What was listed.</param>
internal sealed record SessionListing(
    DateOnly Date, Venue Venue, IReadOnlyList<ListedBars> Objects, IReadOnlyList<ListedCoverage> Coverages, ListingScope Scope)
{
    /// <summary>Gets the session as callers see it.</summary>
    public ArchivedSession Session => new() { Date = Date, Venue = Venue, Objects = [.. Objects.Select(stored => stored.ToInfo())] };

    /// <summary>Gets how many objects of both kinds there are.</summary>
    public int Count => Objects.Count + Coverages.Count;

    /// <summary>Gets the bytes stored of both kinds.</summary>
    public long Bytes => Objects.Sum(stored => stored.Size) + Coverages.Sum(stored => stored.Size);

    /// <summary>Gets the retrievals of all keys, Korean time.</summary>
    public IEnumerable<DateTime> Retrievals => Objects.Select(stored => stored.Key.Retrieval).Concat(Coverages.Select(stored => stored.Name.Retrieval));
}

/// <summary>One stored object that contains bars.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Size">The stored size in bytes.</param>
internal sealed record ListedBars(KlineKey Key, long Size)
{
    public ObjectInfo ToInfo() => new(Key.ToString(), Size);
}

/// <summary>One stored coverage object.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Name">The parsed key.</param>
/// <param name="Size">The stored size in bytes.</param>
internal sealed record ListedCoverage(string Key, KlineCoverageKey Name, long Size)
{
    public ObjectInfo ToInfo() => new(Key, Size);
}
