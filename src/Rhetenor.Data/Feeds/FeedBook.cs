using System.Runtime.InteropServices;
using Rhetenor.Data.Klines;

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

    /// <summary>Adds what became known, and returns the slices that this gives, in order of their ends. They are made one by one: an update can be a whole day of
    /// a market.</summary>
    public IEnumerable<KlineFeedSlice> Take(FeedUpdate update)
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

    private IEnumerable<KlineFeedSlice> Slices(List<GivenBar> given, FeedUpdate update)
    {
        if (given.Count == 0)
            return [];
        var symbols = new KlineSymbols();
        foreach (ref var bar in CollectionsMarshal.AsSpan(given))
        {
            symbols.GetOrAdd(bar.Symbol);
            bar = bar with { Kind = bar.IsRevised ? KlineFeedKind.Revised : bar.Kline.Minute > _latest[bar.Frame] ? KlineFeedKind.New : KlineFeedKind.Late };
        }

        given.Sort(GivenBar.Compare);
        foreach (var bar in given)
        {
            if (bar.Kind == KlineFeedKind.New)
                _latest[bar.Frame] = bar.Kline.Minute;
        }

        var known = _known;
        _known = Known(known, given[^1], update);
        return Slices(given, symbols, known, update);
    }

    private IEnumerable<KlineFeedSlice> Slices(List<GivenBar> given, KlineSymbols symbols, DateTimeOffset known, FeedUpdate update)
    {
        for (var (first, next) = (0, 0); first < given.Count; first = next)
        {
            var bar = given[first];
            while (next < given.Count && given[next].IsTogether(bar))
                next++;
            var (numbers, bars, isFromTicks) = (new int[next - first], new KlineBar[next - first], false);
            for (var place = first; place < next; place++)
            {
                (numbers[place - first], bars[place - first]) = (symbols.Find(given[place].Symbol), given[place].Kline.Bar);
                isFromTicks |= given[place].IsFromTicks;
            }

            known = Known(known, bar, update);
            yield return new()
            {
                Kind = bar.Kind,
                Bars = new(bar.Kline.Minute, symbols, numbers, bars),
                End = bar.End,
                Known = known,
                Frame = bar.Frame == 0 ? null : frames[bar.Frame - 1],
                IsFromTicks = isFromTicks,
            };
        }
    }

    private static DateTimeOffset Known(DateTimeOffset before, in GivenBar bar, FeedUpdate update) =>
        Later(before, update.IsHistory ? FeedSteps.Instant(bar.End) : update.Now);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => (one > other ? one : other).ToOffset(KoreaTime.Offset);
}
