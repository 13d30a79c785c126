using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;

namespace Rhetenor.Data.Benchmarks;

/// <summary>2,700 replies of 30 rows, as KIS sends them.</summary>
internal static class ReplyWorkloads
{
    private static readonly DateTime First = new(2026, 1, 26, 10, 0, 0);

    public static Workload Parsing()
    {
        var replies = Enumerable.Range(0, 2_700).Select(Reply).ToArray();
        return new("parsing 2,700 replies of 30 rows", 1,
        [
            Workload.Row("Utf8JsonReader, tokens", () => replies.Sum(Tokens.Count)),
            Workload.Row("rows", () => replies.Sum(reply => Page(reply).Rows.Count)),
            Workload.Row("… and bars", () => replies.Sum(Bars)),
        ]);
    }

    private static int Bars(byte[] reply)
    {
        List<MinuteRow> rows = [.. Page(reply).Rows];
        MinuteRows.Order(rows);
        return KlineAggregator.Aggregate(CollectionsMarshal.AsSpan(rows), DateOnly.FromDateTime(First), DateTime.MaxValue).Count;
    }

    private static HantooMinutePage Page(byte[] reply) =>
        MinuteReply.Parse(new() { StatusCode = HttpStatusCode.OK, Body = reply, ReceivedAt = default }, maxDepth: 16);

    // Order and widths of properties are those of real replies.
    private static byte[] Reply(int symbol)
    {
        var random = new Random(symbol);
        var text = new StringBuilder("""{"output1":{"prdy_vrss":"-2500","prdy_vrss_sign":"5","prdy_ctrt":"-0.82","stck_prdy_clpr":"304000","acml_vol":"21718938","acml_tr_pbmn":"6611338541500","hts_kor_isnm":"삼성전자","stck_prpr":"301500"},"output2":[""");
        for (var i = 29; i >= 0; i--)
        {
            var price = 300_000 + (100 * random.Next(50));
            text.Append(CultureInfo.InvariantCulture, $$"""{"stck_bsop_date":"20260126","stck_cntg_hour":"{{First.AddMinutes(i):HHmm}}00","stck_prpr":"{{price}}","stck_oprc":"{{price + 100}}","stck_hgpr":"{{price + 300}}","stck_lwpr":"{{price - 200}}","cntg_vol":"{{random.Next(100_000)}}","acml_tr_pbmn":"{{6_000_000_000_000 + (i * 1_000_000L)}}"}""");
            text.Append(i > 0 ? "," : "");
        }

        return Encoding.UTF8.GetBytes(text.Append("""],"rt_cd":"0","msg_cd":"MCA00000","msg1":"정상처리 되었습니다."}""").ToString());
    }
}
