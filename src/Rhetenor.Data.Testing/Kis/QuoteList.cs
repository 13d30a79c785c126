using System.Buffers;
using System.Text.Json;

namespace Rhetenor.Data.Testing;

/// <summary>Writes the quotes of several symbols. A symbol that does not exist has a row of zeros without a name.</summary>
internal sealed class QuoteList(KisTruth truth)
{
    private const int MostSymbols = 30;

    public byte[] Page(KisQuery query, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using (var writer = new Utf8JsonWriter(buffer, KisJson.Options))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("output");
            for (var i = 1; i <= MostSymbols; i++)
            {
                var code = query[Fields.Text($"FID_INPUT_ISCD_{i}")];
                if (code.Length > 0 && query[Fields.Text($"FID_COND_MRKT_DIV_CODE_{i}")] == "J")
                    Row(writer, code, ChartQuote.At(truth, Venue.Krx, code, now), now);
            }

            writer.WriteEndArray();
            writer.WriteString("rt_cd", "0");
            writer.WriteString("msg_cd", "MCA00000");
            writer.WriteString("msg1", "정상처리 되었습니다.");
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private void Row(Utf8JsonWriter writer, string code, in ChartQuote quote, DateTimeOffset now)
    {
        writer.WriteStartObject();
        writer.WriteString("kospi_kosdaq_cls_name", "");
        writer.WriteString("mrkt_trtm_cls_name", "");
        writer.WriteString("hour_cls_code", "0");
        writer.WriteString("inter_shrn_iscd", code);
        writer.WriteString("inter_kor_isnm", quote.Name);
        writer.WriteString("inter2_prpr", Fields.Text($"{quote.Last}"));
        writer.WriteString("inter2_prdy_vrss", Fields.Text($"{quote.Change}"));
        writer.WriteString("prdy_vrss_sign", Fields.Text($"{quote.Sign}"));
        writer.WriteString("prdy_ctrt", Fields.Decimal(quote.Rate, 0));
        writer.WriteString("acml_vol", Fields.Text($"{quote.Volume}"));
        writer.WriteString("acml_tr_pbmn", Fields.Text($"{quote.Value}"));
        writer.WriteString("inter2_mxpr", Fields.Text($"{quote.Upper}"));
        writer.WriteString("inter2_llam", Fields.Text($"{quote.Lower}"));
        writer.WriteString("inter2_prdy_clpr", Fields.Text($"{PreviousClose(code, quote, now)}"));
        writer.WriteString("inter2_sdpr", Fields.Text($"{quote.PreviousClose}"));
        writer.WriteEndObject();
    }

    // On the day of an event the base price is not the close of the session before.
    private long PreviousClose(string code, in ChartQuote quote, DateTimeOffset now)
    {
        var day = KoreaTime.DateOf(now);
        if (truth.Find(code) is null || !truth.IsSession(day))
            return quote.PreviousClose;
        var before = truth.See(Venue.Krx, truth.PreviousSession(day), code, now);
        return before.Count > 0 ? before[^1].Close : quote.PreviousClose;
    }
}
