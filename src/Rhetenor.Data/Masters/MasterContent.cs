namespace Rhetenor.Data.Masters;

/// <summary>The records of a master and how they are read: what a file and its records share.</summary>
internal sealed class MasterContent(HantooMstSpec spec, MasterTable table, ShortCodeIndex index)
{
    /// <summary>The spec the fields are read by.</summary>
    public HantooMstSpec Spec => spec;

    /// <summary>The cells.</summary>
    public MasterTable Table => table;

    /// <summary>Where the common properties' fields stand.</summary>
    public MasterOrdinals Ordinals { get; } = new(table.Columns);

    /// <summary>What the spec says of each column; null for columns it does not have.</summary>
    public MstField?[] Fields { get; } = [.. table.Columns.Names.Select(name => spec.IndexOf(name) is >= 0 and var i ? spec.Fields[i] : null)];

    /// <summary>The number of a short code's record; -1 when there is none.</summary>
    public int Find(string shortCode) => table.TryEncode(shortCode, out var bytes) ? index.Find(bytes) : -1;
}
