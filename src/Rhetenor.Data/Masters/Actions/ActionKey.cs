using Rhetenor.Data.Core;

namespace Rhetenor.Data.Masters;

/// <summary>The key of a stored list of corporate actions: <c>{prefix}/{yyyyMM}_{list}_{retrieval}.jsonl.zstd</c>.</summary>
/// <param name="Prefix">The part before the last <c>/</c>.</param>
/// <param name="Month">The first day of the month of the record dates.</param>
/// <param name="Kind">The list.</param>
/// <param name="Retrieval">The time at which the list was fetched, Korean time, in whole seconds.</param>
internal readonly record struct ActionKey(string Prefix, DateOnly Month, CorporateActionKind Kind, DateTime Retrieval)
{
    private const string Extension = ".jsonl.zstd";
    private const int MonthLength = 6;

    private static readonly (CorporateActionKind Kind, string Name)[] Lists =
    [
        (CorporateActionKind.ParValue, "rev-split"), (CorporateActionKind.Bonus, "bonus-issue"), (CorporateActionKind.Rights, "paidin-capin"), (CorporateActionKind.Dividend, "dividend"),
        (CorporateActionKind.Reduction, "cap-dcrs"), (CorporateActionKind.Merger, "merger-split"), (CorporateActionKind.Listing, "list-info"),
    ];

    /// <summary>Gets the last day of the month.</summary>
    public DateOnly LastDay => Month.AddMonths(1).AddDays(-1);

    /// <summary>Returns KIS's name of a list.</summary>
    public static string NameOf(CorporateActionKind kind) => Array.Find(Lists, list => list.Kind == kind).Name;

    /// <summary>Returns the list with KIS's name; null for any other text.</summary>
    public static CorporateActionKind? Find(string name) => Array.FindIndex(Lists, list => list.Name == name) is >= 0 and var place ? Lists[place].Kind : null;

    /// <summary>Returns the first day of the month of a date.</summary>
    public static DateOnly MonthOf(DateOnly date) => new(date.Year, date.Month, 1);

    /// <summary>Returns the first days of the months of a range.</summary>
    public static IEnumerable<DateOnly> Months(DateOnly from, DateOnly to)
    {
        for (var month = MonthOf(from); month <= to; month = month.AddMonths(1))
            yield return month;
    }

    /// <summary>Parses a key. Returns false for all other names, and never throws.</summary>
    public static bool TryParse(string key, string prefix, out ActionKey parsed)
    {
        parsed = default;
        if (!key.StartsWith($"{prefix}/", StringComparison.Ordinal) || !key.EndsWith(Extension, StringComparison.Ordinal))
            return false;
        var parts = key[(prefix.Length + 1)..^Extension.Length].Split('_');
        if (parts.Length != 3 || parts[0].Length != MonthLength || !Stamp.TryReadDate($"{parts[0]}01", out var month) || Find(parts[1]) is not { } kind || !Stamp.TryReadSecond(parts[2], out var retrieval))
            return false;
        parsed = new(prefix, month, kind, retrieval);
        return true;
    }

    /// <summary>Returns the whole key.</summary>
    public override string ToString() => $"{Prefix}/{Month.ToDigits()[..MonthLength]}_{NameOf(Kind)}_{Retrieval.ToDigits()}{Extension}";
}
