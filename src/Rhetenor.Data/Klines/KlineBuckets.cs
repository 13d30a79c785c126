namespace Rhetenor.Data.Klines;

/// <summary>Maps minutes to buckets. The map of a date is built once.</summary>
internal sealed class KlineBuckets
{
    private const int DayMinutes = 24 * 60;
    private const int Grid = 10;
    private const short None = -1;
    private readonly KlineResampling _resampling;
    private readonly Func<DateOnly, TradingSession?> _hours;
    private readonly Dictionary<DateTime, (short[] Starts, short[] Ends)> _plans = [];

    /// <summary>Creates the map.</summary>
    /// <param name="resampling">The length of the buckets and the included minutes.</param>
    /// <param name="venue">The venue of the bars.</param>
    /// <param name="hours">The hours of a date; null for those of <see cref="TradingSession.For"/>.</param>
    public KlineBuckets(KlineResampling resampling, Venue venue, Func<DateOnly, TradingSession?>? hours = null)
    {
        ArgumentNullException.ThrowIfNull(resampling);
        (_resampling, _hours) = (resampling, hours ?? (date => TradingSession.For(venue, date)));
    }

    /// <summary>Gets the label and the end of a minute's bucket; null when the minute takes no part. A bucket ends with its last
    /// minute.</summary>
    public (DateTime Start, DateTime End)? Find(DateTime minute)
    {
        if (!_plans.TryGetValue(minute.Date, out var plan))
            _plans.Add(minute.Date, plan = Plan(DateOnly.FromDateTime(minute)));
        var start = plan.Starts[KlineGrid.Place(minute)];
        return start == None ? null : (minute.Date.AddMinutes(start), minute.Date.AddMinutes(plan.Ends[start]));
    }

    private (short[] Starts, short[] Ends) Plan(DateOnly date)
    {
        var (starts, ends) = (Starts(date), new short[DayMinutes]);
        for (var minute = 0; minute < DayMinutes; minute++)
        {
            if (starts[minute] != None)
                ends[starts[minute]] = (short)(minute + 1);
        }

        return (starts, ends);
    }

    // The label of each minute's bucket.
    private short[] Starts(DateOnly date)
    {
        var session = _hours(date);
        var parts = Parts(session).Where(part => _resampling.Phases.HasFlag(part.Phase)).ToList();
        var plan = new short[DayMinutes];
        Array.Fill(plan, None);
        var day = parts.Where(part => part.Phase != TradingPhase.Outside).Select(part => part.First).FirstOrDefault();
        foreach (var (_, first, last) in parts)
        {
            for (var minute = first; minute <= last; minute++)
                plan[minute] = (short)(_resampling.BucketMinutes is { } length ? Start(minute, first, length) : day);
        }

        if (_resampling is { BucketMinutes: > 1, ClosingAuctionApart: var apart } && session?.ClosingAuction is { } auction && plan[Place(auction)] != None)
            plan[Place(auction)] = apart ? (short)Place(auction) : plan[Place(auction) - 1];
        return plan;
    }

    // Periods start on multiples of ten minutes, except one that starts at 15:31 because of the auction. Its buckets are aligned to
    // 15:30.
    private static int Start(int minute, int first, int length)
    {
        var anchor = first - (first % Grid);
        return Math.Max(first, anchor + ((minute - anchor) / length * length));
    }

    private static IEnumerable<(TradingPhase Phase, int First, int Last)> Parts(TradingSession? session)
    {
        var next = 0;
        foreach (var period in session?.Periods ?? [])
        {
            if (Place(period.First) > next)
                yield return (TradingPhase.Outside, next, Place(period.First) - 1);
            yield return (period.Phase, Place(period.First), Place(period.Last));
            next = Place(period.Last) + 1;
        }

        yield return (TradingPhase.Outside, next, DayMinutes - 1);
    }

    private static int Place(TimeOnly time) => (time.Hour * 60) + time.Minute;
}
