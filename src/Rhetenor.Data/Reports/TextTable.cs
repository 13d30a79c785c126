using System.Text;

namespace Rhetenor.Data.Reports;

/// <summary>Columns of fixed width: the first to the left, numbers to the right.</summary>
/// <remarks>Text for a file or a log, without color or width of a console; packages that draw tables write to one, and bring it along.</remarks>
internal sealed class TextTable(params string[] heads)
{
    private const string Gap = "  ";
    private readonly List<string[]> _rows = [heads];

    /// <summary>Adds a row; missing cells are blank.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Writes the table, each line ended.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="left">How many columns stand to the left.</param>
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
