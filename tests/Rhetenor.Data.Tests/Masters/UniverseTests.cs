using System.Globalization;
using static Rhetenor.Data.Tests.Masters.MasterEdits;

namespace Rhetenor.Data.Tests.Masters;

/// <summary>Selections of instruments, look-ups by name and code, ticks and limits.</summary>
public sealed class UniverseTests
{
    private static readonly MasterFile Kospi = MstParser.Parse(MstGenerator.Generate(HantooMstSpec.Kospi, 200, 4, Day), HantooMstSpec.Kospi).With(Day, null, MasterOrigin.Cache);
    private static readonly MasterFile Kosdaq = Parsed(Usual).With(Day, null, MasterOrigin.Cache);

    [Fact]
    public void Conditions_narrow_a_selection_in_their_order()
    {
        var shares = Universe.Of(Market.Kospi).Groups("ST").NotHalted();
        Assert.Equal(Codes(Kospi.Where(record => record.SecurityGroup == "ST" && record.IsTradingHalted != true)), Codes(shares.Select(Kospi, Kosdaq)));
        Assert.Equal(Codes(Kospi.Where(record => record["kospi50"] == "Y")), Codes(Universe.Of().Members("kospi50").Select(Kospi, Kosdaq)));
        var largest = Universe.Of(Market.Kospi, Market.Kosdaq).Groups("ST").Largest(10).Select(Kospi, Kosdaq);
        Assert.Equal(Kospi.Concat(Kosdaq).Where(record => record.SecurityGroup == "ST").Select(record => record.BasePrice * record.ListedShares).OrderDescending().Take(10), largest.Select(record => record.BasePrice * record.ListedShares));
        Assert.Equal(
            Codes(Kospi.Where(record => record.ListingDate <= Day.AddDays(-3_650))), Codes(Universe.Of(Market.Kospi).ListedFor(3_650).Select(Kospi)));
        Assert.Equal("005930", Assert.Single(Universe.Of().Where(record => record.ShortCode == "005930").Select(Kospi)).ShortCode);
        Assert.True(shares.Select(Kospi).Count > 20);
    }

    [Fact]
    public async Task A_universe_is_resolved_by_the_master_in_force_on_each_session()
    {
        var (store, bars) = (new InMemoryObjectStore(), new InMemoryObjectStore());
        var (first, second) = (new DateOnly(2026, 3, 5), new DateOnly(2026, 3, 6));
        var (all, fewer) = (Usual, Usual[(HantooMstSpec.Kosdaq.RecordWidth + 1)..]);
        await store.PutIfAbsentAsync(Key(first), Parsed(all).ToJson());
        await store.PutIfAbsentAsync(Key(second), Parsed(fewer).ToJson());
        var gone = Parsed(all)[0].ShortCode;
        foreach (var day in (DateOnly[])[first, second])
        {
            var minute = day.ToDateTime(new TimeOnly(9, 0));
            var key = new KlineKey("hantoo-stock-kline-1m", minute, minute, Venue.Krx, minute.AddHours(11));
            await bars.PutIfAbsentAsync(key.ToString(), KlineCodec.Pack([new KlineSlice(minute, [new(gone, new Kline(minute, 1, 1, 1, 1, 1, 1)), new("XXXXXX", new Kline(minute, 1, 1, 1, 1, 1, 1))])]));
        }

        var masters = new MasterDownloader(store);
        var days = new List<KlineHistory>();
        await foreach (var day in new KlineArchive(bars).ReadUniverseAsync(first, second, Universe.Of(Market.Kosdaq), masters))
            days.Add(day);
        Assert.Equal(gone, Assert.Single(Assert.Single(days)).Symbol);

        // A weekend has the master of the day before.
        Assert.Equal(59, (await masters.SelectAsync(Universe.Of(Market.Kosdaq), second.AddDays(2))).Count);
        await Assert.ThrowsAsync<MasterNotAvailableException>(() => masters.SelectAsync(Universe.Of(Market.Kosdaq), first.AddDays(-1)));

        static string Key(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"hantoo_master/{date:yyyyMMdd}_kosdaq.json");
    }

    [Theory]
    [InlineData("005930")]
    [InlineData("A005930")]
    [InlineData("KR7005930003")]
    public void A_record_is_found_by_any_code(string code) => Assert.Equal("005930", Kospi.Find(code)!.Value.ShortCode);

    [Fact]
    public void Names_are_found_by_a_part_and_beginnings_come_first()
    {
        Assert.Null(Kospi.Find("999999"));
        var found = Kospi.Search("전자");
        Assert.Contains(found, record => record.ShortCode == "005930");
        Assert.Equal(Codes(Kospi.Where(record => record.KoreanName.Contains("전자", StringComparison.Ordinal))).Order(), Codes(found).Order());
        Assert.StartsWith("삼성", Kospi.Search("삼성")[0].KoreanName, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60_000, "ST", 100, 78_000, 42_000)]
    [InlineData(1_999, "ST", 1, 2_595, 1_400)] // 599.7 is cut to 599, and 2,598 to the tick of 5
    [InlineData(2_345, "ST", 5, 3_045, 1_645)] // 703.5 is cut to 700
    [InlineData(500_000, "ST", 1_000, 650_000, 350_000)]
    [InlineData(10_000, "EF", 5, 13_000, 7_000)]
    [InlineData(3, "ST", 1, 4, 2)]
    public void Ticks_and_limits_follow_the_base_price(int basePrice, string group, int tick, int upper, int lower)
    {
        var record = Parsed(Share("base_price", $"{basePrice:D9}", "security_group", group, "listing_date", "20100104", "liquidation_trading", "N")).With(Day, null, MasterOrigin.Cache)[0];
        Assert.Equal((tick, upper, lower), (record.TickSize!.Value, (int)record.UpperLimit!.Value, (int)record.LowerLimit!.Value));
    }

