namespace Rhetenor.Data.Masters;

/// <summary>Finds a record by its short code (단축코드). An open hash table over the cells, without a string per code.</summary>
/// <remarks>A dictionary would need 2,500 strings for each opened master, most of which are never used.</remarks>
internal sealed class ShortCodeIndex
{
    private readonly MasterTable _table;
    private readonly int[] _slots;

    private ShortCodeIndex(MasterTable table)
    {
        _table = table;
        _slots = new int[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, table.Count * 2))];
    }

    /// <summary>Builds the index of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="duplicate">The second record of a duplicated short code; -1 when all codes are unique.</param>
    public static ShortCodeIndex Build(MasterTable table, out int duplicate)
    {
        var index = new ShortCodeIndex(table);
        for (duplicate = 0; duplicate < table.Count; duplicate++)
        {
            ref var slot = ref index.Slot(table.Cell(duplicate, HantooMstSpec.ShortCodeOrdinal));
            if (slot != 0)
                return index;
            slot = duplicate + 1;
        }

        duplicate = -1;
        return index;
    }

    /// <summary>Gets the index of a short code's record; -1 when there is none.</summary>
    public int Find(ReadOnlySpan<byte> shortCode) => Slot(shortCode) - 1;

    // Slots contain the record index plus 1; 0 is free. At most half of the slots are used, so each search ends at a free one.
    private ref int Slot(ReadOnlySpan<byte> shortCode)
    {
        var hash = default(HashCode);
        hash.AddBytes(shortCode);
        var at = hash.ToHashCode() & (_slots.Length - 1);
        while (_slots[at] != 0 && !_table.Cell(_slots[at] - 1, HantooMstSpec.ShortCodeOrdinal).SequenceEqual(shortCode))
            at = (at + 1) & (_slots.Length - 1);
        return ref _slots[at];
    }
}
