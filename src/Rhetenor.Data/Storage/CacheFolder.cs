using System.Globalization;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Storage;

/// <summary>The folder of a <see cref="CachedObjectStore"/>: a file for each object, which ends in its hash.</summary>
/// <remarks>The names of files are hashes of the remote store's identity and the object's name, so several remote stores may share the
/// folder. A file appears under its name only when it is complete. Its time of change is the time of its last read. Any file may be removed
/// at any time, also by another process.</remarks>
internal sealed partial class CacheFolder(string root, string identity, long maxBytes, TimeProvider timeProvider, ILogger logger)
{
    private const int HashLength = 16;
    private const string Extension = ".kept";
    private readonly string _unfinished = Path.Join(root, FileKey.UnfinishedFolder);
    private int _isReported;

    /// <summary>Gets the folder.</summary>
    public string Root => root;

    /// <summary>Reads an object; null when it is not kept, or its file is damaged.</summary>
    public async Task<ReadOnlyMemory<byte>?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        try
        {
            var body = await ReadAsync(path, cancellationToken).ConfigureAwait(false);
            if (body is null)
            {
                Log.CacheDamaged(logger, path);
                AtomicFile.Remove(path);
                return null;
            }

            Touch(path);
            return body;
        }
        catch (Exception exception) when (FileErrors.IsMissing(exception))
        {
            return null;
        }
        catch (Exception exception) when (FileErrors.Knows(exception))
        {
            Report(exception);
            return null;
        }
    }

    /// <summary>Keeps an object, for which others are removed when there are too many. Does not throw when that fails.</summary>
    public async Task KeepAsync(string name, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var bytes = body.Length + HashLength;
        if (bytes > maxBytes)
            return;
        var path = PathOf(name);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Directory.CreateDirectory(_unfinished);
            try
            {
                if (Reserve(bytes) && await AtomicFile.TryCreateAsync(path, _unfinished, body, WriteAsync, cancellationToken).ConfigureAwait(false))
                    Touch(path);
            }
            finally
            {
                Release(bytes);
            }
        }
        catch (Exception exception) when (FileErrors.Knows(exception))
        {
            Report(exception);
        }
    }

    /// <summary>Removes an object if it is kept.</summary>
    public void Forget(string name) => AtomicFile.Remove(PathOf(name));

    private static async ValueTask WriteAsync(SafeFileHandle file, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        await RandomAccess.WriteAsync(file, body, fileOffset: 0, cancellationToken).ConfigureAwait(false);
        await RandomAccess.WriteAsync(file, XxHash128.Hash(body.Span), body.Length, cancellationToken).ConfigureAwait(false);
    }

    // Null when the file is damaged.
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var bytes = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        if (bytes.Length < HashLength)
            return null;
        var body = bytes.AsMemory(0, bytes.Length - HashLength);
        return XxHash128.Hash(body.Span).AsSpan().SequenceEqual(bytes.AsSpan(body.Length)) ? body : default(ReadOnlyMemory<byte>?);
    }

    // Keys may be longer than names of files, and contain what file systems refuse. With the length, no two pairs have the same text.
    private string PathOf(string name)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{identity.Length} {identity} {name}"))));
        return Path.Join(root, hash[..2], hash + Extension);
    }

    // Without it, or when another process has just removed the file, the object is only forgotten earlier.
    private void Touch(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, timeProvider.GetUtcNow().UtcDateTime);
        }
        catch (Exception exception) when (FileErrors.Knows(exception))
        {
        }
    }

    private void Report(Exception exception)
    {
        if (Interlocked.Exchange(ref _isReported, 1) == 0)
            Log.CacheUnusable(logger, root, exception.Message);
    }
}
