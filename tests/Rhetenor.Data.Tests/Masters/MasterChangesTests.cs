using static Rhetenor.Data.Tests.Masters.MasterEdits;

namespace Rhetenor.Data.Tests.Masters;

/// <summary>What one master proves, and what changed between two, on generated files.</summary>
public sealed class MasterChangesTests
{

    [Fact]
    public void Identical_files_give_nothing()
    {
        Assert.Empty(MasterChange.Between(Parsed(Usual), Parsed(Usual)));

        // The reset of the file is an event of an earlier comparison, or of the file alone.
        var split = Share("listed_shares", $"{20_000:D15}", "market_cap", $"{2_000:D9}", "base_price", $"{5_000:D9}", "par_value_change", "01");
        Assert.Contains(MasterChange.Resets(Parsed(split)), change => change.Kind == MasterChangeKind.Split);
        Assert.Empty(MasterChange.Between(Parsed(split), Parsed(split)));
    }

    [Theory]
    [InlineData("korean_name", "새이름", MasterChangeKind.Renamed)]
    [InlineData("short_code", "0099Z0", MasterChangeKind.CodeChanged)]
    [InlineData("trading_halted", "Y", MasterChangeKind.Halted)]
    [InlineData("administrative_issue", "Y", MasterChangeKind.AdministrativeIssue)]
    [InlineData("market_alert", "02", MasterChangeKind.MarketAlert)]
    [InlineData("kosdaq150", "Y", MasterChangeKind.Membership)]
    [InlineData("listed_shares", "000000000012345", MasterChangeKind.Shares)]
    [InlineData("ex_type", "02", MasterChangeKind.ExDate)]
    [InlineData("base_price", "000001234", null)]
    [InlineData("previous_volume", "000000001234", null)]
    public void Fields_that_are_events_are_compared_and_prices_are_not(string field, string text, MasterChangeKind? kind)
    {
        var plain = Share("kosdaq150", "N", "trading_halted", "N", "administrative_issue", "N", "market_alert", "00", "market_cap", "000000000");
        var changes = MasterChange.Between(Parsed(plain), Parsed(Edit(plain, 0, field, text)));
        Assert.Equal(kind is { } one ? [one] : [], changes.Select(change => change.Kind));
        var after = field == "listed_shares" ? "12345000" : text.TrimStart('0');
        Assert.All(changes, change => Assert.Equal((field, after), (change.Field, change.After.TrimStart('0'))));
        Assert.All(changes, change => Assert.Contains(change.After, Assert.Single(change.Evidence), StringComparison.Ordinal));
    }

    [Fact]
    public void Blank_and_N_are_both_no_member()
    {
        var plain = Share("kosdaq150", "N");
        Assert.Empty(MasterChange.Between(Parsed(plain), Parsed(Edit(plain, 0, "kosdaq150", " "))));
    }

    [Fact]
    public void An_instrument_that_moves_between_markets_is_one_change()
    {
        var (kospi, kosdaq) = (MstGenerator.Generate(HantooMstSpec.Kospi, 40, 9, Day), Share());
        var gone = kosdaq[HantooMstSpec.Kosdaq.RecordWidth..][1..];
        var head = kosdaq[..61];
        var moved = Edit(kospi, 0, HantooMstSpec.Kospi, head);
        var changes = MasterChange.Between([Parsed(kospi, HantooMstSpec.Kospi), Parsed(kosdaq)], [Parsed([.. kospi, .. moved[..289]], HantooMstSpec.Kospi), Parsed(gone)]);
        var move = Assert.Single(changes, change => change.Kind is MasterChangeKind.Moved or MasterChangeKind.Listed or MasterChangeKind.Delisted);
        Assert.Equal((MasterChangeKind.Moved, Market.Kospi, "kosdaq", "kospi"), (move.Kind, move.Market, move.Before, move.After));

        // Of one market alone, it is gone.
        Assert.Contains(MasterChange.Between(Parsed(kosdaq), Parsed(gone)), change => change.Kind == MasterChangeKind.Delisted);
    }

    [Fact]
    public void Markets_must_be_the_same_on_both_days() =>
        Assert.Contains("Kospi before, Kosdaq after", Assert.Throws<ArgumentException>("later", () => MasterChange.Between(
            Parsed(MstGenerator.Generate(HantooMstSpec.Kospi, 5, 1, Day), HantooMstSpec.Kospi), Parsed(Usual))).Message, StringComparison.Ordinal);

