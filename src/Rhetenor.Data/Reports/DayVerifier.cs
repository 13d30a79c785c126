using Rhetenor.Data.Archive;
using Rhetenor.Data.Format;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Reports;

/// <summary>The result of verifying one day.</summary>
internal sealed record DayVerdict(long Bars, long SupersededBars, IReadOnlyList<StoreFinding> Findings);

/// <summary>Reads all objects of a day and compares their contents with names, sums and claims.</summary>
internal static class DayVerifier
{
    public static async Task<DayVerdict> RunAsync(SessionReader reader, SessionListing listing, string prefix, TradingSession? session, CancellationToken cancellationToken)
    {
        var day = KlineKey.DayPrefix(prefix, listing.Date);
        var objects = new ObjectFindings();
        var contents = await reader.ReadAsync(listing, new SessionBuffers(), objects, cancellationToken).ConfigureAwait(false);

        var findings = new List<StoreFinding>();
        void Report(StoreVerdict level, string key, string message) => findings.Add(Finding(level, key, message));
        if (session is null)
            Report(StoreVerdict.Doubtful, day, "the venue had not opened yet.");
        findings.AddRange(objects.All);
        findings.AddRange(contents.Problems.Select(problem => Finding(StoreVerdict.Damaged, problem.Key, problem.Message)));
        foreach (var stored in session is null ? [] : contents.Coverages)
            ObjectChecks.Coverage(stored.Key, stored.Record, session!, Report);
        CoverageChecks.Objects(contents, day, Report);

        // Every claim is checked, whether it is believed or not.
        var checks = new DayChecks();
        checks.Add(contents.Bars.Slices);
        checks.Sums(day, Report);
        checks.Claims(listing.Date, CoverageClaims.Merge(contents.Coverages.SelectMany(stored => stored.Record.Claims)), day, Report);
        return new(checks.Bars, contents.Bars.Superseded, findings);
    }

    private static StoreFinding Finding(StoreVerdict verdict, string key, string message) => new() { Verdict = verdict, Key = key, Message = message };

    private sealed class ObjectFindings : ISessionVisitor
    {
        public List<StoreFinding> All { get; } = [];

        public void Begin() => All.Clear();

        public void Visit(KlineKey key, KlineTable table, MergedBars earlier) =>
            ObjectChecks.Bars(key, table, (level, found, message) => All.Add(Finding(level, found, message)));
    }
}
