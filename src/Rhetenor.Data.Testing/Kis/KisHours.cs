namespace Rhetenor.Data.Testing;

/// <summary>Provides the trading hours of the venues, by date.</summary>
/// <remarks>
/// KRX: 09:00 to 15:20, the call phase of the closing auction, its match at 15:30, and from 2026-09-14 an after-market from 16:00
/// to 20:00. Nextrade, from 2025-03-04: 08:00 to 08:50, 09:00 to 15:20, 15:30 to 20:00. The first session of a year opens an hour
/// later. On the day of the university entrance examination, everything except the end at 20:00 is an hour later. Times are Korean.
/// </remarks>
public static class KisHours
{
    private static readonly DateOnly NextradeOpening = new(2025, 3, 4);
    private static readonly DateOnly AfterMarketOpening = new(2026, 9, 14);
    private static readonly TimeOnly Evening = new(20, 0);

    private static readonly DateOnly[] Examinations =
    [
        new(2020, 12, 3), new(2021, 11, 18), new(2022, 11, 17), new(2023, 11, 16), new(2024, 11, 14), new(2025, 11, 13),
        new(2026, 11, 19), new(2027, 11, 18),
    ];

    /// <summary>Returns the periods of a venue's day, in order of time; empty before the venue existed.</summary>
    /// <param name="venue">KRX or Nextrade. The unified venue has the hours of both.</param>
    /// <param name="date">The Korean date, which is assumed to be a session.</param>
    public static IReadOnlyList<KisPeriod> On(Venue venue, DateOnly date)
    {
        var (open, close) = Examinations.Contains(date) ? (1, 1) : IsFirstOfYear(date) ? (1, 0) : (0, 0);
        return venue switch
        {
            Venue.Krx => [.. Exchange(date, open, close)],
            Venue.Nextrade when date < NextradeOpening => [],
            Venue.Nextrade =>
            [
                new(KisPeriodKind.PreMarket, At(8, 0, open), At(8, 50, open)),
                new(KisPeriodKind.Regular, At(9, 0, open), At(15, 20, close)),
                new(KisPeriodKind.AfterMarket, At(15, 30, close), Evening),
            ],
            _ => throw new ArgumentOutOfRangeException(nameof(venue), venue, "Hours are those of KRX or Nextrade."),
        };
    }

    private static IEnumerable<KisPeriod> Exchange(DateOnly date, int open, int close)
    {
        yield return new(KisPeriodKind.Regular, At(9, 0, open), At(15, 20, close));
        yield return new(KisPeriodKind.ClosingCall, At(15, 20, close), At(15, 30, close));
        yield return new(KisPeriodKind.ClosingAuction, At(15, 30, close), At(15, 31, close));
        if (date >= AfterMarketOpening)
            yield return new(KisPeriodKind.AfterMarket, At(16, 0, close), Evening);
    }

    private static bool IsFirstOfYear(DateOnly date)
    {
        if (date is not { Month: 1, Day: > 1 and < 10 })
            return false;
        for (var day = date.AddDays(-1); day.Year == date.Year; day = day.AddDays(-1))
        {
            if (KrxCalendar.GetDay(day) != MarketDay.Closed && day.Day != 1)
                return false;
        }

        return true;
    }

    private static TimeOnly At(int hour, int minute, int later) => new(hour + later, minute);
}
