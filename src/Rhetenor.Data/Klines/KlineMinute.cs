using System.Globalization;

namespace Rhetenor.Data.Klines;

/// <summary>Checks the identity of a bar: the start of its minute in Korean time.</summary>
internal static class KlineMinute
{
    /// <summary>Returns the minute with <see cref="DateTimeKind.Unspecified"/>.</summary>
    /// <exception cref="ArgumentException">The time has seconds, or is UTC.</exception>
    public static DateTime Check(DateTime minute) => minute.Ticks % TimeSpan.TicksPerMinute != 0 || minute.Kind == DateTimeKind.Utc
        ? throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The start of a minute in Korean time is expected, found {minute:O}."), nameof(minute))
        : DateTime.SpecifyKind(minute, DateTimeKind.Unspecified);
}
