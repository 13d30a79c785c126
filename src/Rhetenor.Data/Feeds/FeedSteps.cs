using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Feeds;

/// <summary>Converts a history to slices in order of their ends, with larger bars made from it.</summary>
internal static class FeedSteps
{
    /// <summary>Returns the slices of a history.</summary>
    /// <param name="history">The bars.</param>
    /// <param name="frames">The larger bars to give beside them.</param>
    /// <param name="hours">The hours of each date of the bars.</param>
    /// <param name="over">The time at which larger bars must be over, because nothing later was fetched; null when all are.</param>
    public static IEnumerable<KlineFeedSlice> Of(
        KlineHistory history, IReadOnlyList<KlineResampling> frames, Func<DateOnly, TradingSession?> hours, DateTime? over = null)
    {
        var symbols = new KlineSymbols();
        foreach (var series in history)
            symbols.GetOrAdd(series.Symbol);
        var replay = KlineReplay.Of([history, .. frames.Select(frame => Larger(history, new KlineBuckets(frame, history.Venue, hours)))]);
        while (replay.MoveNext())
        {
            for (var i = 0; i <= frames.Count && (i == 0 || !(replay.Now > over)); i++)
            {
                foreach (var bars in Slices(replay.Frames[i], symbols))
                    yield return new() { Bars = bars, End = replay.Now, Known = Instant(replay.Now), Frame = i == 0 ? null : frames[i - 1] };
            }
        }
    }

    /// <summary>Returns a Korean time as an instant.</summary>
    public static DateTimeOffset Instant(DateTime korean) => new(korean, KoreaTime.Offset);

    /// <summary>Returns the last end of the larger bars.</summary>
    public static DateTime? LastEnd(KlineHistory day, IReadOnlyList<KlineResampling> frames, Func<DateOnly, TradingSession?> hours) => frames
        .SelectMany(frame => Larger(day, new KlineBuckets(frame, day.Venue, hours))).Where(series => series.Count > 0)
        .Max(series => (DateTime?)series.EndOf(series.Count - 1));

    private static KlineHistory Larger(KlineHistory history, KlineBuckets buckets) =>
        new(history.Venue, [.. history.Select(series => KlineResampler.Resample(series, buckets))]);

    // Bars that end together have one label, unless a frame keeps the auction apart.
    private static List<KlineSlice> Slices(KlineReplayFrame frame, KlineSymbols symbols)
    {
        var slices = new List<KlineSlice>(1);
        var updated = frame.Updated;
        for (var done = 0; done < updated.Length;)
        {
            var label = slices.Count == 0 ? updated.ToArray().Min(LabelOf) : updated.ToArray().Select(LabelOf).Where(other => other > slices[^1].Minute).Min();
            var (numbers, bars, count) = (new int[updated.Length - done], new KlineBar[updated.Length - done], 0);
            foreach (var symbol in updated)
            {
                if (LabelOf(symbol) == label)
                    (numbers[count], bars[count++]) = (symbol, frame.History[symbol][frame.LatestIndex(symbol)].Bar);
            }

            done += count;
            slices.Add(new(label, symbols, new(numbers, 0, count), new(bars, 0, count)));
        }

        return slices;

        DateTime LabelOf(int symbol) => frame.History[symbol].Minutes[frame.LatestIndex(symbol)];
    }
}
