using System.Collections;
using System.Diagnostics;
using Rhetenor.Data.Core;
using Rhetenor.Data.Masters;

namespace Rhetenor.Data;

/// <summary>A file that DWS serves beside the masters: index and sector names, themes, derivatives.</summary>
/// <remarks>Each row is a dictionary from the names of <see cref="CompanionLayout.Fields"/> to trimmed text.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class CompanionFile : IReadOnlyList<IReadOnlyDictionary<string, string>>
{
    private readonly List<IReadOnlyDictionary<string, string>> _rows;

    private CompanionFile(CompanionLayout layout, List<IReadOnlyDictionary<string, string>> rows, DateTimeOffset? sourceTime = null) =>
        (Layout, _rows, SourceTime) = (layout, rows, sourceTime);

    /// <summary>Gets the layout of the rows.</summary>
    public CompanionLayout Layout { get; }

    /// <summary>Gets the time at which DWS wrote the file, Korean time; null for a file without a ZIP.</summary>
    public DateTimeOffset? SourceTime { get; }

    /// <summary>Gets the number of rows.</summary>
    public int Count => _rows.Count;

    /// <summary>Gets a row by index, in the order of the file.</summary>
    public IReadOnlyDictionary<string, string> this[int index] => _rows[index];

    /// <summary>Opens a file from disk: a bare file, or a ZIP with one entry as DWS serves it. The content determines which.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layout">The layout, such as <see cref="CompanionLayout.Indexes"/>.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="MstFormatException">The file does not match the layout. The message names file, line, expected and found.</exception>
    public static CompanionFile Open(string path, CompanionLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var (content, time) = MasterZip.Open(File.ReadAllBytes(path), layout.FileName, Defaults.MaxMasterBytes);
        return Read(content, layout).With(time);
    }

    /// <summary>Reads the bytes of a file, which are cp949.</summary>
    /// <param name="content">The content, without a ZIP.</param>
    /// <param name="layout">The layout.</param>
    /// <exception cref="MstFormatException">A row has another width or number of columns. No row is skipped.</exception>
    public static CompanionFile Read(ReadOnlySpan<byte> content, CompanionLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (layout.Separator is null && layout.Fields.FirstOrDefault(field => field.Width == 0) is { Name: { } blank })
            throw new ArgumentException($"The column '{blank}' is 0 bytes wide, and the layout has no separator.", nameof(layout));
        var rows = new List<IReadOnlyDictionary<string, string>>();
        while (!content.IsEmpty)
        {
            var end = content.IndexOf((byte)'\n');
            var line = end < 0 ? content : content[..end];
            content = end < 0 ? default : content[(end + 1)..];
            rows.Add(layout.Separator is { } separator ? Separated(line.TrimEnd((byte)'\r'), separator, layout, rows.Count + 1) : Fixed(line.TrimEnd((byte)'\r'), layout, rows.Count + 1));
        }

        return rows.Count > 0 ? new(layout, rows) : throw Drift(layout, 0, "at least one row", "an empty file");
    }

    /// <summary>Returns the rows that another file of the same layout does not contain, in the order of this file. A row whose text differs
    /// is one that the other file does not contain.</summary>
    /// <param name="other">The other file, such as that of the session before.</param>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> RowsNotIn(CompanionFile other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var known = other.Select(TextOf).ToHashSet(StringComparer.Ordinal);
        return [.. this.Where(row => !known.Contains(TextOf(row)))];

        static string TextOf(IReadOnlyDictionary<string, string> row) => string.Join('\u001f', row.Values);
    }

    internal CompanionFile With(DateTimeOffset? sourceTime) => new(Layout, _rows, sourceTime);

    /// <summary>Enumerates the rows in the order of the file.</summary>
    public IEnumerator<IReadOnlyDictionary<string, string>> GetEnumerator() => _rows.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Returns name and number of rows in one line.</summary>
    public override string ToString() => $"{Layout.Name}: {Texts.Count(Count, "row")}";

    private static Dictionary<string, string> Fixed(ReadOnlySpan<byte> line, CompanionLayout layout, int number)
    {
        var width = layout.Fields.Sum(field => field.Width);
        if (line.Length != width)
            throw Drift(layout, number, $"{width} bytes", $"{line.Length}");
        var row = new Dictionary<string, string>(StringComparer.Ordinal);
        var offset = 0;
        foreach (var (field, bytes) in layout.Fields)
        {
            row.Add(field, Text(line.Slice(offset, bytes), layout, number, field));
            offset += bytes;
        }

        return row;
    }

    private static Dictionary<string, string> Separated(ReadOnlySpan<byte> line, char separator, CompanionLayout layout, int number)
    {
        var row = new Dictionary<string, string>(StringComparer.Ordinal);
        var count = line.Count((byte)separator) + 1;
        if (count != layout.Fields.Count)
            throw Drift(layout, number, $"{layout.Fields.Count} columns", $"{count}");
        var column = 0;
        foreach (var range in line.Split((byte)separator))
        {
            var field = layout.Fields[column++].Name;
            row.Add(field, Text(line[range], layout, number, field));
        }

        return row;
    }

    // The second byte of a Korean letter is a Latin letter or has the high bit: it is never a separator.
    private static string Text(ReadOnlySpan<byte> bytes, CompanionLayout layout, int number, string field)
    {
        var text = Cp949.GetString(bytes, out var isValid);
        return isValid ? text.Trim(' ') : throw Drift(layout, number, $"cp949 in '{field}'", Convert.ToHexString(bytes));
    }

    private static MstFormatException Drift(CompanionLayout layout, int line, string expected, string found) =>
        MstFormatException.OfFile(layout.FileName, line, expected, found);
}
