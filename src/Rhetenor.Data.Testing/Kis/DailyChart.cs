using System.Buffers;
using System.Text.Json;

namespace Rhetenor.Data.Testing;

/// <summary>Answers with the totals of sessions, newest first, at most 100. A session without trades is a flat row with volume 0, and a
/// symbol that does not exist has no rows.</summary>
internal sealed class DailyChart(KisTruth truth)
{
    private const int MostRows = 100;

    public byte[] Page(Venue venue, string code, DateOnly from, DateOnly to, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>(8 * 1024);
        using (var writer = new Utf8JsonWriter(buffer, KisJson.Options))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("output1");
            writer.WriteEndObject();
            writer.WriteStartArray("output2");
            var today = KoreaTime.DateOf(now);
            var rows = 0;
            for (var day = to < today ? to : today; day >= from && rows < MostRows; day = day.AddDays(-1))
            {
                if (!truth.IsSession(day) || !truth.IsListed(venue, day, code))
                    continue;
                Row(writer, day, truth.See(venue, day, code, now), truth.PreviousClose(day, code));
                rows++;
            }

            writer.WriteEndArray();
            writer.WriteString("rt_cd", "0");
            writer.WriteString("msg_cd", "MCA00000");
            writer.WriteString("msg1", "정상처리 되었습니다.");
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Row(Utf8JsonWriter writer, DateOnly day, List<TruthBar> bars, long previous)
    {
        var isFlat = bars.Count == 0;
        writer.WriteStartObject();
        writer.WriteString("stck_bsop_date", Fields.Text($"{day:yyyyMMdd}"));
        writer.WriteString("stck_clpr", Fields.Text($"{(isFlat ? previous : bars[^1].Close)}"));
        writer.WriteString("stck_oprc", Fields.Text($"{(isFlat ? previous : bars[0].Open)}"));
        writer.WriteString("stck_hgpr", Fields.Text($"{(isFlat ? previous : bars.Max(bar => bar.High))}"));
        writer.WriteString("stck_lwpr", Fields.Text($"{(isFlat ? previous : bars.Min(bar => bar.Low))}"));
        writer.WriteString("acml_vol", Fields.Text($"{bars.Sum(bar => bar.Volume)}"));
        writer.WriteString("acml_tr_pbmn", Fields.Text($"{bars.Sum(bar => bar.Value)}"));
        writer.WriteString("flng_cls_code", "00");
        writer.WriteString("mod_yn", "N");
        writer.WriteEndObject();
    }
}
