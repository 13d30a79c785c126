using System.Buffers;
using System.Runtime.InteropServices;

namespace Rhetenor.Data.Storage;

/// <summary>Object bodies as streams over the bytes themselves.</summary>
internal static class MemoryBody
{
    /// <summary>A read-only stream whose bytes a reader can take without copying, by <see cref="MemoryStream.TryGetBuffer"/>.</summary>
    public static MemoryStream Open(ReadOnlyMemory<byte> body) => Over(body, isVisible: true);

    /// <summary>A stream to send bytes from, over the caller's memory where that is possible.</summary>
    public static MemoryStream Send(ReadOnlyMemory<byte> body) => Over(body, isVisible: false);

    /// <summary>Room for a body to be read into.</summary>
    /// <param name="announced">Its length; negative when it is not known. There is room for one byte more, which is how a longer
    /// body is noticed.</param>
    public static ArrayBufferWriter<byte> Room(long announced) => new(announced >= 0 ? (int)announced + 1 : 64 << 10);

    /// <summary>Refuses a body that could not be read back under the same limit.</summary>
    /// <exception cref="ObjectStoreException"><see cref="ObjectStoreError.TooLarge"/>.</exception>
    public static void RequireSize(string key, long bytes, long maxBytes)
    {
        if (bytes > maxBytes)
        {
            throw new ObjectStoreException(
                ObjectStoreError.TooLarge, key, $"it has {bytes} bytes, and the limit is {maxBytes}.");
        }
    }

    private static MemoryStream Over(ReadOnlyMemory<byte> body, bool isVisible) =>
        MemoryMarshal.TryGetArray(body, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false, publiclyVisible: isVisible)
            : new MemoryStream(body.ToArray(), 0, body.Length, writable: false, publiclyVisible: isVisible);
}
