using Rhetenor.Data.Format;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Logging;

/// <summary>The result of a run for one symbol, as far as it is known.</summary>
internal sealed class DailyTally
{
    private readonly List<DailyEntry> _entries = [];
    private readonly SortedDictionary<DateOnly, string> _failures = [];

    /// <summary>Gets or sets the number of calls.</summary>
    public int Calls { get; set; }

    /// <summary>Gets what was written.</summary>
    public IReadOnlyList<DailyEntry> Entries => _entries;

    /// <summary>Adds what was written.</summary>
    public void Add(DailyEntry entry) => _entries.Add(entry);

    /// <summary>Records why a range could not be fetched; null when it could.</summary>
    /// <param name="from">The first date of the range, which no other range of the run has.</param>
    /// <param name="reason">The reason.</param>
    public void Fail(DateOnly from, string? reason)
    {
        if (reason is null)
            _failures.Remove(from);
        else
            _failures[from] = reason;
    }

    /// <summary>Returns the result, based on the stored content.</summary>
    /// <param name="symbol">The short code.</param>
    /// <param name="covered">The ranges that were not requested, because they are covered or their doubt is confirmed.</param>
    /// <param name="isMissing">Whether sessions are not covered after the run.</param>
    public SymbolOutcome Outcome(string symbol, IReadOnlyList<DailyEntry> covered, bool isMissing)
    {
        var failure = _failures.Values.FirstOrDefault();
        var all = covered.Concat(_entries).ToList();
        var doubt = all.Find(entry => entry.State == SymbolDayState.Doubtful);
        return new()
        {
            Symbol = symbol,
            State = failure is not null ? SymbolDayState.Failed
                : doubt is not null ? SymbolDayState.Doubtful
                : all.Exists(entry => entry.Last is not null) ? (isMissing ? SymbolDayState.Missing : SymbolDayState.Complete)
                : all.Count > 0 ? SymbolDayState.NotListed : SymbolDayState.Missing,
            First = all.Min(entry => entry.First),
            Through = all.Max(entry => entry.Last)?.ToDateTime(TimeOnly.MinValue),
            NewBars = _entries.Sum(entry => entry.Bars),
            RevisedBars = 0,
            UnchangedBars = 0,
            Calls = Calls,
            Reason = failure ?? doubt?.Reason ?? _entries.Find(entry => entry.Reason is not null)?.Reason,
            Witnesses = _entries.Aggregate(KlineWitnesses.None, (all, entry) => all | KlineWitnessWords.Read(entry.Witness)),
        };
    }
}
