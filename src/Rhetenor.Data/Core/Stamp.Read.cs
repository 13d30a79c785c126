using System.Buffers;
using System.Globalization;
using System.Text;

namespace Rhetenor.Data.Core;

internal static partial class Stamp
{
    // Forms that earlier programs wrote and that are documented for them.
    private static readonly string[] MinuteForms = [MinuteForm, "yyyy-MM-dd_HHmm", MinuteDigitsForm, SecondForm];

    /// <summary>Reads <c>yyyyMMdd</c>.</summary>
    public static bool TryReadDate(ReadOnlySpan<byte> text, out DateOnly date)
    {
        date = default;
        if (text.Length != 8 || !AsciiNumber.TryRead(text, out int number) || !TryTake(number, out var year, out var month, out var day) || !Exists(year, month, day))
            return false;
        date = new DateOnly(year, month, day);
        return true;
    }

    /// <inheritdoc cref="TryReadDate(ReadOnlySpan{byte}, out DateOnly)"/>
    public static bool TryReadDate(ReadOnlySpan<char> text, out DateOnly date)
    {
        Span<byte> digits = stackalloc byte[8];
        date = default;
        return text.Length == digits.Length && Ascii.FromUtf16(text, digits, out _) == OperationStatus.Done && TryReadDate(digits, out date);
    }

    /// <summary>Reads <c>yyyyMMdd</c>.</summary>
    /// <exception cref="FormatException">The text is not a date of this form.</exception>
    public static DateOnly ReadDate(string text) => TryReadDate(text, out var date) ? date : throw Unlike(text, "date", "yyyyMMdd");

    /// <summary>Reads <c>yyyy-MM-dd</c>.</summary>
    public static bool TryReadDay(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    /// <summary>Reads the month of <c>yyyyMMdd</c>. The day may be one that the month does not have.</summary>
    /// <param name="text">The text.</param>
    /// <param name="month">The month's first day.</param>
    /// <param name="day">The day as written, 0 to 99.</param>
    public static bool TryReadMonth(ReadOnlySpan<byte> text, out DateOnly month, out int day)
    {
        (month, day) = (default, 0);
        if (text.Length != 8 || !AsciiNumber.TryRead(text, out int number) || !TryTake(number, out var year, out var monthOfYear, out day))
            return false;
        month = new DateOnly(year, monthOfYear, 1);
        return true;
    }

    /// <summary>Reads a date and a time of day given as the numbers <c>yyyyMMdd</c> and <c>HHmmss</c>; returns false when the day or the
    /// time does not exist.</summary>
    public static bool TryRead(int date, int time, out DateTime result)
    {
        result = default;
        var (hour, minute, second) = (time / 10_000, time / 100 % 100, time % 100);
        if (!TryTake(date, out var year, out var month, out var day) || !Exists(year, month, day) || time < 0 || hour > 23 || minute > 59 || second > 59)
            return false;
        result = new DateTime(year, month, day, hour, minute, second);
        return true;
    }

    /// <summary>Reads <c>yyyyMMddHHmmss</c>.</summary>
    public static bool TryReadSecond(ReadOnlySpan<byte> text, out DateTime time)
    {
        time = default;
        return text.Length == SecondLength && AsciiNumber.TryRead(text[..8], out int date) && AsciiNumber.TryRead(text[8..], out int second)
            && TryRead(date, second, out time);
    }

    /// <inheritdoc cref="TryReadSecond(ReadOnlySpan{byte}, out DateTime)"/>
    public static bool TryReadSecond(ReadOnlySpan<char> text, out DateTime time)
    {
        Span<byte> digits = stackalloc byte[SecondLength];
        time = default;
        return text.Length == digits.Length && Ascii.FromUtf16(text, digits, out _) == OperationStatus.Done && TryReadSecond(digits, out time);
    }

    /// <summary>Reads <c>yyyyMMddHHmmss</c>.</summary>
    /// <exception cref="FormatException">The text is not a time of this form.</exception>
    public static DateTime ReadSecond(string text) => TryReadSecond(text, out var time) ? time : throw Unlike(text, "time", SecondForm);

    /// <summary>Reads <c>HHmm</c>.</summary>
    /// <exception cref="FormatException">The text is not a time of day of this form.</exception>
    public static TimeOnly ReadMinuteOfDay(string text) =>
        TimeOnly.TryParseExact(text, "HHmm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : throw Unlike(text, "time of day", "HHmm");

    /// <summary>Reads the stamp that lines contain, <c>yyyy-MM-dd_HH:mm</c>.</summary>
    public static bool TryReadMinute(ReadOnlySpan<byte> text, out DateTime minute)
    {
        Span<char> characters = stackalloc char[MinuteLength];
        minute = default;
        return text.Length == MinuteLength && Ascii.ToUtf16(text, characters, out _) == OperationStatus.Done
            && DateTime.TryParseExact(characters, MinuteForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out minute);
    }

    /// <summary>Reads the other stamp of a line, <c>yyyyMMddHHmm</c>.</summary>
    public static bool TryReadMinuteDigits(ReadOnlySpan<byte> text, out DateTime minute)
    {
        minute = default;
        return text.Length == MinuteDigitsLength && AsciiNumber.TryRead(text[..8], out int date) && AsciiNumber.TryRead(text[8..], out int time)
            && TryRead(date, time * 100, out minute);
    }

    /// <summary>Reads the stamp of a line in any known form. Seconds are discarded because a bar is identified by its minute.</summary>
    public static bool TryReadAnyMinute(string text, out DateTime minute)
    {
        if (!DateTime.TryParseExact(text, MinuteForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out minute))
            return false;
        minute = minute.AddTicks(-(minute.Ticks % TimeSpan.TicksPerMinute));
        return true;
    }

    /// <summary>Reads <c>yyyy-MM-dd HH:mm:ss</c>.</summary>
    public static bool TryReadText(string? text, out DateTime time) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    /// <summary>Reads <c>yyyy-MM-ddTHH:mm:ssZ</c>.</summary>
    /// <exception cref="FormatException">The text is not an instant of this form.</exception>
    public static DateTimeOffset ReadUtc(string? text) =>
        DateTimeOffset.TryParseExact(text, UtcForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw Unlike(text, "instant", UtcForm);

    // Years and months stay numbers here: taking them out of a date again is what would cost most.
    private static bool TryTake(int number, out int year, out int month, out int day)
    {
        (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
        return year is >= 1 and <= 9999 && month is >= 1 and <= 12;
    }

    private static bool Exists(int year, int month, int day) => day > 0 && day <= DateTime.DaysInMonth(year, month);

    private static FormatException Unlike(string? text, string what, string form) => new($"'{text}' is not a {what} of the form {form}.");
}
