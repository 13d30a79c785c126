using Rhetenor.Data.Markets;

namespace Rhetenor.Data;

/// <content>The trading hours of Korean venues, with the dates from which they apply.</content>
public sealed partial record TradingSession
{
    private static readonly DateOnly NextradeOpened = new(2025, 3, 4);
    private static readonly DateOnly AfterMarketOpened = new(2026, 9, 14);
    private static readonly TimeOnly RegularClose = new(15, 30);
    private static readonly TimeOnly EveningClose = new(19, 59);

    // The bars of a day stop changing when after-hours trading ends. Before the after-market existed that was 18:00.
    private static readonly TimeOnly OldEvening = new(18, 0);
    private static readonly TimeOnly Evening = new(20, 0);

    private static readonly HashSet<DateOnly> EntranceExaminations =
    [
        new(2020, 12, 3), new(2021, 11, 18), new(2022, 11, 17), new(2023, 11, 16), new(2024, 11, 14), new(2025, 11, 13),
        new(2026, 11, 19), new(2027, 11, 18),
    ];

    /// <summary>Gets the hours of a venue on a date, assuming that the date is a session. A calendar decides whether it is one.</summary>
    /// <remarks>
    /// Sources: KRX and Nextrade announcements as of 2026-11. KRX trades 09:00–15:30 (since 2016-08-01). From 2026-09-14 it also has an
    /// after-market 16:00–20:00 in shares. The first session of a year opens at 10:00. On the day of the university entrance examination
    /// (CSAT, 수능; dates to 2027 as announced by the Ministry of Education) all times except the end of the evening are one hour later.
    /// Nextrade, open since 2025-03-04, trades 08:00–08:50, 09:00–15:20 and 15:30–20:00.
    /// </remarks>
    /// <param name="venue">The venue.</param>
    /// <param name="date">The Korean date.</param>
    /// <returns>The session; null for Nextrade before its first day.</returns>
    public static TradingSession? For(Venue venue, DateOnly date)
    {
        if (venue == Venue.Nextrade && date < NextradeOpened)
            return null;
        List<TradingPeriod> periods = [];
        var late = EntranceExaminations.Contains(date);
        var opensAt = late || IsFirstOfYear(date) ? new TimeOnly(10, 0) : new TimeOnly(9, 0);
        var closesAt = CloseOf(date);
        if (venue != Venue.Krx && date >= NextradeOpened)
            periods.Add(new(TradingPhase.PreMarket, opensAt.AddHours(-1), opensAt.AddMinutes(-11)));
        if (venue == Venue.Nextrade)
            periods.Add(new(TradingPhase.Regular, opensAt, closesAt.AddMinutes(-11)));
        else
            periods.Add(new(TradingPhase.Regular, opensAt, closesAt));
        var evening = date >= AfterMarketOpened || (venue != Venue.Krx && date >= NextradeOpened);
        if (venue == Venue.Krx && evening)
            periods.Add(new(TradingPhase.AfterMarket, closesAt.AddMinutes(30), EveningClose));
        else if (venue == Venue.Nextrade)
            periods.Add(new(TradingPhase.AfterMarket, closesAt, EveningClose));
        else if (evening)
            periods.Add(new(TradingPhase.AfterMarket, closesAt.AddMinutes(1), EveningClose));
        return new(venue, date, periods, KoreaTime.At(date, evening ? Evening : late ? OldEvening.AddHours(1) : OldEvening));
    }

    /// <summary>Returns the time of the closing price of KRX on a date.</summary>
    internal static TimeOnly CloseOf(DateOnly date) => EntranceExaminations.Contains(date) ? RegularClose.AddHours(1) : RegularClose;

    // The second of January, or the first weekday after it. A calendar may close that day; its hours are then not used.
    private static bool IsFirstOfYear(DateOnly date)
    {
        if (date.Month != 1)
            return false;
        for (var day = new DateOnly(date.Year, 1, 2); day < date; day = day.AddDays(1))
        {
            if (Sessions.Contains(day))
                return false;
        }

        return date.Day >= 2;
    }
}
