using System.Buffers.Binary;
using System.Text;

namespace Rhetenor.Data.Testing;

internal sealed record ZipEntry(string Name, byte[] Packed, uint Size, uint Crc, ushort Method, ushort Flags, DateTimeOffset Time);

/// <summary>Writes the structure of a ZIP without any checks, so that it can write invalid ones.</summary>
internal sealed class ZipWriter(bool utcTime)
{
    private readonly List<byte> _entries = [];
    private readonly List<byte> _directory = [];
    private ushort _count;

    public void Add(ZipEntry entry)
    {
        var offset = (uint)_entries.Count;
        var name = Encoding.UTF8.GetBytes(entry.Name);
        byte[] extra = utcTime ? [.. "UT"u8, 5, 0, 1, .. Four((uint)entry.Time.ToUnixTimeSeconds())] : [];
        byte[] common =
        [
            .. Two(20), .. Two(entry.Flags), .. Two(entry.Method), .. DosTime(entry.Time), .. Four(entry.Crc),
            .. Four((uint)entry.Packed.Length), .. Four(entry.Size), .. Two((ushort)name.Length), .. Two((ushort)extra.Length),
        ];
        _entries.AddRange([.. "PK\u0003\u0004"u8, .. common, .. name, .. extra, .. entry.Packed]);
        // Version made by Unix (3), no comment, first disk, mode rw-rw----.
        _directory.AddRange([.. "PK\u0001\u0002"u8, 30, 3, .. common, 0, 0, 0, 0, 0, 0, .. Four(0x81B0_0000), .. Four(offset), .. name, .. extra]);
        _count++;
    }

    public byte[] Finish() =>
    [
        .. _entries, .. _directory, .. "PK\u0005\u0006"u8, 0, 0, 0, 0, .. Two(_count), .. Two(_count),
        .. Four((uint)_directory.Count), .. Four((uint)_entries.Count), 0, 0,
    ];

    private static byte[] DosTime(DateTimeOffset time)
    {
        var local = time.ToOffset(KoreaTime.Offset);
        ArgumentOutOfRangeException.ThrowIfLessThan(local.Year, 1980, nameof(time));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(local.Year, 2107, nameof(time));
        return
        [
            .. Two((ushort)((local.Hour << 11) | (local.Minute << 5) | (local.Second / 2))),
            .. Two((ushort)(((local.Year - 1980) << 9) | (local.Month << 5) | local.Day)),
        ];
    }

    private static byte[] Two(ushort value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Four(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
