using Rhetenor.Data.Format;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Archive;

/// <summary>Reads objects of daily bars and their coverage. An unreadable object is reported and does not hide the others.</summary>
internal sealed class DailyReader(IObjectStore store, KlineArchiveOptions options)
{
    private const int Rounds = 5;

    private ReadAheadLimits Limits => new(options.Downloads, options.BytesAhead);

    /// <summary>Reads the bars of a year.</summary>
    public async Task<(DailyYear Bars, IReadOnlyList<StoreProblem> Problems)> ReadYearAsync(int year, KlineQuery query, CancellationToken cancellationToken)
    {
        for (var round = 1; ; round++)
        {
            var problems = new ReadProblems();
            var listed = await DailyListing.OfYearAsync(store, options.DailyPrefix, options.Venue, year, cancellationToken).ConfigureAwait(false);
            var bars = new DailyYear(year, query.Symbols, query.AsOfKorea);
            await ReadAsync(listed, bars, bars.Begin, problems, cancellationToken).ConfigureAwait(false);

            // Objects that were compacted after the listing may be removed while they are read.
            if (round == Rounds || !problems.AnyGone)
                return (bars, problems.All);
        }
    }

    /// <summary>Reads objects in the given order.</summary>
    /// <param name="listed">The objects.</param>
    /// <param name="sink">Receives the bars.</param>
    /// <param name="begin">Is called before the bars of each object.</param>
    /// <param name="problems">Receives the objects that cannot be used.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The length and hash of each object that exists.</returns>
    public async Task<Dictionary<string, ContentMark>> ReadAsync(
        IReadOnlyList<(DailyKey Key, long Size)> listed, IDailySink sink, Action<DailyKey> begin, ReadProblems problems, CancellationToken cancellationToken)
    {
        var marks = new Dictionary<string, ContentMark>(StringComparer.Ordinal);
        var bodies = ReadAhead.RunAsync(listed.ToAsyncEnumerable(), (stored, token) => FetchAsync(stored.Key.ToString(), problems, token), stored => stored.Size, Limits, cancellationToken);
        await foreach (var (stored, body) in bodies.ConfigureAwait(false))
        {
            if (body is not { } bytes)
                continue;
            marks[stored.Key.Name] = ContentMark.Of(bytes.Span);
            begin(stored.Key);
            try
            {
                if (DailyCodec.Unpack(bytes.Span, sink) is > 0 and var bad)
                    problems.Add(stored.Key.ToString(), $"{bad} of its rows cannot be read.");
            }
            catch (KlineFormatException exception)
            {
                problems.AddDamaged(store, stored.Key.ToString(), exception.Message);
            }
        }

        return marks;
    }

    /// <summary>Lists all objects, and reads all coverage objects.</summary>
    public async Task<(DailyListing Listing, List<DailyCoverage> Coverages, ReadProblems Problems)> ListAsync(bool mustExist, CancellationToken cancellationToken)
    {
        for (var round = 1; ; round++)
        {
            var problems = new ReadProblems();
            var listing = await DailyListing.OfAsync(store, options.DailyPrefix, options.Venue, mustExist, cancellationToken).ConfigureAwait(false);
            var coverages = await ReadCoverageAsync(listing, problems, cancellationToken).ConfigureAwait(false);

            // Coverage that was merged after the listing may be removed while it is read.
            if (round == Rounds || !problems.AnyGone)
                return (listing, coverages, problems);
        }
    }

    private async Task<List<DailyCoverage>> ReadCoverageAsync(DailyListing listing, ReadProblems problems, CancellationToken cancellationToken)
    {
        var coverages = new List<DailyCoverage>();
        var bodies = ReadAhead.RunAsync(listing.Coverages.ToAsyncEnumerable(), (stored, token) => FetchAsync(stored.Key.ToString(), problems, token), stored => stored.Size, Limits, cancellationToken);
        await foreach (var (stored, body) in bodies.ConfigureAwait(false))
        {
            try
            {
                if (body is { } bytes)
                    coverages.Add(DailyCoverageCodec.Unpack(stored.Key.Name, bytes.Span));
            }
            catch (KlineFormatException exception)
            {
                problems.AddDamaged(store, stored.Key.ToString(), exception.Message);
            }
        }

        return coverages;
    }

    private Task<ReadOnlyMemory<byte>?> FetchAsync(string key, ReadProblems problems, CancellationToken cancellationToken) =>
        problems.FetchAsync(store, key, options.MaxObjectBytes, cancellationToken);
}
