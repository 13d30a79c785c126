namespace Rhetenor.Data.Simulation;

/// <summary>One session with other trading hours than expected. The calendar tells them from some time on: before the session, or when it
/// has begun.</summary>
/// <param name="Expected">The session with the hours that everybody expects.</param>
/// <param name="Real">The session as it is.</param>
/// <param name="KnownFrom">When the calendar tells the real hours.</param>
internal sealed record ChangedHours(TradingSession Expected, TradingSession Real, DateTimeOffset KnownFrom)
{
    public static ChangedHours Draw(SimulationRandom random, TradingSession expected)
    {
        var periods = expected.Periods.ToArray();
        var isLater = false;
        switch (random.Below(4))
        {
            case 0:
                periods[0] = periods[0] with { First = periods[0].First.AddMinutes(-random.Of(5, 30, 60)) };
                break;
            case 1:
                periods[0] = periods[0] with { First = periods[0].First.AddMinutes(random.Of(3, 30)) };
                break;
            case 2:
                periods[^1] = periods[^1] with { Last = periods[^1].Last.AddMinutes(random.Of(5, 45)) };
                isLater = true;
                break;
            default:
                periods[^1] = periods[^1] with { Last = periods[^1].Last.AddMinutes(-random.Of(5, 60)) };
                break;
        }

        var real = expected with { Periods = periods, SettledAt = expected.SettledAt.AddHours(isLater ? 1 : 0) };
        return new(expected, real, random.Chance(40) ? DateTimeOffset.MinValue : real.SettledAt.AddMinutes(random.Between(-600, 240)));
    }

    /// <summary>Whether a minute is in no hours that everybody expects.</summary>
    public bool IsOutside(DateTime minute) => DateOnly.FromDateTime(minute) == Real.Date && !Expected.Contains(minute);
}

/// <summary>The calendar that every process has: the known one, with corrected hours.</summary>
internal sealed class CorrectedCalendar(Scheduler scheduler, Market market) : IMarketCalendar
{
    public ValueTask<MarketDay> GetDayAsync(DateOnly date, CancellationToken cancellationToken = default) => KrxCalendar.Instance.GetDayAsync(date, cancellationToken);

    public async ValueTask<TradingSession?> SessionAsync(Venue venue, DateOnly date, CancellationToken cancellationToken = default) =>
        await GetDayAsync(date, cancellationToken) == MarketDay.Closed ? null
            : market.Changed is { } changed && changed.Real.Date == date && scheduler.Instant >= changed.KnownFrom ? changed.Real
            : TradingSession.For(venue, date);
}
