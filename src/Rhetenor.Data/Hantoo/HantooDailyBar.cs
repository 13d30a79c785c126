using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Hantoo;

/// <summary>A session's totals as KIS reports them (국내주식기간별시세).</summary>
/// <param name="Date">The session.</param>
/// <param name="Volume">The shares traded (<c>acml_vol</c>), off-hours trades included; 0 for a halted session.</param>
/// <param name="Value">The value traded in won (<c>acml_tr_pbmn</c>), off-hours trades included.</param>
internal readonly record struct HantooDailyBar(DateOnly Date, long Volume, long Value)
{
    /// <summary>Gets whether KIS says that it changed the row for later events (<c>mod_yn</c> is Y).</summary>
    public bool IsAdjusted { get; init; }

    /// <summary>Gets the whole bar; null when a price is missing or is not a valid number.</summary>
    public DailyBar? Bar { get; init; }
}
