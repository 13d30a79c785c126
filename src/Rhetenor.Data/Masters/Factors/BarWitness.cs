using System.Globalization;
using Rhetenor.Data.Core;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Masters;

/// <summary>Compares the previous close that a master bounds with that of the bars. Pure.</summary>
internal static class BarWitness
{
    /// <summary>Returns an event with the close of the bars: with a finer factor when it is within the bounds, without a factor when it is
    /// not. Returns it unchanged when the bars do not have the last session with trading, or were fetched after the event.</summary>
    public static AdjustmentFactor Compare(AdjustmentFactor one, KlineHistory bars)
    {
        if (one.Change.Reset is not { Factor: not null, IsOfMissedDay: false } reset || one.FirstExDate < one.ExDate || bars.Venue != Venue.Krx || !bars.TryGetValue(one.Change.ShortCode, out var series))
            return one;
        var days = SeriesDay.Of(series, bars.Retrievals);
        var index = SeriesDay.LastBefore(days, one.ExDate, one.HaltedSince);
        if (index < 0 || days[index] is not { Close: { } close, Fetched: { } fetched } last || fetched.Last >= one.ExDate)
            return one;

        var line = string.Create(CultureInfo.InvariantCulture, $"the bars of {last.Date.ToText()}, fetched by {fetched.Last.ToText()}, close at {close:#,0.##}");
        if (close < reset.PreviousLow - PreviousClose.Rounding || close > reset.PreviousHigh + PreviousClose.Rounding)
        {
            var doubted = reset with { Kind = MasterChangeKind.UnexplainedReset, Factor = null, Error = 0, Evidence = [$"Two witnesses disagree: {line}, and the master bounds the close otherwise.", .. reset.Evidence], IsComparedWithBars = true };
            return one with { Change = one.Change with { Kind = doubted.Kind, Reset = doubted } };
        }

        var tick = TickSize.Of(reset.BasePrice, one.Change.Market, one.Change.SecurityGroup, one.ExDate);
        var finer = reset.Error == 0 ? reset : reset with { Factor = reset.BasePrice / close, Error = tick / 2m / reset.BasePrice };
        return one with { Change = one.Change with { Reset = finer with { PreviousLow = close, PreviousHigh = close, Evidence = [.. reset.Evidence, line], IsComparedWithBars = true } } };
    }
}