    [Theory]
    // Base price, previous close, codes (par, increase, ex), par now; before: par, shares now / before; kind and factor.
    [InlineData(4_000, 10_000, "01", "00", "00", 200, 0, 1.0, MasterChangeKind.Split, 0.4)]
    [InlineData(13_030, 2_605, "02", "00", "00", 2_500, 0, 1.0, MasterChangeKind.Consolidation, 5.0)]
    [InlineData(1_000, 10_000, "00", "00", "00", 500, 5_000, 10.0, MasterChangeKind.Split, 0.1)]
    [InlineData(3_000, 10_000, "01", "00", "00", 200, 500, 1.0, MasterChangeKind.UnexplainedReset, null)]
    [InlineData(6_670, 10_000, "00", "02", "01", 500, 0, 1.0, MasterChangeKind.Bonus, 0.667)]
    [InlineData(9_500, 10_000, "00", "01", "01", 500, 0, 1.0, MasterChangeKind.Rights, 0.95)]
    [InlineData(9_500, 10_000, "00", "03", "01", 500, 0, 1.0, MasterChangeKind.Rights, 0.95)]
    [InlineData(9_500, 10_000, "00", "00", "04", 500, 0, 1.0, MasterChangeKind.Rights, 0.95)]
    [InlineData(9_500, 10_000, "00", "00", "02", 500, 0, 1.0, MasterChangeKind.UnexplainedReset, null)]
    [InlineData(30_000, 10_000, "00", "00", "00", 500, 0, 0.33333, MasterChangeKind.Reduction, 3.0)]
    [InlineData(30_000, 10_000, "00", "00", "00", 500, 0, 0.33233, MasterChangeKind.Reduction, 3.0)] // fractions were paid out
    [InlineData(30_000, 10_000, "00", "00", "00", 500, 0, 1.0, MasterChangeKind.UnexplainedReset, null)] // a multiple, and the shares are as before
    [InlineData(30_000, 10_000, "00", "00", "00", 500, 0, 0.5, MasterChangeKind.UnexplainedReset, null)]
    [InlineData(8_730, 10_000, "00", "00", "00", 500, 0, 1.1455, MasterChangeKind.Bonus, 0.873)]
    [InlineData(25_000, 10_000, "00", "00", "00", 500, 500, 0.4, MasterChangeKind.Reduction, 2.5)]
    [InlineData(13_700, 10_000, "00", "00", "00", 500, 0, 1.0, MasterChangeKind.UnexplainedReset, null)]
    [InlineData(10_010, 10_000, "00", "00", "00", 500, 0, 1.0, MasterChangeKind.UnexplainedReset, null)]
    [InlineData(10_000, 10_000, "00", "00", "02", 500, 0, 1.0, null, null)]
    public void A_reset_is_classed_by_what_the_masters_prove(
        int basePrice, int close, string par, string increase, string ex, int parNow, int parBefore, double sharesRatio, MasterChangeKind? kind, double? factor)
    {
        const long shares = 20_000_000;
        var before = Share("par_value", $"{(parBefore == 0 ? parNow : parBefore):D12}", "listed_shares", $"{(long)(shares / sharesRatio / 1_000):D15}", "trading_halted", "N");
        var now = Edit(before, 0, "base_price", $"{basePrice:D9}");
        now = Edit(now, 0, "par_value_change", par);
        now = Edit(now, 0, "capital_increase", increase);
        now = Edit(now, 0, "ex_type", ex);
        now = Edit(now, 0, "par_value", $"{parNow:D12}");
        now = Edit(now, 0, "listed_shares", $"{shares / 1_000:D15}");
        now = Edit(now, 0, "market_cap", $"{close * shares / 100_000_000:D9}");
        var resets = MasterChange.Between(Parsed(before), Parsed(now)).Where(change => change.ShortCode == Parsed(now)[0].ShortCode).Select(change => change.Reset).OfType<BasePriceReset>().ToList();
        if (kind is null)
        {
            Assert.Empty(resets);
            return;
        }

        var reset = Assert.Single(resets);
        Assert.True(kind == reset.Kind, $"{reset} {string.Join(' ', reset.Evidence)}");
        Assert.Equal(factor is null, reset.Factor is null);
        if (factor is { } number)
            Assert.InRange((double)reset.Factor!.Value, number * (1 - 0.001 - (double)reset.Error), number * (1 + 0.001 + (double)reset.Error));
        Assert.NotEmpty(reset.Evidence);
    }

    [Theory]
    [InlineData(13_700, MasterChangeKind.AuctionBase)]
    [InlineData(20_000, MasterChangeKind.AuctionBase)] // twice the close, with as many shares as before
    [InlineData(30_000, MasterChangeKind.UnexplainedReset)] // no auction is free to three times the close
    public void After_a_halt_a_base_that_nothing_explains_was_set_by_auction(int basePrice, MasterChangeKind kind)
    {
        var before = Share("listed_shares", $"{20_000:D15}", "market_cap", $"{2_000:D9}", "base_price", $"{10_000:D9}", "trading_halted", "Y");
        var now = Edit(Edit(before, 0, "base_price", $"{basePrice:D9}"), 0, "trading_halted", "N");
        var reset = Assert.Single(MasterChange.Between(Parsed(before), Parsed(now)), change => change.Reset is not null).Reset!;
        Assert.Equal((kind, null), (reset.Kind, reset.Factor));
    }

