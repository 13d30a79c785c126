using System.Collections.Frozen;

namespace Rhetenor.Data;

/// <summary>The Korea Exchange's closures from 2020 to 2027, embedded: what is known without asking anybody.</summary>
/// <remarks>Weekends are closed in every year. A weekday outside the table is <see cref="MarketDay.Unknown"/>: closures
/// are announced year by year, and some (elections, mourning) at short notice.</remarks>
public sealed partial class KrxCalendar : IMarketCalendar
{
    private const int FirstYear = 2020, LastYear = 2027;
    private static readonly FrozenSet<DateOnly> ClosedDays = Closures.ToFrozenSet();

    private KrxCalendar()
    {
    }

    /// <summary>The one calendar there is.</summary>
    public static KrxCalendar Instance { get; } = new();

    /// <summary>What the table knows of a Korean date.</summary>
    public static MarketDay GetDay(DateOnly date)
    {
        if (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || ClosedDays.Contains(date))
            return MarketDay.Closed;
        return date.Year is >= FirstYear and <= LastYear ? MarketDay.Session : MarketDay.Unknown;
    }

    /// <inheritdoc/>
    public ValueTask<MarketDay> GetDayAsync(DateOnly date, CancellationToken cancellationToken = default) => new(GetDay(date));
}
