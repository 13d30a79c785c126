namespace Rhetenor.Data.Feeds;

/// <summary>The record of what a feed has given. It decides which bars are new, late or revised, and when larger bars are over. Updates may repeat bars, so a
/// feed that reads a state again neither misses a bar nor gives one twice.</summary>
/// <param name="frames">The larger bars to give beside the minutes.</param>
/// <param name="sessionsKept">The number of sessions whose bars are kept, the newest ones. Updates of older sessions are not used.</param>
internal sealed class FeedBook(IReadOnlyList<KlineResampling> frames, int sessionsKept)
{
    private readonly SortedDictionary<DateOnly, FeedDay> _days = [];
    private readonly DateTime[] _latest = new DateTime[frames.Count + 1];
    private DateOnly _first = DateOnly.MinValue;
    private DateTimeOffset _known = DateTimeOffset.MinValue;

    /// <summary>Adds what became known, and returns the slices that this gives, in order of their ends.</summary>
    public IReadOnlyList<KlineFeedSlice> Take(FeedUpdate update)
    {
        if (Day(update.Session) is not { } day)
            return [];
        var given = new List<GivenBar>();
        foreach (var symbol in update.Symbols)
            day.Take(symbol, update.Now, update.IsFromTicks, given);
        foreach (var other in _days.Values.Where(other => other != day))
            other.Release(update.Now, given);
        return Slices(given, update);
    }

    /// <summary>Says that bars were dropped. Larger bars that they belong to are not given any more.</summary>
    public KlineFeedSlice Drop(FeedDrop drop)
    {
        foreach (var (session, first, last) in drop.Ranges)
            Day(session)?.Drop(first, last);
        return new()
        {
            Kind = KlineFeedKind.Dropped,
            Bars = new(drop.Ranges.Min(range => range.First), []),
            End = drop.Ranges.Max(range => range.Last).AddMinutes(1),
            Known = _known = Later(_known, drop.Now),
        };
    }

    private FeedDay? Day(TradingSession session)
    {
        if (_days.TryGetValue(session.Date, out var day) || session.Date < _first)
            return day;
        _days.Add(session.Date, day = new(session, frames));
        while (_days.Count > sessionsKept)
        {
            _first = _days.First().Key.AddDays(1);
            _days.Remove(_days.First().Key);
        }

        return session.Date < _first ? null : day;
    }

    private List<KlineFeedSlice> Slices(List<GivenBar> given, FeedUpdate update)
    {
        var latest = _latest.ToArray();
        var slices = new List<KlineFeedSlice>();
        foreach (var together in given
            .Select(bar => (Bar: bar, Kind: bar.IsRevised ? KlineFeedKind.Revised : bar.Kline.Minute > latest[bar.Frame] ? KlineFeedKind.New : KlineFeedKind.Late))
            .GroupBy(bar => (bar.Bar.End, bar.Bar.Frame, bar.Bar.Kline.Minute, bar.Kind))
            .OrderBy(group => (group.Key.End, group.Key.Frame, group.Key.Minute, group.Key.Kind)))
        {
            var (end, frame, minute, kind) = together.Key;
            _latest[frame] = kind == KlineFeedKind.New ? minute : _latest[frame];
            _known = Later(_known, update.IsHistory ? FeedSteps.Instant(end) : update.Now);
            slices.Add(new()
            {
                Kind = kind,
                Bars = new(minute, together.Select(bar => new SymbolKline(bar.Bar.Symbol, bar.Bar.Kline))),
                End = end,
                Known = _known,
                Frame = frame == 0 ? null : frames[frame - 1],
                IsFromTicks = together.Any(bar => bar.Bar.IsFromTicks),
            });
        }

        return slices;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => (one > other ? one : other).ToOffset(KoreaTime.Offset);
}
