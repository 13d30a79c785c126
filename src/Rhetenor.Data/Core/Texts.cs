using System.Globalization;

namespace Rhetenor.Data.Core;

/// <summary>Formats parts of the one-line texts of objects, independent of culture.</summary>
internal static class Texts
{
    /// <summary>Formats a count with its noun: <c>1 bar</c>, <c>34,290 bars</c>.</summary>
    public static string Count(long count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>Formats the first and the last minute: <c>2026-11-20 09:00 – 15:30</c>, with both dates when they differ.</summary>
    public static string Range(DateTime first, DateTime last) => first.Date == last.Date
        ? $"{first.ToMinuteText()} – {last.ToTimeText()}"
        : $"{first.ToMinuteText()} – {last.ToMinuteText()}";
}
