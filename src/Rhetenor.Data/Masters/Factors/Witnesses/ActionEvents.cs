using Rhetenor.Data.Core;

namespace Rhetenor.Data.Masters;

/// <summary>A list of the Korea Securities Depository as a witness of an event. Pure.</summary>
internal static class ActionEvents
{
    // Treasury shares take no part in issues, the issue price of the ex-date is not the final one, and ratios of reductions are rounded.
    private const decimal IssueError = 0.02m, RightsError = 0.1m, HalfHundredth = 0.005m;
    private const int LongestHalt = 60;

    /// <summary>Returns what an action shows of an event that resets the base price; null when it need not reset it.</summary>
    /// <param name="action">The action.</param>
    /// <param name="days">The sessions.</param>
    /// <param name="closeBefore">Returns the close before a date, in won; null when it is unknown.</param>
    public static EventWitness? Of(CorporateAction action, TradedDays days, Func<DateOnly, decimal?> closeBefore) => action switch
    {
        { Kind: CorporateActionKind.ParValue, ParBefore: > 0 and var before, ParAfter: > 0 and var after } when before != after =>
            Relisted(action, after / before, after / before) with { Kind = after < before ? MasterChangeKind.Split : MasterChangeKind.Consolidation, Factor = after / before, IsReset = true },
        { Kind: CorporateActionKind.Reduction, Ratio: > HalfHundredth and var ratio } when Shares(ratio) is var factor && factor != 1 =>
            Relisted(action, Shares(ratio + HalfHundredth), Shares(ratio - HalfHundredth)) with { Kind = MasterChangeKind.Reduction, Factor = factor, IsReset = true },
        { Kind: CorporateActionKind.Bonus, Ratio: > 0 and var ratio } => Issue(action, days, MasterChangeKind.Bonus, 1 / (1 + ratio), IssueError) with { IsReset = true },
        { Kind: CorporateActionKind.Dividend, Ratio: > 0 and var ratio } => Issue(action, days, MasterChangeKind.Bonus, 1 / (1 + ratio), IssueError),
        { Kind: CorporateActionKind.Rights, Ratio: > 0 and var ratio } => Rights(action, days, ratio, closeBefore),
        { Kind: CorporateActionKind.Merger, ListingDate: not null } => Relisted(action, null, null),
        _ => null,
    };

    /// <summary>Returns the ex-date of an action with a record date: the session before the last one up to it. Buyers of that session are
    /// registered too late.</summary>
    public static DateOnly ExDateOf(DateOnly recordDate, TradedDays days) => days.Before(days.LastUpTo(recordDate));

    private static EventWitness Rights(CorporateAction action, TradedDays days, decimal ratio, Func<DateOnly, decimal?> closeBefore)
    {
        var exDate = action.ExDate ?? ExDateOf(action.Date, days);
        if (action.IssuePrice is not (> 0 and var price) || closeBefore(exDate) is not (> 0 and var close))
            return Dated(action, exDate, null, null) with { Kind = MasterChangeKind.Rights };

        // Where shares are issued at the market's price or above, the base price is not reset.
        var factor = price >= close ? 1 : (close + (price * ratio)) / (1 + ratio) / close;
        return Issue(action, days, MasterChangeKind.Rights, factor, RightsError);
    }

    private static EventWitness Issue(CorporateAction action, TradedDays days, MasterChangeKind kind, decimal factor, decimal error) =>
        Dated(action, action.ExDate ?? ExDateOf(action.Date, days), factor * (1 - error), factor * (1 + error)) with { Kind = kind, Factor = factor };

    private static EventWitness Dated(CorporateAction action, DateOnly exDate, decimal? low, decimal? high) => new(EventWitness.Ksd, exDate, exDate, low, high, LineOf(action));

    // Trading goes on with the new shares on the day of their listing.
    private static EventWitness Relisted(CorporateAction action, decimal? low, decimal? high) => action.ListingDate is { } listed
        ? new(EventWitness.Ksd, listed, listed, low, high, LineOf(action))
        : new(EventWitness.Ksd, action.Date, action.Date.AddDays(LongestHalt), low, high, LineOf(action));

    // What remains of a share, or how many shares become one.
    private static decimal Shares(decimal ratio) => ratio < 1 ? 1 / ratio : ratio;

    private static string LineOf(CorporateAction action) => $"KSD: {action}{((action.ExDate ?? action.ListingDate) is { } date ? $", in force on {date.ToText()}" : "")} ({action.Source}).";
}
