namespace Rhetenor.Data.Hantoo;

/// <summary>A calendar day as reported by KIS (국내휴장일조회).</summary>
/// <param name="Date">The Korean date.</param>
/// <param name="IsOpen">Whether the stock market is open (<c>opnd_yn</c>). The other flags of the reply are of banks, securities firms and
/// settlement, and have been true on weekends.</param>
internal sealed record HantooHoliday(DateOnly Date, bool IsOpen);