    [Fact]
    public void An_instrument_that_two_masters_have_is_selected_once_from_the_newest()
    {
        var (old, now) = (Parsed(Usual).With(Day, null, MasterOrigin.Cache), Parsed(Edit(Usual, 0, "korean_name", "NEWER")).With(Day.AddDays(1), null, MasterOrigin.Cache));
        foreach (var files in (MasterFile[][])[[old, now], [now, old]])
        {
            var selected = Universe.Of(Market.Kosdaq).Select(files);
            Assert.Equal(now.Count, selected.Count);
            Assert.Equal("NEWER", selected.Single(record => record.StandardCode == now[0].StandardCode).KoreanName);
        }

        Assert.Contains(Universe.Of().ListedFor(1).Select(old, now), record => record.ListingDate == Day || now.All(one => one.ListingDate != Day));
    }

    [Fact]
    public void A_company_that_moves_between_markets_has_the_limits_of_any_day()
    {
        // KIS gives it the day of the move as its listing date.
        var record = Parsed(Share("base_price", $"{200_000:D9}", "listing_date", $"{Day:yyyyMMdd}", "market_cap", $"{72_000:D9}", "liquidation_trading", "N")).With(Day, null, MasterOrigin.Cache)[0];
        Assert.Equal((260_000, 140_000), (record.UpperLimit, record.LowerLimit));
    }

    [Fact]
    public void Ticks_and_limits_are_those_of_the_date()
    {
        var mst = Share("market_cap", "000000000", "base_price", $"{60_000:D9}", "listing_date", "20100104", "liquidation_trading", "N");
        var (old, older) = (Parsed(mst).With(new(2022, 12, 6), null, MasterOrigin.Cache)[0].TickSize, Parsed(mst).With(new(2015, 6, 12), null, MasterOrigin.Cache)[0].UpperLimit);
        Assert.Equal((100, 69_000), (old, older));
        var first = Parsed(Edit(mst, 0, "listing_date", $"{Day:yyyyMMdd}")).With(Day, null, MasterOrigin.Cache)[0];
        Assert.Equal((240_000, 36_000), (first.UpperLimit, first.LowerLimit));
        var free = Parsed(Edit(mst, 0, "liquidation_trading", "Y")).With(Day, null, MasterOrigin.Cache)[0];
        Assert.Null(free.UpperLimit);
    }

    // An ETF begins with the limits of any day: 479080 on 2024-04-02, base price 50,015.
    [Theory]
    [InlineData("EF", 65_015, 35_015)]
    [InlineData("EN", 65_015, 35_015)]
    [InlineData("BC", 65_000, 35_050)]
    [InlineData("ST", 200_000, 30_050)]
    [InlineData("RT", 200_000, 30_050)]
    public void Only_shares_have_wider_limits_on_their_first_day(string group, int upper, int lower)
    {
        var mst = Share("market_cap", "000000000", "base_price", $"{50_015:D9}", "security_group", group, "listing_date", $"{Day:yyyyMMdd}", "liquidation_trading", "N");
        var record = Parsed(mst).With(Day, null, MasterOrigin.Cache)[0];
        Assert.Equal((upper, lower), ((int)record.UpperLimit!.Value, (int)record.LowerLimit!.Value));
    }

    [Fact]
    public void An_opened_file_has_the_rules_of_its_day_and_is_not_changed_by_another_use_of_it()
    {
        var mst = Share("base_price", $"{1_525:D9}", "security_group", "ST", "listing_date", "20100104", "liquidation_trading", "N");
        var old = MasterFile.Open(new MasterZipFile(Market.Kosdaq, MasterZipBuilder.Build(Market.Kosdaq, mst, KoreaTime.At(new(2022, 12, 6), new(8, 45)))), HantooMstSpec.Kosdaq);
        Assert.Equal(5, old[0].TickSize);
        Assert.Equal(1, old.With(Day, null, MasterOrigin.Cache)[0].TickSize);
        Assert.Equal(5, old[0].TickSize);
    }

    [Fact]
    public void Rules_that_cannot_be_meant_are_refused()
    {
        Assert.Contains("'kospi_50'", Assert.Throws<ArgumentException>(() => Universe.Of().Members("kospi_50").Select(Kospi)).Message, StringComparison.Ordinal);
        Assert.Empty(Universe.Of(Market.Kospi).Members("kosdaq150").Select(Kospi));
        Assert.Throws<ArgumentOutOfRangeException>(() => Universe.Of().Largest(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Universe.Of().ListedFor(-1));
        Assert.Throws<InvalidOperationException>(() => Universe.Of().ListedFor(1).Select(Parsed(Share("base_price", $"{1_525:D9}"))));
    }

    private static IEnumerable<string> Codes(IEnumerable<MasterRecord> records) => records.Select(record => record.ShortCode);
}
