using System.Globalization;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Masters;

/// <summary>The daily bars of a symbol as a witness: the base price of each session is the close before it, unless an event reset it. Pure.</summary>
internal sealed class BarEvents(KlineSeries series, Market market, string group)
{
    private const decimal Scale = 10_000;
    private const int SearchedCodes = 5;

    // Codes of rights, with a dividend or without, and of dividends.
    private static readonly int[] RightsCodes = [1, 4, 6, 7], DividendCodes = [2, 4, 5, 6, 7];
    private readonly DailyFacts _facts = series.Daily!;

    /// <summary>Returns the sessions whose base price is not the close before.</summary>
    public IEnumerable<EventWitness> Resets()
    {
        for (var i = 1; i < series.Count; i++)
        {
            if (_facts.Base[i] == DailyBar.Unknown || CloseBefore(i) is not (> 0 and var close) || BaseOf(i) is not (> 0 and var price) || price == close)
                continue;
            var tick = TickSize.Of(price, market, group, DateOf(i));
            var line = string.Create(CultureInfo.InvariantCulture, $"The daily bar of {DateOf(i).ToText()} has the base price {price:#,0.##} after a close of {close:#,0.##}, ex-code {_facts.ExCode[i]}.");
            yield return new(EventWitness.Bars, DateOf(i), DateOf(i), (price - tick) / close, (price + tick) / close, line)
            {
                Kind = _facts.SplitRatio[i] > 0 ? price < close ? MasterChangeKind.Split : MasterChangeKind.Consolidation : RightsCodes.Contains(_facts.ExCode[i]) ? MasterChangeKind.Rights : null,
                Factor = price / close,
                IsReset = true,
                Prices = (price, close),
            };
        }
    }

    /// <summary>Returns the base price and the close before it of a session that is stored after another one; null when it is not.</summary>
    public (decimal Base, decimal Close)? On(DateOnly date) =>
        IndexOf(date) is > 0 and var i && DateOf(i) == date && _facts.Base[i] != DailyBar.Unknown ? (BaseOf(i), CloseBefore(i)) : null;

    /// <summary>Determines whether bars of all sessions of a range are stored, and none has a reset.</summary>
    public bool HasNoReset(DateOnly first, DateOnly last)
    {
        var (from, to) = (IndexOf(first), IndexOf(last));
        return from > 0 && to < series.Count && DateOf(to) == last && Enumerable.Range(from, to - from + 1).All(i => _facts.Base[i] != DailyBar.Unknown && BaseOf(i) == CloseBefore(i));
    }

    /// <summary>Returns the close of the last session before a date, and that session; null when no bar is stored from it on.</summary>
    public (DateOnly Date, decimal Close)? Before(DateOnly date) => IndexOf(date) is > 0 and var i ? (DateOf(i - 1), CloseBefore(i)) : null;

    /// <summary>Returns the sessions that are marked as ex-dividend.</summary>
    public IEnumerable<DateOnly> DividendDays() => Enumerable.Range(0, series.Count).Where(i => DividendCodes.Contains(_facts.ExCode[i])).Select(DateOf);

    /// <summary>Returns whether a session is marked as ex-dividend; null when it is not stored.</summary>
    public bool? IsDividendDay(DateOnly date) => IndexOf(date) is var i && i < series.Count && DateOf(i) == date && _facts.ExCode[i] != (int)DailyBar.Unknown ? DividendCodes.Contains(_facts.ExCode[i]) : null;

    /// <summary>Returns a session near a date that is marked as ex-dividend; null when there is none.</summary>
    public DateOnly? DividendDayNear(DateOnly date)
    {
        var near = Enumerable.Range(IndexOf(date) - SearchedCodes, (2 * SearchedCodes) + 1).Where(i => i >= 0 && i < series.Count && DividendCodes.Contains(_facts.ExCode[i])).Select(DateOf).ToList();
        return near.Count == 0 ? null : near.MinBy(day => Math.Abs(day.DayNumber - date.DayNumber));
    }

    /// <summary>Returns the ranges of dates, the first one excluded, of which the base prices show all resets.</summary>
    public IEnumerable<(DateOnly After, DateOnly To)> Searched()
    {
        for (var (start, i) = (0, 1); i <= series.Count; i++)
        {
            if (i < series.Count && _facts.Base[i] != DailyBar.Unknown)
                continue;
            if (i - 1 > start)
                yield return (DateOf(start), DateOf(i - 1));
            start = i;
        }
    }

    private int IndexOf(DateOnly date) => series.IndexOf(date.ToDateTime(TimeOnly.MinValue));

    private DateOnly DateOf(int i) => DateOnly.FromDateTime(series.Minutes[i]);

    private decimal BaseOf(int i) => _facts.Base[i] / Scale;

    private decimal CloseBefore(int i) => (decimal)series.Close[i - 1];
}
