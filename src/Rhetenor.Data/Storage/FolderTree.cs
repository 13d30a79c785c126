namespace Rhetenor.Data.Storage;

/// <summary>Flushes the names in a folder to disk. Tests replace it to simulate a failing disk.</summary>
internal delegate void FolderSync(string path);

/// <summary>The folders of a <see cref="DirectoryObjectStore"/>.</summary>
internal static class FolderTree
{
    /// <summary>Creates the missing folders of a path, each durably.</summary>
    public static void Create(string path, FolderSync sync)
    {
        if (Directory.Exists(path))
            return;
        var parent = Path.GetDirectoryName(path);
        if (!string.IsNullOrEmpty(parent))
            Create(parent, sync);
        Directory.CreateDirectory(path);
        try
        {
            if (!string.IsNullOrEmpty(parent))
                sync(parent);
        }
        catch
        {
            // The next attempt must not find a folder whose name may be lost.
            Remove(path);
            throw;
        }
    }

    /// <summary>Flushes the names in a folder to disk, where the operating system supports it.</summary>
    public static void Sync(string path)
    {
        if (!OperatingSystem.IsWindows())
            UnixFile.SyncFolder(path);
    }

    /// <summary>Gets the path of a key. Refuses keys that leave the root by name or through a link.</summary>
    public static string Resolve(string root, string key)
    {
        var path = Path.GetFullPath(Path.Join(root, key));
        var inside = Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar;
        if (!path.StartsWith(inside, StringComparison.Ordinal))
            throw ObjectKey.Invalid(key, "it leaves the store's root");
        for (var part = path; part.Length > inside.Length; part = Path.GetDirectoryName(part)!)
        {
            if (new FileInfo(part).LinkTarget is not null)
                throw ObjectKey.Invalid(key, "a symbolic link stands in its way");
        }

        return path;
    }

    /// <summary>Refuses a key whose name is a folder, or whose folder is an object.</summary>
    public static void RequirePlace(string root, string path, string key)
    {
        if (Directory.Exists(path))
            throw Occupied(key, "a folder has that name");
        for (var part = Path.GetDirectoryName(path)!; part.Length > root.Length; part = Path.GetDirectoryName(part)!)
        {
            if (File.Exists(part))
                throw Occupied(key, "an object has the name of its folder");
        }
    }

    private static ObjectStoreException Occupied(string key, string reason) => new(
        ObjectStoreError.InvalidKey, key, $"{reason}; a folder, unlike S3, cannot keep both 'a' and 'a/b'.");

    private static void Remove(string path)
    {
        try
        {
            Directory.Delete(path);
        }
        catch (Exception exception) when (FileErrors.Knows(exception))
        {
            // Another process uses it by now.
        }
    }
}
