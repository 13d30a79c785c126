using System.Runtime.InteropServices;

namespace Rhetenor.Data.Storage;

/// <summary>Object bodies as streams over the bytes themselves.</summary>
internal static class MemoryBody
{
    /// <summary>A read-only stream whose bytes a reader can take without copying, by <see cref="MemoryStream.TryGetBuffer"/>.</summary>
    public static Stream Open(byte[] body) => Open(body, body.Length);

    /// <summary>The same over the first bytes of a buffer.</summary>
    public static MemoryStream Open(byte[] buffer, int length) =>
        new(buffer, 0, length, writable: false, publiclyVisible: true);

    /// <summary>A stream to send bytes from, over the caller's memory where that is possible.</summary>
    public static MemoryStream Send(ReadOnlyMemory<byte> body) =>
        MemoryMarshal.TryGetArray(body, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(body.ToArray(), writable: false);

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
}
