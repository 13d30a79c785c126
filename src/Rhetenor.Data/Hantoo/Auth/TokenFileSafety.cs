using Rhetenor.Data.Storage;

namespace Rhetenor.Data.Hantoo;

/// <summary>What must be so before a token file is read or replaced.</summary>
internal static class TokenFileSafety
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private const UnixFileMode Others = OthersWrite | UnixFileMode.GroupRead | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Creates the directory for its owner alone.</summary>
    public static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, Owner | UnixFileMode.UserExecute);
    }

    /// <summary>Creates a file that is its owner's alone from the first moment.</summary>
    public static FileStream CreateFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Owner;
        return new FileStream(path, options);
    }

    /// <summary>Checks directory and file.</summary>
    /// <param name="directory">The directory; nobody else can put a link into it.</param>
    /// <param name="path">The file in it.</param>
    /// <param name="tightened">Whether others could read the file until now.</param>
    /// <returns>Whether the file is there.</returns>
    /// <exception cref="HantooException">The place is not safe.</exception>
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

    private static HantooException Unsafe(string path, string why) =>
        new(HantooError.UnsafeTokenCache, $"The token cache is unsafe: '{path}' {why}.");
}
