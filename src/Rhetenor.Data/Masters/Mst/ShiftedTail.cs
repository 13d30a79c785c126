namespace Rhetenor.Data.Masters;

/// <summary>Detects cached masters whose fields after the name are shifted by one byte.</summary>
/// <remarks>
/// Tools that use 228 or 222 bytes for the tail of a line without its newline start one byte early. They read the security group
/// <c>ST</c> as a blank and <c>S</c>, and <c>T</c> as part of the next field. Some files are one byte late instead.
/// </remarks>
internal static class ShiftedTail
{
    private const int FirstTailField = 3;

    /// <exception cref="MstFormatException">In most records a security group is split over two fields.</exception>
    public static void Check(MasterTable table, Market market)
    {
        if (table.Columns.Names.Count < FirstTailField + 2)
            return;
        var (known, early, late) = (0, 0, 0);
        for (var i = 0; i < table.Count; i++)
        {
            var (first, second) = (table.Text(i, FirstTailField), table.Text(i, FirstTailField + 1));
            if (HantooMstSpec.KnownSecurityGroups.Contains(first))
                known++;
            else if (first.Length > 0 && second.Length > 0 && HantooMstSpec.KnownSecurityGroups.Contains($"{first[^1]}{second[0]}"))
                early++;
            else if (first.Length > 0 && HantooMstSpec.KnownSecurityGroups.Any(group => group[1] == first[0]))
                late++;
        }

        if (known * 2 > table.Count || (early + late) * 2 <= table.Count)
            return;
        throw MstFormatException.OfJson(market, "a security group after the name",
            $"it torn apart in {Math.Max(early, late)} of {table.Count} records: the parser that wrote them started "
            + $"the fields after the name one byte too {(early >= late ? "early (it counted the newline into the tail)" : "late")}. "
            + "Every value after the name is wrong; parse the raw file again");
    }
}
