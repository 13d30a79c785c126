using Rhetenor.Data.Core;

namespace Rhetenor.Data.Masters;

/// <summary>Selects the dividends of a total return. Pure.</summary>
internal static class DividendReturns
{
    /// <summary>Returns the dividends that were known on a day and whose ex-date is not after it.</summary>
    public static IEnumerable<AdjustmentFactor> Of(string symbol, AdjustmentFactors factors, DateOnly asOf) =>
        factors.DividendsOf(symbol).Where(one => one.Change.Reset!.Factor is not null && one.ExDate <= asOf && one.IsKnown(asOf));

    /// <summary>Returns the dividends that are left out, and the months whose dividends were not searched.</summary>
    public static IEnumerable<string> Doubts(string symbol, IReadOnlyList<SeriesDay> days, AdjustmentFactors factors, DateOnly asOf)
    {
        if (days.Count == 0)
            yield break;
        foreach (var one in factors.DividendsOf(symbol).Where(one => one.Rescinded is null && one.ExDate > days[0].Date && one.ExDate <= asOf))
        {
            if (one.Change.Reset is { Factor: null } reset)
                yield return $"{one.ExDate.ToText()}: a dividend has no factor ({reset.Evidence[0]})";
            else if (!one.IsKnown(asOf))
                yield return $"{one.ExDate.ToText()}: the dividend is known from {one.Known.ToText()} on only.";
        }

        var last = asOf < days[^1].Date ? asOf : days[^1].Date;
        var missing = ActionKey.Months(days[0].Date, last).Where(month => factors.Lists?.IsFetched(CorporateActionKind.Dividend, month) != true).ToList();
        for (var (start, i) = (0, 1); i <= missing.Count; i++)
        {
            if (i < missing.Count && missing[i] == missing[i - 1].AddMonths(1))
                continue;
            yield return $"{Months(missing[start], missing[i - 1])}: no list of dividends was searched.";
            start = i;
        }
    }

    private static string Months(DateOnly first, DateOnly last) => first == last ? first.ToMonthText() : $"{first.ToMonthText()} to {last.ToMonthText()}";
}