    [Theory]
    [InlineData("ST", "Y", "N", 46_290, true)]
    [InlineData("ST", "Y", "Y", 46_290, false)] // still halted
    [InlineData("ST", "N", "N", 46_290, false)]
    [InlineData("ST", "Y", "N", 71_000, false)] // about as many shares as before
    [InlineData("EF", "Y", "N", 46_290, false)] // shares of a fund are redeemed
    public void After_a_halt_with_fewer_shares_an_auction_may_set_another_price_than_the_previous_close(string group, string before, string now, int shares, bool isAuction)
    {
        var changes = MasterChange.Between(
            Parsed(FactorStores.Master(1_221_000, 1_221_000, 71_174, 2_500, "security_group", group, "trading_halted", before)), Parsed(FactorStores.Master(1_221_000, 1_221_000, shares, 2_500, "security_group", group, "trading_halted", now)));
        Assert.Equal(isAuction ? [MasterChangeKind.AuctionBase] : [], changes.Where(change => change.Reset is not null).Select(change => change.Kind));
        Assert.All(changes, change => Assert.Null(change.Reset?.Factor));
    }

    [Theory]
    [InlineData(7_800, "01", "01", MasterChangeKind.Rights)]
    [InlineData(7_800, "02", "01", MasterChangeKind.Bonus)]
    [InlineData(7_800, "00", "02", null)] // a dividend
    public void An_announced_reset_that_the_bounds_of_the_close_hide_is_in_doubt(int basePrice, string increase, string ex, MasterChangeKind? announced)
    {
        // The market cap bounds the close to between 7,797 and 8,163 won.
        var reset = MasterChange.Resets(Parsed(FactorStores.Master(basePrice, 8_000, 294, 500, "capital_increase", increase, "ex_type", ex))).SingleOrDefault(change => change.ShortCode == FactorStores.Symbol)?.Reset;
        Assert.Equal(announced, reset?.Announced);
        Assert.Equal((announced is null ? null : MasterChangeKind.UnexplainedReset, null), ((MasterChangeKind?)reset?.Kind, reset?.Factor));
        Assert.False(reset?.IsOfMissedDay ?? false);

        // A base price that is the only possible close was not reset.
        Assert.DoesNotContain(MasterChange.Resets(Parsed(FactorStores.Master(8_000, 8_000, 294_000, 500, "capital_increase", increase, "ex_type", ex))), change => change.ShortCode == FactorStores.Symbol);
    }

    [Fact]
    public void A_ratio_of_shares_that_is_nearly_whole_gives_the_whole_factor()
    {
        var before = FactorStores.Master(1_000, 1_000, 30_000, 500);
        var reset = Assert.Single(MasterChange.Between(Parsed(before), Parsed(FactorStores.Master(3_000, 1_000, 9_970, 500))), change => change.Reset is not null).Reset!;
        Assert.Equal((MasterChangeKind.Reduction, 3m, 0m), (reset.Kind, reset.Factor, reset.Error));
    }

    [Fact]
    public void One_file_whose_close_is_uncertain_does_not_prove_a_multiple()
    {
        // The market cap bounds the close to between 499.75 and 550 won.
        var tiny = Share("listed_shares", $"{2_000:D15}", "market_cap", $"{10:D9}", "base_price", $"{3_500:D9}");
        Assert.Equal((MasterChangeKind.UnexplainedReset, null), Of(tiny));

        // A narrow interval may prove one, with its error.
        var (kind, factor) = Of(FactorStores.Master(1_131, 377, 30_000, 500));
        Assert.Equal((MasterChangeKind.Reduction, 3m), (kind, factor));
        Assert.True(MasterChange.Resets(Parsed(FactorStores.Master(1_131, 377, 30_000, 500))).Single(change => change.ShortCode == FactorStores.Symbol).Reset!.Error > 0);

        static (MasterChangeKind, decimal?) Of(byte[] mst)
        {
            var reset = MasterChange.Resets(Parsed(mst)).Single(change => change.ShortCode == FactorStores.Symbol).Reset!;
            return (reset.Kind, reset.Factor);
        }
    }

