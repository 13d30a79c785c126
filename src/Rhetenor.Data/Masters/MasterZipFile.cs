using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>A market's master file as its source serves it: a ZIP with one <c>.mst</c> entry.</summary>
/// <param name="Market">The requested market.</param>
/// <param name="Zip">The bytes of the ZIP.</param>
/// <param name="LastModified">The last change according to the source; used when the ZIP entry has no time.</param>
public sealed record MasterZipFile(Market Market, ReadOnlyMemory<byte> Zip, DateTimeOffset? LastModified = null)
{
    /// <summary>Returns market and size in one line, the same in every culture.</summary>
    public override string ToString() => $"{Market.ToKey()}: {Texts.Count(Zip.Length, "byte")}";
}
