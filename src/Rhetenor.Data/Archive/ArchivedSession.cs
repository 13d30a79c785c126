using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>What a store holds of one session: names and sizes, nothing read yet.</summary>
/// <param name="Date">The Korean date.</param>
/// <param name="Venue">The venue.</param>
/// <param name="Objects">The objects of bars, oldest retrieval first.</param>
public sealed record ArchivedSession(DateOnly Date, Venue Venue, IReadOnlyList<ArchivedObject> Objects)
{
    /// <summary>Bytes stored.</summary>
    public long Bytes => Objects.Sum(stored => stored.Size);

    /// <summary>When its latest bars were fetched, Korean time.</summary>
    public DateTime Retrieval => Objects[^1].Key.Retrieval;

    /// <summary>The session for people.</summary>
    public override string ToString() => $"{Date.ToText()} {Venue.ToCode()}: {Objects.Count} objects, {Bytes} bytes";
}

/// <summary>One object of bars in a store.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Size">Bytes stored.</param>
public sealed record ArchivedObject(KlineKey Key, long Size);
