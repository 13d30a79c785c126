namespace Rhetenor.Data.Tests.Actions;

/// <summary>Rows of the lists of the Korea Securities Depository, as they were observed: dates of several forms, padded numbers, instruments that
/// are not listed.</summary>
public sealed class ActionParserTests
{
    [Fact]
    public void The_observed_rows_are_read()
    {
        // 007120: par value 100 to 500 on 2023-05-04; 001390: 5,000 to 1,000; 019570: three shares became one.
        var consolidation = Parse(CorporateActionKind.ParValue, """{"record_date":"20230413","sht_cd":"007120   ","isin_name":"미래산업","inter_bf_face_amt":"000000000100","inter_af_face_amt":"000000000500","td_stop_dt":"2023/04/12~2023/05/03","list_dt":"2023/05/04"}""");
        Assert.Equal(("007120", new DateOnly(2023, 4, 13), 100m, 500m, new DateOnly(2023, 5, 4)), (consolidation.Code, consolidation.Date, consolidation.ParBefore, consolidation.ParAfter, consolidation.ListingDate));
        var split = Parse(CorporateActionKind.ParValue, """{"record_date":"20230823","sht_cd":"001390","isin_name":"KG케미칼","inter_bf_face_amt":"5000","inter_af_face_amt":"1000","td_stop_dt":"08/22~08/27","list_dt":"2023/08/28"}""");
        Assert.Equal((5000m, 1000m, (new DateOnly(2023, 8, 22), new DateOnly(2023, 8, 27))), (split.ParBefore, split.ParAfter, split.Halt));
        Assert.Equal("2023-08-23 001390 KG케미칼: ParValue from 5,000 to 1,000 won", split.ToString());
        var reduction = Parse(CorporateActionKind.Reduction, """{"record_date":"20230407","sht_cd":"019570","isin_name":"플루토스","stk_kind":"보통","reduce_cap_type":"무상감자","reduce_cap_rate":" 0.33","comp_way":"곱하기","td_stop_dt":"","list_dt":"2023/05/03"}""");
        Assert.Equal((0.33m, new DateOnly(2023, 5, 3), null), (reduction.Ratio, reduction.ListingDate, reduction.Halt));
    }

    [Fact]
    public void Each_list_has_its_own_fields()
    {
        var bonus = Parse(CorporateActionKind.Bonus, """{"record_date":"20240403","sht_cd":"089850","fix_rate":"      97.30","right_dt":"20240402","list_date":"2024/04/25","issue_stk_qty":"000012345678"}""");
        Assert.Equal((0.973m, new DateOnly(2024, 4, 2), new DateOnly(2024, 4, 25), 12_345_678L), (bonus.Ratio, bonus.ExDate, bonus.ListingDate, bonus.SharesIssued));
        var rights = Parse(CorporateActionKind.Rights, """{"record_date":"2023-05-04","sht_cd":"A003920","fix_rate":"3.10","fix_price":"0000430,000","right_dt":"2023.05.03","list_date":"00000000"}""");
        Assert.Equal(("003920", 0.031m, 430_000m, new DateOnly(2023, 5, 3), null), (rights.Code, rights.Ratio, rights.IssuePrice, rights.ExDate, rights.ListingDate));
        var dividend = Parse(CorporateActionKind.Dividend, """{"record_date":"20260331","sht_cd":"005930","isin_name":"삼성전자","per_sto_divi_amt":"000000000361","stk_divi_rate":"0.00","divi_pay_dt":"2026/05/20"}""");
        Assert.Equal((361m, 0m, new DateOnly(2026, 5, 20)), (dividend.Dividend, dividend.Ratio, dividend.PaymentDate));
        Assert.Equal("2026-03-31 005930 삼성전자: Dividend of 361 won", OddCulture.Run(dividend.ToString));
        var merger = Parse(CorporateActionKind.Merger, """{"record_date":"","sht_cd":"","cust_cd":"034730","merge_rate":"1 : 0.42","list_dt":"20211129"}""");
        Assert.Equal(("034730", new DateOnly(2021, 11, 29), "1 : 0.42"), (merger.Code, merger.Date, merger.Fields["merge_rate"]));
        var listing = Parse(CorporateActionKind.Listing, """{"record_date":"20260105","sht_cd":"000660","list_dt":"20260105","issue_type":"전환사채","issue_price":"12,000","issue_stk_qty":"500"}""");
        Assert.Equal((12_000m, 500L), (listing.IssuePrice, listing.SharesIssued));
    }

    [Theory]
    [InlineData("""{"record_date":"20231301","sht_cd":"005930"}""", "'record_date' has '20231301', which is not a date.", "it has no date.")]
    [InlineData("""{"record_date":"20230101","sht_cd":"  "}""", "it has no code.")]
    [InlineData("""{}""", "the row is not an object with texts.")]
    [InlineData("null", "the row is not an object with texts.")]
    public void A_row_without_a_date_or_a_code_is_named(string row, params string[] expected)
    {
        var problems = new List<string>();
        Assert.Null(ActionParser.Parse(CorporateActionKind.Dividend, row, problems));
        Assert.Equal(expected.Length, problems.Count);
        Assert.All(expected.Zip(problems), pair => Assert.EndsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("per_sto_divi_amt", "many", "a number")]
    [InlineData("per_sto_divi_amt", "-5", "a number")]
    [InlineData("divi_pay_dt", "soon", "a date")]
    [InlineData("divi_pay_dt", "2026/02/30", "a date")]
    public void A_text_that_cannot_be_read_is_named_and_the_row_stays(string field, string text, string what)
    {
        var problems = new List<string>();
        var action = ActionParser.Parse(CorporateActionKind.Dividend, $$"""{"record_date":"20260331","sht_cd":"005930","isin_name":"삼성전자","{{field}}":"{{text}}"}""", problems);
        Assert.Equal((null, null), (action!.Dividend, action.PaymentDate));
        Assert.Equal($"dividend '005930' 삼성전자 20260331: '{field}' has '{text}', which is not {what}.", Assert.Single(problems));
    }

    private static CorporateAction Parse(CorporateActionKind kind, string row)
    {
        var problems = new List<string>();
        var action = ActionParser.Parse(kind, row, problems);
        Assert.Empty(problems);
        return action!;
    }
}
