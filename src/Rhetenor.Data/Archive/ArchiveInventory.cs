namespace Rhetenor.Data.Archive;

/// <summary>The names of what a store holds of a day.</summary>
internal sealed record DayInventory(DateOnly Date, Venue Venue)
{
    /// <summary>The objects of bars, oldest retrieval first.</summary>
    public List<ArchivedObject> Objects { get; } = [];

    /// <summary>The coverage objects and their bytes.</summary>
    public List<(string Key, KlineCoverageKey Parsed, long Size)> Coverages { get; } = [];

    public long Bytes => Objects.Sum(stored => stored.Size) + Coverages.Sum(stored => stored.Size);

    public ArchivedSession Session => new(Date, Venue, [.. Objects.OrderBy(stored => stored.Key)]);
}

/// <summary>The names of what a store holds of a range, bars and coverage.</summary>
internal sealed class ArchiveInventory(KlineArchiveOptions options)
{
    private const int Shown = 100;
    private readonly SortedDictionary<DateOnly, DayInventory> _days = [];

    /// <summary>The days of which there is something, in order of time.</summary>
    public IReadOnlyDictionary<DateOnly, DayInventory> Days => _days;

    /// <summary>Keys under the prefix that are of none of our formats; the first hundred.</summary>
    public List<string> Foreign { get; } = [];

    /// <summary>How many keys are of none of our formats.</summary>
    public int ForeignCount { get; private set; }

    /// <summary>Objects of other venues.</summary>
    public int OtherVenues { get; private set; }

    /// <summary>Lists a range with few listings.</summary>
    public async Task ListAsync(IObjectStore store, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        foreach (var prefix in ArchiveListing.Prefixes(date => KlineKey.DayPrefix(options.Prefix, date), from, to))
            await ListAsync(store, prefix, from, to, cancellationToken).ConfigureAwait(false);
        foreach (var prefix in ArchiveListing.Prefixes(date => KlineCoverageKey.DayPrefix(options.Prefix, date)[..^1], from, to))
            await ListAsync(store, prefix, from, to, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lists everything under the prefix.</summary>
    public Task ListAsync(IObjectStore store, CancellationToken cancellationToken) =>
        ListAsync(store, options.Prefix.Length > 0 ? options.Prefix + "/" : "", DateOnly.MinValue, DateOnly.MaxValue, cancellationToken);

    private async Task ListAsync(IObjectStore store, string prefix, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        await foreach (var stored in store.ListAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            if (KlineKey.TryParse(stored.Key, out var bars))
                Day(bars.Date, bars.Venue, from, to)?.Objects.Add(new(bars, stored.Size));
            else if (KlineCoverageKey.TryParse(stored.Key, out var coverage))
                Day(coverage.Date, coverage.Venue, from, to)?.Coverages.Add((stored.Key, coverage, stored.Size));
            else if (++ForeignCount <= Shown)
                Foreign.Add(stored.Key);
        }
    }

    private DayInventory? Day(DateOnly date, Venue venue, DateOnly from, DateOnly to)
    {
        if (date < from || date > to)
            return null;
        if (venue != options.Venue)
        {
            OtherVenues++;
            return null;
        }

        if (!_days.TryGetValue(date, out var day))
            _days.Add(date, day = new DayInventory(date, venue));
        return day;
    }
}
