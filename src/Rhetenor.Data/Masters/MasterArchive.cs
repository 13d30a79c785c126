namespace Rhetenor.Data;

/// <summary>A market's master file as its source serves it: a ZIP with one <c>.mst</c> entry.</summary>
/// <param name="Market">The market the file was asked for.</param>
/// <param name="Zip">The ZIP's bytes.</param>
/// <param name="LastModified">When the source says it changed; used when the ZIP entry carries no time.</param>
public sealed record MasterArchive(Market Market, ReadOnlyMemory<byte> Zip, DateTimeOffset? LastModified = null);
