using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Rhetenor.Data.Testing;

/// <summary>Answers with sessions, newest first, at most 100 and without saying that there are more. A session without trades is a flat row
/// with volume 0, a short page ends with an empty object, and a symbol that does not exist has no rows.</summary>
internal sealed class DailyChart(KisTruth truth)
{
    private const int MostRows = 100;
    private static readonly DateOnly First = new(1991, 8, 28);

    public byte[] Page(Venue venue, string code, DateOnly from, DateOnly to, bool isAdjusted, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>(32 * 1024);
        using (var writer = new Utf8JsonWriter(buffer, KisJson.Options))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("output1");
            writer.WriteEndObject();
            writer.WriteStartArray("output2");
            Rows(writer, venue, code, from > First ? from : First, to, isAdjusted, now);
            writer.WriteEndArray();
            writer.WriteString("rt_cd", "0");
            writer.WriteString("msg_cd", "MCA00000");
            writer.WriteString("msg1", "정상처리 되었습니다.");
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private void Rows(Utf8JsonWriter writer, Venue venue, string code, DateOnly from, DateOnly to, bool isAdjusted, DateTimeOffset now)
    {
        var today = KoreaTime.DateOf(now);
        var rows = 0;
        for (var day = to < today ? to : today; day >= from && rows < MostRows; day = day.AddDays(-1))
        {
            // A session settles within a day, late trades and revisions within two.
            var session = day < today.AddDays(-3) ? truth.FinalDay(venue, day, code)
                : truth.IsSession(day) && truth.IsListed(venue, day, code) ? truth.DayOf(venue, day, code, truth.See(venue, day, code, now)) : null;
            if (session is null)
                continue;
            Row(writer, day, session, isAdjusted ? truth.EventsOf(code).Where(one => one.IsAdjusted && one.ExDate > day && one.ExDate <= today) : [], truth.EventsOf(code).Where(one => one.ExDate == day));
            rows++;
        }

        if (rows is > 0 and < MostRows)
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
        }
    }

    private static void Row(Utf8JsonWriter writer, DateOnly day, DailyTruth session, IEnumerable<CapitalEvent> later, IEnumerable<CapitalEvent> today)
    {
        var (price, shares) = (KisTruth.Product(later), KisTruth.Product(later.Where(one => one.ScalesShares)));
        var close = Scaled(session.Close, price);
        var change = close - Scaled(session.BasePrice, price);
        writer.WriteStartObject();
        writer.WriteString("stck_bsop_date", Fields.Text($"{day:yyyyMMdd}"));
        writer.WriteString("stck_clpr", Fields.Text($"{close}"));
        writer.WriteString("stck_oprc", Fields.Text($"{Scaled(session.Open, price)}"));
        writer.WriteString("stck_hgpr", Fields.Text($"{Scaled(session.High, price)}"));
        writer.WriteString("stck_lwpr", Fields.Text($"{Scaled(session.Low, price)}"));
        writer.WriteString("acml_vol", Fields.Text($"{Scaled(session.Volume, 1 / shares)}"));
        writer.WriteString("acml_tr_pbmn", Fields.Text($"{session.Value}"));
        writer.WriteString("flng_cls_code", CodeOf(today));
        writer.WriteString("prtt_rate", today.FirstOrDefault(one => one.Kind == CapitalEventKind.Split) is { } split ? (1 / split.Factor).ToString("0.00", CultureInfo.InvariantCulture) : "0.00");
        writer.WriteString("mod_yn", price == 1 ? "N" : "Y");
        writer.WriteString("prdy_vrss_sign", change > 0 ? "2" : change < 0 ? "5" : "3");
        writer.WriteString("prdy_vrss", Fields.Text($"{change}"));
        writer.WriteString("revl_issu_reas", "00");
        writer.WriteEndObject();
    }

    private static string CodeOf(IEnumerable<CapitalEvent> events) =>
        events.Any(one => one.Kind is CapitalEventKind.Rights or CapitalEventKind.Bonus) ? "01" : events.Any(one => one.Kind == CapitalEventKind.Dividend) ? "02" : "00";

    private static long Scaled(long number, decimal factor) => factor == 1 ? number : (long)Math.Round(number * factor, MidpointRounding.AwayFromZero);
}
