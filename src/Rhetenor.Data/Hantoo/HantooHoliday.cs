namespace Rhetenor.Data.Hantoo;

/// <summary>A calendar day as KIS knows it (국내휴장일조회).</summary>
/// <param name="Date">The day in Korea.</param>
/// <param name="IsOpen">Whether the stock market opens (<c>opnd_yn</c>): the one to go by.</param>
/// <param name="IsBusinessDay">Whether banks work (<c>bzdy_yn</c>).</param>
/// <param name="IsTradingDay">Whether securities firms work (<c>tr_day_yn</c>); seen true on weekends.</param>
/// <param name="IsSettlementDay">Whether trades are settled (<c>sttl_day_yn</c>).</param>
internal sealed record HantooHoliday(DateOnly Date, bool IsOpen, bool IsBusinessDay, bool IsTradingDay, bool IsSettlementDay);
