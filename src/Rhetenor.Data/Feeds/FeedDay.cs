using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Feeds;

/// <summary>A bar to give.</summary>
/// <param name="Frame">The number of the frame; 0 for minutes.</param>
/// <param name="End">The end of the bar, Korean time.</param>
/// <param name="Symbol">The short code.</param>
/// <param name="Kline">The bar.</param>
/// <param name="IsRevised">Whether it was given before with other values.</param>
/// <param name="IsFromTicks">Whether it, or a minute of it, is made of ticks.</param>
internal readonly record struct GivenBar(int Frame, DateTime End, string Symbol, Kline Kline, bool IsRevised, bool IsFromTicks);

/// <summary>The bars of one session that a feed has given.</summary>
internal sealed class FeedDay
{
    private readonly KlineBuckets[] _buckets;
    private readonly Dictionary<string, FeedSeries> _symbols = new(StringComparer.Ordinal);
    private readonly List<(DateTime First, DateTime Last)> _dropped = [];
    private readonly HashSet<FeedSeries> _withheld = [];

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
        foreach (var kline in update.Klines)
        {
            if (series.Set(kline, isFromTicks) is not { } isRevised)
                continue;
            given.Add(new(0, kline.Minute.AddMinutes(1), update.Symbol, kline, isRevised, isFromTicks));
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
            foreach (var (start, end) in series.Open(frame).ToList())
            {
                // A bucket is over when all its minutes are known to be, for this symbol, and by the clock.
                if (end > series.Through.AddMinutes(1) || end > korean)
                {
                    isWithheld |= end > korean;
                    continue;
                }

                if (!_dropped.Exists(range => range.First < end && range.Last >= start) && series.Give(frame, _buckets[frame], start, end) is var (kline, isRevised, isFromTicks))
                    given.Add(new(frame + 1, end, series.Symbol, kline, isRevised, isFromTicks));
                series.Open(frame).Remove(start);
            }
        }

        if (isWithheld)
            _withheld.Add(series);
        else
            _withheld.Remove(series);
    }
}
