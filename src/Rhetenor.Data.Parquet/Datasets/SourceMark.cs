using System.Security.Cryptography;
using System.Text;

namespace Rhetenor.Data.Datasets;

/// <summary>Identifies the objects of a session, or of a year of daily bars. Objects never change, so equal names mean equal bars.</summary>
internal static class SourceMark
{
    private const int Digits = 16;
    private const char Incomplete = '!';

    /// <summary>Returns the mark of a session. That of a session of which something could not be read never equals that of the archive, so
    /// that the next publication reads it again.</summary>
    public static string Of(ArchivedSession session, bool isWhole = true) => Of(session.Objects, isWhole);

    /// <inheritdoc cref="Of(ArchivedSession, bool)"/>
    public static string Of(IEnumerable<ObjectInfo> objects, bool isWhole = true)
    {
        var text = string.Join('\n', objects.Select(stored => $"{stored.Key} {stored.Size}").Order(StringComparer.Ordinal));
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Digits];
        return isWhole ? mark : mark + Incomplete;
    }

    /// <summary>Determines whether a mark is of the archive's objects, whether or not all could be read.</summary>
    public static bool IsOf(ArchivedSession session, string? mark) => IsOf(session.Objects, mark);

    /// <inheritdoc cref="IsOf(ArchivedSession, string)"/>
    public static bool IsOf(IEnumerable<ObjectInfo> objects, string? mark) => mark?.TrimEnd(Incomplete) == Of(objects);
}
