using Rhetenor.Data.Storage;

namespace Rhetenor.Data.Hantoo;

/// <summary>Safety checks before reading or replacing a token file.</summary>
internal static class TokenFileSafety
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private const UnixFileMode Others = OthersWrite | UnixFileMode.GroupRead | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Creates a directory that only its owner can access.</summary>
    public static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, Owner | UnixFileMode.UserExecute);
    }

    /// <summary>Creates a file that only its owner can access from the first moment.</summary>
    public static FileStream CreateFile(string path) => Open(path, FileMode.CreateNew, FileAccess.Write);

    /// <summary>Opens a file, or creates one that only its owner can access, and locks it until it is closed.</summary>
    /// <exception cref="IOException">Another process has locked it, or it cannot be opened.</exception>
    public static FileStream OpenAlone(string path) => Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite);

    /// <summary>Checks the directory and the file.</summary>
    /// <param name="directory">The directory, in which nobody else may be able to create links.</param>
    /// <param name="path">The file in the directory.</param>
    /// <param name="tightened">Whether others could read the file before the check.</param>
    /// <returns>Whether the file exists.</returns>
    /// <exception cref="HantooException">The directory or file is unsafe.</exception>
    public static bool Check(string directory, string path, out bool tightened)
    {
        tightened = false;
        var folder = new DirectoryInfo(directory);
        if (folder.LinkTarget is not null)
            throw Unsafe(directory, "is a link");
        if (!folder.Exists)
            return false;
        var file = new FileInfo(path);
        if (file.LinkTarget is not null)
            throw Unsafe(path, "is a symbolic link");
        if (OperatingSystem.IsWindows())
            return file.Exists;

        if ((folder.UnixFileMode & OthersWrite) != 0)
            throw Unsafe(directory, "can be written by others; take a directory of your own");
        if (Directory.Exists(path))
            throw Unsafe(path, "is a directory");
        if (!file.Exists)
            return false;
        if (UnixFile.TryGetStatus(path, out var links, out var isOwn))
        {
            if (links > 1)
                throw Unsafe(path, $"has {links} names (hard links)");
            if (!isOwn)
                throw Unsafe(path, "belongs to another user");
        }

        if ((file.UnixFileMode & Others) != 0)
        {
            File.SetUnixFileMode(path, Owner);
            tightened = true;
        }

        return true;
    }

    private static FileStream Open(string path, FileMode mode, FileAccess access)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Owner;
        return new FileStream(path, options);
    }

    private static HantooException Unsafe(string path, string why) =>
        new(HantooError.UnsafeTokenCache, $"The token cache is unsafe: '{path}' {why}.");
}
