using Rhetenor.Data.Archive;
using Rhetenor.Data.Core;
using Rhetenor.Data.Format;
using Rhetenor.Data.Hantoo;
using Rhetenor.Data.Klines;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data.Logging;

/// <summary>Writes fetched sessions: an object for each year, then the coverage that rests on them.</summary>
internal sealed class DailyCommit(ExclusiveWriter writer, DailyLoggerOptions options, TimeProvider timeProvider)
{
    /// <summary>Gets the keys of the objects of bars written, in order.</summary>
    public List<string> Written { get; } = [];

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
        // A retrieval of another day to come is no writer's.
        var time = now.ToOffset(KoreaTime.Offset).DateTime;
        var retrieval = NextRetrieval.After(held.Latest <= time.AddDays(1) ? held.Latest : null, time);
        var marks = new List<ObjectMark>();
        foreach (var year in Lines(fetches).GroupBy(line => line.Date.Year))
        {
            var lines = year.ToList();
            var body = DailyCodec.Pack(lines, options.CompressionLevel);
            var key = await WriteAsync(at => new DailyKey(options.Prefix, lines[0].Date, lines[^1].Date, options.Venue, at).ToString(), body, retrieval, cancellationToken).ConfigureAwait(false);
            Written.Add(key);
            marks.Add(new(key[(options.Prefix.Length + 1)..], ContentMark.Of(body)));
            RhetenorDiagnostics.ObjectCounter.Add(1);
        }

        var entries = fetches.OrderBy(fetch => fetch.Question.Symbol, StringComparer.Ordinal).ThenBy(fetch => fetch.Question.From)
            .Select(fetch => KeyValuePair.Create(fetch.Question.Symbol, EntryOf(fetch, held, retrieval))).ToList();

        // A symbol with several ranges has an entry in several objects of coverage.
        foreach (var part in Distinct(entries))
        {
            await WriteAsync(
                at => new DailyCoverageKey(options.Prefix, options.Venue, at).ToString(),
                key => DailyCoverageCodec.Pack(new(key[(key.LastIndexOf('/') + 1)..], marks, part)), retrieval, cancellationToken).ConfigureAwait(false);
        }

        return entries;
    }

    /// <summary>Determines whether a fetch settles its own doubt: an earlier reading, at least an hour before, had it too, with the same
    /// sessions.</summary>
    public static bool IsSettled(DailyFetch fetch, DailyHeld held, DateTime retrieval) =>
        fetch.State == SymbolDayState.Doubtful && held.DoubtsOf(fetch.Question.Symbol).Any(doubt =>
            doubt.Entry.From == fetch.Question.From && doubt.Entry.Reason == fetch.Doubt && doubt.Retrieval <= retrieval - Defaults.Repetition
            && doubt.Entry.Rows == DailyMark.Of(fetch.Bars.Where(bar => bar.Key <= doubt.Entry.Through)));

    private static IEnumerable<DailyLine> Lines(IReadOnlyList<DailyFetch> fetches) => fetches
        .SelectMany(fetch => fetch.Bars.Select(bar => (Date: bar.Key, fetch.Question.Symbol, Bar: bar.Value)))
        .GroupBy(row => row.Date).OrderBy(day => day.Key)
        .Select(day => new DailyLine(day.Key, default, [.. day.OrderBy(row => row.Symbol, StringComparer.Ordinal).Select(row => KeyValuePair.Create(row.Symbol, row.Bar))]));

    private static IEnumerable<IReadOnlyList<KeyValuePair<string, DailyEntry>>> Distinct(List<KeyValuePair<string, DailyEntry>> entries) =>
        entries.GroupBy(entry => entry.Key, StringComparer.Ordinal).SelectMany(symbol => symbol.Index())
            .GroupBy(entry => entry.Index, entry => entry.Item).Select(part => (IReadOnlyList<KeyValuePair<string, DailyEntry>>)[.. part]);

    private static DailyEntry EntryOf(DailyFetch fetch, DailyHeld held, DateTime retrieval)
    {
        var question = fetch.Question;
        var isSettled = IsSettled(fetch, held, retrieval);
        var state = !isSettled ? fetch.State : fetch.Bars.Count > 0 || question.StoredBefore is not null ? SymbolDayState.Complete : SymbolDayState.NotListed;
        return new(state, question.From, question.To, fetch.Bars.Count)
        {
            First = fetch.Bars.Count > 0 ? fetch.Bars[0].Key : null,
            Last = fetch.Bars.Count > 0 ? fetch.Bars[^1].Key : question.StoredBefore,
            LastBar = fetch.Bars.Count > 0 ? DailyMark.Of(fetch.Bars[^1].Value) : question.StoredBar,
            Rows = state == SymbolDayState.Doubtful ? DailyMark.Of(fetch.Bars) : null,
            Witness = (isSettled ? KlineWitnesses.SecondReading : fetch.Witnesses).ToWords(),
            Reason = fetch.Doubt,
        };
    }

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
