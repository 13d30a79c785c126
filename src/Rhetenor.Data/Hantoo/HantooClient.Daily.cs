using Rhetenor.Data.Core;
using Rhetenor.Data.Hantoo;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data;

public sealed partial class HantooClient
{
    /// <summary>The largest number of sessions in an answer.</summary>
    internal const int DailyRows = 100;

    internal const string DailyTrId = "FHKST03010100";
    private const string DailyPath = "/uapi/domestic-stock/v1/quotations/inquire-daily-itemchartprice";

    /// <summary>Gets the totals of sessions, unadjusted, at most the newest 100 of the range (국내주식기간별시세, FHKST03010100).</summary>
    /// <param name="venue">The venue of the trades.</param>
    /// <param name="symbol">The short code (단축코드), or the code of an index.</param>
    /// <param name="from">The first Korean date.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="cancellationToken">Cancels waiting and sending.</param>
    /// <returns>The sessions in the order received. A session that is absent among others was not traded, or the symbol was not listed. None
    /// at all says nothing: KIS answers an unknown symbol in the same way.</returns>
    /// <exception cref="ArgumentException">The short code is not valid.</exception>
    /// <exception cref="HantooException">KIS did not give a usable answer, or the token cache is unsafe.</exception>
    internal Task<IReadOnlyList<HantooDailyBar>> GetDailyBarsAsync(
        Venue venue, string symbol, DateOnly from, DateOnly to, CancellationToken cancellationToken = default)
    {
        if (StockIndexExtensions.IsIndexCode(symbol))
            return GetIndexDailyBarsAsync(symbol, from, to, cancellationToken);
        ShortCode.Check(symbol, nameof(symbol));
        var path = HantooCall.Path(
            DailyPath,
            ("FID_COND_MRKT_DIV_CODE", venue.ToCode()),
            ("FID_INPUT_ISCD", symbol),
            ("FID_INPUT_DATE_1", from.ToDigits()),
            ("FID_INPUT_DATE_2", to.ToDigits()),
            ("FID_PERIOD_DIV_CODE", "D"),
            ("FID_ORG_ADJ_PRC", "1"));
        return _channel.CallAsync(new HantooCall(HttpMethod.Get, DailyTrId, path), (reply, maxDepth) => DailyReply.Parse(reply, maxDepth, symbol), cancellationToken);
    }
}
