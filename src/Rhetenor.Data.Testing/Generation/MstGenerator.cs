namespace Rhetenor.Data.Testing;

/// <summary>Generates master files that look like those of DWS, including the irregularities that break careless readers.</summary>
/// <remarks>
/// Names, companies and figures are made up, except for some public facts of 005930 and 000660, which every KOSPI file contains.
/// From 40 records on, a file contains every security group of its market, every trap among its first shares, and codes with
/// letters. From 100 shares on, a KOSDAQ file contains a SPAC whose base price looks reset because its shares are rounded. The same arguments produce the
/// same bytes. From one day to the next, prices move and some issues are replaced.
/// </remarks>
public static class MstGenerator
{
    /// <summary>Returns the maximum number of records of a file.</summary>
    public static int MaxRecords(Market market) => NumberRing.SlotsOf(market);

    /// <summary>Generates the bytes of an <c>.mst</c> file: unordered records of the spec's width, each followed by LF.</summary>
    /// <param name="spec">The columns. Custom, moved or added columns are filled by their name or else by their kind.</param>
    /// <param name="records">The number of records, from 1 to <see cref="MaxRecords"/>. Issues that <paramref name="truth"/> has moved or not listed are
    /// not among them, and those that moved here are added.</param>
    /// <param name="seed">The seed, which determines everything that the date does not.</param>
    /// <param name="date">The Korean date of the file.</param>
    /// <param name="truth">A market whose prices, events, halts and listings the issues with its short codes have; null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of records is out of range.</exception>
    public static byte[] Generate(HantooMstSpec spec, int records, int seed, DateOnly date, KisTruth? truth = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentOutOfRangeException.ThrowIfLessThan(records, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(records, MaxRecords(spec.Market));
        List<Issue> issues = [.. Slots(spec.Market, records, seed, date, truth).Where(issue => IssueEvents.IsListed(issue, truth)), .. Moved(spec.Market, seed, date, truth)];
        var file = new byte[issues.Count * (spec.RecordWidth + 1)];
        for (var i = 0; i < issues.Count; i++)
            RecordWriter.Write(spec, issues[i], file.AsSpan(i * (spec.RecordWidth + 1), spec.RecordWidth + 1));
        return file;
    }

    private static IEnumerable<Issue> Slots(Market market, int records, int seed, DateOnly date, KisTruth? truth)
    {
        var groups = GroupPlan.For(market, records);
        var issues = new IssueFactory(market, seed, date, truth);
        var order = new Draw((ulong)(uint)seed).For("order");
        return Enumerable.Range(0, records).OrderBy(slot => order.For(slot).Seed).Select(slot => issues.Make(slot, groups[slot]));
    }

    // The shares of other markets that have moved here.
    private static IEnumerable<Issue> Moved(Market market, int seed, DateOnly date, KisTruth? truth) =>
        from code in truth?.MovedTo(market, IssueFactory.TradingDay(date)) ?? []
        from home in Market.All
        where home != market
        let issues = new IssueFactory(home, seed, date, truth)
        let issue = Enumerable.Range(0, MaxRecords(home)).Select(slot => issues.Make(slot, "ST")).FirstOrDefault(issue => issue.ShortCode == code)
        where issue is not null
        let moved = issue with { Market = market, Listed = truth!.MoveOn(issue.Day, code)!.Date, HasMoved = true }
        where IssueEvents.IsListed(moved, truth)
        select moved;
}
