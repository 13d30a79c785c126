using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>Korean Standard Time: UTC+09:00, without daylight saving, on every host.</summary>
public static class KoreaTime
{
    /// <summary>Nine hours east of UTC, as it has been since 1988.</summary>
    public static TimeSpan Offset { get; } = TimeSpan.FromHours(9);

    /// <summary>The clock's instant in Korean time.</summary>
    public static DateTimeOffset Now(TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        return timeProvider.GetUtcNow().ToOffset(Offset);
    }

    /// <summary>The clock's date in Korea.</summary>
    public static DateOnly Today(TimeProvider timeProvider) => DateOf(Now(timeProvider));

    /// <summary>The date in Korea at an instant.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>The instant of a Korean date and time of day.</summary>
    public static DateTimeOffset At(DateOnly date, TimeOnly time) => new(date.ToDateTime(time), Offset);

    /// <summary>An instant in Korean time as messages have it, in every culture.</summary>
    internal static string ToText(this DateTimeOffset instant) => instant.ToOffset(Offset).ToZoneText();
}
