using Rhetenor.Data.Archive;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Reports;

/// <summary>The result of verifying one day.</summary>
internal sealed record DayVerdict(long Bars, long SupersededBars, IReadOnlyList<StoreFinding> Findings);

/// <summary>Reads all objects of a day and compares their contents with names, sums and claims.</summary>
internal static class DayVerifier
{
    public static async Task<DayVerdict> RunAsync(SessionReader reader, SessionListing listing, string prefix, CancellationToken cancellationToken)
    {
        var day = KlineKey.DayPrefix(prefix, listing.Date);
        var objects = new ObjectFindings();
        var contents = await reader.ReadAsync(listing, new SessionBuffers(), objects, cancellationToken).ConfigureAwait(false);

        var findings = new List<StoreFinding>();
        void Tell(StoreVerdict level, string key, string message) => findings.Add(new(level, key, message));
        var session = TradingHours.For(listing.Venue, listing.Date);
        if (session is null)
            Tell(StoreVerdict.Doubtful, day, "the venue had not opened yet.");
        findings.AddRange(objects.All);
        findings.AddRange(contents.Problems.Select(problem => new StoreFinding(StoreVerdict.Damaged, problem.Key, problem.Message)));
        foreach (var stored in session is null ? [] : contents.Coverages)
            ObjectChecks.Coverage(stored.Key, stored.Coverage, session!, Tell);

        // Every claim is checked, whether it is believed or not.
        var checks = new DayChecks();
        checks.Add(contents.Bars.Slices);
        checks.Sums(day, Tell);
        var claimed = contents.Coverages.Select(stored => stored.Coverage).ToList();
        checks.Claims(listing.Date, claimed.Count == 0 ? null : KlineCoverage.Merge(claimed), day, Tell);
        return new(checks.Bars, contents.Bars.Superseded, findings);
    }

    private sealed class ObjectFindings : ISessionVisitor
    {
        public List<StoreFinding> All { get; } = [];

        public void Begin() => All.Clear();

        public void Visit(KlineKey key, KlineTable table, MergedBars earlier) =>
            ObjectChecks.Bars(key, table, (level, found, message) => All.Add(new(level, found, message)));
    }
}
