using System.Diagnostics;
using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>A trade (체결) as KIS reports it. It may be several trades of the market that KIS combines.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record Tick
{
    /// <summary>Gets the short code (단축코드).</summary>
    public required string Symbol { get; init; }

    /// <summary>Gets the venue, or the unified venue.</summary>
    public required Venue Venue { get; init; }

    /// <summary>Gets the time of the trade in Korean time, in whole seconds.</summary>
    public required DateTime Time { get; init; }

    /// <summary>Gets the price, in won.</summary>
    public required decimal Price { get; init; }

    /// <summary>Gets the shares traded (체결량).</summary>
    public required long Volume { get; init; }

    /// <summary>Gets the shares traded on the day up to this tick, itself included (누적거래량). Less <see cref="Volume"/>, it is that of the tick
    /// before.</summary>
    public required long AccVolume { get; init; }

    /// <summary>Gets the value traded on the day up to this tick, in won (누적거래대금).</summary>
    public required long AccValue { get; init; }

    /// <summary>Gets whether the buyer (매수) caused the trade; false for the seller (매도), null when KIS names neither, as in auctions.</summary>
    public bool? IsBuy { get; init; }

    /// <summary>Gets the change from the base price of the day (전일대비), in won, negative for a fall; null when it is blank.</summary>
    public decimal? Change { get; init; }

    /// <summary>Gets the lowest price asked (매도호가), in won; null when there is none.</summary>
    public decimal? Ask { get; init; }

    /// <summary>Gets the highest price bid (매수호가), in won; null when there is none.</summary>
    public decimal? Bid { get; init; }

    internal DateTime Minute => Time.AddTicks(-(Time.Ticks % TimeSpan.TicksPerMinute));

    /// <summary>Returns symbol, time, price and shares in one line, independent of culture.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Symbol} {Time.ToText()} {Price} × {Volume}{(IsBuy is { } buy ? buy ? " buy" : " sell" : "")}, acc_vol {AccVolume}");
}
