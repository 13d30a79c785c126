using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Rhetenor.Data.Testing;

/// <summary>Answers with bars of an index, newest first: at most 50 sessions, or the last 102 minutes, which continue into the session before.
/// An unknown index has no rows. A page of minutes ends with a filler row.</summary>
internal sealed class IndexChart(KisTruth truth)
{
    private const int MostDays = 50, MostMinutes = 102, DaysBack = 10;

    public byte[] Days(string code, DateOnly from, DateOnly to, DateTimeOffset now)
    {
        var (rows, today) = (new List<MinuteRow>(), KoreaTime.DateOf(now));
        for (var day = to < today ? to : today; Find(code) is { } index && day >= from && day >= First && rows.Count < MostDays; day = day.AddDays(-1))
        {
            if (truth.IndexDay(index, day, now) is { } row)
                rows.Add(row);
        }

        return Write(rows, isDaily: true);
    }

    public byte[] Minutes(string code, bool hasPast, DateTimeOffset now)
    {
        var (rows, today) = (new List<MinuteRow>(), KoreaTime.DateOf(now));
        for (var day = today; Find(code) is { } index && rows.Count < MostMinutes && day > today.AddDays(hasPast ? -DaysBack : -1); day = day.AddDays(-1))
        {
            if (truth.IsSession(day))
                rows.AddRange(truth.IndexBars(index, day, now).Reverse());
        }

        return Write([.. rows.Take(MostMinutes)], isDaily: false);
    }

    private static DateOnly First { get; } = new(1990, 1, 3);

    private static StockIndex? Find(string code) => StockIndex.All.Where(index => index.ToCode() == code).Select(index => (StockIndex?)index).FirstOrDefault();

    private static byte[] Write(List<MinuteRow> rows, bool isDaily)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using (var writer = new Utf8JsonWriter(buffer, KisJson.Options))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("output1");
            writer.WriteEndObject();
            writer.WriteStartArray("output2");
            foreach (var row in rows)
                Row(writer, row, isDaily, Fields.Text($"{row.Minute:HHmmss}"));
            if (!isDaily && rows.Count is > 0 and < MostMinutes)
                Row(writer, rows[^1], isDaily, "888888");
            writer.WriteEndArray();
            writer.WriteString("rt_cd", "0");
            writer.WriteString("msg_cd", "MCA00000");
            writer.WriteString("msg1", "정상처리 되었습니다.");
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Row(Utf8JsonWriter writer, MinuteRow row, bool isDaily, string time)
    {
        writer.WriteStartObject();
        writer.WriteString("stck_bsop_date", Fields.Text($"{row.Minute:yyyyMMdd}"));
        if (!isDaily)
            writer.WriteString("stck_cntg_hour", time);
        writer.WriteString("bstp_nmix_prpr", Points(row.Close));
        writer.WriteString("bstp_nmix_oprc", Points(row.Open));
        writer.WriteString("bstp_nmix_hgpr", Points(row.High));
        writer.WriteString("bstp_nmix_lwpr", Points(row.Low));
        writer.WriteString(isDaily ? "acml_vol" : "cntg_vol", Fields.Text($"{row.Volume}"));
        writer.WriteString("acml_tr_pbmn", Fields.Text($"{row.AccValue}"));
        if (isDaily)
            writer.WriteString("mod_yn", "N");
        writer.WriteEndObject();
    }

    private static string Points(decimal points) => points.ToString("0.00", CultureInfo.InvariantCulture);
}
