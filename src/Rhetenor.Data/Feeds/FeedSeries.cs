using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Feeds;

/// <summary>The bars of one symbol in one session that a feed has given.</summary>
/// <param name="symbol">The short code.</param>
/// <param name="frames">The number of frames of larger bars.</param>
internal sealed class FeedSeries(string symbol, int frames)
{
    private readonly SortedList<DateTime, KlineBar> _minutes = [];
    private readonly Dictionary<DateTime, KlineBar>[] _larger = [.. Enumerable.Range(0, frames).Select(_ => new Dictionary<DateTime, KlineBar>())];

    // The minutes that are made of ticks and that KIS has not answered yet.
    private readonly HashSet<DateTime> _ofTicks = [];

    private readonly SortedDictionary<DateTime, DateTime>[] _open = [.. Enumerable.Range(0, frames).Select(_ => new SortedDictionary<DateTime, DateTime>())];

    public string Symbol => symbol;

    /// <summary>Gets or sets the last minute up to which all bars are known, Korean time.</summary>
    public DateTime Through { get; set; }

    /// <summary>Sets a bar of a minute.</summary>
    /// <param name="kline">The bar.</param>
    /// <param name="isFromTicks">Whether it is made of ticks.</param>
    /// <returns>Whether it revises one; null when it is known already.</returns>
    public bool? Set(in Kline kline, bool isFromTicks)
    {
        if (isFromTicks)
            _ofTicks.Add(kline.Minute);
        else
            _ofTicks.Remove(kline.Minute);
        var isKnown = _minutes.TryGetValue(kline.Minute, out var earlier);
        if (isKnown && earlier.Agrees(kline.Bar))
            return null;
        _minutes[kline.Minute] = isKnown ? kline.Bar.CompletedBy(earlier) : kline.Bar;
        return isKnown;
    }

    /// <summary>Gets the buckets of a frame, starts and ends, that have bars which were not combined yet.</summary>
    public SortedDictionary<DateTime, DateTime> Open(int frame) => _open[frame];

    /// <summary>Combines the bars of a bucket.</summary>
    /// <returns>The larger bar, whether it revises one, and whether any of its minutes is made of ticks; null when it is known already.</returns>
    public (Kline Kline, bool IsRevised, bool IsFromTicks)? Give(int frame, KlineBuckets buckets, DateTime start, DateTime end)
    {
        KlineBar? larger = null;
        var isFromTicks = false;
        for (var minute = start; minute < end; minute = minute.AddMinutes(1))
        {
            if (!_minutes.TryGetValue(minute, out var bar) || buckets.Find(minute)?.Start != start)
                continue;
            isFromTicks |= _ofTicks.Contains(minute);
            var sum = larger ?? bar;
            if (larger is not null)
                KlineResampler.Merge(ref sum, bar);
            larger = sum;
        }

        var isKnown = _larger[frame].TryGetValue(start, out var earlier);
        if (larger is not { } whole || (isKnown && earlier.Agrees(whole)))
            return null;
        _larger[frame][start] = whole;
        return (new Kline(start, whole), isKnown, isFromTicks);
    }
}
