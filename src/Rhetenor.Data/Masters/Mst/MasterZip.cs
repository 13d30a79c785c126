using System.IO.Compression;
using System.IO.Hashing;

namespace Rhetenor.Data.Masters;

/// <summary>Opens a master's ZIP: exactly one entry of the expected name, within limits, length and CRC-32 checked.</summary>
internal static class MasterZip
{
    /// <summary>Inflates the master.</summary>
    /// <param name="archive">The ZIP.</param>
    /// <param name="maxBytes">The largest entry accepted, inflated.</param>
    /// <returns>The file's bytes, and when the entry says it was written: DWS stamps Korean time.</returns>
    /// <exception cref="MasterZipException">The ZIP is not one that can be trusted.</exception>
    public static (byte[] Mst, DateTimeOffset? Time) Open(MasterArchive archive, long maxBytes)
    {
        var market = archive.Market;
        try
        {
            using var zip = new ZipArchive(AsStream(archive.Zip), ZipArchiveMode.Read);
            var entry = TheEntry(zip, market);
            if (entry.Length > maxBytes)
                throw new MasterZipException(MasterZipError.TooLarge, market, $"'{entry.FullName}' holds {entry.Length} bytes; at most {maxBytes} are read.");
            var mst = Inflate(entry, market);
            return (mst, TimeOf(entry) ?? archive.LastModified?.ToOffset(KoreaTime.Offset));
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or ArgumentException or OverflowException or IOException)
        {
            throw new MasterZipException(MasterZipError.NotAZip, market, $"its {archive.Zip.Length} bytes are no whole ZIP file.", exception);
        }
    }

    /// <summary>The name of a market's master inside its ZIP.</summary>
    public static string EntryName(Market market) => $"{market.ToKey()}_code.mst";

    private static ZipArchiveEntry TheEntry(ZipArchive zip, Market market)
    {
        if (zip.Entries.Count > 1)
            throw new MasterZipException(MasterZipError.TooManyEntries, market, $"it has {zip.Entries.Count} entries; one, '{EntryName(market)}', is expected.");
        if (zip.Entries.Count == 0 || zip.Entries[0].FullName != EntryName(market))
        {
            var found = zip.Entries.Count == 0 ? "nothing" : $"'{zip.Entries[0].FullName}'";
            throw new MasterZipException(MasterZipError.EntryMissing, market, $"it holds {found}; '{EntryName(market)}' is expected.");
        }

        var entry = zip.Entries[0];
        return entry.IsEncrypted
            ? throw new MasterZipException(MasterZipError.Unsupported, market, $"'{entry.FullName}' is encrypted.")
            : entry;
    }

    private static byte[] Inflate(ZipArchiveEntry entry, Market market)
    {
        var mst = GC.AllocateUninitializedArray<byte>((int)entry.Length);
        using var stream = OpenStream(entry, market);
        var read = stream.ReadAtLeast(mst, mst.Length, throwOnEndOfStream: false);
        if (read != mst.Length)
            throw new MasterZipException(MasterZipError.Corrupt, market, $"'{entry.FullName}' declares {mst.Length} bytes and holds {read}.");
        var crc = Crc32.HashToUInt32(mst);
        if (crc != entry.Crc32)
            throw new MasterZipException(MasterZipError.Corrupt, market, $"'{entry.FullName}' has CRC-32 {crc:x8}; the ZIP declares {entry.Crc32:x8}.");
        return mst;
    }

    private static Stream OpenStream(ZipArchiveEntry entry, Market market)
    {
        try
        {
#pragma warning disable RS0030 // Banned because the runtime checks no CRC-32: the one caller above holds what is read here against it.
            return entry.Open();
#pragma warning restore RS0030
        }
        catch (InvalidDataException exception)
        {
            throw new MasterZipException(MasterZipError.Unsupported, market, $"'{entry.FullName}' cannot be opened: {exception.Message}", exception);
        }
    }

    // The runtime reads the DOS time as the host's; only its digits mean something. 1980 stands for an invalid time.
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
