namespace Rhetenor.Data.Testing;

internal sealed record ServedMaster(byte[] Zip, DateTimeOffset PublishedAt);

/// <summary>Provides the file that a simulated DWS serves for a market at an instant; null when there is no file.</summary>
internal interface IMasterContent
{
    ServedMaster? Find(Market market, DateTimeOffset instant);
}
