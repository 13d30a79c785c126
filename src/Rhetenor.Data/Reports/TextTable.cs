using System.Text;

namespace Rhetenor.Data.Reports;

/// <summary>A table with fixed-width columns: text aligned left, numbers aligned right.</summary>
/// <remarks>The text goes to files and logs, without colours and console widths. Packages that draw tables write to a console and
/// would be a dependency.</remarks>
internal sealed class TextTable(params string[] heads)
{
    private const string Gap = "  ";
    private readonly List<string[]> _rows = [heads];

    /// <summary>Adds a row. Missing cells are blank.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Writes the table. Each line ends with a line break.</summary>
    /// <param name="text">The output.</param>
    /// <param name="left">The number of columns aligned left.</param>
    public void Write(StringBuilder text, int left = 1)
    {
        var widths = Enumerable.Range(0, heads.Length).Select(i => _rows.Max(row => i < row.Length ? row[i].Length : 0)).ToArray();
        foreach (var row in _rows)
        {
            var cells = row.Select((cell, i) => i < left ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]));
            text.Append(string.Join(Gap, cells).TrimEnd()).Append('\n');
        }
    }
}
