using Rhetenor.Data.Format;

namespace Rhetenor.Data.Archive;

/// <summary>The daily bars that a store has, according to the coverage that can be believed. Pure.</summary>
internal sealed class DailyHeld
{
    private readonly ILookup<string, DailyEntry> _entries;
    private readonly ILookup<string, (DailyEntry Entry, DateTime Retrieval)> _doubts;

    /// <summary>Creates the view. Coverage that rests on an object that is lost or has another length is not believed: its sessions count
    /// as not fetched.</summary>
    /// <param name="listing">The objects of the store.</param>
    /// <param name="coverages">The coverage objects.</param>
    /// <param name="problems">Receives the coverage that is not believed.</param>
    public DailyHeld(DailyListing listing, IReadOnlyList<DailyCoverage> coverages, ReadProblems problems)
    {
        var sizes = listing.Objects.ToDictionary(stored => stored.Key.Name, stored => stored.Size, StringComparer.Ordinal);
        var contained = coverages.SelectMany(coverage => coverage.Objects).Where(mark => mark.Contains is not null && IsHeld(mark))
            .SelectMany(mark => mark.Contains!).ToHashSet(StringComparer.Ordinal);
        Latest = listing.Objects.Select(stored => stored.Key.Retrieval).DefaultIfEmpty().Max();
        Believed = [.. coverages.Where(coverage => LostOf(coverage) is null)];
        _entries = Believed.SelectMany(coverage => coverage.Entries).ToLookup(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        var doubts = from coverage in Believed
                     from entry in coverage.Entries
                     where entry.Value.State == SymbolDayState.Doubtful
                     select (Symbol: entry.Key, Doubt: (entry.Value, DailyCoverageKey.TryParse($"/coverage/{coverage.Name}", out var key) ? key.Retrieval : default));
        _doubts = doubts.ToLookup(doubt => doubt.Symbol, doubt => doubt.Doubt, StringComparer.Ordinal);

        // What was fetched again since is not lost any more. Coverage of a compaction has no entries of its own.
        var replaced = new List<StoreProblem>();
        var lost = coverages.Select(coverage => (Coverage: coverage, Mark: LostOf(coverage))).Where(one => one.Mark is not null).ToList();
        IsWhole = lost.TrueForAll(one => one.Coverage.Entries.All(IsCovered));
        foreach (var (coverage, mark) in lost)
        {
            var isReplaced = coverage.Entries.Count > 0 ? coverage.Entries.All(IsCovered) : IsWhole;
            var problem = new StoreProblem(coverage.Name, $"it rests on '{mark!.Name}', which is lost or has another length: its sessions {(isReplaced ? "were" : "are")} fetched again.");
            if (isReplaced)
                replaced.Add(problem);
            else
                problems.Add(problem.Key, problem.Message);
        }

        Replaced = replaced;

        bool IsCovered(KeyValuePair<string, DailyEntry> entry) => Covers(entry.Key, entry.Value.From, entry.Value.Through);

        bool IsHeld(ObjectMark mark) => sizes.TryGetValue(mark.Name, out var size) && size == mark.Content?.Length;

        ObjectMark? LostOf(DailyCoverage coverage) => coverage.Objects.FirstOrDefault(mark => !IsHeld(mark) && !contained.Contains(mark.Name));
    }

    /// <summary>Gets the latest retrieval of the objects of bars, Korean time; default when there is none.</summary>
    public DateTime Latest { get; }

    /// <summary>Gets whether all coverage is believed, or other coverage has its sessions.</summary>
    public bool IsWhole { get; }

    /// <summary>Gets the coverage that is not believed, and whose sessions other coverage has.</summary>
    public IReadOnlyList<StoreProblem> Replaced { get; }

    /// <summary>Gets the coverage that is believed.</summary>
    public IReadOnlyList<DailyCoverage> Believed { get; }

    /// <summary>Returns the covered ranges of a symbol, by date.</summary>
    public IReadOnlyList<DailyEntry> Of(string symbol) =>
        [.. _entries[symbol].Where(entry => entry.State is SymbolDayState.Complete or SymbolDayState.NotListed).OrderBy(entry => entry.From).ThenBy(entry => entry.Through)];

    /// <summary>Returns the doubts about a symbol that a second reading confirmed and that nothing covers. Reading them again soon proves nothing
    /// more.</summary>
    /// <param name="symbol">The short code.</param>
    /// <param name="since">The readings before are left out.</param>
    public IReadOnlyList<DailyEntry> ConfirmedDoubtsOf(string symbol, DateTime since) => [.. DoubtsOf(symbol)
        .Where(doubt => doubt.Entry.Witness.Length > 0 && doubt.Retrieval > since && !Covers(symbol, doubt.Entry.From, doubt.Entry.Through)).Select(doubt => doubt.Entry)];

    /// <summary>Determines whether covered ranges contain a range of dates. The dates are included.</summary>
    public bool Covers(string symbol, DateOnly from, DateOnly through)
    {
        var next = from;
        foreach (var covered in Of(symbol))
        {
            if (covered.From <= next && covered.Through >= next)
                next = covered.Through.AddDays(1);
        }

        return next > through;
    }

    /// <summary>Returns the doubts about a symbol and when they were recorded.</summary>
    public IEnumerable<(DailyEntry Entry, DateTime Retrieval)> DoubtsOf(string symbol) => _doubts[symbol];
}
