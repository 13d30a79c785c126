namespace Rhetenor.Data.Masters;

/// <summary>Names, widths and offsets of a table's columns, and the constant bytes of its JSON.</summary>
internal sealed class MasterColumns
{
    private readonly Dictionary<string, int> _ordinals;

    public MasterColumns(IReadOnlyList<string> names, int[] widths, Market market)
    {
        Names = names;
        Widths = widths;
        Offsets = new int[widths.Length];
        for (var i = 0; i < widths.Length; i++)
        {
            Offsets[i] = Width;
            Width += widths[i];
        }

        _ordinals = names.Select((name, i) => KeyValuePair.Create(name, i)).ToDictionary(StringComparer.Ordinal);
        Json = new MasterJsonLayout(names, market);
    }

    /// <summary>Column names, the short code first.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Bytes of each column.</summary>
    public int[] Widths { get; }

    /// <summary>Where each column starts in a record.</summary>
    public int[] Offsets { get; }

    /// <summary>Bytes of a record.</summary>
    public int Width { get; }

    /// <summary>The constant parts of the JSON form.</summary>
    public MasterJsonLayout Json { get; }

    /// <summary>The place of a column; -1 when there is none of that name.</summary>
    public int IndexOf(string name) => _ordinals.GetValueOrDefault(name, -1);
}
