namespace Rhetenor.Data.Testing;

/// <summary>Distributes a file's issues over the security groups, in the proportions of real files in 2026.</summary>
internal static class GroupPlan
{
    private static readonly (string Group, int PerTenThousand)[] Kospi =
    [
        ("BC", 260), ("EF", 4304), ("RT", 100), ("PF", 8), ("IF", 8), ("MF", 8), ("DR", 4), ("SW", 36), ("SR", 8), ("EN", 1568), ("FS", 4),
    ];

    private static readonly (string Group, int PerTenThousand)[] Kosdaq = [("FS", 60), ("DR", 44)];

    // Enough shares for every trap.
    private const int FewestShares = 20;

    /// <summary>Returns the group of each slot, shares first. Small files contain only shares; from 40 records on, every group
    /// occurs.</summary>
    public static string[] For(Market market, int records)
    {
        var others = (market switch { Market.Kospi => Kospi, Market.Kosdaq => Kosdaq, _ => [] })
            .SelectMany(row => Enumerable.Repeat(row.Group, records < 2 * FewestShares ? 0 : Math.Max(1, row.PerTenThousand * (records - FewestShares) / 10_000)))
            .ToArray();
        return [.. Enumerable.Repeat("ST", records - others.Length), .. others];
    }
}
