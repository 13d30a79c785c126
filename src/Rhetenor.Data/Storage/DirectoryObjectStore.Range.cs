using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

public sealed partial class DirectoryObjectStore
{
    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>?> ReadRangeAsync(string key, long offset, int length, CancellationToken cancellationToken = default)
    {
        FileKey.Require(key);
        ObjectRange.Require(offset, length);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            using var file = OpenFile(key);
            if (file is null)
                return null;
            var size = RandomAccess.GetLength(file);
            return offset <= size - length
                ? await ReadAsync(key, file, offset, length, cancellationToken).ConfigureAwait(false)
                : throw ObjectRange.TooShort(key, size, offset, length);
        }
        catch (Exception exception) when (FileErrors.IsMissing(exception))
        {
            return null;
        }
        catch (Exception exception) when (FileErrors.Knows(exception))
        {
            throw FileErrors.Of(key, exception);
        }
    }
}
