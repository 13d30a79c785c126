namespace Rhetenor.Data.Testing;

/// <summary>Generates master files that look like those of DWS, down to what trips careless readers.</summary>
/// <remarks>
/// Names, companies and figures are made up, except for some public facts of 005930 and 000660, which every KOSPI file
/// has. From 40 records on a file has every security group of its market, among the first shares every trap, and codes with letters.
/// The same arguments give the same bytes; from one day to the next prices move and now and then an issue is replaced.
/// </remarks>
public static class MstGenerator
{
    /// <summary>The most records a file can have.</summary>
    public static int MaxRecords(Market market) => NumberRing.SlotsOf(market);

    /// <summary>The bytes of an <c>.mst</c> file: records of the spec's width, each followed by LF, in no order.</summary>
    /// <param name="spec">The columns. Columns of one's own, moved or added ones are filled by their name or else their kind.</param>
    /// <param name="records">How many records; at least 1 and at most <see cref="MaxRecords"/>.</param>
    /// <param name="seed">Decides everything that the date does not.</param>
    /// <param name="date">The Korean date the file is for.</param>
    /// <exception cref="ArgumentOutOfRangeException">Too few or too many records.</exception>
    public static byte[] Generate(HantooMstSpec spec, int records, int seed, DateOnly date)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentOutOfRangeException.ThrowIfLessThan(records, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(records, MaxRecords(spec.Market));
        var groups = GroupPlan.For(spec.Market, records);
        var issues = new IssueFactory(spec.Market, seed, date);
        var order = new Draw((ulong)(uint)seed).For("order");
        var slots = Enumerable.Range(0, records).OrderBy(slot => order.For(slot).Seed);
        var file = new byte[records * (spec.RecordWidth + 1)];
        var record = 0;
        foreach (var slot in slots)
            RecordWriter.Write(spec, issues.Make(slot, groups[slot]), file.AsSpan(record++ * (spec.RecordWidth + 1), spec.RecordWidth + 1));
        return file;
    }
}
