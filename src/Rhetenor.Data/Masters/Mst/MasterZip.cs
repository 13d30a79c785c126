using System.IO.Compression;
using System.IO.Hashing;

namespace Rhetenor.Data.Masters;

/// <summary>Opens the ZIP of a master. It must contain exactly one entry of the expected name, within the limits and with a correct
/// length and CRC-32.</summary>
internal static class MasterZip
{
    private const string Readable = "an entry that is stored or deflated, and not encrypted";

    /// <summary>Decompresses the master.</summary>
    /// <param name="archive">The ZIP.</param>
    /// <param name="maxBytes">The largest accepted entry after decompression, in bytes.</param>
    /// <returns>The bytes of the file, and the time of the entry. DWS writes Korean time.</returns>
    /// <exception cref="MstFormatException">The ZIP is damaged or is not a master's.</exception>
    public static (byte[] Mst, DateTimeOffset? Time) Open(MasterArchive archive, long maxBytes)
    {
        var market = archive.Market;
        try
        {
            using var zip = new ZipArchive(AsStream(archive.Zip), ZipArchiveMode.Read);
            var entry = TheEntry(zip, market);
            if (entry.Length > maxBytes)
                throw MstFormatException.OfZip(market, $"at most {maxBytes} bytes in '{entry.FullName}'", $"{entry.Length}");
            var mst = Inflate(entry, market);
            return (mst, TimeOf(entry) ?? archive.LastModified?.ToOffset(KoreaTime.Offset));
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or ArgumentException or OverflowException or IOException)
        {
            throw MstFormatException.OfZip(market, "a whole ZIP file", $"{archive.Zip.Length} bytes that are not one", exception);
        }
    }

    /// <summary>Gets the name of a market's master in its ZIP.</summary>
    public static string EntryName(Market market) => $"{market.ToKey()}_code.mst";

    private static ZipArchiveEntry TheEntry(ZipArchive zip, Market market)
    {
        if (zip.Entries.Count > 1)
            throw MstFormatException.OfZip(market, $"one entry, '{EntryName(market)}'", $"{zip.Entries.Count} entries");
        if (zip.Entries.Count == 0 || zip.Entries[0].FullName != EntryName(market))
        {
            var found = zip.Entries.Count == 0 ? "nothing" : $"'{zip.Entries[0].FullName}'";
            throw MstFormatException.OfZip(market, $"one entry, '{EntryName(market)}'", found);
        }

        var entry = zip.Entries[0];
        return entry.IsEncrypted
            ? throw MstFormatException.OfZip(market, Readable, $"'{entry.FullName}' encrypted")
            : entry;
    }

    private static byte[] Inflate(ZipArchiveEntry entry, Market market)
    {
        var mst = GC.AllocateUninitializedArray<byte>((int)entry.Length);
        using var stream = OpenStream(entry, market);
        var read = stream.ReadAtLeast(mst, mst.Length, throwOnEndOfStream: false);
        if (read != mst.Length)
            throw MstFormatException.OfZip(market, $"{mst.Length} bytes in '{entry.FullName}', as the ZIP declares", $"{read}");
        var crc = Crc32.HashToUInt32(mst);
        if (crc != entry.Crc32)
            throw MstFormatException.OfZip(market, $"CRC-32 {entry.Crc32:x8} of '{entry.FullName}', as the ZIP declares", $"{crc:x8}");
        return mst;
    }

    private static Stream OpenStream(ZipArchiveEntry entry, Market market)
    {
        try
        {
#pragma warning disable RS0030 // Banned because the runtime does not check the CRC-32. The caller above checks it.
            return entry.Open();
#pragma warning restore RS0030
        }
        catch (InvalidDataException exception)
        {
            throw MstFormatException.OfZip(market, Readable, $"'{entry.FullName}', which cannot be opened ({exception.Message.TrimEnd('.')})", exception);
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
