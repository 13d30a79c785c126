using System.Collections.Frozen;

namespace Rhetenor.Data.Markets;

/// <summary>The table of closures.</summary>
internal static class KrxClosures
{
    /// <summary>The first and the last year of the table.</summary>
    public const int FirstYear = 2020, LastYear = 2027;

    private static readonly FrozenSet<DateOnly> ClosedDays = Table.ToFrozenSet();

    // Weekday closures, MMdd. Sources: the public holidays acts, Labour Day, and the last business day of the year by KRX's rules. The
    // table equals the exchange's own calendar for 2020-2025. 2026-07-17 is Constitution Day, a public holiday again since 2026. 2027
    // follows the rules; substitutes for Labour Day and Constitution Day are not settled yet.
    private static IEnumerable<DateOnly> Table =>
    [
        .. Year(2020, "0101 0124 0127 0415 0430 0501 0505 0817 0930 1001 1002 1009 1225 1231"),
        .. Year(2021, "0101 0211 0212 0301 0505 0519 0816 0920 0921 0922 1004 1011 1231"),
        .. Year(2022, "0131 0201 0202 0301 0309 0505 0601 0606 0815 0909 0912 1003 1010 1230"),
        .. Year(2023, "0123 0124 0301 0501 0505 0529 0606 0815 0928 0929 1002 1003 1009 1225 1229"),
        .. Year(2024, "0101 0209 0212 0301 0410 0501 0506 0515 0606 0815 0916 0917 0918 1001 1003 1009 1225 1231"),
        .. Year(2025, "0101 0127 0128 0129 0130 0303 0501 0505 0506 0603 0606 0815 1003 1006 1007 1008 1009 1225 1231"),
        .. Year(2026, "0101 0216 0217 0218 0302 0501 0505 0525 0603 0717 0817 0924 0925 1005 1009 1225 1231"),
        .. Year(2027, "0101 0208 0209 0301 0505 0513 0816 0914 0915 0916 1004 1011 1227 1231"),
    ];

    /// <summary>Gets the kind of a Korean date.</summary>
    public static MarketDay GetDay(DateOnly date)
    {
        if (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || ClosedDays.Contains(date))
            return MarketDay.Closed;
        return date.Year is >= FirstYear and <= LastYear ? MarketDay.Session : MarketDay.Unknown;
    }

    private static IEnumerable<DateOnly> Year(int year, string days) =>
        days.Split(' ').Select(day => new DateOnly(year, int.Parse(day[..2], null), int.Parse(day[2..], null)));
}
