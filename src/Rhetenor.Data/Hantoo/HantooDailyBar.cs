namespace Rhetenor.Data.Hantoo;

/// <summary>A session's totals as KIS reports them (국내주식기간별시세).</summary>
/// <param name="Date">The session.</param>
/// <param name="Volume">The shares traded (<c>acml_vol</c>), off-hours trades included; 0 for a halted session.</param>
/// <param name="Value">The value traded in won (<c>acml_tr_pbmn</c>), off-hours trades included.</param>
internal readonly record struct HantooDailyBar(DateOnly Date, long Volume, long Value);
