namespace Rhetenor.Data.Tests;

/// <summary>What trips careless readers of real files is in generated ones too.</summary>
public sealed class MstGeneratorTrapTests
{
    private static readonly DateOnly Day = new(2026, 5, 20);

    public static TheoryData<Market, int> Files => new() { { Market.Kospi, 40 }, { Market.Kospi, 2500 }, { Market.Kosdaq, 40 }, { Market.Konex, 120 } };

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_market_has_the_common_traps(Market market, int records)
    {
        var file = Read(market, records);
        Assert.Contains(file, record => record["net_income"] == "15487" && record["operating_profit"] == "000171000");
        Assert.Contains(file, record => record["net_income"] == "-9137");
        Assert.Contains(file, record => record["net_income"] == "-0115" && record["ordinary_profit"] == "-00000115");
        Assert.Contains(file, record => record["roe"] == "-36100000");
        Assert.Contains(file, record => record["financials_date"] == "20260230" && record["fiscal_month"] == "02");
        Assert.Contains(file, record => !record["korean_name"].EndsWith(' '));
        Assert.Contains(file, record => record["korean_name"].All(char.IsAscii) && record["korean_name"].EndsWith(' '));
        Assert.Equal([" ", "Y"], file.Select(record => record["short_sale_overheated"]).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(file, record => record["trading_halted"] == "Y" && record["previous_volume"] == "000000000000");
        Assert.All(file, record => Assert.Equal("       ", record["ipo_price"]));
        Assert.All(file, record => Assert.Equal("090", record["credit_days"]));
    }

    [Fact]
    public void A_SPAC_at_the_edge_of_its_bounds_is_no_proven_reset()
    {
        foreach (var day in (DateOnly[])[Day, Day.AddDays(1)])
        {
            var change = Assert.Single(MasterChange.Resets(MstParser.Parse(MstGenerator.Generate(HantooMstSpec.Kosdaq, 1_800, 1, day), HantooMstSpec.Kosdaq)));
            Assert.EndsWith("스팩", change.KoreanName, StringComparison.Ordinal);
            Assert.Equal((MasterChangeKind.UnexplainedReset, null, 2_200), (change.Kind, change.Reset!.Factor, change.Reset.BasePrice));
            Assert.Contains("rounding may explain it", change.Evidence[0], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Kospi_has_every_group_and_kind_of_code()
    {
        var file = Read(Market.Kospi, 2500);
        Assert.Equal(["BC", "DR", "EF", "EN", "FS", "IF", "MF", "PF", "RT", "SR", "ST", "SW"],
            file.Select(record => record["security_group"]).Distinct().Order(StringComparer.Ordinal));
        Assert.InRange(file.Count(record => record["security_group"] == "EF"), 1000, 1200);
        Matches("EF", @"^\d{4}[A-Z]0$");
        Matches("EN", @"^Q\d{6}$");
        Matches("BC", @"^F\d{8}$");
        Matches("SR", @"^J\d{7}G$");
        Matches("SW", @"^J\d{7}D$");
        Matches("ST", @"^\d{5}K$");
        Assert.Contains(file, record => record["preferred_stock_type"] == "1" && record.Code[5] == '5');
        Assert.Matches(@"^-?\d+\.\d\d$", file[0]["roe"]);

        void Matches(string group, string pattern) =>
            Assert.Contains(file, record => record["security_group"] == group && System.Text.RegularExpressions.Regex.IsMatch(record.Code, pattern));
    }

    [Theory]
    [InlineData(Market.Kospi, 2500)]
    [InlineData(Market.Kosdaq, 1800)]
    public void Flags_have_three_states(Market market, int records)
    {
        var file = Read(market, records);
        Assert.Equal([" ", "N", "Y"], file.Select(record => record["krx_bio"]).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(["N", "Y"], file.Select(record => record["krx300"]).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(file, record => !record["standard_code"].StartsWith("KR", StringComparison.Ordinal));
    }

    [Fact]
    public void Konex_has_shares_only_and_a_blank_krx300()
    {
        var file = Read(Market.Konex, 120);
        Assert.All(file, record => Assert.Equal(("ST", " "), (record["security_group"], record["krx300"])));
        Assert.All(file, record => Assert.DoesNotContain('.', record["roe"]));
    }

    private static MstText[] Read(Market market, int records) =>
        MstText.Read(HantooMstSpec.For(market), MstGenerator.Generate(HantooMstSpec.For(market), records, 7, Day));
}
