using System.Security;

namespace Rhetenor.Data.Storage;

/// <summary>Converts file system errors to <see cref="ObjectStoreException"/>.</summary>
internal static class FileErrors
{
    /// <summary>Determines whether <see cref="Of"/> converts an exception.</summary>
    /// <remarks>The class library reports a file over the limit of the process or file system (EFBIG) as an argument out of
    /// range.</remarks>
    public static bool Knows(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException or ArgumentOutOfRangeException;

    /// <summary>Determines whether a file, or a folder above it, does not exist.</summary>
    public static bool IsMissing(Exception exception) =>
        exception is FileNotFoundException or DirectoryNotFoundException
        || (exception is IOException && !OperatingSystem.IsWindows() && exception.HResult == 20); // ENOTDIR

    /// <summary>Creates the typed exception.</summary>
    public static ObjectStoreException Of(string key, Exception exception)
    {
        var (error, message) = exception switch
        {
            NotSupportedException => (ObjectStoreError.Unsupported, $"{exception.Message} Put the store on another disk."),
            ArgumentOutOfRangeException => (ObjectStoreError.OutOfSpace, "the file is larger than this process or the file system may write."),
            UnauthorizedAccessException or SecurityException =>
                (ObjectStoreError.AccessDenied, "the folder or file may not be used by this process."),
            PathTooLongException =>
                (ObjectStoreError.InvalidKey, "the path is too long for the file system; use a shorter root or key."),
            _ when IsFull(exception.HResult) => (ObjectStoreError.OutOfSpace, "the disk or the quota is full."),
            _ when IsReadOnly(exception.HResult) => (ObjectStoreError.AccessDenied, "the file system is read-only."),
            _ => (ObjectStoreError.Unavailable, exception.Message),
        };
        return new ObjectStoreException(error, key, message, exception);
    }

    /// <summary>Determines whether Windows refused a name because it is taken: ERROR_FILE_EXISTS, ERROR_ALREADY_EXISTS.</summary>
    public static bool IsTakenOnWindows(IOException exception) =>
        (exception.HResult & 0xFFFF) is 80 or 183;

    /// <summary>Determines whether another process has locked the file: EWOULDBLOCK; ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION.</summary>
    public static bool IsLocked(IOException exception) => OperatingSystem.IsWindows()
        ? (exception.HResult & 0xFFFF) is 32 or 33
        : exception.HResult == (OperatingSystem.IsMacOS() ? 35 : 11);

    // ENOSPC, EDQUOT on Linux and macOS; ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL.
    private static bool IsFull(int code) => OperatingSystem.IsWindows()
        ? (code & 0xFFFF) is 39 or 112
        : code == 28 || code == (OperatingSystem.IsMacOS() ? 69 : 122);

    // EROFS; ERROR_WRITE_PROTECT.
    private static bool IsReadOnly(int code) => OperatingSystem.IsWindows() ? (code & 0xFFFF) == 19 : code == 30;
}
