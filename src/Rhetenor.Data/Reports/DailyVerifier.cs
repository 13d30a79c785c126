using Rhetenor.Data.Archive;
using Rhetenor.Data.Core;
using Rhetenor.Data.Format;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Reports;

/// <summary>Compares the daily bars of a store with their coverage.</summary>
internal sealed class DailyVerifier(KlineArchive archive, IObjectStore store)
{
    private readonly List<StoreFinding> _findings = [];
    private readonly Dictionary<string, List<DateOnly>> _sessions = new(StringComparer.Ordinal);
    private readonly HashSet<DateOnly> _days = [];
    private long _rows;

    /// <summary>Reads every object and returns the report.</summary>
    public async Task<StoreReport> RunAsync(CancellationToken cancellationToken)
    {
        var reader = new DailyReader(store, archive.Options);
        var (listing, coverages, problems) = await reader.ListAsync(mustExist: true, cancellationToken).ConfigureAwait(false);
        var marks = new Dictionary<string, ContentMark>(StringComparer.Ordinal);
        foreach (var year in listing.Objects.GroupBy(stored => stored.Key.First.Year).OrderBy(year => year.Key))
        {
            foreach (var (name, mark) in await ReadYearAsync(reader, [.. year], year.Key, problems, cancellationToken).ConfigureAwait(false))
                marks.Add(name, mark);
        }

        var held = new DailyHeld(listing, coverages, problems);
        foreach (var problem in problems.All)
            Add(StoreVerdict.Damaged, problem.Key, problem.Message);
        foreach (var note in held.Replaced)
            Add(StoreVerdict.Sound, note.Key, note.Message);
        CheckMarks(coverages, marks);
        CheckEntries(held);
        return new()
        {
            Venue = archive.Options.Venue,
            Days = _days.Count,
            Objects = listing.Objects.Count,
            CoverageObjects = listing.Coverages.Count,
            Bytes = listing.Objects.Sum(stored => stored.Size) + listing.Coverages.Sum(stored => stored.Size),
            Bars = _sessions.Values.Sum(sessions => (long)sessions.Count),
            SupersededBars = _rows - _sessions.Values.Sum(sessions => (long)sessions.Count),
            OtherVenues = listing.OtherVenues,
            ForeignKeys = listing.Foreign.Count,
            Foreign = [.. listing.Foreign.Take(100)],
            Notes = Count(StoreVerdict.Sound),
            Doubts = Count(StoreVerdict.Doubtful),
            Damages = Count(StoreVerdict.Damaged),
            Findings = _findings,
        };
    }

    private async Task<Dictionary<string, ContentMark>> ReadYearAsync(
        DailyReader reader, List<(DailyKey Key, long Size)> objects, int year, ReadProblems problems, CancellationToken cancellationToken)
    {
        var bars = new DailyYear(year);
        var counter = new Counter(bars, this);
        var marks = await reader.ReadAsync(objects, counter, counter.Begin, problems, cancellationToken).ConfigureAwait(false);
        foreach (var symbol in bars.Symbols.Names)
        {
            if (!_sessions.TryGetValue(symbol, out var sessions))
                _sessions.Add(symbol, sessions = []);
            foreach (var (date, bar) in bars.Of(symbol, DateOnly.MinValue, DateOnly.MaxValue))
            {
                sessions.Add(date);
                _days.Add(date);
                if (!bar.IsConsistent)
                    Add(StoreVerdict.Doubtful, DailyKey.YearPrefix(archive.Options.DailyPrefix, year), $"{symbol} on {date.ToText()}: the prices contradict each other.");
            }
        }

        return marks;
    }

    private void CheckMarks(List<DailyCoverage> coverages, Dictionary<string, ContentMark> marks)
    {
        foreach (var mark in coverages.SelectMany(coverage => coverage.Objects))
        {
            if (marks.TryGetValue(mark.Name, out var found) && mark.Content is { } content && content != found)
                Add(StoreVerdict.Damaged, mark.Name, $"it has {found}; its coverage says {content}.");
        }

        var known = coverages.SelectMany(coverage => coverage.Objects).Select(mark => mark.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in marks.Keys.Where(name => !known.Contains(name)))
            Add(StoreVerdict.Sound, name, "no coverage names it: a run or a compaction ended before it wrote one. What no other coverage has is fetched again.");
    }

    private void CheckEntries(DailyHeld held)
    {
        // A doubt that remains is written again by each reading.
        var doubts = new HashSet<(string, DateOnly, DateOnly)>();
        var later = new Dictionary<string, List<DailyEntry>>(StringComparer.Ordinal);
        foreach (var coverage in held.Believed.Reverse())
        {
            foreach (var (symbol, entry) in coverage.Entries)
            {
                if (!later.TryGetValue(symbol, out var known))
                    later.Add(symbol, known = []);
                var stored = _sessions.TryGetValue(symbol, out var sessions) ? Place(sessions, entry.Through.AddDays(1)) - Place(sessions, entry.From) : 0;
                if (stored < entry.Bars)
                    Add(StoreVerdict.Damaged, coverage.Name, $"{symbol} from {entry.From.ToText()} to {entry.Through.ToText()}: {stored} of {entry.Bars} sessions are stored.");
                else if (entry.State == SymbolDayState.Doubtful && !held.Covers(symbol, entry.From, entry.Through) && doubts.Add((symbol, entry.From, entry.Through)))
                    Add(StoreVerdict.Doubtful, coverage.Name, $"{symbol} from {entry.From.ToText()} to {entry.Through.ToText()}: {entry.Reason}");
                else if (stored > entry.Bars && entry.State is SymbolDayState.Complete or SymbolDayState.NotListed && !known.Exists(other => other.From <= entry.Through && other.Through >= entry.From))
                    Add(StoreVerdict.Doubtful, coverage.Name, $"{symbol} from {entry.From.ToText()} to {entry.Through.ToText()}: {stored} sessions are stored; the reading that proved them had {entry.Bars}.");
                if (entry.State != SymbolDayState.Doubtful)
                    known.Add(entry);
            }
        }
    }

    // The sessions of a symbol were added in order.
    private static int Place(List<DateOnly> sessions, DateOnly date)
    {
        var place = sessions.BinarySearch(date);
        return place < 0 ? ~place : place;
    }

    private void Add(StoreVerdict verdict, string key, string message) => _findings.Add(new() { Verdict = verdict, Key = key, Message = message });

    private int Count(StoreVerdict verdict) => _findings.Count(finding => finding.Verdict == verdict);

    // Passes bars on, and checks them against the name of their object.
    private sealed class Counter(DailyYear bars, DailyVerifier verifier) : IDailySink
    {
        private DailyKey _key;
        private bool _isOutside;

        public KlineSymbols Symbols => bars.Symbols;

        public void Begin(DailyKey key)
        {
            (_key, _isOutside) = (key, false);
            bars.Begin(key);
        }

        public void Add(DateOnly date, DateTime retrieval, int symbol, in DailyBar bar)
        {
            verifier._rows++;
            if (!_isOutside && (date < _key.First || date > _key.Last))
                verifier.Add(StoreVerdict.Doubtful, _key.ToString(), $"it has the session {date.ToText()}, which is outside its name.");
            _isOutside |= date < _key.First || date > _key.Last;
            bars.Add(date, retrieval, symbol, bar);
        }
    }
}
