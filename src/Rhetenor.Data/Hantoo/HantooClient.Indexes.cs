using Rhetenor.Data.Core;
using Rhetenor.Data.Hantoo;

namespace Rhetenor.Data;

public sealed partial class HantooClient
{
    private const string IndexDailyPath = "/uapi/domestic-stock/v1/quotations/inquire-daily-indexchartprice";
    private const string IndexMinutesPath = "/uapi/domestic-stock/v1/quotations/inquire-time-indexchartprice";
    private const string IndexDivision = "U", OneMinute = "60";

    /// <summary>Gets the last minutes of an index, at most 102 (업종 분봉조회, FHKUP03500200). There is no way to get earlier ones.</summary>
    /// <param name="code">The code of the index.</param>
    /// <param name="cancellationToken">Cancels waiting and sending.</param>
    /// <exception cref="HantooException">KIS did not give a usable answer, the environment is paper trading, or the token cache is unsafe.</exception>
    internal Task<HantooMinutePage> GetIndexMinutesAsync(string code, CancellationToken cancellationToken)
    {
        const string TrId = "FHKUP03500200";
        RequireProduction(TrId, "minutes of indexes");
        return GetPageAsync(TrId, code, null, HantooCall.Path(
            IndexMinutesPath,
            ("FID_COND_MRKT_DIV_CODE", IndexDivision),
            ("FID_INPUT_ISCD", code),
            ("FID_INPUT_HOUR_1", OneMinute),
            ("FID_PW_DATA_INCU_YN", "Y"),
            ("FID_ETC_CLS_CODE", "")), cancellationToken);
    }

    // At most the newest 50 of the range.
    private Task<IReadOnlyList<HantooDailyBar>> GetIndexDailyBarsAsync(string code, DateOnly from, DateOnly to, CancellationToken cancellationToken) => _channel.CallAsync(
        new HantooCall(HttpMethod.Get, "FHKUP03500100", HantooCall.Path(
            IndexDailyPath,
            ("FID_COND_MRKT_DIV_CODE", IndexDivision),
            ("FID_INPUT_ISCD", code),
            ("FID_INPUT_DATE_1", from.ToDigits()),
            ("FID_INPUT_DATE_2", to.ToDigits()),
            ("FID_PERIOD_DIV_CODE", "D"))),
        DailyReply.ParseIndex,
        cancellationToken);
}
