using System.Runtime.CompilerServices;
using Rhetenor.Data.Core;
using Rhetenor.Data.Feeds;

namespace Rhetenor.Data;

/// <summary>Creates feeds of stored bars, and paces feeds.</summary>
public static class KlineFeeds
{
    /// <summary>Creates a feed of the bars of a history, with larger bars made from them. A bar appears at its end
    /// (<see cref="KlineSeries.EndOf"/>).</summary>
    /// <param name="history">The bars.</param>
    /// <param name="frames">The larger bars to give beside them; null for none.</param>
    /// <param name="calendar">The calendar, whose hours decide when larger bars begin and end; null for <see cref="TradingSession.For"/>.</param>
    /// <exception cref="ArgumentException">A frame is null or is duplicated.</exception>
    public static IKlineFeed Feed(this KlineHistory history, IReadOnlyList<KlineResampling>? frames = null, IMarketCalendar? calendar = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        var larger = FeedHours.Frames(frames);
        return new FeedOf(token => ReadAsync(token));

        async IAsyncEnumerable<KlineFeedSlice> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var hours = new Dictionary<DateOnly, TradingSession?>();
            foreach (var date in larger.Count == 0 ? [] : FeedHours.Dates(history))
                hours.Add(date, await FeedHours.OfAsync(calendar, history.Venue, date, cancellationToken).ConfigureAwait(false));
            foreach (var slice in FeedSteps.Of(history, larger, date => hours[date]))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return slice;
            }
        }
    }

    /// <summary>Creates a feed of stored minutes, with larger bars made from them. Memory use is that of a few sessions.</summary>
    /// <remarks>
    /// <para>The feed gives the bars as the store has them, or had them as of <see cref="KlineQuery.AsOf"/>: minutes that were revised later have
    /// their later values, and the bar of the closing auction includes the shares that KIS adds to it until the evening. Bars that were not
    /// logged are missing in minutes and in larger bars.</para>
    /// <para>A larger bar of a session that was last logged before its end does not appear.</para>
    /// </remarks>
    /// <param name="archive">The archive.</param>
    /// <param name="query">The dates, the symbols and the as-of instant.</param>
    /// <param name="frames">The larger bars to give beside the minutes; null for none.</param>
    /// <param name="calendar">The calendar, whose hours decide when larger bars begin and end; null for <see cref="TradingSession.For"/>.</param>
    /// <param name="onProblem">Receives every object or row that cannot be used; null for an exception at the end of the reading.</param>
    /// <exception cref="ArgumentException">A frame is null or is duplicated.</exception>
    public static IKlineFeed Feed(
        this KlineArchive archive, KlineQuery query, IReadOnlyList<KlineResampling>? frames = null, IMarketCalendar? calendar = null,
        Action<StoreProblem>? onProblem = null)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(query);
        var larger = FeedHours.Frames(frames);
        return new FeedOf(token => new ArchiveFeed(archive, query, larger, calendar, onProblem).ReadAsync(token));
    }

    /// <summary>Creates a feed of the stored minutes of a universe: in each session of the instruments that were in it on that day, also of those
    /// that were delisted since.</summary>
    /// <remarks>
    /// <para>A universe is resolved by the masters in force on the session, which are published before it begins.</para>
    /// <para>It has no survivorship bias as far as the bars of delisted members are stored: a member without stored bars is not in the feed.
    /// <see cref="KlineHistory.MissingSymbols"/> of each session of <see cref="KlineArchive.ReadUniverseAsync"/> names it. A symbol that leaves
    /// the universe, because it is halted, delisted or no longer selected, has no more bars, also when it is held;
    /// <see cref="MasterDownloader.SelectAsync"/> returns the members of a session.</para>
    /// <para>Prices are as stored. A day that was fetched after a split is adjusted for it; to adjust all days for all events, adjust each session
    /// of <see cref="KlineArchive.ReadUniverseAsync"/> as of one date (<see cref="KlineExtensions.Adjust"/>), and use its feed.</para>
    /// </remarks>
    /// <param name="archive">The archive.</param>
    /// <param name="from">The first Korean date.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="universe">The universe.</param>
    /// <param name="masters">Reads the masters in force on each session. The feed fails with a <see cref="MasterNotAvailableException"/> when none is
    /// stored.</param>
    /// <param name="frames">The larger bars to give beside the minutes; null for none.</param>
    /// <param name="calendar">The calendar, whose hours decide when larger bars begin and end; null for <see cref="TradingSession.For"/>.</param>
    /// <param name="onProblem">Receives every object or row that cannot be used; null for an exception at the end of the session.</param>
    /// <exception cref="ArgumentException">A frame is null or is duplicated, or the first date is after the last.</exception>
    public static IKlineFeed Feed(
        this KlineArchive archive, DateOnly from, DateOnly to, Universe universe, MasterDownloader masters, IReadOnlyList<KlineResampling>? frames = null,
        IMarketCalendar? calendar = null, Action<StoreProblem>? onProblem = null)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(universe);
        ArgumentNullException.ThrowIfNull(masters);
        DateRange.Check(from, to);
        var larger = FeedHours.Frames(frames);
        return new FeedOf(token => ReadAsync(token));

        async IAsyncEnumerable<KlineFeedSlice> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var query in archive.MembersAsync(from, to, universe, masters, cancellationToken).ConfigureAwait(false))
            {
                await foreach (var slice in new ArchiveFeed(archive, query, larger, calendar, onProblem).ReadAsync(cancellationToken).ConfigureAwait(false))
                    yield return slice;
            }
        }
    }

    /// <summary>Gives the slices of a feed at the speed at which they became known. The time between two dates is passed over.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="speed">How many times faster than the market: 1 for its own speed, 60 for a minute in a second.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="speed"/> is not from 0.001 to 1,000,000.</exception>
    public static IKlineFeed Paced(this IKlineFeed feed, double speed = 1, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(feed);
        if (!(speed is >= 0.001 and <= 1_000_000))
            throw new ArgumentOutOfRangeException(nameof(speed), speed, "The speed is from 0.001 to 1,000,000.");
        var clock = timeProvider ?? TimeProvider.System;
        return new FeedOf(token => ReadAsync(token));

        async IAsyncEnumerable<KlineFeedSlice> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            (DateTimeOffset First, long Began)? pace = null;
            await foreach (var slice in feed.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                if (pace is not { } day || KoreaTime.DateOf(day.First) != KoreaTime.DateOf(slice.Known))
                    pace = day = (slice.Known, clock.GetTimestamp());
                await Pause.ForAsync(((slice.Known - day.First) / speed) - clock.GetElapsedTime(day.Began), clock, cancellationToken).ConfigureAwait(false);
                yield return slice;
            }
        }
    }
}
