using System.Net;
using System.Text;

namespace Rhetenor.Data.Tests.Daily;

/// <summary>Replies of FHKST03010100 (국내주식기간별시세).</summary>
public sealed class DailyReplyTests
{
    // A row as KIS sent it, of 373220.
    private const string Row = """{"stck_bsop_date":"20260703","stck_clpr":"362500","stck_oprc":"359500","stck_hgpr":"363500","stck_lwpr":"342500","acml_vol":"397490","acml_tr_pbmn":"141122636250","flng_cls_code":"00","prtt_rate":"0.00","mod_yn":"N","prdy_vrss_sign":"2","prdy_vrss":"8500","revl_issu_reas":""}""";

    [Fact]
    public void A_real_row_has_its_numbers_and_the_base_price_is_the_close_without_the_change()
    {
        var bar = Assert.Single(Parse($"[{Row}]"));
        Assert.Equal((new DateOnly(2026, 7, 3), 397_490, 141_122_636_250), (bar.Date, bar.Volume, bar.Value));
        Assert.Equal(new DailyBar(3_595_000_000, 3_635_000_000, 3_425_000_000, 3_625_000_000, 397_490, 141_122_636_250, 3_540_000_000), bar.Bar);
    }

    [Theory]
    [InlineData("1", "500", 362_000)]
    [InlineData("2", "500", 362_000)]
    [InlineData("3", "0", 362_500)]
    [InlineData("4", "500", 363_000)]
    [InlineData("5", "-500", 363_000)]
    [InlineData("5", "500", 363_000)]
    [InlineData("3", "500", null)]
    [InlineData("", "500", null)]
    [InlineData("2", "", null)]
    [InlineData("2", "400000", null)]
    public void The_sign_of_the_change_is_a_code(string sign, string change, int? basePrice)
    {
        var bar = Parse($"[{Row.Replace("\"2\"", $"\"{sign}\"", StringComparison.Ordinal).Replace("8500", change, StringComparison.Ordinal)}]")[0].Bar!.Value;
        Assert.Equal(basePrice is { } won ? won * KlinePrice.Scale : DailyBar.Unknown, bar.Base);
    }

    [Fact]
    public void Empty_objects_are_no_sessions() => Assert.Single(Parse($"[{{}},{Row},{{}}]"));

    [Fact]
    public void A_missing_price_leaves_the_totals() => Assert.Null(Assert.Single(Parse($"[{Row.Replace("stck_oprc", "other", StringComparison.Ordinal)}]")).Bar);

    [Fact]
    public void M29_two_arrays_of_rows_are_an_unexpected_reply() =>
        Assert.Equal(HantooError.UnexpectedReply, Assert.Throws<HantooFailure>(() => Parse($"[{Row}],\"output2\":[]")).Error);

    [Theory]
    [InlineData("{}", true)]
    [InlineData("null", true)]
    [InlineData("{\"stck_shrn_iscd\":\"\"}", true)]
    [InlineData("{\"hts_kor_isnm\":\"\",\"stck_shrn_iscd\":\"373220\"}", true)]
    [InlineData("{\"stck_shrn_iscd\":\"A373220\"}", true)]
    [InlineData("{\"stck_shrn_iscd\":\"000660\"}", false)]
    public void M6_an_answer_that_names_another_symbol_is_an_unexpected_reply(string output, bool isSame)
    {
        if (isSame)
            Assert.Single(Parse($"[{Row}]", output));
        else
            Assert.Equal(HantooError.UnexpectedReply, Assert.Throws<HantooFailure>(() => Parse($"[{Row}]", output)).Error);
    }

    [Fact]
    public void The_highest_price_that_can_be_written_can_be_read()
    {
        Assert.Null(Parse($"[{Row.Replace("363500", "922337203685478", StringComparison.Ordinal)}]")[0].Bar);
        var bar = Parse($"[{Row.Replace("363500", "922337203685477", StringComparison.Ordinal)}]")[0].Bar!.Value;
        var year = new DailyYear(2026);
        year.Begin(new("p", new(2026, 7, 3), new(2026, 7, 3), Venue.Krx, new(2026, 7, 3, 20, 10, 0)));
        Assert.Equal(0, DailyCodec.Unpack(DailyCodec.Pack([new(new(2026, 7, 3), default, [new("373220", bar)])], level: 3), year));
        Assert.Equal(bar, year.Find("373220", new(2026, 7, 3)));
    }

    private static IReadOnlyList<HantooDailyBar> Parse(string rows, string output = "{}") => DailyReply.Parse(
        new HantooReply
        {
            StatusCode = HttpStatusCode.OK,
            Body = Encoding.UTF8.GetBytes($$"""{"output1":{{output}},"output2":{{rows}},"rt_cd":"0","msg_cd":"MCA00000","msg1":""}"""),
            ReceivedAt = DateTimeOffset.UnixEpoch,
        },
        maxDepth: 16, symbol: "373220");
}
