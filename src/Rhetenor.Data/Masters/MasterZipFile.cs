namespace Rhetenor.Data;

/// <summary>A market's master file as its source serves it: a ZIP with one <c>.mst</c> entry.</summary>
/// <param name="Market">The requested market.</param>
/// <param name="Zip">The bytes of the ZIP.</param>
/// <param name="LastModified">The last change according to the source; used when the ZIP entry has no time.</param>
public sealed record MasterZipFile(Market Market, ReadOnlyMemory<byte> Zip, DateTimeOffset? LastModified = null);
