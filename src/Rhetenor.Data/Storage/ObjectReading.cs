namespace Rhetenor.Data.Storage;

/// <summary>Reads whole objects from any store.</summary>
internal static class ObjectReading
{
    /// <summary>Reads an object. Does not copy it when the store returns a stream over memory.</summary>
    /// <returns>The content; null when the object does not exist.</returns>
    /// <exception cref="ObjectStoreException">The object is larger than the limit, or its stream failed.</exception>
    public static async Task<ReadOnlyMemory<byte>?> ReadAllAsync(
        this IObjectStore store, string key, int maxBytes, CancellationToken cancellationToken = default)
    {
        var stream = await store.OpenReadAsync(key, cancellationToken).ConfigureAwait(false);
        if (stream is null)
            return null;
        await using (stream.ConfigureAwait(false))
            return await ReadToEndAsync(stream, key, maxBytes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a range of an object, or takes it from the whole object when the store reads no ranges.</summary>
    /// <returns>The bytes; null when the object does not exist.</returns>
    /// <exception cref="ObjectStoreException">The object cannot be read, or ends earlier.</exception>
    public static async Task<ReadOnlyMemory<byte>?> ReadRangeAsync(
        this IObjectStore store, string key, long offset, int length, CancellationToken cancellationToken = default)
    {
        if (store is IRangedObjectStore ranged)
            return await ranged.ReadRangeAsync(key, offset, length, cancellationToken).ConfigureAwait(false);
        var body = await store.ReadAllAsync(key, Array.MaxLength, cancellationToken).ConfigureAwait(false);
        if (body is not { } whole)
            return null;
        return ObjectRange.Of(key, whole, offset, length);
    }

    /// <summary>Reads a stream from its current position. All its exceptions become <see cref="ObjectStoreException"/>.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadToEndAsync(
        Stream stream, string key, int maxBytes, CancellationToken cancellationToken = default)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var announced = stream.CanSeek ? stream.Length - stream.Position : -1;
            MemoryBody.RequireSize(key, announced, maxBytes);
            if (stream is MemoryStream memory && memory.TryGetBuffer(out var segment))
                return segment.AsMemory((int)memory.Position);
            return await CopyAsync(stream, key, announced, maxBytes, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException($"The reading of '{key}' was cancelled.", exception, cancellationToken);
        }
        catch (OperationCanceledException exception)
        {
            throw new ObjectStoreException(ObjectStoreError.Unavailable, key, "the store gave up on the body.", exception);
        }
        catch (Exception exception) when (exception is not ObjectStoreException)
        {
            throw new ObjectStoreException(ObjectStoreError.Unavailable, key, "the body could not be read.", exception);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> CopyAsync(
        Stream stream, string key, long announced, int maxBytes, CancellationToken cancellationToken)
    {
        var body = MemoryBody.Room(announced);
        int count;
        while ((count = await stream.ReadAsync(body.GetMemory(), cancellationToken).ConfigureAwait(false)) > 0)
        {
            body.Advance(count);
            MemoryBody.RequireSize(key, body.WrittenCount, maxBytes);
        }

        if (announced >= 0 && body.WrittenCount != announced)
        {
            throw new ObjectStoreException(
                ObjectStoreError.Corrupt, key, $"{announced} bytes were announced and {body.WrittenCount} came.");
        }

        return body.WrittenMemory;
    }
}
