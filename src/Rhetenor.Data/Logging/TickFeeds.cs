using Rhetenor.Data.Feeds;
using Rhetenor.Data.Logging;

namespace Rhetenor.Data;

/// <summary>Creates feeds of bars that are made of ticks.</summary>
public static class TickFeeds
{
    /// <summary>Creates a feed of the minutes of the ticks, a few seconds after each minute, with larger bars made from them.</summary>
    /// <remarks>
    /// <para>Bars that are made of ticks are marked (<see cref="KlineFeedSlice.IsFromTicks"/>). Minutes with a hole, without a connection or registration, or
    /// before a start in mid-day are requested as minutes from KIS, and come late or as revisions, which an item of
    /// <see cref="TickFeedKind.Repaired"/> states. A hole shows in the next tick of its symbol, so a bar may be revised after it was given.</para>
    /// <para>When the figures of the session have settled, all its minutes are requested. An item of <see cref="TickFeedKind.Difference"/> names each bar of
    /// ticks that has other prices or shares, and the bars of KIS are given as revisions. Shares that KIS adds to the closing auction are such
    /// differences. Answers in doubt are requested again after waits that grow; an item of <see cref="TickFeedKind.Unrepaired"/> names each symbol whose minutes
    /// could not be compared before midnight.</para>
    /// <para>Nothing is stored. The bars of a <see cref="HantooKlineLogger"/> come from its own requests only. Each call of
    /// <see cref="IKlineFeed.ReadAsync"/> reads the ticks (<see cref="HantooTickFeed.ReadAsync"/>); the feed does not end by itself.</para>
    /// </remarks>
    /// <param name="ticks">The ticks.</param>
    /// <param name="calendar">The calendar; null for the embedded one.</param>
    /// <param name="frames">The larger bars to give beside the minutes; null for none.</param>
    /// <param name="capacity">The number of rounds kept for a slow reader, one or two a minute.</param>
    /// <param name="items">Receives ticks and statements, also those about repairs; null for nobody. It is called by the work that receives ticks and must
    /// not wait.</param>
    /// <exception cref="ArgumentException">A frame is null or is duplicated.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is not from 1 to 1,000,000.</exception>
    public static IKlineFeed Feed(
        this HantooTickFeed ticks, IMarketCalendar? calendar = null, IReadOnlyList<KlineResampling>? frames = null, int capacity = 300,
        IProgress<TickFeedItem>? items = null)
    {
        ArgumentNullException.ThrowIfNull(ticks);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, 1_000_000);
        var larger = FeedHours.Frames(frames);
        return new FeedOf(token => new TickKlines(ticks, calendar ?? KrxCalendar.Instance, larger, capacity, items).ReadAsync(token));
    }
}
