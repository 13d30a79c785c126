namespace Rhetenor.Data.Testing;

internal sealed record ServedFile(byte[] Content, DateTimeOffset PublishedAt);

/// <summary>Provides the file that a simulated DWS serves at an instant; null when there is no file.</summary>
internal interface IMasterContent
{
    /// <param name="fileName">The name of the file, such as <c>kospi_code.mst.zip</c>.</param>
    /// <param name="instant">The instant of the request.</param>
    ServedFile? Find(string fileName, DateTimeOffset instant);
}
