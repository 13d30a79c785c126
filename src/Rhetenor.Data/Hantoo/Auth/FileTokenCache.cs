using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;
using Rhetenor.Data.Core;
using Rhetenor.Data.Hantoo;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <summary>Writes a token file's bytes. Tests replace it to simulate a full disk.</summary>
internal delegate void TokenFileWriter(SafeFileHandle file, ReadOnlySpan<byte> content);

/// <summary>Stores tokens in files that only this user can read: <c>{directory}/{name}.json</c>.</summary>
/// <remarks>
/// The directory is created with mode 0700 and files with mode 0600. A file is complete and flushed to disk before it gets its
/// final name, so programs that share the directory never read a partial file. On Windows the directory's own permissions apply.
/// Links are not followed. Keep the directory off network shares and out of repositories.
/// Clients of one app key in all processes of a host that use the directory share one pace, through <c>{name}.pace</c> beside the token.
/// </remarks>
public sealed class FileTokenCache : ITokenCache
{
    private const int MaxBytes = 16 * 1024;
    private static readonly TimeSpan UnfinishedAge = TimeSpan.FromHours(1);
    private static long _lastNumber;
    private readonly string _directory;
    private readonly ILogger _logger;
    private readonly TokenFileWriter _write;

    /// <summary>Creates the cache of this user: <c>rhetenor/tokens</c> in the local application data folder, as <c>DailyLogger</c> uses
    /// it.</summary>
    /// <param name="logger">Logs when a file's permissions were tightened.</param>
    /// <exception cref="InvalidOperationException">The user has no such folder, such as an account without a home directory.</exception>
    public FileTokenCache(ILogger<FileTokenCache>? logger = null)
        : this(OfUser(), logger)
    {
    }

    /// <summary>Creates the cache. The directory is created when the first token is written.</summary>
    /// <param name="directory">A directory that belongs to this user only.</param>
    /// <param name="logger">Logs when a file's permissions were tightened.</param>
    public FileTokenCache(string directory, ILogger<FileTokenCache>? logger = null)
        : this(directory, static (file, content) => RandomAccess.Write(file, content, 0), logger)
    {
    }

    internal FileTokenCache(string directory, TokenFileWriter write, ILogger<FileTokenCache>? logger = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        _directory = Path.GetFullPath(directory);
        _write = write;
        _logger = Log.Quiet(logger);
    }

    // Without the option to create it, a folder that does not exist yet is an empty path: tokens would be written below the working directory.
    private static string OfUser() => Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create) is { Length: > 0 } home
        ? Path.Join(home, "rhetenor", "tokens")
        : throw new InvalidOperationException("This user has no local application data folder. Name a directory for the tokens.");

    /// <summary>Gets the full path of the directory.</summary>
    internal string Folder => _directory;

    /// <inheritdoc/>
    /// <exception cref="HantooException">The directory or file is unsafe, or the file cannot be read.</exception>
    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(string name, CancellationToken cancellationToken = default)
    {
        var path = PathOf(name);
        try
        {
            if (!TokenFileSafety.Check(_directory, path, out var tightened))
                return new(ReadOnlyMemory<byte>.Empty);
            if (tightened)
                Log.TokenFileTightened(_logger, path);
            using var file = File.OpenHandle(path);
            var content = new byte[Math.Min(RandomAccess.GetLength(file), MaxBytes)];
            return new(content.AsMemory(0, RandomAccess.Read(file, content, 0)));
        }
        catch (Exception exception) when (FileErrors.IsMissing(exception))
        {
            return new(ReadOnlyMemory<byte>.Empty);
        }
        catch (Exception exception) when (FileErrors.Knows(exception))
        {
            throw Failed(exception, path);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="HantooException">The directory or file is unsafe, or the file cannot be written.</exception>
    public ValueTask WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var path = PathOf(name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(content.Length, MaxBytes);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            TokenFileSafety.CreateDirectory(_directory);
            TokenFileSafety.Check(_directory, path, out _);
            var file = CreateUnfinished(path, out var unfinished);
            try
            {
                using (file)
                {
                    _write(file.SafeFileHandle, content.Span);
                    RandomAccess.FlushToDisk(file.SafeFileHandle);
                }

                File.Move(unfinished, path, overwrite: true);
                RemoveOldUnfinished(path);
                FolderTree.Sync(_directory);
            }
            finally
            {
                AtomicFile.Remove(unfinished);
            }

            return default;
        }
        catch (Exception exception) when (FileErrors.Knows(exception))
        {
            throw Failed(exception, path);
        }
    }

    private static FileStream CreateUnfinished(string path, out string unfinished)
    {
        while (true)
        {
            // Process ids repeat, in a container at every start. A name left by a killed process is skipped.
            unfinished = $"{path}.{Environment.ProcessId}-{Interlocked.Increment(ref _lastNumber)}.part";
            try
            {
                return TokenFileSafety.CreateFile(unfinished);
            }
            catch (IOException) when (File.Exists(unfinished))
            {
            }
        }
    }

    // Files left by killed processes contain tokens too. Recent ones may belong to another process that is still writing.
    private void RemoveOldUnfinished(string path)
    {
        var oldest = File.GetLastWriteTimeUtc(path) - UnfinishedAge;
        foreach (var unfinished in Directory.GetFiles(_directory, Path.GetFileName(path) + ".*.part"))
        {
            if (File.GetLastWriteTimeUtc(unfinished) < oldest)
                AtomicFile.Remove(unfinished);
        }
    }

    private string PathOf(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-'))
            throw new ArgumentException("A name contains only lower-case letters, digits and hyphens.", nameof(name));
        return Path.Join(_directory, name + ".json");
    }

    private static HantooException Failed(Exception exception, string path) =>
        new(HantooError.Unavailable, $"The token cache cannot be used: {FileErrors.Of(path, exception).Message}", exception);
}
