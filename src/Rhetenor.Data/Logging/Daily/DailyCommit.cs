using Rhetenor.Data.Archive;
using Rhetenor.Data.Core;
using Rhetenor.Data.Format;
using Rhetenor.Data.Hantoo;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data.Logging;

/// <summary>Writes fetched sessions: an object for each year, then the coverage that rests on them.</summary>
internal sealed class DailyCommit(ExclusiveWriter writer, DailyLoggerOptions options, TimeProvider timeProvider)
{
    /// <summary>Gets the keys of the objects of bars written, in order.</summary>
    public List<string> Written { get; } = [];

    /// <summary>Gets the doubts whose bars remain stored, although the reading that settled them has fewer.</summary>
    public List<StoreProblem> Problems { get; } = [];

    /// <summary>Writes fetched sessions.</summary>
    /// <param name="fetches">The sessions.</param>
    /// <param name="now">The time at KIS. An earlier write of this process in the same second makes it later.</param>
    /// <param name="held">The content of the store before the run.</param>
    /// <param name="cancellationToken">Cancels the operation. Nothing is claimed that was not written.</param>
    /// <returns>The entries by symbol.</returns>
    /// <exception cref="ObjectStoreException">The store refused an object.</exception>
    public async Task<IReadOnlyList<KeyValuePair<string, DailyEntry>>> RunAsync(
        IReadOnlyList<DailyFetch> fetches, DateTimeOffset now, DailyHeld held, CancellationToken cancellationToken)
    {
        // A retrieval of a later day is not a logger's.
        var time = now.ToOffset(KoreaTime.Offset).DateTime;
        var retrieval = NextRetrieval.After(held.Latest <= time.AddDays(1) ? held.Latest : null, time);
        var divided = fetches.Select(fetch => (fetch.Question.Symbol, Fetch: fetch, Division: DivisionOf(fetch, held, retrieval))).OrderBy(one => one.Symbol, StringComparer.Ordinal).ToList();
        var marks = new List<ObjectMark>();
        foreach (var year in Lines(divided.Select(one => (one.Fetch, one.Division.Withheld))).GroupBy(line => line.Date.Year))
        {
            var lines = year.ToList();
            var body = DailyCodec.Pack(lines, options.CompressionLevel);
            var key = await WriteAsync(at => new DailyKey(options.Prefix, lines[0].Date, lines[^1].Date, options.Venue, at).ToString(), body, retrieval, cancellationToken).ConfigureAwait(false);
            Written.Add(key);
            marks.Add(new(key[(options.Prefix.Length + 1)..], ContentMark.Of(body)));
            RhetenorDiagnostics.ObjectCounter.Add(1);
        }

        var entries = divided.SelectMany(one => one.Division.Parts.Select(part => KeyValuePair.Create(one.Symbol, part.ToEntry(one.Division.Withheld)))).ToList();

        // A symbol with several ranges has an entry in several objects of coverage.
        foreach (var part in Distinct(entries))
        {
            await WriteAsync(
                at => new DailyCoverageKey(options.Prefix, options.Venue, at).ToString(),
                key => DailyCoverageCodec.Pack(new(key[(key.LastIndexOf('/') + 1)..], marks, part)), retrieval, cancellationToken).ConfigureAwait(false);
        }

        Problems.AddRange(divided.SelectMany(one => Leftovers(one.Fetch, one.Division, held)));
        return entries;
    }

    /// <summary>Divides a fetch into what is proven and what is in doubt. Readings of the last hour settle nothing.</summary>
    public static DailyDivision DivisionOf(DailyFetch fetch, DailyHeld held, DateTime retrieval) =>
        new(fetch, held.DoubtsOf(fetch.Question.Symbol).Where(doubt => doubt.Retrieval <= retrieval - Defaults.Repetition).Select(doubt => doubt.Entry));

    private IEnumerable<StoreProblem> Leftovers(DailyFetch fetch, DailyDivision division, DailyHeld held) =>
        from part in division.Parts
        where part.State != SymbolDayState.Doubtful
        from doubt in held.DoubtsOf(fetch.Question.Symbol).DistinctBy(doubt => (doubt.Entry.From, doubt.Entry.Through))
        where doubt.Entry.From >= part.From && doubt.Entry.Through <= part.Through
        let bars = fetch.Between(doubt.Entry.From, doubt.Entry.Through).Count
        where doubt.Entry.Bars > bars
        select new StoreProblem(
            new DailyCoverageKey(options.Prefix, options.Venue, doubt.Retrieval).ToString(),
            $"{fetch.Question.Symbol} from {doubt.Entry.From.ToText()} to {doubt.Entry.Through.ToText()}: {doubt.Entry.Bars} sessions were stored in doubt and stay readable; the reading that settled it has {bars}.");

    private static IEnumerable<DailyLine> Lines(IEnumerable<(DailyFetch Fetch, IReadOnlySet<DateOnly> Withheld)> fetches) => fetches
        .SelectMany(one => one.Fetch.Bars.Where(bar => !one.Withheld.Contains(bar.Key)).Select(bar => (Date: bar.Key, one.Fetch.Question.Symbol, Bar: bar.Value)))
        .GroupBy(row => row.Date).OrderBy(day => day.Key)
        .Select(day => new DailyLine(day.Key, default, [.. day.OrderBy(row => row.Symbol, StringComparer.Ordinal).Select(row => KeyValuePair.Create(row.Symbol, row.Bar))]));

    private static IEnumerable<IReadOnlyList<KeyValuePair<string, DailyEntry>>> Distinct(List<KeyValuePair<string, DailyEntry>> entries) =>
        entries.GroupBy(entry => entry.Key, StringComparer.Ordinal).SelectMany(symbol => symbol.Index())
            .GroupBy(entry => entry.Index, entry => entry.Item).Select(part => (IReadOnlyList<KeyValuePair<string, DailyEntry>>)[.. part]);

    private Task<string> WriteAsync(Func<DateTime, string> name, byte[] body, DateTime retrieval, CancellationToken cancellationToken) =>
        WriteAsync(name, _ => body, retrieval, cancellationToken);

    // Where another writer has taken the key, the next second is free.
    private async Task<string> WriteAsync(Func<DateTime, string> name, Func<string, byte[]> pack, DateTime retrieval, CancellationToken cancellationToken)
    {
        for (var at = retrieval; ; at = at.AddSeconds(1))
        {
            var key = name(at);
            if (await writer.WriteAsync(key, pack(key), cancellationToken).ConfigureAwait(false) == CommitOutcome.Committed)
                return key;
            if (at > retrieval.AddSeconds(NextRetrieval.MostTaken))
                throw new ObjectStoreException(ObjectStoreError.Unavailable, key, $"other writers took the keys of {NextRetrieval.MostTaken} seconds");
            await Pause.ForAsync(TimeSpan.FromMilliseconds(1), timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }
}
