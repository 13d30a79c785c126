using System.Globalization;
using System.Text.Json;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Masters;

/// <summary>The texts of one row of a list: dates of several forms, padded numbers. It collects what cannot be read.</summary>
internal sealed class ActionFields
{
    private readonly Dictionary<string, string> _texts;

    private ActionFields(Dictionary<string, string> texts) => _texts = texts;

    /// <summary>Gets the texts that cannot be read.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Gets all texts.</summary>
    public IReadOnlyDictionary<string, string> All => _texts;

    public string this[string name] => _texts.GetValueOrDefault(name, "");

    /// <summary>Reads a row; returns null when it is not an object with properties.</summary>
    public static ActionFields? Read(string json)
    {
        using var row = JsonDocument.Parse(json);
        if (row.RootElement.ValueKind != JsonValueKind.Object || !row.RootElement.EnumerateObject().Any())
            return null;
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in row.RootElement.EnumerateObject())
            texts[field.Name] = (field.Value.ValueKind == JsonValueKind.String ? field.Value.GetString()! : field.Value.GetRawText()).Trim();
        return new(texts);
    }

    /// <summary>Returns a date: <c>yyyyMMdd</c>, or with slashes, dots or hyphens; null when there is none.</summary>
    public DateOnly? Date(string name)
    {
        if (IsBlank(this[name]))
            return null;
        return TryReadDate(this[name], out var date) ? date : Unreadable<DateOnly>(name, "a date");
    }

    /// <summary>Returns the first and the last date of a text such as <c>2023/08/22~2023/08/27</c> or <c>08/22~08/27</c>; null when there is
    /// none.</summary>
    /// <param name="name">The name of the field.</param>
    /// <param name="near">A date that is not months after the range: it has the year that the text may lack.</param>
    public (DateOnly First, DateOnly Last)? Range(string name, DateOnly near)
    {
        var ends = this[name].Split('~', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (ends.All(IsBlank))
            return null;
        if (TryReadDay(ends[0], near, out var first) && TryReadDay(ends[^1], first, out var last) && ends.Length <= 2 && first <= last)
            return (first, last);
        return Unreadable<(DateOnly, DateOnly)>(name, "a range of dates");
    }

    /// <summary>Returns a number, padded by zeros or spaces, with or without commas; null when there is none.</summary>
    public decimal? Number(string name)
    {
        if (this[name] is "" or "-")
            return null;
        return AsciiNumber.TryReadGrouped(this[name], out var number) && number >= 0
            ? number
            : Unreadable<decimal>(name, "a number");
    }

    /// <summary>Returns a whole number; null when there is none.</summary>
    public long? Count(string name) => Number(name) is not { } number ? null : number == decimal.Truncate(number) && number <= long.MaxValue ? (long)number : Unreadable<long>(name, "a number of shares");

    // A month and a day alone are of the year that brings them nearest.
    private static bool TryReadDay(string text, DateOnly near, out DateOnly date)
    {
        if (TryReadDate(text, out date))
            return true;
        var years = Enumerable.Range(near.Year - 1, 3).Select(year => TryReadDate(string.Create(CultureInfo.InvariantCulture, $"{year:D4}/{text}"), out var day) ? day : (DateOnly?)null).OfType<DateOnly>().ToList();
        if (years.Count == 0)
            return false;
        date = years.MinBy(day => Math.Abs(day.DayNumber - near.DayNumber));
        return true;
    }

    private static bool TryReadDate(string text, out DateOnly date)
    {
        var parts = text.Split('/', '-', '.');
        return Stamp.TryReadDate(parts is [{ Length: 4 }, { Length: 2 }, { Length: 2 }] ? string.Concat(parts) : text, out date);
    }

    // A missing date is blank, or zeros.
    private static bool IsBlank(string text) => text.AsSpan().IndexOfAnyExcept("0/-. ") < 0;

    private T? Unreadable<T>(string name, string what)
        where T : struct
    {
        Problems.Add($"'{name}' has '{this[name]}', which is not {what}.");
        return null;
    }
}
