namespace Rhetenor.Data.Storage;

/// <summary>Checks ranges of objects, and takes them from whole objects.</summary>
internal static class ObjectRange
{
    /// <exception cref="ArgumentOutOfRangeException">The range is empty, or starts before the object.</exception>
    public static void Require(long offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
    }

    /// <summary>Takes a range from a whole object.</summary>
    /// <exception cref="ObjectStoreException">The object ends earlier.</exception>
    public static ReadOnlyMemory<byte> Of(string key, ReadOnlyMemory<byte> body, long offset, int length) =>
        offset <= body.Length - length ? body.Slice((int)offset, length) : throw TooShort(key, body.Length, offset, length);

    /// <summary>Creates the exception for an object that ends before the end of a range.</summary>
    public static ObjectStoreException TooShort(string key, long size, long offset, int length) => new(
        ObjectStoreError.Corrupt, key, $"it has {size} bytes; bytes {offset} to {offset + length - 1} were requested.");
}
