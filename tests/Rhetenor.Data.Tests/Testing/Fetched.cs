using System.IO.Compression;

namespace Rhetenor.Data.Tests;

/// <summary>One master as a plain client gets it.</summary>
internal sealed record Fetched(byte[] Zip, DateTimeOffset? LastModified, string EntryName, DateTime EntryTime, byte[] Mst)
{
    public static Uri UriOf(Market market) => new($"https://dws.invalid/common/master/{market.ToKey()}_code.mst.zip");

    public static async Task<Fetched> FromAsync(IHttpTransport transport, Market market, Uri? uri = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, uri ?? UriOf(market));
        using var response = await transport.SendAsync(request);
        response.EnsureSuccessStatusCode();
        var zip = await response.Content.ReadAsByteArrayAsync();
        using var archive = new ZipArchive(new MemoryStream(zip));
        var entry = Assert.Single(archive.Entries);
        using var mst = new MemoryStream();
        using var stream = entry.Open();
        await stream.CopyToAsync(mst);
        return new Fetched(zip, response.Content.Headers.LastModified, entry.FullName, entry.LastWriteTime.DateTime, mst.ToArray());
    }
}
