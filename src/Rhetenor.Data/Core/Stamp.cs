using System.Globalization;

namespace Rhetenor.Data.Core;

/// <summary>Writes and reads dates and times in fixed forms, independent of culture.</summary>
/// <remarks>Times are Korean. Only <see cref="ToZoneText"/> and <see cref="ToUtcText"/> write a time zone.</remarks>
internal static partial class Stamp
{
    /// <summary>The length of <c>yyyy-MM-dd_HH:mm</c>, the stamp of a line.</summary>
    public const int MinuteLength = 16;

    /// <summary>The length of <c>yyyyMMddHHmmss</c>.</summary>
    public const int SecondLength = 14;

    /// <summary>The length of <c>yyyyMMddHHmm</c>, the other stamp of a line.</summary>
    public const int MinuteDigitsLength = 12;

    /// <summary>The form of the stamp of a line.</summary>
    public const string MinuteForm = "yyyy-MM-dd_HH:mm";

    /// <summary>The form of the stamp of a line that the Python original writes.</summary>
    public const string MinuteDigitsForm = "yyyyMMddHHmm";

    private const string SecondForm = "yyyyMMddHHmmss", UtcForm = "yyyy-MM-ddTHH:mm:ssZ";

    /// <summary>Returns a time without parts of a second.</summary>
    public static DateTime ToSecond(this DateTime time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));

    /// <summary>Formats a date as in keys and KIS requests: <c>yyyyMMdd</c>.</summary>
    public static string ToDigits(this DateOnly date) => Write(date, "yyyyMMdd");

    /// <summary>Formats a time as in keys and coverage objects: <c>yyyyMMddHHmmss</c>.</summary>
    public static string ToDigits(this DateTime time) => Write(time, SecondForm);

    /// <summary>Formats a time of day as in KIS requests: <c>HHmmss</c>.</summary>
    public static string ToDigits(this TimeOnly time) => Write(time, "HHmmss");

    /// <summary>Formats a minute of the day as in coverage objects: <c>HHmm</c>.</summary>
    public static string ToMinuteDigits(this TimeOnly time) => Write(time, "HHmm");

    /// <summary>Formats an instant as in the token file: <c>yyyy-MM-ddTHH:mm:ssZ</c>, in UTC.</summary>
    public static string ToUtcText(this DateTimeOffset instant) => Write(instant.ToUniversalTime(), UtcForm);

    /// <summary>Formats a date as in messages and reports: <c>yyyy-MM-dd</c>.</summary>
    public static string ToText(this DateOnly date) => Write(date, "yyyy-MM-dd");

    /// <summary>Formats a date with its day of the week: <c>yyyy-MM-dd ddd</c>.</summary>
    public static string ToDayText(this DateOnly date) => Write(date, "yyyy-MM-dd ddd");

    /// <summary>Formats the month of a date: <c>yyyy-MM</c>.</summary>
    public static string ToMonthText(this DateOnly date) => Write(date, "yyyy-MM");

    /// <summary>Formats a time as in messages: <c>yyyy-MM-dd HH:mm:ss</c>.</summary>
    public static string ToText(this DateTime time) => Write(time, "yyyy-MM-dd HH:mm:ss");

    /// <summary>Formats a minute as in messages and reports: <c>yyyy-MM-dd HH:mm</c>.</summary>
    public static string ToMinuteText(this DateTime minute) => Write(minute, "yyyy-MM-dd HH:mm");

    /// <summary>Formats the minute of the day as in messages and reports: <c>HH:mm</c>.</summary>
    public static string ToTimeText(this DateTime minute) => Write(minute, "HH:mm");

    /// <inheritdoc cref="ToTimeText(DateTime)"/>
    public static string ToTimeText(this TimeOnly minute) => Write(minute, "HH:mm");

    /// <summary>Formats an instant as in messages, in its own offset: <c>yyyy-MM-dd HH:mm:ss +09:00</c>.</summary>
    public static string ToZoneText(this DateTimeOffset instant) => Write(instant, "yyyy-MM-dd HH:mm:ss zzz");

    /// <summary>Formats a date as in LEAN's market hours: <c>1/26/2026</c>.</summary>
    public static string ToLeanText(this DateOnly date) => Write(date, "M'/'d'/'yyyy");

    /// <summary>Formats a time of day as in messages and LEAN's market hours: <c>HH:mm:ss</c>.</summary>
    public static string ToText(this TimeOnly time) => Write(time, "HH:mm:ss");

    /// <summary>Writes the stamp of a line, <c>yyyy-MM-dd_HH:mm</c>.</summary>
    public static void WriteMinute(DateTime minute, Span<byte> text) => minute.TryFormat(text, out _, MinuteForm, CultureInfo.InvariantCulture);

    /// <summary>Writes the other stamp of a line, <c>yyyyMMddHHmm</c>.</summary>
    public static void WriteMinuteDigits(DateTime minute, Span<byte> text) => minute.TryFormat(text, out _, MinuteDigitsForm, CultureInfo.InvariantCulture);

    /// <summary>Writes <c>yyyyMMddHHmmss</c>.</summary>
    public static void WriteSecond(DateTime time, Span<byte> text) => time.TryFormat(text, out _, SecondForm, CultureInfo.InvariantCulture);

    private static string Write<T>(T time, string form)
        where T : IFormattable => time.ToString(form, CultureInfo.InvariantCulture);
}
