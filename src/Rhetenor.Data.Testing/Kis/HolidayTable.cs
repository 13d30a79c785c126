using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Rhetenor.Data.Testing;

/// <summary>Provides the pages of holidays: 24 days from a date on, to the end of the next year.</summary>
internal sealed class HolidayTable(KisTruth truth)
{
    private const int PageDays = 24;

    public (SimulatedReply Reply, string Code) Page(DateOnly from, string next, DateTimeOffset now)
    {
        var first = DateOnly.TryParseExact(next.Trim(), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last) ? last.AddDays(1) : from;
        var end = new DateOnly(KoreaTime.DateOf(now).Year + 1, 12, 31);
        var days = Enumerable.Range(0, PageDays).Select(first.AddDays).TakeWhile(day => day <= end).ToList();
        var more = days.Count > 0 && days[^1] < end;
        var code = more ? "KIOK0500" : "MCA00000";
        var reply = KisErrors.Json(HttpStatusCode.OK, Write(from, days, more, code)).WithHeader("tr_cont", more ? "M" : "D");
        return (reply, code);
    }

    private byte[] Write(DateOnly from, List<DateOnly> days, bool more, string code)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, KisJson.Options))
        {
            writer.WriteStartObject();
            writer.WriteString("ctx_area_nk", (more ? Fields.Date(days[^1]) : "").PadRight(20));
            writer.WriteString("ctx_area_fk", Fields.Date(from).PadRight(20));
            writer.WriteStartArray("output");
            foreach (var day in days)
                Row(writer, day);
            writer.WriteEndArray();
            writer.WriteString("rt_cd", "0");
            writer.WriteString("msg_cd", code);
            writer.WriteString("msg1", (more ? "조회가 계속됩니다..다음버튼을 Click 하십시오." : "정상처리 되었습니다.").PadRight(69));
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private void Row(Utf8JsonWriter writer, DateOnly day)
    {
        var open = truth.IsSession(day);
        writer.WriteStartObject();
        writer.WriteString("bass_dt", Fields.Date(day));
        writer.WriteString("wday_dvsn_cd", Fields.Text($"{(int)day.DayOfWeek + 1:D2}"));
        writer.WriteString("bzdy_yn", Fields.Flag(open || IsYearEnd(day)));
        writer.WriteString("tr_day_yn", "Y");
        writer.WriteString("opnd_yn", Fields.Flag(open));
        writer.WriteString("sttl_day_yn", Fields.Flag(open));
        writer.WriteEndObject();
    }

    // On the last weekday of a year, the exchange is closed and banks are open.
    private static bool IsYearEnd(DateOnly day) =>
        day is { Month: 12, Day: >= 29 } && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
        && (day.Day == 31 || (day.DayOfWeek == DayOfWeek.Friday && day.Day >= 29));
}
