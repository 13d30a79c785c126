using System.Diagnostics.CodeAnalysis;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Format;

/// <summary>Recognises kline keys among other names in a bucket.</summary>
internal readonly partial struct KlineKey
{
    private KlineKey(string text, DateOnly date, DateTime? start, DateTime? end, Venue venue, DateTime retrieval, bool isExact)
    {
        _text = text;
        (Date, Venue, Retrieval, IsExact) = (date, venue, retrieval, isExact);
        (Start, End) = isExact
            ? (start!.Value, end!.Value)
            : (date.ToDateTime(TimeOnly.MinValue), date.ToDateTime(new TimeOnly(23, 59, 59)));
    }

    /// <summary>Parses a key with any prefix.</summary>
    /// <exception cref="FormatException">The text is not the name of a kline object.</exception>
    public static KlineKey Parse(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return TryParse(key, out var parsed) ? parsed : throw new FormatException($"'{key}' is not the name of a kline object.");
    }

    /// <summary>Parses a key with any prefix. Returns false for all other names, also of dates before 1990 and after 2100, and never
    /// throws.</summary>
    public static bool TryParse([NotNullWhen(true)] string? key, out KlineKey parsed)
    {
        parsed = default;
        if (key is null)
            return false;
        var name = key.AsSpan(key.LastIndexOf('/') + 1);
        var extension = name.EndsWith(Extension, StringComparison.Ordinal) ? Extension.Length
            : name.EndsWith(ShortExtension, StringComparison.Ordinal) ? ShortExtension.Length : 0;
        name = name[..^extension];
        Span<Range> parts = stackalloc Range[5];
        if (extension == 0 || name.Split(parts, '_') != 4 || !Venue.TryParse(name[parts[2]], out var venue)
            || !TryTime(name[parts[0]], out var date, out var start) || !TryTime(name[parts[1]], out var endDate, out var end)
            || !TryTime(name[parts[3]], out var retrievalDate, out var retrieval)
            || !IsPlausible(date) || !IsPlausible(retrievalDate) || endDate != date || (start is not null && end is not null && start > end))
        {
            return false;
        }

        var isExact = start is not null && end is not null && retrieval is not null;
        parsed = new KlineKey(key, date, start, end, venue, retrieval ?? retrievalDate.ToDateTime(TimeOnly.MinValue), isExact);
        return true;
    }

    /// <summary>Determines whether a key's date can be of this library.</summary>
    public static bool IsPlausible(DateOnly date) => date >= Defaults.FirstDate && date <= Defaults.LastDate;

    // Older programs wrote times of 11 and 12 digits, and minutes in place of seconds. Only the first eight digits must be a date.
    private static bool TryTime(ReadOnlySpan<char> text, out DateOnly date, out DateTime? time)
    {
        time = null;
        date = default;
        if (text.Length is < 8 or > 14 || text.ContainsAnyExceptInRange('0', '9')
            || !Stamp.TryReadDate(text[..8], out date))
        {
            return false;
        }

        if (Stamp.TryReadSecond(text, out var parsed))
            time = parsed;
        return true;
    }
}