    [Fact]
    public void Evidence_names_the_masters_and_text_does_not_depend_on_culture()
    {
        var (before, now) = (Parsed(FactorStores.Plain).With(Day, null, MasterOrigin.Cache), Parsed(FactorStores.Master(6_670, 10_000, 20, 500, "capital_increase", "02")).With(Day.AddDays(1), null, MasterOrigin.Cache));
        var culture = System.Globalization.CultureInfo.CurrentCulture;
        var comma = (System.Globalization.CultureInfo)System.Globalization.CultureInfo.InvariantCulture.Clone();
        (comma.NumberFormat.NumberDecimalSeparator, comma.NumberFormat.NumberGroupSeparator, comma.NumberFormat.PercentDecimalSeparator) = (",", ".", ",");
        var texts = new List<string>();
        foreach (var one in (System.Globalization.CultureInfo[])[culture, comma])
        {
            System.Globalization.CultureInfo.CurrentCulture = one;
            var change = MasterChange.Resets(now).Single(change => change.ShortCode == FactorStores.Symbol);
            texts.Add($"{change} {string.Join(';', change.Evidence)} {string.Join(';', MasterChange.Between(before, now).Single(change => change.Reset is not null).Evidence)}");
            System.Globalization.CultureInfo.CurrentCulture = culture;
        }

        Assert.Equal(texts[0], texts[1]);
        Assert.Contains("×", texts[0], StringComparison.Ordinal);
        Assert.Contains(";20260521_kosdaq: base price 6,670", texts[0], StringComparison.Ordinal);
        Assert.Contains(";20260520_kosdaq: par value 5,000, 20,000,000 shares, not halted", texts[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SR", "00", false)] // rights that are traded for some days
    [InlineData("SR", "01", true)] // what a code announces is found in any group
    [InlineData("EF", "00", true)]
    [InlineData("EN", "00", true)]
    [InlineData("BC", "00", true)]
    [InlineData("ST", "00", true)]
    public void Groups_whose_base_is_no_previous_close_are_told_apart(string group, string par, bool isReset)
    {
        var now = Share("security_group", group, "listed_shares", $"{20_000:D15}", "market_cap", $"{2_000:D9}", "base_price", $"{5_000:D9}", "par_value_change", par);
        Assert.Equal(isReset, MasterChange.Resets(Parsed(now)).Any(change => change.ShortCode == Parsed(now)[0].ShortCode));
    }

    [Theory]
    [InlineData("EF", 1_000, 10.0, MasterChangeKind.Split, 0.1)]
    [InlineData("EN", 50_000, 0.2, MasterChangeKind.Consolidation, 5.0)]
    [InlineData("EN", 50_000, null, MasterChangeKind.Consolidation, 5.0)] // one master alone
    [InlineData("EF", 13_700, 1.0, MasterChangeKind.UnexplainedReset, null)] // no auction sets a price of a fund
    [InlineData("ST", 13_700, 1.0, MasterChangeKind.AuctionBase, null)]
    [InlineData("ST", 1_000, 10.0, MasterChangeKind.Bonus, 0.1)]
    public void Splits_of_funds_and_notes_have_no_code_and_are_found_by_price_and_shares(string group, int basePrice, double? sharesRatio, MasterChangeKind kind, double? factor)
    {
        var now = Edit(FactorStores.Master(basePrice, 10_000, 20_000, 0), 0, "security_group", group);
        var before = FactorStores.Master(10_000, 10_000, (long)(20_000 / (sharesRatio ?? 1)), 0, "security_group", group, "trading_halted", "Y");
        var reset = (sharesRatio is null ? MasterChange.Resets(Parsed(now)) : MasterChange.Between(Parsed(before), Parsed(now)))
            .Single(change => change.Reset is not null && change.ShortCode == FactorStores.Symbol).Reset!;
        Assert.Equal((kind, factor), (reset.Kind, (double?)reset.Factor));
    }

    [Theory]
    [InlineData("01", MasterChangeKind.Rights)]
    [InlineData("00", null)]
    public void A_base_price_beside_the_only_possible_close_is_in_doubt_when_a_code_announces_a_reset(string increase, MasterChangeKind? announced)
    {
        // The market cap bounds the close to between 299.998 and 300.556 won, and shares are rounded.
        var now = FactorStores.Master(301, 300, 180_000, 500, "capital_increase", increase);
        var reset = MasterChange.Resets(Parsed(now)).SingleOrDefault(change => change.ShortCode == FactorStores.Symbol)?.Reset;
        Assert.Equal((announced, announced is null), (reset?.Announced, reset is null));
        Assert.False(reset?.IsOfMissedDay ?? false);

        // A close that is the base price shows that there was none.
        Assert.True(reset?.IsPossibleClose(301) ?? true);
    }

    [Fact]
    public void A_first_day_has_no_previous_close()
    {
        var now = Share("listed_shares", $"{20_000:D15}", "market_cap", $"{0:D9}", "base_price", $"{5_000:D9}");
        Assert.DoesNotContain(MasterChange.Resets(Parsed(now)), change => change.ShortCode == Parsed(now)[0].ShortCode);
    }
}
