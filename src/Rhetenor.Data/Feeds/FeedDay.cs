using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Feeds;

/// <summary>The bars of one session that a feed has given.</summary>
internal sealed class FeedDay
{
    private readonly KlineBuckets[] _buckets;
    private readonly Dictionary<string, FeedSeries> _symbols = new(StringComparer.Ordinal);
    private readonly List<(DateTime First, DateTime Last)> _dropped = [];
    private readonly HashSet<FeedSeries> _withheld = [];
    private readonly SortedList<DateTime, KlineBar> _minutes = [];
    private readonly SortedList<DateTime, KlineBar> _larger = [];

    public FeedDay(TradingSession session, IReadOnlyList<KlineResampling> frames) =>
        _buckets = [.. frames.Select(frame => new KlineBuckets(frame, session.Venue, _ => session))];

    /// <summary>Takes what became known of a symbol, and adds the bars that this gives.</summary>
    /// <param name="update">The symbol's bars.</param>
    /// <param name="now">The instant.</param>
    /// <param name="isFromTicks">Whether the bars are made of ticks.</param>
    /// <param name="given">Receives the bars to give.</param>
    public void Take(FeedSymbol update, DateTimeOffset now, bool isFromTicks, List<GivenBar> given)
    {
        if (!_symbols.TryGetValue(update.Symbol, out var series))
            _symbols.Add(update.Symbol, series = new(update.Symbol, _buckets.Length));
        foreach (var (place, isRevised) in series.Set(update.Klines, isFromTicks, _minutes))
        {
            var kline = update.Klines[place];
            given.Add(new(0, kline.Minute.AddMinutes(1), update.Symbol, update.Klines, place, isRevised, isFromTicks));
            for (var frame = 0; frame < _buckets.Length; frame++)
            {
                if (_buckets[frame].Find(kline.Minute) is var (start, end))
                    series.Open(frame)[start] = end;
            }
        }

        series.Through = update.Through > series.Through ? update.Through.Value : series.Through;
        if (_buckets.Length > 0)
            Release(series, now, given);
    }

    /// <summary>Adds the larger bars that were fetched whole before they were over, and now are.</summary>
    public void Release(DateTimeOffset now, List<GivenBar> given)
    {
        foreach (var series in _withheld.ToList())
            Release(series, now, given);
    }

    /// <summary>Says that bars of some minutes were dropped.</summary>
    public void Drop(DateTime first, DateTime last) => _dropped.Add((first, last));

    private void Release(FeedSeries series, DateTimeOffset now, List<GivenBar> given)
    {
        var korean = now.ToOffset(KoreaTime.Offset).DateTime;
        var isWithheld = false;
        for (var frame = 0; frame < _buckets.Length; frame++)
        {
            // A bucket is over when all its minutes are known to be, for this symbol, and by the clock.
            var open = series.Open(frame);
            var over = open.Where(bucket => bucket.Value <= series.Through.AddMinutes(1) && bucket.Value <= korean).Select(bucket => (Start: bucket.Key, End: bucket.Value)).ToList();
            isWithheld |= open.Any(bucket => bucket.Value > korean);
            if (over.Count == 0)
                continue;
            var whole = over.Where(bucket => !_dropped.Exists(range => range.First < bucket.End && range.Last >= bucket.Start));
            foreach (var (kline, end, isRevised, isFromTicks) in series.Give(frame, _buckets[frame], whole, _minutes, _larger))
                given.Add(new(frame + 1, end, series.Symbol, [kline], 0, isRevised, isFromTicks));
            foreach (var (start, _) in over)
                open.Remove(start);
        }

        if (isWithheld)
            _withheld.Add(series);
        else
            _withheld.Remove(series);
    }
}
