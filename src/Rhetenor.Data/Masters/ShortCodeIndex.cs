namespace Rhetenor.Data.Masters;

/// <summary>Finds a record by its short code without a string for each: an open hash table over the cells themselves.</summary>
/// <remarks>A dictionary would need 2,500 strings whenever a master is opened, most of which nobody asks for.</remarks>
internal sealed class ShortCodeIndex
{
    private readonly MasterTable _table;
    private readonly int[] _slots;

    private ShortCodeIndex(MasterTable table)
    {
        _table = table;
        _slots = new int[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, table.Count * 2))];
    }

    /// <summary>Indexes a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="twice">The second record of a short code that two records have; -1 when each has its own.</param>
    public static ShortCodeIndex Build(MasterTable table, out int twice)
    {
        var index = new ShortCodeIndex(table);
        for (twice = 0; twice < table.Count; twice++)
        {
            ref var slot = ref index.Slot(table.Cell(twice, HantooMstSpec.ShortCodeOrdinal));
            if (slot != 0)
                return index;
            slot = twice + 1;
        }

        twice = -1;
        return index;
    }

    /// <summary>The record of a short code; -1 when there is none.</summary>
    public int Find(ReadOnlySpan<byte> shortCode) => Slot(shortCode) - 1;

    // Slots hold the record's number from 1; 0 is free. At most half are taken, so a free one ends every search.
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
