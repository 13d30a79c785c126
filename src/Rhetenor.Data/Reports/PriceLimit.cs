using System.Globalization;
using Rhetenor.Data.Core;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Reports;

/// <summary>The allowed prices of a symbol on a day, in won. The exchange rounds its limits inwards to a tick, so a price outside
/// these limits is also outside the exchange's.</summary>
/// <param name="Low">The lowest price, in won.</param>
/// <param name="High">The highest price, in won.</param>
/// <param name="Basis">A text that names the base of the limits.</param>
internal readonly record struct PriceLimit(double Low, double High, string Basis)
{
    private static readonly int Widest = PriceLimits.Percent(PriceLimitKind.Usual, null);

    /// <summary>Returns the limits from the day's master; null when the symbol has no limits or no base price.</summary>
    public static PriceLimit? Of(MasterFacts facts, DateOnly date)
    {
        if (facts.Limit == PriceLimitKind.None || facts.BasePrice is not > 0)
            return null;
        var won = (double)facts.BasePrice.Value;
        var ex = facts.ExType.Length > 0 ? $", ex-date code {facts.ExType}" : "";
        if (PriceLimits.IsFirstDay(facts.Group, facts.Listed, date, facts.MarketCap))
        {
            var (low, high) = PriceLimits.FirstDay(date);
            return new(Round(won * (double)low), Round(won * (double)high), Text($"first day, base price {won:N0}{ex}"));
        }

        var percent = PriceLimits.Percent(facts.Limit, date);
        return Around(won, percent, Text($"±{percent} % of the base price {won:N0}{ex}"));
    }

    /// <summary>Returns the limits from the close of an earlier session, for use without a master.</summary>
    public static PriceLimit Of(double close, DateOnly date) => Around(close, Widest, Text($"±{Widest} % of {close:N0}, the close of {date.ToText()}"));

    public override string ToString() => Text($"{Low:#,0.##} to {High:#,0.##} ({Basis})");

    // The smallest limit is one won, the smallest tick.
    private static PriceLimit Around(double won, int percent, string basis)
    {
        var spread = Math.Max(1, won * percent / 100);
        return new(Round(won - spread), Round(won + spread), basis);
    }

    // 0.7 has no exact double. Without rounding, a price exactly at the limit would be outside.
    private static double Round(double won) => Math.Round(won, 4);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
