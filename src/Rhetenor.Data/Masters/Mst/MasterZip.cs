using System.IO.Compression;
using System.IO.Hashing;

namespace Rhetenor.Data.Masters;

/// <summary>Opens the ZIP of a master or of a companion file. It must contain exactly one entry, within the limits and with a correct
/// length and CRC-32; that of a master has the expected name.</summary>
internal static class MasterZip
{
    private const string Readable = "an entry that is stored or deflated, and not encrypted";

    private delegate MstFormatException Failure(string expected, string found, Exception? innerException = null);

    /// <summary>Decompresses the master.</summary>
    /// <param name="zipFile">The ZIP.</param>
    /// <param name="maxBytes">The largest accepted entry after decompression, in bytes.</param>
    /// <returns>The bytes of the file, and the time of the entry. DWS writes Korean time.</returns>
    /// <exception cref="MstFormatException">The ZIP is damaged or is not a master's.</exception>
    public static (byte[] Mst, DateTimeOffset? Time) Open(MasterZipFile zipFile, long maxBytes)
    {
        var (mst, time) = Open(zipFile.Zip, EntryName(zipFile.Market), maxBytes, (expected, found, inner) => MstFormatException.OfZip(zipFile.Market, expected, found, inner));
        return (mst, time ?? zipFile.LastModified?.ToOffset(KoreaTime.Offset));
    }

    /// <summary>Decompresses a companion file, which may also be served without a ZIP; its time is then null.</summary>
    /// <exception cref="MstFormatException">The ZIP is damaged or does not contain exactly one entry.</exception>
    public static (byte[] Content, DateTimeOffset? Time) Open(ReadOnlyMemory<byte> served, string fileName, long maxBytes) =>
        served.Span.StartsWith("PK"u8)
            ? Open(served, null, maxBytes, (expected, found, inner) => MstFormatException.OfFile(fileName, 0, expected, found, inner))
            : (served.ToArray(), null);

    /// <summary>Gets the name of a market's master in its ZIP.</summary>
    public static string EntryName(Market market) => $"{market.ToKey()}_code.mst";

    private static (byte[] Content, DateTimeOffset? Time) Open(ReadOnlyMemory<byte> bytes, string? name, long maxBytes, Failure failure)
    {
        try
        {
            using var zip = new ZipArchive(AsStream(bytes), ZipArchiveMode.Read);
            var entry = TheEntry(zip, name, failure);
            if (entry.Length > maxBytes)
                throw failure($"at most {maxBytes} bytes in '{entry.FullName}'", $"{entry.Length}");
            return (Inflate(entry, failure), TimeOf(entry));
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or ArgumentException or OverflowException or IOException)
        {
            throw failure("a whole ZIP file", $"{bytes.Length} bytes that are not one", exception);
        }
    }

    private static ZipArchiveEntry TheEntry(ZipArchive zip, string? name, Failure failure)
    {
        var expected = name is null ? "one entry" : $"one entry, '{name}'";
        if (zip.Entries.Count != 1)
            throw failure(expected, zip.Entries.Count == 0 ? "nothing" : $"{zip.Entries.Count} entries");
        var entry = zip.Entries[0];
        if (name is not null && entry.FullName != name)
            throw failure(expected, $"'{entry.FullName}'");
        return entry.IsEncrypted ? throw failure(Readable, $"'{entry.FullName}' encrypted") : entry;
    }

    private static byte[] Inflate(ZipArchiveEntry entry, Failure failure)
    {
        var content = GC.AllocateUninitializedArray<byte>((int)entry.Length);
        using var stream = OpenStream(entry, failure);
        var read = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        if (read != content.Length)
            throw failure($"{content.Length} bytes in '{entry.FullName}', as the ZIP declares", $"{read}");
        var crc = Crc32.HashToUInt32(content);
        if (crc != entry.Crc32)
            throw failure($"CRC-32 {entry.Crc32:x8} of '{entry.FullName}', as the ZIP declares", $"{crc:x8}");
        return content;
    }

    private static Stream OpenStream(ZipArchiveEntry entry, Failure failure)
    {
        try
        {
#pragma warning disable RS0030 // Banned because the runtime does not check the CRC-32. The caller above checks it.
            return entry.Open();
#pragma warning restore RS0030
        }
        catch (InvalidDataException exception)
        {
            throw failure(Readable, $"'{entry.FullName}', which cannot be opened ({exception.Message.TrimEnd('.')})", exception);
        }
    }

    // The runtime converts the DOS time from the host's time zone; only its digits are meaningful. 1980 marks an invalid time.
    private static DateTimeOffset? TimeOf(ZipArchiveEntry entry)
    {
        var time = entry.LastWriteTime.DateTime;
        return time.Year <= 1980 ? null : new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Unspecified), KoreaTime.Offset);
    }

    private static MemoryStream AsStream(ReadOnlyMemory<byte> bytes) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);
}
