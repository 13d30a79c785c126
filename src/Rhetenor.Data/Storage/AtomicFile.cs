using Microsoft.Win32.SafeHandles;

namespace Rhetenor.Data.Storage;

/// <summary>Writes the bytes of one file; replaceable so that tests can run a disk full.</summary>
internal delegate ValueTask FileWriter(SafeFileHandle file, ReadOnlyMemory<byte> body, CancellationToken cancellationToken);

/// <summary>Creates files that are complete and on disk before their name exists.</summary>
internal static class AtomicFile
{
    private static long _lastNumber;

    /// <summary>Writes a file unless its name is taken.</summary>
    /// <param name="path">The final path; its folder exists.</param>
    /// <param name="unfinishedFolder">An existing folder on the same file system.</param>
    /// <param name="body">The content.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="cancellationToken">Honoured until the name appears, and not after.</param>
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

    /// <summary>Removes a file if that is possible.</summary>
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

    /// <summary>Creates a file that nobody else has.</summary>
    public static string CreateUnfinished(string folder, Func<long> nextNumber, out SafeFileHandle file)
    {
        while (true)
        {
            // Process ids repeat across machines and containers that share a folder: a name in use is passed over.
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

    /// <summary>Gives a complete file its name, unless the name is taken.</summary>
    public static bool Publish(string unfinished, string path)
    {
        // File.Move without overwriting is atomic on Windows only; elsewhere it looks first and then renames.
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
