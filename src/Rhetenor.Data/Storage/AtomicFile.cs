using Microsoft.Win32.SafeHandles;

namespace Rhetenor.Data.Storage;

/// <summary>Writes the bytes of one file. Tests replace it to simulate a full disk.</summary>
internal delegate ValueTask FileWriter(SafeFileHandle file, ReadOnlyMemory<byte> body, CancellationToken cancellationToken);

/// <summary>Creates files whose content is complete and on disk before their name appears.</summary>
internal static class AtomicFile
{
    private static long _lastNumber;

    /// <summary>Writes a file unless its name is taken.</summary>
    /// <param name="path">The final path. Its folder must exist.</param>
    /// <param name="unfinishedFolder">An existing folder on the same file system.</param>
    /// <param name="body">The content.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="cancellationToken">Cancels the operation until the name appears, and has no effect after that.</param>
    /// <returns>False when the name is taken.</returns>
    public static async Task<bool> TryCreateAsync(
        string path, string unfinishedFolder, ReadOnlyMemory<byte> body, FileWriter write, CancellationToken cancellationToken)
    {
        var unfinished = CreateUnfinished(unfinishedFolder, static () => Interlocked.Increment(ref _lastNumber), out var file);
        try
        {
            using (file)
            {
                await write(file, body, cancellationToken).ConfigureAwait(false);
                RandomAccess.FlushToDisk(file);
            }

            cancellationToken.ThrowIfCancellationRequested();
            return Publish(unfinished, path);
        }
        finally
        {
            Remove(unfinished);
        }
    }

    /// <summary>Removes a file if possible. Does not throw.</summary>
    public static bool Remove(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception exception) when (FileErrors.Knows(exception))
        {
            return false;
        }
    }

    /// <summary>Determines whether a process with the id of this one writes an unfinished file.</summary>
    public static bool IsOwn(string name) => name.StartsWith($"{Environment.ProcessId}-", StringComparison.Ordinal);

    /// <summary>Creates a file under a new name.</summary>
    public static string CreateUnfinished(string folder, Func<long> nextNumber, out SafeFileHandle file)
    {
        while (true)
        {
            // Process ids repeat across machines and containers that share a folder, so names in use are skipped.
            var path = Path.Join(folder, $"{Environment.ProcessId}-{nextNumber()}.part");
            try
            {
                file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.Asynchronous);
                return path;
            }
            catch (IOException) when (File.Exists(path))
            {
            }
        }
    }

    /// <summary>Gives a complete file its final name unless the name is taken.</summary>
    public static bool Publish(string unfinished, string path)
    {
        // File.Move without overwriting is atomic on Windows only. Elsewhere it checks first and then renames.
        if (!OperatingSystem.IsWindows())
            return UnixFile.TryPublish(unfinished, path);
        try
        {
            File.Move(unfinished, path, overwrite: false);
            return true;
        }
        catch (IOException exception) when (FileErrors.IsTakenOnWindows(exception))
        {
            return false;
        }
    }
}
