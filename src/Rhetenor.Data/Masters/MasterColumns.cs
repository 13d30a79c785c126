namespace Rhetenor.Data.Masters;

/// <summary>The names, widths and offsets of the columns of a table, and the constant bytes of its JSON.</summary>
internal sealed class MasterColumns
{
    /// <summary>The index of the Korean name. In JSON, the market follows it.</summary>
    public const int NameOrdinal = 2;

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

    /// <summary>Gets the column names. The short code is first.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Gets the width of each column, in bytes.</summary>
    public int[] Widths { get; }

    /// <summary>Gets the offset of each column in a record, in bytes.</summary>
    public int[] Offsets { get; }

    /// <summary>Gets the width of a record, in bytes.</summary>
    public int Width { get; }

    /// <summary>Gets the constant parts of the JSON form.</summary>
    public MasterJsonLayout Json { get; }

    /// <summary>Gets the index of a column; -1 when there is none of that name.</summary>
    public int IndexOf(string name) => _ordinals.GetValueOrDefault(name, -1);
}
