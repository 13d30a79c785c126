using System.Globalization;
using Rhetenor.Data.Core;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Masters;

/// <summary>Compares the previous close that a master bounds with that of the bars. Pure.</summary>
internal static class BarWitness
{
    /// <summary>Returns an event with the close of the bars: with a finer factor when it is within the bounds, without a factor when it is
    /// not; null when a reset that a code announced was none. Returns it unchanged when the bars do not have the close of the last session
    /// with trading, or were fetched after the event.</summary>
    public static AdjustmentFactor? Compare(AdjustmentFactor one, KlineHistory bars)
    {
        var reset = one.Change.Reset!;
        if ((reset.Factor is null && reset.Announced is null) || reset.IsOfMissedDay || one.FirstExDate < one.ExDate || bars.Venue != Venue.Krx || !bars.TryGetValue(one.Change.ShortCode, out var series))
            return one;
        var days = SeriesDay.Of(series, bars.Retrievals);
        var index = SeriesDay.LastBefore(days, one.ExDate, one.NoTradeSince);
        if (index < 0 || days[index] is not { Close: { } close, Fetched: { } fetched } last || fetched.Last >= one.ExDate || !IsWhole(last, fetched.Last))
            return one;

        var line = string.Create(CultureInfo.InvariantCulture, $"the bars of {last.Date.ToText()}, fetched by {fetched.Last.ToText()}, close at {close:#,0.##}");
        if (close < reset.PreviousLow - PreviousClose.Rounding || close > reset.PreviousHigh + PreviousClose.Rounding)
        {
            // The bars of the last session with trading may not be stored.
            return one.IsHaltOlder ? one : With(reset with { Kind = MasterChangeKind.UnexplainedReset, Factor = null, Error = 0, Evidence = [$"Two witnesses disagree: {line}, and the master bounds the close otherwise.", .. reset.Evidence] });
        }

        if (reset.Announced is not null && close == reset.BasePrice)
            return null;
        var tick = TickSize.Of(reset.BasePrice, one.Change.Market, one.Change.SecurityGroup, one.ExDate);
        var finer = reset is { Error: 0, Factor: not null } ? reset : reset with { Kind = reset.Announced ?? reset.Kind, Factor = reset.BasePrice / close, Error = tick / 2m / reset.BasePrice };
        return With(finer with { PreviousLow = close, PreviousHigh = close, Evidence = [.. reset.Evidence, line] });

        AdjustmentFactor With(BasePriceReset compared) =>
            one with { Change = one.Change with { Kind = compared.Kind, Reset = compared with { IsComparedWithBars = true } } };
    }

    // A run may have ended before the close, and nothing here tells until when it covered a day without a trade at the close.
    private static bool IsWhole(in SeriesDay day, DateOnly fetched) => day.HasClosingPrice || fetched > day.Date;
}
