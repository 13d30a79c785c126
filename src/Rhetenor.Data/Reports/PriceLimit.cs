using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Reports;

/// <summary>How far prices may go in a day.</summary>
internal enum PriceLimitKind
{
    /// <summary>±30 % of the base price.</summary>
    Usual,

    /// <summary>±60 %: funds and notes that double their index.</summary>
    Leveraged,

    /// <summary>±15 %.</summary>
    Konex,

    /// <summary>Without limit.</summary>
    None,
}

/// <summary>The prices a symbol may have on a day, in won. The exchange rounds them inwards to a tick; a price outside of these is outside of those.</summary>
/// <param name="Low">The lowest.</param>
/// <param name="High">The highest.</param>
/// <param name="Basis">Where they come from, for people.</param>
internal readonly record struct PriceLimit(double Low, double High, string Basis)
{
    // Before that day a new share opened between 90 and 200 % of its offering price, and moved ±30 % from there.
    private static readonly DateOnly WideFirstDays = new(2023, 6, 26);

    /// <summary>The limits by the day's master; null when there are none or it has no base price.</summary>
    public static PriceLimit? Of(MasterFacts facts, DateOnly date)
    {
        if (facts.Limit == PriceLimitKind.None || facts.BasePrice is not > 0)
            return null;
        var won = (double)facts.BasePrice.Value;
        var ex = facts.ExType.Length > 0 ? $", ex-date code {facts.ExType}" : "";
        if (facts.Listed == date)
        {
            var (low, high) = date >= WideFirstDays ? (0.6, 4.0) : (0.63, 2.6);
            return new(Round(won * low), Round(won * high), Text($"first day, base price {won:N0}{ex}"));
        }

        var percent = facts.Limit switch { PriceLimitKind.Leveraged => 60, PriceLimitKind.Konex => 15, _ => 30 };
        return Around(won, percent, Text($"±{percent} % of the base price {won:N0}{ex}"));
    }

    /// <summary>The limits by the close of an earlier session: what is left without a master.</summary>
    public static PriceLimit Of(double close, DateOnly date) => Around(close, 30, Text($"±30 % of {close:N0}, the close of {date.ToText()}"));

    public override string ToString() => Text($"{Low:#,0.##} to {High:#,0.##} ({Basis})");

    // The least limit is one won, the smallest tick.
    private static PriceLimit Around(double won, int percent, string basis)
    {
        var spread = Math.Max(1, won * percent / 100);
        return new(Round(won - spread), Round(won + spread), basis);
    }

    // 0.7 has no exact double; without this a price on the limit would be beyond it.
    private static double Round(double won) => Math.Round(won, 4);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
