using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Feeds;

/// <summary>The bars of one symbol in one session that a feed has given.</summary>
/// <param name="symbol">The short code.</param>
/// <param name="frames">The number of frames of larger bars.</param>
internal sealed class FeedSeries(string symbol, int frames)
{
    private readonly PackedBars _minutes = new();
    private readonly PackedBars[] _larger = [.. Enumerable.Range(0, frames).Select(_ => new PackedBars())];

    // The minutes that are made of ticks and that KIS has not answered yet.
    private readonly HashSet<DateTime> _ofTicks = [];

    private readonly SortedDictionary<DateTime, DateTime>[] _open = [.. Enumerable.Range(0, frames).Select(_ => new SortedDictionary<DateTime, DateTime>())];

    public string Symbol => symbol;

    /// <summary>Gets or sets the last minute up to which all bars are known, Korean time.</summary>
    public DateTime Through { get; set; }

    /// <summary>Sets bars of minutes.</summary>
    /// <param name="klines">The bars.</param>
    /// <param name="isFromTicks">Whether they are made of ticks.</param>
    /// <param name="minutes">A list to use.</param>
    /// <returns>The places of the bars that were not known, and whether each revises one.</returns>
    public List<(int Place, bool IsRevised)> Set(IReadOnlyList<Kline> klines, bool isFromTicks, SortedList<DateTime, KlineBar> minutes)
    {
        var news = new List<(int Place, bool IsRevised)>();
        if (klines.Count == 0)
            return news;
        _minutes.CopyTo(minutes);
        for (var place = 0; place < klines.Count; place++)
        {
            var kline = klines[place];
            if (isFromTicks)
                _ofTicks.Add(kline.Minute);
            else
                _ofTicks.Remove(kline.Minute);
            var isKnown = minutes.TryGetValue(kline.Minute, out var earlier);
            if (isKnown && earlier.Agrees(kline.Bar))
                continue;
            minutes[kline.Minute] = isKnown ? kline.Bar.CompletedBy(earlier) : kline.Bar;
            news.Add((place, isKnown));
        }

        if (news.Count > 0)
            _minutes.Set(minutes);
        return news;
    }

    /// <summary>Gets the buckets of a frame, starts and ends, that have bars which were not combined yet.</summary>
    public SortedDictionary<DateTime, DateTime> Open(int frame) => _open[frame];

    /// <summary>Combines the bars of buckets.</summary>
    /// <param name="frame">The number of the frame.</param>
    /// <param name="buckets">Its buckets.</param>
    /// <param name="ranges">The starts and ends of some of them.</param>
    /// <param name="minutes">A list to use.</param>
    /// <param name="larger">Another one.</param>
    /// <returns>The larger bars that were not known, whether each revises one, and whether any of its minutes is made of ticks.</returns>
    public List<(Kline Kline, DateTime End, bool IsRevised, bool IsFromTicks)> Give(
        int frame, KlineBuckets buckets, IEnumerable<(DateTime Start, DateTime End)> ranges, SortedList<DateTime, KlineBar> minutes, SortedList<DateTime, KlineBar> larger)
    {
        var news = new List<(Kline Kline, DateTime End, bool IsRevised, bool IsFromTicks)>();
        _minutes.CopyTo(minutes);
        _larger[frame].CopyTo(larger);
        foreach (var (start, end) in ranges)
        {
            var (sum, isFromTicks) = Combined(buckets, start, end, minutes);
            var isKnown = larger.TryGetValue(start, out var earlier);
            if (sum is not { } whole || (isKnown && earlier.Agrees(whole)))
                continue;
            larger[start] = whole;
            news.Add((new Kline(start, whole), end, isKnown, isFromTicks));
        }

        if (news.Count > 0)
            _larger[frame].Set(larger);
        return news;
    }

    private (KlineBar? Bar, bool IsFromTicks) Combined(KlineBuckets buckets, DateTime start, DateTime end, SortedList<DateTime, KlineBar> minutes)
    {
        KlineBar? larger = null;
        var isFromTicks = false;
        for (var minute = start; minute < end; minute = minute.AddMinutes(1))
        {
            if (!minutes.TryGetValue(minute, out var bar) || buckets.Find(minute)?.Start != start)
                continue;
            isFromTicks |= _ofTicks.Contains(minute);
            var sum = larger ?? bar;
            if (larger is not null)
                KlineResampler.Merge(ref sum, bar);
            larger = sum;
        }

        return (larger, isFromTicks);
    }
}
