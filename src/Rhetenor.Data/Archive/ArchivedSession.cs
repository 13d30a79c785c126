using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The stored objects of one session (거래일): names and sizes only; the objects are not read.</summary>
/// <param name="Date">The Korean date.</param>
/// <param name="Venue">The venue.</param>
/// <param name="Objects">The objects that contain bars, oldest retrieval first. <see cref="KlineKey.Parse"/> reads their keys.</param>
public sealed record ArchivedSession(DateOnly Date, Venue Venue, IReadOnlyList<ObjectInfo> Objects)
{
    /// <summary>Gets the stored size in bytes.</summary>
    public long Bytes => Objects.Sum(stored => stored.Size);

    /// <summary>Gets the latest retrieval time of the objects, Korean time.</summary>
    public DateTime Retrieval => KlineKey.Parse(Objects[^1].Key).Retrieval;

    /// <summary>Returns date, venue, number of objects and bytes in one line.</summary>
    public override string ToString() => $"{Date.ToText()} {Venue.ToCode()}: {Objects.Count} objects, {Bytes} bytes";
}
