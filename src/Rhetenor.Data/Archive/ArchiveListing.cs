using System.Runtime.CompilerServices;

namespace Rhetenor.Data.Archive;

/// <summary>Finds the objects of a range with few listings: by the year, the month or the day, as it suits.</summary>
internal sealed class ArchiveListing(IObjectStore store, KlineArchiveOptions options)
{
    // No exchange of Korea has minutes outside these.
    private static readonly DateOnly First = new(1990, 1, 1);
    private static readonly DateOnly Last = new(2099, 12, 31);

    /// <summary>The sessions that have objects, in order of time.</summary>
    /// <param name="from">The first Korean date.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="asOf">Leaves out what was retrieved later, Korean time; null for nothing.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async IAsyncEnumerable<ArchivedSession> SessionsAsync(
        DateOnly from, DateOnly to, DateTime? asOf, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var prefix in Prefixes(date => KlineKey.DayPrefix(options.Prefix, date), from, to))
        {
            var days = new SortedDictionary<DateOnly, List<ArchivedObject>>();
            await foreach (var stored in store.ListAsync(prefix, cancellationToken).ConfigureAwait(false))
            {
                // Whatever else lies in the bucket is none of our business.
                if (!KlineKey.TryParse(stored.Key, out var key) || key.Venue != options.Venue || key.Date < from || key.Date > to
                    || (key.Retrieval > asOf && key.Compaction == 0))
                    continue;
                if (!days.TryGetValue(key.Date, out var objects))
                    days.Add(key.Date, objects = []);
                objects.Add(new ArchivedObject(key, stored.Size));
            }

            foreach (var (date, objects) in days)
                yield return new ArchivedSession(date, options.Venue, [.. objects.OrderBy(stored => stored.Key)]);
        }
    }

    /// <summary>The beginnings of keys that a range's objects have, few of them.</summary>
    /// <param name="dayPrefix">The beginning for a day, which ends in <c>yyyyMMdd</c>.</param>
    /// <param name="from">The first Korean date.</param>
    /// <param name="to">The last Korean date.</param>
    public static IEnumerable<string> Prefixes(Func<DateOnly, string> dayPrefix, DateOnly from, DateOnly to)
    {
        from = from < First ? First : from;
        to = to > Last ? Last : to;
        while (from <= to)
        {
            var year = new DateOnly(from.Year, 12, 31);
            var month = new DateOnly(from.Year, from.Month, DateTime.DaysInMonth(from.Year, from.Month));
            var days = dayPrefix(from);
            var (prefix, end) = Reach(from, year, to) > 3 * 31 ? (days[..^4], year)
                : Reach(from, month, to) > 3 ? (days[..^2], month)
                : (days, from);
            yield return prefix;
            from = end.AddDays(1);
        }
    }

    private static int Reach(DateOnly from, DateOnly end, DateOnly to) => (end < to ? end : to).DayNumber - from.DayNumber + 1;
}
