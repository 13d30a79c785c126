using System.Text;

namespace Rhetenor.Data.Storage;

/// <summary>Checks keys by the rules that all stores share.</summary>
internal static class ObjectKey
{
    /// <summary>The maximum length of a key, in UTF-8 bytes.</summary>
    public const int MaxBytes = 1024;

    /// <summary>Refuses a key that a store could not keep, or would keep under another name.</summary>
    /// <exception cref="ObjectStoreException"><see cref="ObjectStoreError.InvalidKey"/>.</exception>
    public static void Require(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Length == 0)
            throw Invalid(key, "it is empty");
        RequireText(key);
        foreach (var segment in key.AsSpan().Split('/'))
            RequireSegment(key, key.AsSpan(segment));
    }

    /// <summary>Refuses a prefix that no valid key starts with. The empty prefix matches all keys.</summary>
    /// <exception cref="ObjectStoreException"><see cref="ObjectStoreError.InvalidKey"/>.</exception>
    public static void RequirePrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        RequireText(prefix);
        var complete = prefix.LastIndexOf('/');
        if (complete < 0)
            return;
        foreach (var segment in prefix.AsSpan(0, complete).Split('/'))
            RequireSegment(prefix, prefix.AsSpan(0, complete)[segment]);
    }

    /// <summary>Formats a key for one line: control characters are replaced, and very long keys are cut.</summary>
    public static string Printable(string key)
    {
        var shown = key.Length <= 300 ? key : string.Concat(key.AsSpan(0, 300), "…");
        return string.Create(shown.Length, shown, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
                target[i] = char.IsControl(source[i]) || char.IsSurrogate(source[i]) ? '\uFFFD' : source[i];
        });
    }

    /// <summary>Creates the exception for an invalid key.</summary>
    public static ObjectStoreException Invalid(string key, string reason) => new(
        ObjectStoreError.InvalidKey,
        key,
        $"{reason}. Allowed are 1 to {MaxBytes} UTF-8 bytes of '/'-separated segments that are not empty, '.' or '..', "
        + "without control characters or backslashes, and not starting or ending with '/'.");

    private static void RequireSegment(string key, ReadOnlySpan<char> segment)
    {
        if (segment.IsEmpty)
            throw Invalid(key, "it has an empty segment, or starts or ends with '/'");
        if (segment is "." or "..")
            throw Invalid(key, $"it has the segment '{segment}'");
    }

    private static void RequireText(string key)
    {
        var bytes = 0;
        for (var rest = key.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var consumed) != System.Buffers.OperationStatus.Done)
                throw Invalid(key, "it is not well-formed Unicode");
            if (Rune.IsControl(rune) || rune.Value == '\\')
                throw Invalid(key, "it has a control character or a backslash");
            bytes += rune.Utf8SequenceLength;
            rest = rest[consumed..];
        }

        if (bytes > MaxBytes)
            throw Invalid(key, $"it has {bytes} UTF-8 bytes");
    }
}
