using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Masters;

/// <summary>Adjusts the bars of one symbol, day by day. Pure.</summary>
internal static class SeriesAdjuster
{
    public static KlineSeries Adjust(KlineSeries series, RetrievalDates? retrievals, AdjustmentFactors factors, Adjustment kind, DateOnly asOf)
    {
        var days = SeriesDay.Of(series, retrievals);
        var frames = Frames(series, days, factors);
        var wanted = kind == Adjustment.None ? [] : factors.Of(series.Symbol)
            .Select(one => (Event: one, ExDate: frames.Find(frame => ReferenceEquals(frame.Event, one))?.ExDate ?? one.ExDate)).Where(one => one.ExDate <= asOf && one.Event.IsKnown(asOf)).ToList();
        if (kind == Adjustment.TotalReturn)
            wanted.AddRange(DividendReturns.Of(series.Symbol, factors, asOf).Select(one => (one, one.ExDate)));
        var others = wanted.Select(one => factors.OfAnotherUntil(series.Symbol, one.Event)).ToList();
        var columns = series.ToColumns();
        var rounded = new List<DateOnly>();
        for (var i = 0; i < days.Count; i++)
        {
            var scale = new DayScale(
                days[i].Date, [.. frames.Where(frame => frame.IsAdjusted(i)).Select(frame => frame.Event)], [.. wanted.Where((one, place) => one.ExDate > days[i].Date && !(days[i].Date <= others[place])).Select(one => one.Event)]);
            if (!scale.Apply(columns, days[i].Start, days[i].End))
                rounded.Add(days[i].Date);
            CarryForward(series, columns, days[i]);
        }

        return series.With(columns, new(kind, asOf,
        [
            .. frames.OrderBy(frame => frame.ExDate).SelectMany(frame => frame.Doubts),
            .. rounded.Count == 0 ? (string[])[] : [$"{DateRange.Text(rounded[0], rounded[^1])}: KIS rounded the prices to whole won, and ticks do not show which were traded."],
            .. BonusParts(days, frames, wanted),
            .. Unproven(series.Symbol, days, factors, kind, asOf),
            .. kind == Adjustment.TotalReturn ? DividendReturns.Doubts(series.Symbol, days, factors, asOf) : [],
            .. Unsearched(series.Symbol, days, factors, kind, asOf),
        ]));
    }

    // Minutes that were filled before a day's first trade have the last price of an earlier day, which its own events moved.
    private static void CarryForward(KlineSeries series, KlineColumns columns, in SeriesDay day)
    {
        for (var i = Math.Max(day.Start, 1); i < day.End && series.IsFilled(i); i++)
            columns.Open[i] = columns.High[i] = columns.Low[i] = columns.Close[i] = columns.Close[i - 1];
    }

    // Of a later event it must be known first whether the prices account for it.
    private static List<EventFrame> Frames(KlineSeries series, List<SeriesDay> days, AdjustmentFactors factors)
    {
        var frames = new List<EventFrame>();
        foreach (var one in factors.Of(series.Symbol).Where(one => one.Rescinded is null).Reverse())
            frames.Add(new(one, days, series.Venue, [.. frames], factors.OfAnotherUntil(series.Symbol, one)));
        return frames;
    }

    // The same is not known of volumes that KIS may have scaled, whatever the bars are adjusted for.
    private static IEnumerable<string> BonusParts(List<SeriesDay> days, List<EventFrame> frames, IEnumerable<(AdjustmentFactor Event, DateOnly ExDate)> wanted) =>
    [
        .. from one in wanted
           where one.Event.VolumeDoubt is not null && days.Count > 0 && days[0].Date < one.ExDate
           select $"{one.ExDate.ToText()}: {one.Event.VolumeDoubt}",
        .. from frame in frames
           where frame.Event.StoredVolumeDoubt is not null && Enumerable.Range(0, days.Count).Any(frame.IsAdjusted)
           select $"{frame.ExDate.ToText()}: {frame.Event.StoredVolumeDoubt}",
    ];

    // Without a factor, prices cannot be brought over a reset. Also as they were traded, days that were fetched after it are in doubt.
    private static IEnumerable<string> Unproven(string symbol, List<SeriesDay> all, AdjustmentFactors factors, Adjustment kind, DateOnly asOf)
    {
        foreach (var one in factors.UnprovenOf(symbol))
        {
            var days = factors.OfAnotherUntil(symbol, one) is { } last ? all.FindAll(day => day.Date > last) : all;
            if (days.Count == 0 || one.ExDate <= days[0].Date)
                continue;
            var (rule, reset) = (one.Change.Reset!.Evidence[0], DateRange.Text(one.FirstExDate, one.ExDate));
            if (kind != Adjustment.None && one.FirstExDate <= asOf)
                yield return $"{reset}: the base price was reset, and nothing proves a factor ({rule})";
            else if (days.Where(day => day.Date < one.ExDate && !(day.Fetched?.First < one.FirstExDate)).ToList() is [var first, ..] crossed)
                yield return $"{DateRange.Text(first.Date, crossed[^1].Date)}: not known to be fetched before the base price was reset on {reset}, and nothing shows whether the prices account for it ({rule})";
        }
    }

    // An event that was not searched for matters when prices are brought over it, or when KIS may have done so.
    private static IEnumerable<string> Unsearched(string symbol, List<SeriesDay> days, AdjustmentFactors factors, Adjustment kind, DateOnly asOf)
    {
        if (days.Count == 0)
            return [];
        var through = days.Max(day => day.Fetched is { } fetched && fetched.First > day.Date ? fetched.First : day.Date);
        if (kind != Adjustment.None && asOf > through)
            through = asOf;
        var (absent, unsearched, unknown) = (factors.Codes.AbsentUntil(symbol), "no master was searched for events.", $"no master contains {symbol}.");

        // A symbol that is traded when no master contains it any more was not delisted.
        var moved = factors.Codes.AbsentFrom(symbol) is { } gone && days[^1].Date >= gone ? gone : DateOnly.MaxValue;
        return
            from reason in (string[])[unknown, unsearched]
            from sessions in MasterCoverage.Where(days[0].Date, through, session => ReasonOf(session) == reason)
            where (kind != Adjustment.None && sessions.From <= asOf) || days.Exists(day => day.Date < sessions.To && day.Fetched?.First >= sessions.From)
            select $"{DateRange.Text(sessions.From, sessions.To)}: {reason}";

        string? ReasonOf(DateOnly session) => factors.IsSearched(symbol, session) ? null
            : absent == DateOnly.MaxValue ? unknown
            : !factors.Coverage.Contains(session) ? unsearched
            : session <= absent || session >= moved ? unknown : null;
    }
}
