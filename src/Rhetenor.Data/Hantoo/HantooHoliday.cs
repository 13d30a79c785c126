namespace Rhetenor.Data.Hantoo;

/// <summary>A calendar day as reported by KIS (국내휴장일조회).</summary>
/// <param name="Date">The Korean date.</param>
/// <param name="IsOpen">Whether the stock market is open (<c>opnd_yn</c>). Use this one to find sessions.</param>
/// <param name="IsBusinessDay">Whether banks are open (<c>bzdy_yn</c>).</param>
/// <param name="IsTradingDay">Whether securities firms are open (<c>tr_day_yn</c>). It has been true on weekends.</param>
/// <param name="IsSettlementDay">Whether trades are settled (<c>sttl_day_yn</c>).</param>
internal sealed record HantooHoliday(DateOnly Date, bool IsOpen, bool IsBusinessDay, bool IsTradingDay, bool IsSettlementDay);
