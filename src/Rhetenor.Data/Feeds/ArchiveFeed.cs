using System.Runtime.CompilerServices;
using Rhetenor.Data.Archive;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Feeds;

/// <summary>Gives the stored minutes of a range, and larger bars made from them, session by session.</summary>
internal sealed class ArchiveFeed(
    KlineArchive archive, KlineQuery query, IReadOnlyList<KlineResampling> frames, IMarketCalendar? calendar, Action<StoreProblem>? onProblem)
{
    public async IAsyncEnumerable<KlineFeedSlice> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Slices of minutes may be kept; larger bars are made from a copy.
        await foreach (var day in archive.DaysAsync(query, onProblem, reuseBuffers: frames.Count > 0, cancellationToken).ConfigureAwait(false))
        {
            foreach (var slice in frames.Count == 0 ? Minutes(day) : await FramesAsync(day, cancellationToken).ConfigureAwait(false))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return slice;
            }
        }
    }

    private static IEnumerable<KlineFeedSlice> Minutes(ArchiveDay day) => day.Slices.Select(slice =>
    {
        var end = slice.Minute.AddMinutes(1);
        return new KlineFeedSlice { Bars = slice, End = end, Known = FeedSteps.Instant(end) };
    });

    private async Task<IEnumerable<KlineFeedSlice>> FramesAsync(ArchiveDay day, CancellationToken cancellationToken)
    {
        var builder = new KlineHistoryBuilder(archive.Options.Venue);
        day.AddTo(builder);
        var history = builder.Build();
        if (history.Count == 0)
            return [];
        var session = await FeedHours.OfAsync(calendar, archive.Options.Venue, day.Date, cancellationToken).ConfigureAwait(false);
        return FeedSteps.Of(history, frames, _ => session, await FetchedThroughAsync(day, history, session, cancellationToken).ConfigureAwait(false));
    }

    // A session that was last logged in mid-day ends in mid-bucket. Coverage is written without bars too, so its names are listed if those of
    // the bars do not show that all is over.
    private async Task<DateTime?> FetchedThroughAsync(ArchiveDay day, KlineHistory history, TradingSession? session, CancellationToken cancellationToken)
    {
        var (settled, last) = (session?.SettledAt.ToOffset(KoreaTime.Offset).DateTime, history.Max(series => series.Minutes[^1]));
        var fetched = Earlier(day.Fetched, query.AsOfKorea);
        if (fetched >= settled || !(FeedSteps.LastEnd(history, frames, _ => session) > fetched))
            return null;
        var listing = await archive.Lister.ListAsync(day.Date, new(WithCoverage: true, query.AsOfKorea), cancellationToken).ConfigureAwait(false);
        fetched = Earlier(listing.Retrievals.Append(fetched.Value).Max(), query.AsOfKorea);

        // A name of another program may be wrong below the date.
        return fetched >= settled || fetched <= last ? null : fetched;
    }

    private static DateTime? Earlier(DateTime? one, DateTime? other) => other < one ? other : one;
}
