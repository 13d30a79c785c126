using Rhetenor.Data.Core;
using Rhetenor.Data.Hantoo;

namespace Rhetenor.Data;

public sealed partial class HantooClient
{
    private const string HolidayPath = "/uapi/domestic-stock/v1/quotations/chk-holiday";

    /// <summary>Gets calendar days from a date on, 24 per page (국내휴장일조회, CTCA0903R). KIS asks clients to make about one call a day,
    /// so keep the result.</summary>
    /// <param name="from">The first Korean date.</param>
    /// <param name="cancellationToken">Cancels waiting and sending.</param>
    /// <returns>The days in ascending order. A day that is not included is unknown, neither open nor closed.</returns>
    /// <exception cref="HantooException">KIS did not give a usable answer, the environment is paper trading, or the token cache is unsafe.</exception>
    internal async Task<IReadOnlyList<HantooHoliday>> GetHolidaysAsync(DateOnly from, CancellationToken cancellationToken = default)
    {
        const string TrId = "CTCA0903R";
        RequireProduction(TrId, "holidays");
        var days = new SortedDictionary<DateOnly, HantooHoliday>();
        var (next, filter, continuation, pages) = ("", "", "", new HantooPages());
        for (var page = 0; page < _options.HolidayPages; page++)
        {
            var path = HantooCall.Path(HolidayPath, ("BASS_DT", from.ToDigits()), ("CTX_AREA_NK", next), ("CTX_AREA_FK", filter));
            var call = new HantooCall(HttpMethod.Get, TrId, path) { Continuation = continuation, Pages = pages };
            var reply = await _channel.CallAsync(call, HolidayReply.Parse, cancellationToken).ConfigureAwait(false);
            var before = days.Count;
            foreach (var day in reply.Days)
                days[day.Date] = day;

            // A page without a new day would repeat forever.
            if (!reply.HasMore || days.Count == before)
                break;
            (next, filter, continuation) = (reply.NextKey, reply.FilterKey, "N");
        }

        return [.. days.Values];
    }
}
