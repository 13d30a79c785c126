using Rhetenor.Data.Feeds;
using Rhetenor.Data.Logging;

namespace Rhetenor.Data;

/// <content>Gives the bars to feeds.</content>
public sealed partial class HantooKlineLogger
{
    /// <summary>Creates a feed of the bars that this logger fetches while it logs live (<see cref="RunAsync"/>), seconds after their minutes; with
    /// <paramref name="from"/>, of the stored bars before them, without a gap and without a bar twice.</summary>
    /// <remarks>
    /// <para>The bars of a round come together when the round is over, before they are written. An answer in doubt is requested again, and its bars come when
    /// the doubt is settled. Bars of a symbol that failed while others did not come late.</para>
    /// <para>The feed begins when it is read, before or after <see cref="RunAsync"/> is called, and ends when live logging is stopped. If logging
    /// fails, the reading ends with its exception. Logging does not wait for a slow reader: what does not fit is dropped, which a slice of
    /// <see cref="KlineFeedKind.Dropped"/> says. A larger bar with a dropped minute is not given.</para>
    /// <para>Only sessions from <paramref name="from"/> on are given, without it from the latest one on. The bars of as many of the newest sessions as
    /// <see cref="KlineLoggerOptions.UnfinishedSessions"/> says are kept in memory, because they may still be revised.</para>
    /// </remarks>
    /// <param name="from">The first Korean date of the stored bars; null for bars that are fetched from now on only.</param>
    /// <param name="frames">The larger bars to give beside the minutes; null for none. The hours are those of the calendar.</param>
    /// <param name="capacity">The number of rounds kept for a slow reader.</param>
    /// <param name="onProblem">Receives every stored object or row that cannot be used; null for an <see cref="UnreadableObjectsException"/> after the
    /// stored bars.</param>
    /// <exception cref="ArgumentException">A frame is null or is duplicated.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is not from 1 to 1,000,000.</exception>
    public IKlineFeed Follow(
        DateOnly? from = null, IReadOnlyList<KlineResampling>? frames = null, int capacity = 300, Action<StoreProblem>? onProblem = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, 1_000_000);
        var larger = FeedHours.Frames(frames);
        return new FeedOf(token => new LoggerFeed(_parts, _calendar, SymbolsAsync, from, larger, capacity, onProblem).ReadAsync(token));
    }
}
