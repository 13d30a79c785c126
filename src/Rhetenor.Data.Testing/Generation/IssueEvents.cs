namespace Rhetenor.Data.Testing;

/// <summary>Gives issues the prices and events of a simulated market.</summary>
internal static class IssueEvents
{
    private const int DaysUntilListing = 21;

    public static Issue Apply(Issue issue, KisTruth? truth)
    {
        if (truth?.Find(issue.ShortCode) is null)
            return issue;
        var day = issue.Day;
        var later = truth.EventsOf(issue.ShortCode).Where(one => one.ScalesShares && day < ListedOn(one)).ToList();
        var today = truth.EventsOf(issue.ShortCode).Where(one => one.ExDate == day).ToList();
        var par = KisTruth.Product(later.Where(one => IsPar(one) && one.ExDate > day));
        return issue with
        {
            Price = truth.BasePrice(day, issue.ShortCode),
            PreviousClose = truth.PreviousClose(day, issue.ShortCode),
            ThousandShares = Math.Max(1, (long)(issue.ThousandShares * KisTruth.Product(later))),
            ParValue = (int)(issue.ParValue / par),
            ParValueChange = today.Any(one => one.Kind == CapitalEventKind.Split) ? 1 : today.Any(one => one.Kind == CapitalEventKind.Consolidation) ? 2 : 0,
            CapitalIncrease = today.Any(one => one.Kind == CapitalEventKind.Rights) ? 1 : today.Any(one => one.Kind == CapitalEventKind.Bonus) ? 2 : 0,
            ExType = today.Any(one => one.Kind is CapitalEventKind.Rights or CapitalEventKind.Bonus) ? 1 : today.Any(one => one.Kind == CapitalEventKind.Dividend) ? 2 : 0,
        };
    }

    private static bool IsPar(CapitalEvent one) => one.Kind is CapitalEventKind.Split or CapitalEventKind.Consolidation;

    private static DateOnly ListedOn(CapitalEvent one) => one.Kind == CapitalEventKind.Bonus ? one.ExDate.AddDays(DaysUntilListing) : one.ExDate;
}
