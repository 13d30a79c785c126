namespace Rhetenor.Data.Testing;

/// <summary>Gives issues the prices, events and listings of a simulated market.</summary>
internal static class IssueEvents
{
    private const int DaysUntilListing = 21;

    public static Issue Apply(Issue issue, KisTruth? truth)
    {
        if (truth?.Find(issue.ShortCode) is not { } symbol)
            return issue;
        var day = issue.Day;
        var later = truth.EventsOf(issue.ShortCode).Where(one => one.ScalesShares && day < ListedOn(one)).ToList();
        var today = truth.EventsOf(issue.ShortCode).Where(one => one.ExDate == day).ToList();
        var par = KisTruth.Product(later.Where(one => IsPar(one) && one.ExDate > day));
        return issue with
        {
            Name = truth.RenamedOn(day, issue.ShortCode) ?? issue.Name,
            Listed = symbol.Listed ?? issue.Listed,
            IsHaltedInTruth = truth.KindOn(symbol, day) == KisSymbolKind.Halted,
            Price = truth.BasePrice(day, issue.ShortCode),
            PreviousClose = truth.PreviousClose(day, issue.ShortCode),
            ThousandShares = Math.Max(1, (long)(issue.ThousandShares * KisTruth.Product(later))),
            ParValue = (int)(issue.ParValue / par),
            ParValueChange = today.Any(one => one.Kind == CapitalEventKind.Split) ? 1 : today.Any(one => one.Kind == CapitalEventKind.Consolidation) ? 2 : 0,
            CapitalIncrease = today.Any(one => one.Kind == CapitalEventKind.Rights) ? 1 : today.Any(one => one.Kind == CapitalEventKind.Bonus) ? 2 : 0,
            ExType = today.Any(one => one.Kind is CapitalEventKind.Rights or CapitalEventKind.Bonus) ? 1 : today.Any(one => one.Kind == CapitalEventKind.Dividend) ? 2 : 0,
        };
    }

    /// <summary>Determines whether the master of a market contains an issue: not before it is listed there, and not when it is delisted or has moved to
    /// another market.</summary>
    public static bool IsListed(Issue issue, KisTruth? truth) => truth?.Find(issue.ShortCode) is not { } symbol
        || (!(issue.Day < symbol.Listed) && !(issue.Day >= symbol.Delisted) && (truth.MoveOn(issue.Day, issue.ShortCode)?.Market ?? issue.Market) == issue.Market);

    private static bool IsPar(CapitalEvent one) => one.Kind is CapitalEventKind.Split or CapitalEventKind.Consolidation;

    private static DateOnly ListedOn(CapitalEvent one) => one.Kind == CapitalEventKind.Bonus ? one.ExDate.AddDays(DaysUntilListing) : one.ExDate;
}
