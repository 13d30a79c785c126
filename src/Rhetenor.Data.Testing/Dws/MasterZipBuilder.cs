using System.IO.Compression;
using System.IO.Hashing;

namespace Rhetenor.Data.Testing;

/// <summary>Builds ZIPs as served by DWS, valid or with a chosen defect.</summary>
public static class MasterZipBuilder
{
    private const int Mebibyte = 1 << 20;

    /// <summary>Builds a ZIP that contains a market's <c>.mst</c> file as its only entry.</summary>
    /// <param name="market">The market, which determines the entry's name.</param>
    /// <param name="mst">The entry's content.</param>
    /// <param name="entryTime">The entry's time. ZIPs store a local time in steps of two seconds; DWS uses Korean time.</param>
    /// <param name="options">The options; null for a valid ZIP.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is before 1980 or after 2107.</exception>
    public static byte[] Build(Market market, ReadOnlySpan<byte> mst, DateTimeOffset entryTime, MasterZipOptions? options = null)
    {
        options ??= new MasterZipOptions();
        var writer = new ZipWriter(options.UtcTime);
        if (options.Defect != MasterZipDefect.NoEntry)
            writer.Add(Entry(options.EntryName ?? EntryName(market), mst, entryTime, options));
        if (options.Defect == MasterZipDefect.DuplicateEntry)
            writer.Add(Entry(options.EntryName ?? EntryName(market), [], entryTime, options));
        var zip = writer.Finish();
        return options.Defect == MasterZipDefect.Truncated ? zip[..(zip.Length * 2 / 3)] : zip;
    }

    internal static byte[] Build(string entryName, ReadOnlySpan<byte> content, DateTimeOffset entryTime) =>
        Build(Market.Kospi, content, entryTime, new MasterZipOptions { EntryName = entryName });

    /// <summary>Builds a ZIP with a valid entry that unpacks to the given number of MiB of zeros.</summary>
    public static byte[] Bomb(Market market, int mebibytes, DateTimeOffset entryTime)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(mebibytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mebibytes, 4095);
        var zeros = new byte[Mebibyte];
        var crc = new Crc32();
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var i = 0; i < mebibytes; i++)
            {
                deflate.Write(zeros);
                crc.Append(zeros);
            }
        }

        var writer = new ZipWriter(utcTime: true);
        writer.Add(new ZipEntry(EntryName(market), packed.ToArray(), (uint)mebibytes * Mebibyte, crc.GetCurrentHashAsUInt32(), 8, 0, entryTime));
        return writer.Finish();
    }

    internal static string EntryName(Market market) => market.ToKey() + "_code.mst";

    private static ZipEntry Entry(string name, ReadOnlySpan<byte> content, DateTimeOffset time, MasterZipOptions options)
    {
        var crc = Crc32.HashToUInt32(content);
        var held = content.ToArray();
        if (options.Defect == MasterZipDefect.FlippedBit && held.Length > 0)
            held[held.Length / 2] ^= 1;
        var size = (uint)(options.Defect == MasterZipDefect.SmallerDeclaredSize ? held.Length / 2 : held.Length);
        var method = options.Defect == MasterZipDefect.UnsupportedMethod ? 14 : options.Stored ? 0 : 8;
        var flags = options.Defect == MasterZipDefect.EncryptedFlag ? 1 : 0;
        return new ZipEntry(name, options.Stored ? held : Deflate(held), size, crc, (ushort)method, (ushort)flags, time);
    }

    private static byte[] Deflate(ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(content);
        return packed.ToArray();
    }
}
