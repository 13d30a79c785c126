using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Rhetenor.Data.Storage;

/// <summary>System calls that publish a complete file atomically. The class library has none of them.</summary>
internal static partial class UnixFile
{
    private const int NotPermitted = 1;
    private const int Interrupted = 4;
    private const int Exists = 17;
    private const int InvalidArgument = 22;
    private const int CurrentFolder = -100;
    private const uint NoReplace = 1;
    private const int CloseOnExec = 0x80000;

    /// <summary>Gives a file its final name unless the name is taken. The old name remains if a link was made.</summary>
    /// <returns>False when the name is taken.</returns>
    /// <exception cref="IOException">The call failed; <see cref="Exception.HResult"/> is the error number.</exception>
    /// <exception cref="NotSupportedException">The file system supports neither links nor renaming without replacement.</exception>
    public static bool TryPublish(string path, string name)
    {
        if (Link(path, name) == 0)
            return true;
        var error = Marshal.GetLastPInvokeError();
        if (error == Exists)
            return false;
        return HasNoLinks(error) ? TryRename(path, name) : throw Failed("link", error);
    }

    /// <summary>Gives a file its final name by renaming, for file systems without hard links.</summary>
    public static bool TryRename(string path, string name)
    {
        if (!OperatingSystem.IsLinux())
            throw new NotSupportedException("The file system has no hard links.");
        try
        {
            if (RenameAt2(CurrentFolder, path, CurrentFolder, name, NoReplace) == 0)
                return true;
        }
        catch (EntryPointNotFoundException exception)
        {
            throw new NotSupportedException("The file system has no hard links, and the C library no renameat2.", exception);
        }

        var error = Marshal.GetLastPInvokeError();
        return error switch
        {
            Exists => false,
            InvalidArgument => throw new NotSupportedException("The file system has neither hard links nor RENAME_NOREPLACE."),
            _ => HasNoLinks(error) ? throw new NotSupportedException("The file system has no hard links.") : throw Failed("renameat2", error),
        };
    }

    /// <summary>Flushes the names in a folder to disk.</summary>
    public static void SyncFolder(string path)
    {
        var file = Open(path, OperatingSystem.IsLinux() ? CloseOnExec : 0);
        if (file < 0)
            throw Failed("open", Marshal.GetLastPInvokeError());
        try
        {
            while (Sync(file) != 0)
            {
                var error = Marshal.GetLastPInvokeError();
                if (error == InvalidArgument)
                    return; // The file system keeps names without a flush, or cannot flush them.
                if (error != Interrupted)
                    throw Failed("fsync", error);
            }
        }
        finally
        {
            _ = Close(file);
        }
    }

    // EPERM, EXDEV, EMLINK, and the numbers of ENOSYS and ENOTSUP on Linux and macOS.
    private static bool HasNoLinks(int error) => error is NotPermitted or 18 or 31 or 38 or 45 or 78 or 95;

    private static IOException Failed(string call, int error) =>
        new($"{call}: {new Win32Exception(error).Message}", error);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string path, string name);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt2(int folder, string path, int newFolder, string name, uint flags);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int file);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int file);
}
