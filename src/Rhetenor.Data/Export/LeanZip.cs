using System.IO.Compression;

namespace Rhetenor.Data.Export;

/// <summary>Writes zips with one file each.</summary>
internal static class LeanZip
{
    // The same rows produce the same bytes, regardless of when they are written.
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task<MemoryStream> CreateAsync(string entry, byte[] rows, CancellationToken cancellationToken)
    {
        var memory = new MemoryStream();
        var zip = await ZipArchive.CreateAsync(memory, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken).ConfigureAwait(false);
        await using (zip.ConfigureAwait(false))
        {
            var file = zip.CreateEntry(entry);
            file.LastWriteTime = Epoch;
            var body = await file.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
                await body.WriteAsync(rows, cancellationToken).ConfigureAwait(false);
        }

        memory.Position = 0;
        return memory;
    }
}
