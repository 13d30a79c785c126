using System.Globalization;

namespace Rhetenor.Data.Klines;

/// <summary>The stamps of lines: the start of a minute in Korean time.</summary>
internal static class KlineMinute
{
    /// <summary>The length of <c>yyyy-MM-dd_HH:mm</c>.</summary>
    public const int Length = 16;

    // What programs before this one wrote, and what is documented for them.
    private static readonly string[] Known = ["yyyy-MM-dd_HH:mm", "yyyy-MM-dd_HHmm", "yyyyMMddHHmm", "yyyyMMddHHmmss"];

    /// <summary>The minute, of kind unspecified.</summary>
    /// <exception cref="ArgumentException">It has seconds, or is UTC.</exception>
    public static DateTime Check(DateTime minute) => minute.Ticks % TimeSpan.TicksPerMinute != 0 || minute.Kind == DateTimeKind.Utc
        ? throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The start of a minute in Korean time is expected, found {minute:O}."), nameof(minute))
        : DateTime.SpecifyKind(minute, DateTimeKind.Unspecified);

    /// <summary>Writes <c>yyyy-MM-dd_HH:mm</c>.</summary>
    public static void Write(DateTime minute, Span<byte> text) =>
        minute.TryFormat(text, out _, Known[0], CultureInfo.InvariantCulture);

    /// <summary>Reads exactly <c>yyyy-MM-dd_HH:mm</c>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out DateTime minute)
    {
        minute = default;
        if (text[4] != '-' || text[7] != '-' || text[10] != '_' || text[13] != ':'
            || !TryDigits(text[..4], out var year) || !TryDigits(text.Slice(5, 2), out var month) || !TryDigits(text.Slice(8, 2), out var day)
            || !TryDigits(text.Slice(11, 2), out var hour) || !TryDigits(text.Slice(14, 2), out var min)
            || year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month) || hour > 23 || min > 59)
        {
            return false;
        }

        minute = new DateTime(year, month, day, hour, min, 0, DateTimeKind.Unspecified);
        return true;
    }

    /// <summary>Reads any stamp known. Seconds are cut off: a bar is named by its minute.</summary>
    public static bool TryReadAny(string text, out DateTime minute)
    {
        if (!DateTime.TryParseExact(text, Known, CultureInfo.InvariantCulture, DateTimeStyles.None, out minute))
            return false;
        minute = minute.AddTicks(-(minute.Ticks % TimeSpan.TicksPerMinute));
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit((char)c))
                return false;
            value = (value * 10) + (c - '0');
        }

        return true;
    }
}
