using Rhetenor.Data.Core;
using Rhetenor.Data.Hantoo;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data;

public sealed partial class HantooClient
{
    internal const string TodayMinutesTrId = "FHKST03010200", DayMinutesTrId = "FHKST03010230";

    private const string TodayPath = "/uapi/domestic-stock/v1/quotations/inquire-time-itemchartprice";
    private const string DatedPath = "/uapi/domestic-stock/v1/quotations/inquire-time-dailychartprice";

    /// <summary>Gets today's minutes up to a time, at most 30 (주식당일분봉조회, FHKST03010200).</summary>
    /// <param name="venue">The venue of the trades.</param>
    /// <param name="symbol">The short code (단축코드).</param>
    /// <param name="until">The last minute wanted, Korean time. KIS answers a future time with artificial flat rows.</param>
    /// <param name="cancellationToken">Cancels waiting and sending.</param>
    /// <exception cref="ArgumentException">The short code is not valid.</exception>
    /// <exception cref="HantooException">KIS did not give a usable answer, or the token cache is unsafe.</exception>
    internal Task<HantooMinutePage> GetTodayMinutesAsync(Venue venue, string symbol, TimeOnly until, CancellationToken cancellationToken = default)
    {
        ShortCode.Check(symbol, nameof(symbol));
        return GetPageAsync(TodayMinutesTrId, symbol, null, HantooCall.Path(
            TodayPath,
            ("FID_ETC_CLS_CODE", ""),
            ("FID_COND_MRKT_DIV_CODE", venue.ToCode()),
            ("FID_INPUT_ISCD", symbol),
            ("FID_INPUT_HOUR_1", until.ToDigits()),
            ("FID_PW_DATA_INCU_YN", "N")), cancellationToken);
    }

    /// <summary>Gets a day's minutes up to a time, at most 120 (주식일별분봉조회, FHKST03010230). KIS keeps about a year.</summary>
    /// <param name="venue">The venue of the trades.</param>
    /// <param name="symbol">The short code (단축코드).</param>
    /// <param name="date">The Korean date. For a day without a session, KIS returns rows of an earlier session.</param>
    /// <param name="until">The last minute wanted, Korean time.</param>
    /// <param name="cancellationToken">Cancels waiting and sending.</param>
    /// <exception cref="ArgumentException">The short code is not valid.</exception>
    /// <exception cref="HantooException">KIS did not give a usable answer, the environment is paper trading, or the token cache is unsafe.</exception>
    internal Task<HantooMinutePage> GetMinutesAsync(
        Venue venue, string symbol, DateOnly date, TimeOnly until, CancellationToken cancellationToken = default)
    {
        ShortCode.Check(symbol, nameof(symbol));
        RequireProduction(DayMinutesTrId, "minutes of past days");
        return GetPageAsync(DayMinutesTrId, symbol, date, HantooCall.Path(
            DatedPath,
            ("FID_COND_MRKT_DIV_CODE", venue.ToCode()),
            ("FID_INPUT_ISCD", symbol),
            ("FID_INPUT_HOUR_1", until.ToDigits()),
            ("FID_INPUT_DATE_1", date.ToDigits()),
            ("FID_PW_DATA_INCU_YN", "N"),
            ("FID_FAKE_TICK_INCU_YN", "")), cancellationToken);
    }

    private async Task<HantooMinutePage> GetPageAsync(string trId, string symbol, DateOnly? date, string path, CancellationToken cancellationToken)
    {
        var page = await _channel.CallAsync(new HantooCall(HttpMethod.Get, trId, path), MinuteReply.Parse, cancellationToken).ConfigureAwait(false);
        if (page.DroppedRows > 0)
            Log.HantooRowsDropped(_logger, trId, symbol, page.DroppedRows);
        if (page.RowsWithSeconds > 0)
            Log.HantooSecondsCut(_logger, trId, symbol, page.RowsWithSeconds);

        // Rows of an earlier day usually follow those of the requested one. Later ones cannot be right.
        var last = date ?? KoreaTime.DateOf(ServerNow);
        var later = page.Rows.Count(row => DateOnly.FromDateTime(row.Minute) > last);
        if (later > 0)
            Log.HantooRowsOfLaterDay(_logger, trId, symbol, later, last);
        return page;
    }
}
