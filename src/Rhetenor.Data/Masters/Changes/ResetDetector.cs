using System.Globalization;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Masters;

/// <summary>Finds base prices that are not the previous close, and the factor that the masters prove. Pure.</summary>
/// <remarks>One record suffices to find a reset, because its market capitalisation bounds the previous close. The record of an earlier day
/// adds the par value and the shares before.</remarks>
internal static class ResetDetector
{
    // The par values (액면가) that Korean shares have.
    private static readonly decimal[] ParValues = [100, 200, 500, 1_000, 2_500, 5_000, 10_000];

    /// <summary>Finds the reset of a record's base price.</summary>
    /// <param name="record">The record of the day.</param>
    /// <param name="earlier">The same instrument on an earlier day; null when unknown.</param>
    /// <param name="since">The earlier day; null when unknown.</param>
    /// <param name="date">The day; null when unknown.</param>
    /// <returns>The reset, or what hides one; null when the base price may be the previous close and nothing says otherwise, or when it
    /// need not be one.</returns>
    public static BasePriceReset? Find(MasterRecord record, InstrumentState? earlier, DateOnly? since, DateOnly? date)
    {
        if (record.BasePrice is not > 0 || PreviousClose.Of(record, date) is not { } close)
            return null;
        var mayBe = close.MayBe(record.BasePrice.Value);
        if (mayBe && close.Exact == record.BasePrice && earlier?.IsHalted != true && !(record.ParValue is > 0 && earlier?.ParValue is > 0 and var before && before != record.ParValue))
            return null;
        var reset = new ResetFacts(record, earlier, since, date, close);
        if (mayBe)
            return OfPossibleClose(reset, since is { } first && date is { } last && Sessions.AreAdjacent(first, last));
        return HasCloseAsBase(record.Market, record.SecurityGroup) || reset.Signs.IsAny || reset.ParBefore is not null ? Classify(reset) : null;
    }

    /// <summary>Determines whether the base price of instruments of a group is the previous close. That of KONEX may be a quote without a trade,
    /// and rights and warrants end within weeks.</summary>
    public static bool HasCloseAsBase(Market market, string securityGroup) =>
        market != Market.Konex && securityGroup is "ST" or "RT" or "DR" or "FS" or "MF" or "SC" or "IF" or "PF" or "EF" or "EN" or "BC";

    private static BasePriceReset? OfPossibleClose(ResetFacts reset, bool isAdjacent)
    {
        if (reset.ParBefore is not null)
            return OfMissedDay(reset, isAdjacent);
        if (reset.Signs.Announced is { } kind && !reset.IsBaseExactClose)
            return reset.Hidden("A code announces a reset, and the bounds of the previous close are too wide to show one.", kind);

        // The shares of a company that was divided are traded again at a price of an auction.
        return reset.IsRelistedWithFewerShares
            ? reset.WithoutFactor(MasterChangeKind.AuctionBase, "Trading was halted before and the listed shares fell, and the base price is the previous close: an auction may set another price.")
            : null;
    }

    // On the day after a change of par value the base price is the previous close again, and par value and shares differ.
    private static BasePriceReset? OfMissedDay(ResetFacts reset, bool isAdjacent)
    {
        var factor = reset.Par / reset.ParBefore!.Value;
        var line = Text($"The par value changed from {reset.ParBefore:#,0.##} to {reset.Par:#,0.##} won and the listed shares from {reset.SharesBefore:N0} to {reset.Shares:N0}");
        if (!isAdjacent)
        {
            return reset.SharesAre(factor)
                ? reset.By(factor < 1 ? MasterChangeKind.Split : MasterChangeKind.Consolidation, factor, 0, $"{line}, on a day whose master is not stored.")
                : reset.Unexplained($"{line}, on a day whose master is not stored, and not in inverse proportion.");
        }

        // A par value may be reduced without a change of shares. Prices go on, as the base price shows.
        return reset.SharesAre(1) ? null : reset.Unexplained($"{line}, and the base price is the previous close.");
    }

    private static BasePriceReset Classify(ResetFacts reset)
    {
        if (reset.Signs.IsParChange || reset.ParBefore is not null)
            return OfParChange(reset);
        if (reset.Signs.IsBonus)
            return reset.ByRatio(MasterChangeKind.Bonus);
        if (reset.Signs.IsRights)
            return reset.ByRatio(MasterChangeKind.Rights);
        if (reset.IsWithinATick)
            return reset.Unexplained("The base price is within one tick of the previous close: rounding may explain it.");
        if (OfShares(reset) is { } proven)
            return proven;
        return reset.IsRelisted && !reset.IsFund && reset.Ratio is >= 0.5m and <= 2
            ? reset.WithoutFactor(MasterChangeKind.AuctionBase, "Trading was halted before: an auction set the base price.")
            : reset.Unexplained("No code, par value or number of shares explains the base price.");
    }

    private static BasePriceReset? OfShares(ResetFacts reset)
    {
        if (reset.SharesBefore is not { } before)
        {
            // Without the shares before, a base price at a whole multiple of the close may be a coincidence unless few prices are.
            return ShareRatios.Whole.Where(reset.Gives).ToList() is [var only] && reset.IsNarrow(only)
                ? reset.ByRatio(reset.IsFund ? MasterChangeKind.Consolidation : MasterChangeKind.Reduction, only, Text($"The base price is {only} times a possible previous close, and no code announces a change."))
                : null;
        }

        var line = Text($"Listed shares changed from {before:N0} to {reset.Shares:N0}, and the base price in inverse proportion.");
        if (reset.SharesAre(1) || !(reset.SharesAre(reset.Ratio) || reset.Gives(before / reset.Shares)))
            return null;

        // A fund has no par value, so its splits have no code.
        var kind = reset.IsFund ? reset.Ratio > 1 ? MasterChangeKind.Consolidation : MasterChangeKind.Split : reset.Ratio > 1 ? MasterChangeKind.Reduction : MasterChangeKind.Bonus;

        // Fractions of shares are paid out, so the number of shares is not exactly in proportion.
        return ShareRatios.Simple.Where(ratio => reset.SharesAre(ratio) && reset.Gives(ratio)).ToList() is [var exact]
            ? reset.By(kind, exact, 0, line)
            : reset.ByRatio(kind, reset.Ratio, line);
    }

    private static BasePriceReset OfParChange(ResetFacts reset)
    {
        var par = reset.Par;
        var kind = reset.Signs.ParValueChange switch
        {
            "01" => MasterChangeKind.Split,
            "02" => MasterChangeKind.Consolidation,
            _ => par < reset.ParBefore ? MasterChangeKind.Split : MasterChangeKind.Consolidation,
        };
        if (reset.ParBefore is { } before)
        {
            return reset.Gives(par / before)
                ? reset.By(kind, par / before, 0, Text($"The par value changed from {before:#,0.##} to {par:#,0.##} won."))
                : reset.Unexplained(Text($"The par value changed from {before:#,0.##} to {par:#,0.##} won, which does not lead to the base price."));
        }

        var possible = ParValues.Where(earlier => par > 0 && earlier != par && reset.Gives(par / earlier)).ToList();
        return possible is [var only]
            ? reset.By(kind, par / only, 0, Text($"Of all par values, only a change from {only:#,0} to {par:#,0.##} won leads to the base price."))
            : reset.ByRatio(kind);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
