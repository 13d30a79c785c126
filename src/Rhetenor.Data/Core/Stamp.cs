using System.Globalization;

namespace Rhetenor.Data.Core;

/// <summary>Every form in which dates and times are written and read, the same in every culture.</summary>
/// <remarks>No form but <see cref="ToZoneText"/> and <see cref="ToUtcText"/> names a zone: the times are Korean.</remarks>
internal static partial class Stamp
{
    /// <summary>The length of <c>yyyy-MM-dd_HH:mm</c>, the stamp of a line.</summary>
    public const int MinuteLength = 16;

    /// <summary>The length of <c>yyyyMMddHHmmss</c>.</summary>
    public const int SecondLength = 14;

    private const string MinuteForm = "yyyy-MM-dd_HH:mm", SecondForm = "yyyyMMddHHmmss", UtcForm = "yyyy-MM-ddTHH:mm:ssZ";

    /// <summary>A date as keys and KIS have it: <c>yyyyMMdd</c>.</summary>
    public static string ToDigits(this DateOnly date) => Write(date, "yyyyMMdd");

    /// <summary>A time as keys and coverage objects have it: <c>yyyyMMddHHmmss</c>.</summary>
    public static string ToDigits(this DateTime time) => Write(time, SecondForm);

    /// <summary>A time of day as KIS has it: <c>HHmmss</c>.</summary>
    public static string ToDigits(this TimeOnly time) => Write(time, "HHmmss");

    /// <summary>A minute of the day as coverage objects have it: <c>HHmm</c>.</summary>
    public static string ToMinuteDigits(this TimeOnly time) => Write(time, "HHmm");

    /// <summary>An instant as the token file has it: <c>yyyy-MM-ddTHH:mm:ssZ</c>, in UTC.</summary>
    public static string ToUtcText(this DateTimeOffset instant) => Write(instant.ToUniversalTime(), UtcForm);

    /// <summary>A date as messages and reports have it: <c>yyyy-MM-dd</c>.</summary>
    public static string ToText(this DateOnly date) => Write(date, "yyyy-MM-dd");

    /// <summary>A date with the day of its week: <c>yyyy-MM-dd ddd</c>.</summary>
    public static string ToDayText(this DateOnly date) => Write(date, "yyyy-MM-dd ddd");

    /// <summary>The month of a date: <c>yyyy-MM</c>.</summary>
    public static string ToMonthText(this DateOnly date) => Write(date, "yyyy-MM");

    /// <summary>A time as messages have it: <c>yyyy-MM-dd HH:mm:ss</c>.</summary>
    public static string ToText(this DateTime time) => Write(time, "yyyy-MM-dd HH:mm:ss");

    /// <summary>A minute as messages and reports have it: <c>yyyy-MM-dd HH:mm</c>.</summary>
    public static string ToMinuteText(this DateTime minute) => Write(minute, "yyyy-MM-dd HH:mm");

    /// <summary>The minute of the day as messages and reports have it: <c>HH:mm</c>.</summary>
    public static string ToTimeText(this DateTime minute) => Write(minute, "HH:mm");

    /// <inheritdoc cref="ToTimeText(DateTime)"/>
    public static string ToTimeText(this TimeOnly minute) => Write(minute, "HH:mm");

    /// <summary>An instant as messages have it, in the zone it is given in: <c>yyyy-MM-dd HH:mm:ss +09:00</c>.</summary>
    public static string ToZoneText(this DateTimeOffset instant) => Write(instant, "yyyy-MM-dd HH:mm:ss zzz");

    /// <summary>A date as LEAN's market hours have it: <c>1/26/2026</c>.</summary>
    public static string ToLeanText(this DateOnly date) => Write(date, "M'/'d'/'yyyy");

    /// <summary>A time of day as messages and LEAN's market hours have it: <c>HH:mm:ss</c>.</summary>
    public static string ToText(this TimeOnly time) => Write(time, "HH:mm:ss");

    /// <summary>Writes the stamp of a line, <c>yyyy-MM-dd_HH:mm</c>.</summary>
    public static void WriteMinute(DateTime minute, Span<byte> text) => minute.TryFormat(text, out _, MinuteForm, CultureInfo.InvariantCulture);

    /// <summary>Writes <c>yyyyMMddHHmmss</c>.</summary>
    public static void WriteSecond(DateTime time, Span<byte> text) => time.TryFormat(text, out _, SecondForm, CultureInfo.InvariantCulture);

    private static string Write<T>(T time, string form)
        where T : IFormattable => time.ToString(form, CultureInfo.InvariantCulture);
}
