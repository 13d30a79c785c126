using System.Globalization;
using System.Text;

namespace Rhetenor.Data.Simulation;

/// <summary>The broker's calendar. It can call sessions closed and closures open, as long as a later day's answer is right.</summary>
internal sealed class Holidays(Scheduler scheduler, Scenario scenario)
{
    private const int Days = 24;

    /// <summary>Whether an answer was wrong and had to be believed.</summary>
    public bool HasLied { get; private set; }

    public byte[] Answer(BrokerFault fault, DateOnly from)
    {
        var today = KoreaTime.DateOf(scheduler.Instant);
        var lies = fault == BrokerFault.FalseHolidays && today <= scenario.Market.Session.Date;
        var isAll = scheduler.Random.Chance(30);
        var denied = 0;
        var text = new StringBuilder("{\"output\":[");
        for (var i = 0; i < Days; i++)
        {
            var day = from.AddDays(i);
            var isOpen = KrxCalendar.GetDay(day) == MarketDay.Session;
            var told = lies && (isAll || scheduler.Random.Chance(10)) ? !isAll && !isOpen : isOpen;
            denied += told != isOpen && day < today.AddDays(-1) ? 1 : 0;
            var sign = told ? 'Y' : 'N';
            text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ",")}{{\"bass_dt\":\"{day:yyyyMMdd}\",\"wday_dvsn_cd\":\"{(int)day.DayOfWeek + 1:D2}\",\"bzdy_yn\":\"{sign}\",\"tr_day_yn\":\"{sign}\",\"opnd_yn\":\"{sign}\",\"sttl_day_yn\":\"{sign}\"}}");
        }

        // What contradicts more than one known day is not believed.
        HasLied |= lies && denied < 2;
        return Encoding.ASCII.GetBytes(text.Append("],\"ctx_area_nk\":\"\",\"ctx_area_fk\":\"\",\"rt_cd\":\"0\",\"msg_cd\":\"KIOK0500\",\"msg1\":\"ok\"}").ToString());
    }
}
