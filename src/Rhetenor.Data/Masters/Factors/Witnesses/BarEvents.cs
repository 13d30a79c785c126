using System.Globalization;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Masters;

/// <summary>The daily bars of a symbol as a witness: the base price of each session is the close before it, unless an event reset it. Pure.</summary>
/// <param name="series">The daily bars.</param>
/// <param name="days">The sessions. A base price tells nothing when the bar of the session before is not stored.</param>
/// <param name="market">The market.</param>
/// <param name="group">The security group (증권그룹).</param>
internal sealed class BarEvents(KlineSeries series, TradedDays days, Market market, string group)
{
    private const decimal Scale = 10_000;
    private const int SearchedCodes = 5;

    // Codes of rights, with a dividend or without, and of dividends.
    private static readonly int[] RightsCodes = [1, 4, 6, 7], DividendCodes = [2, 4, 5, 6, 7];
    private readonly DailyFacts _facts = series.Daily!;

    /// <summary>Returns the sessions whose base price is not the close before. A session that a code marks, and whose session before is not
    /// stored, has no factor.</summary>
    public IEnumerable<EventWitness> Resets()
    {
        for (var i = 1; i < series.Count; i++)
        {
            if (_facts.Base[i] == DailyBar.Unknown || CloseBefore(i) is not (> 0 and var close) || BaseOf(i) is not (> 0 and var price) || price == close)
                continue;
            MasterChangeKind? kind = _facts.SplitRatio[i] > 0 ? price < close ? MasterChangeKind.Split : MasterChangeKind.Consolidation : RightsCodes.Contains(_facts.ExCode[i]) ? MasterChangeKind.Rights : null;
            var (isKnown, tick) = (IsAfterSession(i), TickSize.Of(price, market, group, DateOf(i)));
            if (!isKnown && kind is null)
                continue;
            var before = isKnown ? string.Create(CultureInfo.InvariantCulture, $"after a close of {close:#,0.##}") : $"and the close of {days.Before(DateOf(i)).ToText()} is not stored";
            var line = string.Create(CultureInfo.InvariantCulture, $"The daily bar of {DateOf(i).ToText()} has the base price {price:#,0.##} {before}, ex-code {_facts.ExCode[i]}.");
            yield return new(EventWitness.Bars, DateOf(i), DateOf(i), isKnown ? (price - tick) / close : null, isKnown ? (price + tick) / close : null, line)
            {
                Kind = kind,
                Factor = isKnown ? price / close : null,
                IsReset = true,
                Prices = (price, close),
            };
        }
    }

    /// <summary>Determines whether bars of all sessions of a range are stored, and none has a reset.</summary>
    public bool HasNoReset(DateOnly first, DateOnly last)
    {
        var (from, to) = (IndexOf(first), IndexOf(last));
        return from > 0 && to < series.Count && DateOf(to) == last && Enumerable.Range(from, to - from + 1).All(i => _facts.Base[i] != DailyBar.Unknown && IsAfterSession(i) && BaseOf(i) == CloseBefore(i));
    }

    /// <summary>Returns the close of the last stored session before a date, and that session; null when no bar is stored from it
    /// on.</summary>
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
            if (i < series.Count && _facts.Base[i] != DailyBar.Unknown && IsAfterSession(i))
                continue;
            if (i - 1 > start)
                yield return (DateOf(start), DateOf(i - 1));
            start = i;
        }
    }

    private bool IsAfterSession(int i) => DateOf(i - 1) == days.Before(DateOf(i));

    private int IndexOf(DateOnly date) => series.IndexOf(date.ToDateTime(TimeOnly.MinValue));

    private DateOnly DateOf(int i) => DateOnly.FromDateTime(series.Minutes[i]);

    private decimal BaseOf(int i) => _facts.Base[i] / Scale;

    private decimal CloseBefore(int i) => (decimal)series.Close[i - 1];
}
