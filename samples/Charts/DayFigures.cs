using Rhetenor.Data;

namespace Charts;

/// <summary>A day's figures as Korean screens show them: prices of the regular session, and the change (등락률) against the base price.</summary>
/// <param name="Date">The Korean date.</param>
/// <param name="Open">The opening price (시가), in won.</param>
/// <param name="High">The highest price (고가), in won.</param>
/// <param name="Low">The lowest price (저가), in won.</param>
/// <param name="Close">The closing price (종가), in won: that of the closing auction, not of the after-market.</param>
/// <param name="Volume">The shares traded in the whole day.</param>
/// <param name="BasePrice">The previous close (전일 종가), or the base price (기준가) on the day of an event, in won; null when it is unknown.</param>
public sealed record DayFigures(DateOnly Date, double Open, double High, double Low, double Close, long Volume, double? BasePrice)
{
    /// <summary>Gets the last price of the after-market; null when there was none.</summary>
    public double? AfterMarket { get; private init; }

    /// <summary>Gets the time of the close, Korean time; null for a daily bar and while the session is on, when <see cref="Close"/> is only its
    /// last price.</summary>
    public TimeOnly? ClosedAt { get; private init; }

    /// <summary>Gets whether an event of the day makes the base price differ from the previous close.</summary>
    public bool IsReset { get; private init; }

    /// <summary>Gets the Korean name of the price that the change is against.</summary>
    public string BaseName => IsReset ? "기준가" : "전일 종가";

    /// <summary>Gets the change against the base price, in won.</summary>
    public double? Change => Close - BasePrice;

    internal static DayFigures OfSession(TradingSession session, KlineSeries bars, double basePrice)
    {
        var regular = session.Periods.Single(period => period.Phase == TradingPhase.Regular);
        var inside = Enumerable.Range(0, bars.Count).Where(i => regular.Contains(TimeOnly.FromDateTime(bars.Minutes[i]))).ToList();
        if (inside.Count == 0)
            throw new ArgumentException($"{bars.Symbol} has no bar in the regular session.", nameof(bars));
        var (high, low) = (inside.Max(i => bars.High[i]), inside.Min(i => bars.Low[i]));
        return new(session.Date, bars.Open[inside[0]], high, low, bars.Close[inside[^1]], bars.Sum(bar => bar.Volume), basePrice)
        {
            AfterMarket = inside[^1] < bars.Count - 1 ? bars.Close[bars.Count - 1] : null,
            ClosedAt = TimeOnly.FromDateTime(bars.Minutes[inside[^1]]) < regular.Last ? null : regular.Last,
        };
    }

    internal static DayFigures OfDays(KlineSeries days, IReadOnlyList<AdjustmentFactor> factors)
    {
        if (days.Count == 0)
            throw new ArgumentException($"{days.Symbol} has no bar.", nameof(days));
        var (last, before) = (days.Count - 1, days.Count - 2);
        var date = DateOnly.FromDateTime(days.Minutes[last]);
        var reset = factors.Where(factor => before >= 0 && factor.ExDate > DateOnly.FromDateTime(days.Minutes[before]) && factor.ExDate <= date)
            .Aggregate(1.0, (product, factor) => product * (double)factor.Factor);
        return new(date, days.Open[last], days.High[last], days.Low[last], days.Close[last], days.Volume[last], before < 0 ? null : days.Close[before] * reset)
        {
            IsReset = reset != 1,
        };
    }
}
