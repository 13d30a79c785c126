using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Rhetenor.Data.Storage;

internal static partial class UnixFile
{
    private const int NoFollow = 0x100;
    private const uint LinksAndOwner = 0x4 | 0x8;

    /// <summary>Gets the number of names of a file, and whether the current user owns it. Does not follow links.</summary>
    /// <returns>False where the system has no call for it that is the same on all processors.</returns>
    public static bool TryGetStatus(string path, out int links, out bool isOwn)
    {
        (links, isOwn) = (0, false);
        if (!OperatingSystem.IsLinux())
            return false;
        Span<byte> status = stackalloc byte[256];
        try
        {
            if (StatX(CurrentFolder, path, NoFollow, LinksAndOwner, ref MemoryMarshal.GetReference(status)) != 0)
                return false;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }

        // struct statx has the same layout on all processors: number of links at 16, owner at 20, in native byte order.
        links = (int)Number(status[16..]);
        isOwn = Number(status[20..]) == EffectiveUser();
        return true;
    }

    private static uint Number(ReadOnlySpan<byte> bytes) =>
        BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, ref byte status);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();
}
