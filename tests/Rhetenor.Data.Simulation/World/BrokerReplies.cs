using System.Globalization;
using System.Net;
using System.Text;

namespace Rhetenor.Data.Simulation;

/// <summary>The broker's answers as bytes.</summary>
internal static class BrokerReplies
{
    public static byte[] Page(IEnumerable<BrokerRow> rows, int price, BrokerQuote quote)
    {
        var text = new StringBuilder(2048);
        text.Append(CultureInfo.InvariantCulture, $"{{\"output1\":{{\"acml_vol\":\"{quote.Shares}\",\"acml_tr_pbmn\":\"{quote.Value}\",\"stck_prpr\":\"{price}\",\"stck_prdy_clpr\":\"{quote.PreviousClose}\"}},\"output2\":[");
        var separator = "";
        foreach (var row in rows)
        {
            var time = row.Minute;
            text.Append(separator).Append("{\"stck_bsop_date\":\"");
            text.Append((time.Year * 10_000) + (time.Month * 100) + time.Day).Append("\",\"stck_cntg_hour\":\"");
            text.Append(CultureInfo.InvariantCulture, $"{(time.Hour * 10_000) + (time.Minute * 100):D6}").Append("\",\"stck_prpr\":\"");
            text.Append(row.Close).Append("\",\"stck_oprc\":\"").Append(row.Open).Append("\",\"stck_hgpr\":\"").Append(row.High);
            text.Append("\",\"stck_lwpr\":\"").Append(row.Low).Append("\",\"cntg_vol\":\"").Append(row.Volume);
            text.Append("\",\"acml_tr_pbmn\":\"").Append(row.AccValue).Append("\"}");
            separator = ",";
        }

        return Encoding.ASCII.GetBytes(text.Append("],\"rt_cd\":\"0\",\"msg_cd\":\"MCA00000\",\"msg1\":\"ok\"}").ToString());
    }

    public static byte[] Totals(IEnumerable<BrokerTotal> totals)
    {
        var rows = totals.Select(total => string.Create(CultureInfo.InvariantCulture,
            $"{{\"stck_bsop_date\":\"{total.Date:yyyyMMdd}\",\"stck_clpr\":\"{total.Close}\",\"stck_oprc\":\"{total.Open}\",\"stck_hgpr\":\"{total.High}\",\"stck_lwpr\":\"{total.Low}\",\"acml_vol\":\"{total.Volume}\",\"acml_tr_pbmn\":\"{total.Value}\",\"prdy_vrss\":\"{total.Change}\",\"prdy_vrss_sign\":\"{(total.Change > 0 ? 2 : total.Change < 0 ? 5 : 3)}\"}}"));
        return Encoding.ASCII.GetBytes($"{{\"output2\":[{string.Join(',', rows.Append("{}"))}],\"rt_cd\":\"0\",\"msg_cd\":\"MCA00000\",\"msg1\":\"ok\"}}");
    }

    public static byte[] Error(string code) =>
        Encoding.ASCII.GetBytes($"{{\"rt_cd\":\"1\",\"msg_cd\":\"{code}\",\"msg1\":\"simulated\"}}");

    public static byte[] Token(string value, DateTimeOffset expires) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"{{\"access_token\":\"{value}\",\"access_token_token_expired\":\"{expires.ToOffset(KoreaTime.Offset):yyyy-MM-dd HH:mm:ss}\",\"token_type\":\"Bearer\",\"expires_in\":86400}}"));

    public static HttpResponseMessage Of(HttpStatusCode status, byte[] body, DateTimeOffset date)
    {
        var reply = new HttpResponseMessage(status) { Content = new ByteArrayContent(body) };
        reply.Headers.Date = date;
        return reply;
    }
}
