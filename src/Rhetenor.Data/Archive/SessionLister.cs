using System.Runtime.CompilerServices;
using Rhetenor.Data.Core;
using Rhetenor.Data.Format;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data.Archive;

/// <summary>Finds the objects of a range with few listings: by year, month or day, whichever fits.</summary>
/// <param name="store">The store that contains the objects.</param>
/// <param name="options">The venue and prefix.</param>
/// <param name="mustExist">Whether a missing folder is an error instead of an empty store.</param>
internal sealed class SessionLister(IObjectStore store, KlineArchiveOptions options, bool mustExist)
{
    private readonly string _bars = KlineKey.DayPrefix(options.Prefix, Defaults.FirstDate)[..^"yyyyMMdd".Length];
    private readonly string _coverage = KlineCoverageKey.DayPrefix(options.Prefix, Defaults.FirstDate)[..^"yyyyMMdd_".Length];
    private readonly string _leases = LeaseKey.FolderOf(options.Prefix);

    /// <summary>Lists the sessions that have objects, in order of time.</summary>
    /// <param name="from">The first Korean date.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="scope">What to list.</param>
    /// <param name="tally">Counts objects that do not belong to the archive; null when not needed.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async IAsyncEnumerable<SessionListing> ListAsync(
        DateOnly from, DateOnly to, ListingScope scope, ListingTally? tally = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        RequireStore();
        foreach (var digits in Dates(from, to))
        {
            var found = new Found(options.Venue, from, to, scope, tally);
            if (scope.WithCoverage)
                await CollectAsync(_coverage + digits, found, isCoverage: true, cancellationToken).ConfigureAwait(false);
            await CollectAsync(_bars + digits, found, isCoverage: false, cancellationToken).ConfigureAwait(false);
            foreach (var listing in found.Listings)
                yield return listing;
        }
    }

    /// <summary>Lists everything under the prefix.</summary>
    public async Task<IReadOnlyList<SessionListing>> ListAllAsync(ListingTally tally, CancellationToken cancellationToken)
    {
        RequireStore();
        var found = new Found(options.Venue, DateOnly.MinValue, DateOnly.MaxValue, new(WithCoverage: true), tally);
        await CollectAsync(_coverage, found, isCoverage: true, cancellationToken).ConfigureAwait(false);
        await CollectAsync(_bars, found, isCoverage: false, cancellationToken).ConfigureAwait(false);
        return [.. found.Listings];
    }

    /// <summary>Lists one session; the result has no objects when none are stored.</summary>
    public async Task<SessionListing> ListAsync(DateOnly date, ListingScope scope, CancellationToken cancellationToken)
    {
        var listing = new SessionListing(date, options.Venue, [], [], scope);
        await foreach (var listed in ListAsync(date, date, scope, null, cancellationToken).ConfigureAwait(false))
            listing = listed;
        var objects = new List<ListedBars>(listing.Objects);
        foreach (var name in (scope.Known ?? new HashSet<string>()).Except(listing.Objects.Select(stored => stored.Key.Name), StringComparer.Ordinal))
        {
            // A listing may be outdated, reading an object is not.
            var stream = await store.OpenReadAsync(_bars + name, cancellationToken).ConfigureAwait(false);
            if (stream is null)
                continue;
            await stream.DisposeAsync().ConfigureAwait(false);
            objects.Add(new(KlineKey.Parse(_bars + name), 0));
        }

        return objects.Count == listing.Objects.Count ? listing : listing with { Objects = [.. objects.OrderBy(stored => stored.Key)] };
    }

    private void RequireStore()
    {
        if (mustExist && store is DirectoryObjectStore folder)
            folder.RequireRoot(_bars);
    }

    private async Task CollectAsync(string prefix, Found found, bool isCoverage, CancellationToken cancellationToken)
    {
        await foreach (var stored in store.ListAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            // Coverage written after its own listing refers to bars that this listing lacks. Leases say nothing about bars.
            if (!isCoverage && (stored.Key.StartsWith(_coverage, StringComparison.Ordinal) || stored.Key.StartsWith(_leases, StringComparison.Ordinal)))
                continue;
            if (isCoverage && IsIn(_coverage, stored.Key) && KlineCoverageKey.TryParse(stored.Key, out var coverage))
                found.Add(new ListedCoverage(stored.Key, coverage, stored.Size));
            else if (!isCoverage && IsIn(_bars, stored.Key) && KlineKey.TryParse(stored.Key, out var bars))
                found.Add(new ListedBars(bars, stored.Size));
            else if (!ConditionalWrites.IsProbe(stored.Key))
                found.Tally?.AddForeign(stored.Key);
        }
    }

    private static bool IsIn(string folder, string key) => key.LastIndexOf('/') < folder.Length;

    // Returns the few key prefixes that cover a range of dates.
    private static IEnumerable<string> Dates(DateOnly from, DateOnly to)
    {
        from = from < Defaults.FirstDate ? Defaults.FirstDate : from;
        to = to > Defaults.LastDate ? Defaults.LastDate : to;
        while (from <= to)
        {
            var year = new DateOnly(from.Year, 12, 31);
            var month = new DateOnly(from.Year, from.Month, DateTime.DaysInMonth(from.Year, from.Month));
            var (digits, end) = Reach(from, year, to) > 3 * 31 ? (4, year)
                : Reach(from, month, to) > 3 ? (6, month)
                : (8, from);
            yield return from.ToDigits()[..digits];
            from = end.AddDays(1);
        }
    }

    private static int Reach(DateOnly from, DateOnly end, DateOnly to) => (end < to ? end : to).DayNumber - from.DayNumber + 1;

    /// <summary>The objects found so far, by date.</summary>
    private sealed class Found(Venue venue, DateOnly from, DateOnly to, ListingScope scope, ListingTally? tally)
    {
        private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
        private readonly SortedDictionary<DateOnly, (List<ListedBars> Objects, List<ListedCoverage> Coverages)> _days = [];

        public ListingTally? Tally => tally;

        public IEnumerable<SessionListing> Listings => _days.Select(day => new SessionListing(
            day.Key, venue, [.. day.Value.Objects.OrderBy(stored => stored.Key)], day.Value.Coverages, scope));

        // A listing of several pages can repeat a key.
        public void Add(ListedBars stored)
        {
            var key = stored.Key;
            if (IsWanted(key.Date, key.Venue) && !(key.Retrieval > scope.AsOf && key.Compaction == 0) && _keys.Add(key.ToString()))
                Day(key.Date).Objects.Add(stored);
        }

        public void Add(ListedCoverage stored)
        {
            var name = stored.Name;
            if (IsWanted(name.Date, name.Venue) && !(name.Retrieval > scope.AsOf && name.Number == 0) && _keys.Add(stored.Key))
                Day(name.Date).Coverages.Add(stored);
        }

        private bool IsWanted(DateOnly date, Venue of)
        {
            if (date < from || date > to)
                return false;
            if (of != venue)
                tally?.AddOtherVenue();
            return of == venue;
        }

        private (List<ListedBars> Objects, List<ListedCoverage> Coverages) Day(DateOnly date)
        {
            if (!_days.TryGetValue(date, out var day))
                _days.Add(date, day = ([], []));
            return day;
        }
    }
}
