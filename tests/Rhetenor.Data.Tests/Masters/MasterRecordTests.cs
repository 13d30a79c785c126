namespace Rhetenor.Data.Tests.Masters;

public sealed class MasterRecordTests
{
    [Theory]
    [InlineData("Y", true)]
    [InlineData("N", false)]
    [InlineData("", null)]
    [InlineData("X", null)]
    [InlineData("0", null)]
    public void Flags_have_three_states(string text, bool? expected)
    {
        // Ten records, so that one odd flag is not a shifted column.
        var mst = Samples.Mst(records: 20);
        Samples.Put(mst, HantooMstSpec.Kospi, "trading_halted", System.Text.Encoding.ASCII.GetBytes(text));
        var record = MstParser.Parse(mst, HantooMstSpec.Kospi)[0];
        Assert.Equal(expected, record.IsTradingHalted);
        Assert.Equal(text, record["trading_halted"]);
    }

    [Theory]
    [InlineData("-00000115", -115L)]
    [InlineData("000000000", 0L)]
    [InlineData("000188200", 188_200L)]
    [InlineData("     1234", 1_234L)]
    [InlineData("", null)]
    [InlineData("12A4", null)]
    [InlineData("1.5", null)]
    [InlineData("+5", null)]
    [InlineData("-", null)]
    [InlineData("1e3", null)]
    public void G17_whole_numbers_or_null_with_the_text_kept(string text, long? expected)
    {
        var record = Samples.Record(Market.Kospi, ("base_price", text));
        Assert.Equal(expected, record.BasePrice);
        Assert.Equal(text.Trim(), record["base_price"]);
    }

    [Fact]
    public void G17_a_number_beyond_64_bits_is_null_and_its_text_kept()
    {
        var record = Samples.Record(Market.Kospi, ("capital", "999999999999999999999"), ("listed_shares", "999999999999999"));
        Assert.Null(record.GetInt64("capital"));
        Assert.Equal("999999999999999999999", record["capital"]);
        Assert.Equal(999_999_999_999_999_000L, record.ListedShares);
    }

    [Theory]
    [InlineData("15487", 15_487, true)]
    [InlineData("-9137", -9_137, true)]
    [InlineData("00481", 481, false)]
    [InlineData("-0160", -160, false)]
    [InlineData("99063", 99_063, true)]
    public void Net_income_tells_when_digits_may_be_missing(string text, long value, bool mayBeTruncated) =>
        Assert.Equal(new TruncatedNumber(text, value, mayBeTruncated), Samples.Record(Market.Kospi, ("net_income", text)).NetIncome);

    [Fact]
    public void Net_income_is_never_a_bare_number()
    {
        var file = Samples.FileOf(Market.Kospi, ("net_income", "15487"));
        var record = file[0];
        Assert.Throws<InvalidOperationException>(() => record.GetInt64("net_income"));
        Assert.Throws<InvalidOperationException>(() => record.GetDecimal("net_income"));
        Assert.Null(Samples.Record(Market.Kospi, ("net_income", "")).NetIncome);

        // The same holds for a master read back from the cache.
        var cached = MasterFile.FromJson(file.ToJson(), HantooMstSpec.Kospi)[0];
        Assert.Throws<InvalidOperationException>(() => cached.GetInt64("net_income"));
        Assert.Equal(record.NetIncome, cached.NetIncome);
    }

    [Theory]
    [InlineData(Market.Kospi, "000004.49", 4.49)]
    [InlineData(Market.Kospi, "-00003.28", -3.28)]
    [InlineData(Market.Kosdaq, "000000012", 12.0)]
    [InlineData(Market.Kosdaq, "-36100000", null)]
    [InlineData(Market.Konex, "-36100000", null)]
    [InlineData(Market.Konex, "", null)]
    public void Roe_has_a_sentinel_for_not_meaningful(Market market, string text, double? expected) =>
        Assert.Equal((decimal?)expected, Samples.Record(market, ("roe", text)).Roe);

    [Theory]
    [InlineData("20260230", "2026-02-28")]
    [InlineData("20241231", "2024-12-31")]
    [InlineData("20240230", "2024-02-29")]
    [InlineData("20261330", null)]
    [InlineData("00000000", null)]
    [InlineData("2026023", null)]
    [InlineData("", null)]
    public void The_period_of_the_figures_is_a_month_even_when_its_day_does_not_exist(string text, string? expected)
    {
        var record = Samples.Record(Market.Kospi, ("financials_date", text));
        Assert.Equal(expected is null ? null : DateOnly.Parse(expected, null), record.FinancialsPeriod);
        Assert.Equal(text, record["financials_date"]);
    }

    [Theory]
    [InlineData("19750611", "1975-06-11")]
    [InlineData("20240229", "2024-02-29")]
    [InlineData("20230229", null)]
    [InlineData("00000000", null)]
    [InlineData("1975-6-1", null)]
    public void E17_dates_exist_or_are_null(string text, string? expected) =>
        Assert.Equal(expected is null ? null : DateOnly.Parse(expected, null), Samples.Record(Market.Kospi, ("listing_date", text)).ListingDate);

    [Fact]
    public void Units_are_those_of_the_property()
    {
        var record = Samples.Record(Market.Kospi, ("listed_shares", "000000005919637"), ("market_cap", "011140758"), ("par_value", "000000000100"));
        Assert.Equal(5_919_637_000, record.ListedShares);
        Assert.Equal(1_114_075_800_000_000, record.MarketCap);
        Assert.Equal(100, record.ParValue);
    }

    [Fact]
    public void An_unknown_field_or_code_names_itself_and_what_there_is()
    {
        var file = Samples.File();
        Assert.Contains("'bas_price'", Assert.Throws<KeyNotFoundException>(() => file[0]["bas_price"]).Message, StringComparison.Ordinal);
        Assert.Contains("base_price", Assert.Throws<KeyNotFoundException>(() => file[0]["bas_price"]).Message, StringComparison.Ordinal);
        Assert.Contains("'999999'", Assert.Throws<KeyNotFoundException>(() => file["999999"]).Message, StringComparison.Ordinal);
        Assert.False(file.TryGetRecord("999999", out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => file[file.Count]);
    }

    [Fact]
    public void Konex_has_no_kospi_fields_and_its_common_properties_still_work()
    {
        var file = Samples.File(Market.Konex);
        Assert.Throws<KeyNotFoundException>(() => file[0]["kospi50"]);
        Assert.All(file, record => Assert.Equal("ST", record.SecurityGroup));
        Assert.All(file, record => Assert.Null(record.GetFlag("krx300")));
    }
}
