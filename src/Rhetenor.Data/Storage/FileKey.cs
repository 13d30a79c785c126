using System.Buffers;
using System.Text;

namespace Rhetenor.Data.Storage;

/// <summary>Checks that keys are valid file names on all operating systems, so that a store can be moved between them.</summary>
internal static class FileKey
{
    /// <summary>The folder of unfinished files, directly under the root.</summary>
    public const string UnfinishedFolder = ".tmp";

    private const int MaxSegmentBytes = 255;

    private static readonly SearchValues<char> Reserved = SearchValues.Create("<>:\"|?*");

    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³",
    };

    /// <summary>Requires a key that is a valid file name on all operating systems.</summary>
    /// <exception cref="ObjectStoreException"><see cref="ObjectStoreError.InvalidKey"/>.</exception>
    public static void Require(string key)
    {
        ObjectKey.Require(key);
        var segments = key.Split('/');
        if (segments[0].Equals(UnfinishedFolder, StringComparison.OrdinalIgnoreCase))
            throw Invalid(key, $"'{UnfinishedFolder}' is the store's own folder");
        foreach (var segment in segments)
            RequireSegment(key, segment);
    }

    private static void RequireSegment(string key, string segment)
    {
        var dot = segment.IndexOf('.', StringComparison.Ordinal);
        var stem = (dot < 0 ? segment : segment[..dot]).TrimEnd(' ');
        if (Encoding.UTF8.GetByteCount(segment) > MaxSegmentBytes)
            throw Invalid(key, $"a segment is longer than {MaxSegmentBytes} bytes");
        if (segment[^1] is '.' or ' ')
            throw Invalid(key, $"the segment '{segment}' ends with a dot or a space");
        if (segment.AsSpan().ContainsAny(Reserved))
            throw Invalid(key, $"the segment '{segment}' contains one of < > : \" | ? *");
        if (Devices.Contains(stem))
            throw Invalid(key, $"the segment '{segment}' names a device on Windows");
    }

    private static ObjectStoreException Invalid(string key, string reason) => new(
        ObjectStoreError.InvalidKey, key, $"{reason}, which a folder cannot keep on every operating system.");
}
