namespace Rhetenor.Data.Core;

/// <summary>Checks ranges of dates.</summary>
internal static class DateRange
{
    /// <exception cref="ArgumentOutOfRangeException">The first date is after the last.</exception>
    public static void Check(DateOnly from, DateOnly to)
    {
        if (from > to)
            throw new ArgumentOutOfRangeException(nameof(from), $"The first date, {from.ToText()}, is after the last, {to.ToText()}.");
    }

    /// <summary>Returns one date, or the first and the last of several.</summary>
    public static string Text(DateOnly first, DateOnly last) => first == last ? first.ToText() : $"{first.ToText()} to {last.ToText()}";

    /// <summary>Returns the dates from the first to the last, both included.</summary>
    public static IEnumerable<DateOnly> Days(DateOnly from, DateOnly to)
    {
        for (var day = from; day <= to; day = day.AddDays(1))
            yield return day;
    }
}
