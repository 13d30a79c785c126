using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Masters;

/// <summary>Computes the factors of the cash dividends of one symbol for total return. Pure.</summary>
/// <remarks>The Korea Securities Depository has the amount and the record date, the session before the last one up to it is the ex-date, and
/// the daily bars have the close before it, as traded. Codes of the daily bars and the masters are further witnesses of the ex-date.</remarks>
/// <param name="symbol">The short code (단축코드).</param>
/// <param name="bars">The daily bars.</param>
/// <param name="days">The sessions.</param>
/// <param name="marks">The days on which the masters have an ex-code.</param>
internal sealed class DividendEvents(string symbol, BarEvents bars, TradedDays days, IReadOnlySet<DateOnly> marks)
{
    private const string Kind = "divi_kind", Disagree = "Two witnesses disagree: ";

    /// <summary>Returns the dividends whose ex-date is after the first bar, each version of a row. Those without a factor have the reason as
    /// evidence.</summary>
    public IReadOnlyList<AdjustmentFactor> Of(IReadOnlyList<CorporateAction> actions, Instrument? instrument)
    {
        var cash = actions.Where(action => action is { Kind: CorporateActionKind.Dividend, Dividend: not null } && (action.Dividend > 0 || action.Ratio is not > 0))
            .Select(action => (Action: action, ExDate: ActionEvents.ExDateOf(action.Date, days))).Where(one => bars.Before(one.ExDate) is not null).ToList();
        return [.. cash.Select(one => Event(one.Action, one.ExDate, cash, instrument))];
    }

    /// <summary>Returns the comparison of each dividend, and of each session that is marked as ex-dividend and is none of them.</summary>
    public IEnumerable<ComparedEvent> Compare(IReadOnlyList<AdjustmentFactor> dividends)
    {
        foreach (var one in dividends.Where(one => one.Rescinded is null))
        {
            string[] names = [EventWitness.Ksd, .. bars.IsDividendDay(one.ExDate) == true ? [EventWitness.Bars] : (string[])[], .. marks.Contains(one.ExDate) ? [EventWitness.Masters] : (string[])[]];
            var isContradicted = one.Change.Reset!.Evidence[0].StartsWith(Disagree, StringComparison.Ordinal);
            yield return new(symbol, one.ExDate, MasterChangeKind.Dividend, isContradicted ? EventAgreement.Contradicted : names.Length > 1 ? EventAgreement.Agreed : EventAgreement.OneWitness)
            {
                Factor = one.Change.Reset.Factor,
                Witnesses = names,
                Evidence = one.Change.Reset.Evidence,
                Contradiction = isContradicted ? one.Change.Reset.Evidence[0][Disagree.Length..] : null,
            };
        }

        var known = dividends.Select(one => one.ExDate).ToHashSet();
        foreach (var day in bars.DividendDays().Where(day => !known.Contains(day)))
            yield return new(symbol, day, MasterChangeKind.Dividend, EventAgreement.OneWitness) { Witnesses = [EventWitness.Bars], Evidence = [$"The daily bar of {day.ToText()} is marked as ex-dividend, and no list has the dividend."] };
    }

    private AdjustmentFactor Event(CorporateAction action, DateOnly exDate, List<(CorporateAction Action, DateOnly ExDate)> all, Instrument? instrument)
    {
        var (date, close) = bars.Before(exDate)!.Value;
        var problem = ProblemOf(action, exDate, date, close, all);
        decimal? factor = problem is null ? (close - action.Dividend!.Value) / close : null;
        List<string> evidence =
        [
            .. problem is null ? [] : (string[])[problem],
            string.Create(CultureInfo.InvariantCulture, $"KSD: {action.Dividend:#,0.##} won a share for the record date {action.Date.ToText()} ({action.Source})."),
            string.Create(CultureInfo.InvariantCulture, $"The ex-date is {exDate.ToText()}, and the close of {date.ToText()} is {close:#,0.##} won."),
        ];
        if (bars.IsDividendDay(exDate) == true)
            evidence.Add($"The daily bar of {exDate.ToText()} is marked as ex-dividend.");
        if (marks.Contains(exDate))
            evidence.Add($"The master of {exDate.ToText()} has an ex-code.");
        var change = new MasterChange(MasterChangeKind.Dividend, instrument?.Market ?? Market.Kospi, instrument?.StandardCode ?? "", symbol, action.Name)
        {
            SecurityGroup = instrument?.SecurityGroup ?? "",
            Date = exDate,
            Since = date,
            Reset = new(MasterChangeKind.Dividend, (long)close, close, close, factor, 0, evidence),
        };
        return new(change, action.Known) { Rescinded = action.Withdrawn, ShortCodes = [symbol], IsOfSession = true };
    }

    private string? ProblemOf(CorporateAction action, DateOnly exDate, DateOnly date, decimal close, List<(CorporateAction Action, DateOnly ExDate)> all)
    {
        if (action.Dividend == 0)
            return "The list has no amount.";
        if (date != days.Before(exDate))
            return $"The close of {days.Before(exDate).ToText()} is not stored.";
        if (action.Dividend >= close)
            return "The dividend is not less than the close.";
        if (all.Any(other => other.Action != action && other.Action.Withdrawn is null && action.Withdrawn is null && other.ExDate == exDate && other.Action.Dividend > 0 && other.Action.Fields.GetValueOrDefault(Kind) == action.Fields.GetValueOrDefault(Kind)))
            return "The list has several amounts of one dividend.";
        return bars.IsDividendDay(exDate) == false && bars.DividendDayNear(exDate) is { } marked && !all.Any(other => other.ExDate == marked)
            ? $"{Disagree}KSD dates the dividend {exDate.ToText()}, daily bars {marked.ToText()}."
            : null;
    }
}
