namespace Rhetenor.Data.Tests.Masters;

public sealed class HantooMstSpecTests
{
    [Theory]
    [InlineData(Market.Kospi, 73, 227, 288)]
    [InlineData(Market.Kosdaq, 67, 221, 282)]
    [InlineData(Market.Konex, 41, 184, 245)]
    public void Widths_follow_from_the_table(Market market, int fields, int tailWidth, int recordWidth)
    {
        var spec = HantooMstSpec.For(market);
        Assert.Equal(fields, spec.Fields.Count);
        Assert.Equal(fields - 3, spec.TailFields.Count());
        Assert.Equal(tailWidth, spec.TailWidth);
        Assert.Equal(recordWidth, spec.RecordWidth);
        Assert.Equal(recordWidth, spec.Fields.Sum(field => field.Width));
    }

    [Theory]
    [InlineData(Market.Kospi, "security_group", 61, 2)]
    [InlineData(Market.Kospi, "kospi50", 81, 1)]
    [InlineData(Market.Kospi, "base_price", 102, 9)]
    [InlineData(Market.Kospi, "listing_date", 166, 8)]
    [InlineData(Market.Kospi, "net_income", 251, 5)]
    [InlineData(Market.Kospi, "market_cap", 273, 9)]
    [InlineData(Market.Kospi, "stock_loan_available", 287, 1)]
    [InlineData(Market.Kosdaq, "kosdaq150", 96, 1)]
    [InlineData(Market.Kosdaq, "base_price", 97, 9)]
    [InlineData(Market.Kosdaq, "trading_halted", 116, 1)]
    [InlineData(Market.Kosdaq, "stock_loan_available", 281, 1)]
    [InlineData(Market.Konex, "base_price", 63, 9)]
    [InlineData(Market.Konex, "listed_shares", 135, 15)]
    [InlineData(Market.Konex, "stock_loan_available", 244, 1)]
    public void Fields_stand_where_the_header_files_have_them(Market market, string name, int offset, int width)
    {
        var spec = HantooMstSpec.For(market);
        var ordinal = spec.IndexOf(name);
        Assert.Equal(offset, spec.OffsetOf(ordinal));
        Assert.Equal(width, spec.Fields[ordinal].Width);
    }

    [Fact]
    public void Every_field_has_names_label_and_a_unit_that_fits_its_kind()
    {
        foreach (var spec in Market.All.Select(HantooMstSpec.For))
        {
            Assert.All(spec.Fields, field =>
            {
                Assert.Matches("^[a-z][a-z0-9_]*$", field.Name);
                Assert.Matches("^[a-z][a-z0-9_]*$", field.KisId);
                Assert.NotEmpty(field.KoreanLabel);
                var isQuantity = field.Kind is MstFieldKind.Number or MstFieldKind.TruncatedNumber or MstFieldKind.DecimalNumber;
                Assert.Equal(isQuantity, field.Unit != MstUnit.None);
                Assert.True(field.Kind is not (MstFieldKind.Date or MstFieldKind.PeriodEnd) || field.Width == 8);
                Assert.True(field.Kind != MstFieldKind.Flag || field.Width == 1);
            });
            Assert.Equal(spec.Fields.Count, spec.Fields.Select(field => field.KisId).Distinct().Count());
        }
    }

    [Fact]
    public void One_name_means_one_thing_in_every_market()
    {
        var rows = Market.All.SelectMany(market => HantooMstSpec.For(market).Fields).GroupBy(field => field.Name);
        Assert.All(rows, same => Assert.Single(same.Select(field => (field.KisId, field.Width, field.Kind, field.Unit)).Distinct()));
    }

    [Fact]
    public void A_caller_describes_the_day_a_column_moves()
    {
        var moved = new HantooMstSpec(Market.Konex,
            [new("board", "board_cls", "소속부", 3, MstFieldKind.Code), .. HantooMstSpec.Konex.TailFields]);
        Assert.Equal(187, moved.TailWidth);
        Assert.Equal(HantooMstSpec.Konex.OffsetOf(HantooMstSpec.Konex.IndexOf("base_price")) + 3, moved.OffsetOf(moved.IndexOf("base_price")));
        var file = MstParser.Parse(MstGenerator.Generate(moved, 20, 3, Samples.Monday), moved);
        Assert.Equal(20, file.Count);
        Assert.All(file, record => Assert.NotNull(record.BasePrice));
    }

    [Fact]
    public void A_field_without_width_or_with_a_taken_name_is_refused()
    {
        Assert.Contains("'gap' is 0 bytes", Assert.Throws<ArgumentException>(
            () => new HantooMstSpec(Market.Konex, [new("gap", "gap", "빈칸", 0, MstFieldKind.Text)])).Message, StringComparison.Ordinal);
        Assert.Contains("two fields named 'korean_name'", Assert.Throws<ArgumentException>(
            () => new HantooMstSpec(Market.Konex, [new("korean_name", "x", "이름", 4, MstFieldKind.Text)])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new HantooMstSpec(Market.Konex, [new("market", "x", "시장", 4, MstFieldKind.Text)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => HantooMstSpec.For((Market)9));
    }
}
