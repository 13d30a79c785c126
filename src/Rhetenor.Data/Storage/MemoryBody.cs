using System.Buffers;
using System.Runtime.InteropServices;

namespace Rhetenor.Data.Storage;

/// <summary>Wraps object bodies in streams without copying.</summary>
internal static class MemoryBody
{
    /// <summary>Opens a read-only stream. Readers can get its bytes without copying by <see cref="MemoryStream.TryGetBuffer"/>.</summary>
    public static MemoryStream Open(ReadOnlyMemory<byte> body) => Over(body, isVisible: true);

    /// <summary>Opens a stream for sending, over the caller's memory if possible.</summary>
    public static MemoryStream Send(ReadOnlyMemory<byte> body) => Over(body, isVisible: false);

    /// <summary>Creates a buffer for reading a body.</summary>
    /// <param name="announced">The length of the body; negative when unknown. The buffer has one more byte, so that a longer body is
    /// detected.</param>
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
