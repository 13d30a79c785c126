using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>Korean Standard Time: UTC+09:00, without daylight saving, on every host.</summary>
public static class KoreaTime
{
    /// <summary>Gets the offset from UTC, nine hours.</summary>
    public static TimeSpan Offset { get; } = TimeSpan.FromHours(9);

    /// <summary>Gets the current time of a clock in Korean time.</summary>
    public static DateTimeOffset Now(TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        return timeProvider.GetUtcNow().ToOffset(Offset);
    }

    /// <summary>Gets the current date of a clock in Korea.</summary>
    public static DateOnly Today(TimeProvider timeProvider) => DateOf(Now(timeProvider));

    /// <summary>Gets the date in Korea at an instant.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>Gets the instant of a Korean date and time of day.</summary>
    public static DateTimeOffset At(DateOnly date, TimeOnly time) => new(date.ToDateTime(time), Offset);

    /// <summary>Formats an instant in Korean time for messages, independent of culture.</summary>
    internal static string ToText(this DateTimeOffset instant) => instant.ToOffset(Offset).ToZoneText();
}
