namespace Rhetenor.Data.Masters;

/// <summary>The data that a master file and its records share: the cells and the specification.</summary>
internal sealed class MasterContent(HantooMstSpec spec, MasterTable table, ShortCodeIndex index)
{
    /// <summary>Gets the specification of the fields.</summary>
    public HantooMstSpec Spec => spec;

    /// <summary>Gets the date of the file, whose rules apply to its records; null when it is unknown.</summary>
    public DateOnly? Date { get; private init; }

    /// <summary>Gets the cells.</summary>
    public MasterTable Table => table;

    /// <summary>Gets the ordinals of the common properties' fields.</summary>
    public MasterOrdinals Ordinals { get; } = new(table.Columns);

    /// <summary>Gets the specification of each column; null for columns that the specification does not contain.</summary>
    public MstField?[] Fields { get; } = [.. table.Columns.Names.Select(name => spec.IndexOf(name) is >= 0 and var i ? spec.Fields[i] : null)];

    /// <summary>Returns the same content of a date.</summary>
    public MasterContent On(DateOnly? date) => date == Date ? this : new(spec, table, index) { Date = date };

    /// <summary>Gets the index of a short code's record; -1 when there is none.</summary>
    public int Find(string shortCode) => table.TryEncode(shortCode, out var bytes) ? index.Find(bytes) : -1;
}
