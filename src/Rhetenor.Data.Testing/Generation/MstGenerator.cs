namespace Rhetenor.Data.Testing;

/// <summary>Generates master files that look like those of DWS, including the irregularities that break careless readers.</summary>
/// <remarks>
/// Names, companies and figures are made up, except for some public facts of 005930 and 000660, which every KOSPI file contains.
/// From 40 records on, a file contains every security group of its market, every trap among its first shares, and codes with
/// letters. The same arguments produce the same bytes. From one day to the next, prices move and some issues are replaced.
/// </remarks>
public static class MstGenerator
{
    /// <summary>Returns the maximum number of records of a file.</summary>
    public static int MaxRecords(Market market) => NumberRing.SlotsOf(market);

    /// <summary>Generates the bytes of an <c>.mst</c> file: unordered records of the spec's width, each followed by LF.</summary>
    /// <param name="spec">The columns. Custom, moved or added columns are filled by their name or else by their kind.</param>
    /// <param name="records">The number of records, from 1 to <see cref="MaxRecords"/>.</param>
    /// <param name="seed">The seed, which determines everything that the date does not.</param>
    /// <param name="date">The Korean date of the file.</param>
    /// <param name="truth">A market whose prices and events the issues with its short codes have; null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of records is out of range.</exception>
    public static byte[] Generate(HantooMstSpec spec, int records, int seed, DateOnly date, KisTruth? truth = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentOutOfRangeException.ThrowIfLessThan(records, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(records, MaxRecords(spec.Market));
        var groups = GroupPlan.For(spec.Market, records);
        var issues = new IssueFactory(spec.Market, seed, date, truth);
        var order = new Draw((ulong)(uint)seed).For("order");
        var slots = Enumerable.Range(0, records).OrderBy(slot => order.For(slot).Seed);
        var file = new byte[records * (spec.RecordWidth + 1)];
        var record = 0;
        foreach (var slot in slots)
            RecordWriter.Write(spec, issues.Make(slot, groups[slot]), file.AsSpan(record++ * (spec.RecordWidth + 1), spec.RecordWidth + 1));
        return file;
    }
}
