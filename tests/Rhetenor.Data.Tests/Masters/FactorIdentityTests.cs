using System.IO.Hashing;
using System.Text;
using static Rhetenor.Data.Tests.Masters.FactorStores;

namespace Rhetenor.Data.Tests.Masters;

/// <summary>An event is recorded and applied once, whatever histories show it.</summary>
public sealed class FactorIdentityTests
{
    private readonly FactorStores _stores = new();

    [Fact]
    public async Task A_window_that_slides_over_an_event_and_over_weekends_records_it_once()
    {
        for (var day = new DateOnly(2026, 3, 2); day <= new DateOnly(2026, 3, 31); day = day.AddDays(1))
        {
            // On closed days the master of the session before is in force.
            await _stores.PutAsync((day, day < Friday ? Plain : day < Monday ? Split : After));
            var clock = VirtualClock.AtKorea(day, new TimeOnly(9, 0));
            var masters = new MasterDownloader(_stores.Masters, timeProvider: clock);
            await masters.RecordFactorsAsync(await masters.LoadHistoryAsync(day.AddDays(-14), day));
        }

        var factor = Assert.Single(await _stores.Downloader.LoadFactorsAsync());
        Assert.Equal((Friday, Friday, 0.1m, null), (factor.ExDate, factor.Known, factor.Factor, factor.Rescinded));
        await _stores.PutBarsAsync(Thursday, Thursday, 54_400);
        await _stores.PutBarsAsync(Friday, Friday, 5_440, 5_440);
        await _stores.PutBarsAsync(Monday, Monday, 5_440);
        var (closes, doubts) = await _stores.AdjustAsync(await _stores.Downloader.LoadFactorsAsync(), Monday);
        Assert.Equal([5_440, 5_440, 5_440, 5_440], closes);
        Assert.Empty(doubts);
    }

    [Fact]
    public async Task A_history_that_begins_on_the_ex_date_or_after_it_proves_the_same_event_on_the_same_day()
    {
        await _stores.PutAsync((Thursday, Plain), (Friday, Split), (Saturday, Split), (Saturday.AddDays(1), Split), (Monday, After));
        Assert.Equal(Friday, Assert.Single(await _stores.FactorsAsync(Friday, Monday)).ExDate);
        Assert.Empty(await _stores.FactorsAsync(Saturday, Monday));

        // Without the days before, the master of a closed day is that of the session before it or of the next one.
        var alone = await new FactorStores().PutAsync((Saturday, Split), (Saturday.AddDays(1), Split), (Monday, After));
        var factor = Assert.Single(await alone.RecordAsync(Saturday, Monday));
        Assert.Equal((Friday, Monday), (factor.FirstExDate, factor.ExDate));
        await alone.PutAsync((Thursday, Plain), (Friday, Split));
        Assert.Equal((Friday, Friday), await StandingAsync(alone));
        var other = await new FactorStores().PutAsync((Thursday, Plain), (Saturday, Split), (Monday, Split), (Tuesday, After));
        Assert.Equal((Friday, Monday), await StandingAsync(other));
        await other.PutAsync((Friday, Plain));
        Assert.Equal((Monday, Monday), await StandingAsync(other));

        static async Task<(DateOnly, DateOnly)> StandingAsync(FactorStores stores)
        {
            var one = Assert.Single(await stores.RecordAsync(Thursday, Tuesday), factor => factor.Rescinded is null);
            return (one.FirstExDate, one.ExDate);
        }
    }

    [Fact]
    public async Task Fewer_masters_neither_record_an_event_again_nor_rescind_it_and_more_replace_it()
    {
        // Odd shares were paid out: three shares for one, and a little fewer.
        (DateOnly, byte[])[] all = [(Thursday, Master(1_000, 1_000, 30_000, 500)), (Friday, Master(3_000, 1_000, 9_970, 500)), (Monday, Master(3_000, 3_000, 9_970, 500))];
        var (full, part) = (await _stores.PutAsync(all), await new FactorStores().PutAsync(all[1..]));
        var proven = Assert.Single(await full.RecordAsync(Thursday, Monday));
        Assert.Equal((MasterChangeKind.Reduction, 3m, 0m), (proven.Change.Kind, proven.Factor, proven.Change.Reset!.Error));

        // A store of the later masters alone, with the same log.
        foreach (var key in full.Masters.Puts.Where(key => key.Contains("/factors/", StringComparison.Ordinal)))
            await part.Masters.PutIfAbsentAsync(key, full.Masters[key]);
        Assert.Equal($"{proven}", $"{Assert.Single(await part.RecordAsync(Friday, Monday))}");

        var late = await new FactorStores().PutAsync(all[1..]);
        Assert.True(Assert.Single(await late.RecordAsync(Friday, Monday)).Change.Reset!.Error > 0);
        await late.PutAsync(all[0]);
        var both = await late.RecordAsync(Thursday, Monday);
        Assert.Equal(3m, both.Where(factor => factor.Rescinded is null).Aggregate(1m, (product, factor) => product * factor.Factor));
    }

    [Fact]
    public async Task When_an_event_became_known_does_not_depend_on_the_order_of_recording()
    {
        DateOnly first = new(2025, 11, 3), second = new(2025, 11, 4);
        await _stores.PutAsync((first, Master(54_400, 54_400, 2_000, 50_000)), (second, Master(54_400, 544_000, 20_000, 5_000, "par_value_change", "01")), (Thursday, Plain), (Friday, Split));
        await _stores.RecordAsync(new(2026, 1, 1), new(2026, 12, 31));
        var factors = await _stores.RecordAsync(new(2025, 1, 1), new(2026, 12, 31));
        Assert.Equal([(second, second), (Friday, Friday)], factors.Select(factor => (factor.ExDate, factor.Known)));
    }

    [Fact]
    public async Task A_recorded_event_that_was_compared_with_bars_stays_when_it_is_recorded_without_them()
    {
        await _stores.PutAsync((Thursday, Master(10_000, 10_000, 20, 500)), (Friday, Master(9_500, 10_000, 20, 500, "ex_type", "01")));
        await _stores.PutBarsAsync(Thursday, Thursday, 10_000);
        Assert.True(Assert.Single(await _stores.RecordAsync(Thursday, Friday)).Change.Reset!.Error > 0.001m);
        var bars = await _stores.BarsAsync();
        foreach (var witness in (KlineHistory?[])[bars, null, bars, null])
        {
            var standing = Assert.Single(await _stores.RecordAsync(Thursday, Friday, witness), factor => factor.Rescinded is null);
            Assert.Equal((0.95m, true), (standing.Factor, standing.Change.Reset!.IsComparedWithBars));
        }

        Assert.Equal(2, (await _stores.Downloader.LoadFactorsAsync()).Count);
    }

    [Fact]
    public async Task Two_witnesses_that_disagree_are_recorded_once_and_stay()
    {
        await _stores.PutAsync((Thursday, Plain), (Friday, Split));
        await _stores.PutBarsAsync(Thursday, Thursday, 60_000);
        Assert.Single(await _stores.RecordAsync(Thursday, Friday));
        foreach (var witness in (KlineHistory?[])[await _stores.BarsAsync(), null])
        {
            var factors = await _stores.RecordAsync(Thursday, Friday, witness);
            Assert.NotNull(Assert.Single(factors).Rescinded);
            Assert.StartsWith("Two witnesses disagree", Assert.Single(factors.Unproven).Evidence[0], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_announced_reset_that_the_bounds_of_the_close_hide_has_the_factor_of_bars()
    {
        await _stores.PutAsync((Thursday, Master(8_000, 8_000, 294, 500)), (Friday, Master(7_800, 8_000, 294, 500, "ex_type", "01", "capital_increase", "01")));
        await _stores.PutBarsAsync(Thursday, Thursday, 8_000);
        Assert.Empty(await _stores.RecordAsync(Thursday, Friday));
        var unproven = Assert.Single((await _stores.Downloader.LoadFactorsAsync()).UnprovenEvents);
        Assert.Equal((Friday, Friday), (unproven.FirstExDate, unproven.ExDate));
        foreach (var witness in (KlineHistory?[])[await _stores.BarsAsync(), null, await _stores.BarsAsync()])
        {
            var factors = await _stores.RecordAsync(Thursday, Friday, witness);
            Assert.Equal((MasterChangeKind.Rights, 0.975m, null), (Assert.Single(factors).Change.Kind, factors[0].Factor, factors[0].Rescinded));
            Assert.Empty(factors.Unproven);
            Assert.Equal([7_800], (await _stores.AdjustAsync(factors)).Closes);
        }
    }

    [Fact]
    public async Task Rights_and_bonus_shares_in_one_move_prices_and_leave_volumes_in_doubt()
    {
        await _stores.PutAsync((Thursday, Master(10_000, 10_000, 20_000, 500)), (Friday, Master(9_000, 10_000, 20_000, 500, "ex_type", "01", "capital_increase", "03")));
        await _stores.PutBarsAsync(Thursday, Thursday, 10_000);
        foreach (var factors in (AdjustmentFactors[])[await _stores.RecordAsync(Thursday, Friday, await _stores.BarsAsync()), await _stores.Downloader.LoadFactorsAsync()])
        {
            var (closes, doubts) = await _stores.AdjustAsync(factors, Friday);
            Assert.Equal([9_000], closes);
            Assert.Equal(["2026-03-06: rights and bonus shares were issued together, and volumes before are not adjusted for the bonus shares."], doubts);
            Assert.Empty((await _stores.AdjustAsync(factors, Thursday)).Doubts);
            Assert.Empty((await _stores.AdjustAsync(factors, Friday, Adjustment.None)).Doubts);
        }
    }

    [Theory]
    [InlineData(Adjustment.None, 20)]
    [InlineData(Adjustment.Capital, 5)]
    public async Task Volumes_of_days_that_were_fetched_after_rights_and_bonus_shares_are_in_doubt_also_as_traded(Adjustment kind, int asOf)
    {
        await _stores.PutAsync((Thursday, Master(10_000, 10_000, 20_000, 500)), (Friday, Master(9_000, 10_000, 20_000, 500, "ex_type", "01", "capital_increase", "03")));
        var factors = new AdjustmentFactors([.. AdjustmentFactors.Of(await _stores.Downloader.LoadHistoryAsync(Thursday, Friday)).Select(Proven)], (await _stores.FactorsAsync(Thursday, Friday)).Coverage);
        await _stores.PutBarsAsync(Thursday, Late, 9_000);
        var (closes, doubts) = await _stores.AdjustAsync(factors, new(2026, 3, asOf), kind);
        Assert.Equal([10_000], closes);
        Assert.Contains("2026-03-06: rights and bonus shares were issued together, and volumes of days that KIS adjusted for it are as KIS returned them.", doubts);

        static AdjustmentFactor Proven(AdjustmentFactor one) => one with { Change = one.Change with { Reset = one.Change.Reset! with { Factor = 0.9m, Error = 0 } } };
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Bars_show_that_an_announced_reset_was_none(bool isRecordedBefore)
    {
        await _stores.PutAsync((Thursday, Master(8_000, 8_000, 294, 500)), (Friday, Master(8_000, 8_000, 294, 500, "ex_type", "01")));
        await _stores.PutBarsAsync(Thursday, Thursday, 8_000);
        if (isRecordedBefore)
            Assert.Single((await _stores.RecordAsync(Thursday, Friday)).Unproven);
        foreach (var witness in (KlineHistory?[])[await _stores.BarsAsync(), isRecordedBefore ? null : await _stores.BarsAsync(), await _stores.BarsAsync()])
            Assert.Empty((await _stores.RecordAsync(Thursday, Friday, witness)).Unproven);
        Assert.Empty((await _stores.AdjustAsync(await _stores.Downloader.LoadFactorsAsync())).Doubts);
    }

    [Theory]
    [InlineData(14, 5, true)] // a run that ended before the close
    [InlineData(14, 6, false)] // fetched before the event, but on the next date
    [InlineData(15, 5, false)]
    public async Task A_price_before_the_close_does_not_disprove_a_factor(int hour, int fetched, bool isProven)
    {
        await _stores.PutAsync((Thursday, Plain), (Friday, Plain), (Monday, Split));
        var minute = Friday.ToDateTime(new TimeOnly(hour, 30));
        var key = new KlineKey("hantoo-stock-kline-1m", minute, minute, Venue.Krx, new DateOnly(2026, 3, fetched + 1).ToDateTime(new TimeOnly(20, 30)));
        await _stores.Bars.PutIfAbsentAsync(key.ToString(), KlineCodec.Pack([new(minute, [new(Symbol, new Kline(minute, 54_000, 54_000, 54_000, 54_000, 100, 100))])]));
        var factors = AdjustmentFactors.Of(await _stores.Downloader.LoadHistoryAsync(Thursday, Monday), await _stores.BarsAsync());
        Assert.Equal(isProven ? [0.1m] : [], factors.Select(factor => factor.Factor));
    }

    [Fact]
    public async Task A_close_within_the_rounding_of_shares_is_recorded_once()
    {
        // The market cap bounds the close to between 1,999.42 and 1,999.43 won.
        await _stores.PutAsync((Thursday, Master(2_000, 2_000, 10_000_000, 500)), (Friday, Odd()));
        await _stores.PutBarsAsync(Thursday, Thursday, 1_999);
        var bars = await _stores.BarsAsync();
        foreach (var witness in (KlineHistory?[])[null, bars, null, bars])
            await _stores.RecordAsync(Thursday, Friday, witness);
        Assert.Equal(2, (await _stores.Downloader.LoadFactorsAsync()).Count);

        static byte[] Odd() => MasterEdits.Share(
            "base_price", $"{1_900:D9}", "listed_shares", $"{10_000_000:D15}", "par_value", $"{500:D12}", "market_cap", $"{199_942:D9}", "ex_type", "01");
    }

    [Theory]
    [InlineData(5_440, false)]
    [InlineData(6_000, false)]
    [InlineData(6_000, true)]
    public void A_record_that_leaves_the_day_open_does_not_replace_one_of_a_day_that_its_masters_do_not_have(int basePrice, bool isCovered)
    {
        var dated = One(5_440, Friday, Wednesday, 54_400);
        Assert.Equal(isCovered, EventIdentity.Replaces(One(basePrice, Monday, Thursday, basePrice), dated, isCovered));

        static AdjustmentFactor One(int basePrice, DateOnly date, DateOnly since, int close) =>
            new(new(MasterChangeKind.Split, Market.Kosdaq, "KR7000000000", Symbol, "x") { Date = date, Since = since, Reset = new(MasterChangeKind.Split, basePrice, close, close, 0.1m, 0, ["by hand"]) }, date);
    }

    [Fact]
    public async Task An_ISIN_that_a_master_has_twice_is_compared_once()
    {
        var doubled = MasterEdits.Edit([.. Split, .. Split[..(HantooMstSpec.Kosdaq.RecordWidth + 1)]], 60, "short_code", "999990");
        await _stores.PutAsync((Thursday, doubled), (Friday, After));
        Assert.Empty(await _stores.FactorsAsync(Friday, Friday));
        Assert.DoesNotContain(MasterChange.Between(MasterEdits.Parsed(doubled), MasterEdits.Parsed(After)), change => change.Kind == MasterChangeKind.Listed);
    }

    [Fact]
    public async Task A_log_of_the_earlier_form_is_read_and_its_repeated_events_count_once()
    {
        const string reset = "\"codes\":[\"CODE\"],\"date\":\"DATE\",\"market\":\"kosdaq\",\"isin\":\"KR7000000000\",\"short_code\":\"CODE\",\"name\":\"x\",\"kind\":\"Split\",\"base\":5440,\"low\":54400,\"high\":54400,\"factor\":0.1,\"error\":0,\"evidence\":[\"rule\"]}\n";
        var text = Encoding.UTF8.GetBytes(string.Concat(new[] { "20260306", "20260307", "20260308" }.Select(date => "{\"status\":\"apply\",\"known\":\"" + date + "\"," + reset.Replace("DATE", date, StringComparison.Ordinal).Replace("CODE", Symbol, StringComparison.Ordinal))));
        await _stores.Masters.PutIfAbsentAsync($"hantoo_master/factors/20260308090000_{Crc32.HashToUInt32(text):x8}.jsonl", text);
        var factors = await _stores.Downloader.LoadFactorsAsync();
        Assert.Equal((Friday, 0.1m), (Assert.Single(factors).ExDate, factors[0].Factor));

        // Nothing tells which sessions it was made from.
        await _stores.PutBarsAsync(Thursday, Thursday, 54_400);
        var (closes, doubts) = await _stores.AdjustAsync(factors);
        Assert.Equal([5_440], closes);
        Assert.Equal(["2026-03-06: no master was searched for events."], doubts);
    }

    [Fact]
    public async Task A_withdrawn_factor_is_not_applied_by_default()
    {
        AdjustmentFactor wrong = new(new(MasterChangeKind.Split, Market.Kosdaq, "KR7000000000", Symbol, "x") { Date = Monday, Reset = new(MasterChangeKind.Split, 5_440, 54_400, 54_400, 0.1m, 0, ["wrong"]) }, Monday) { Rescinded = Late };
        await _stores.PutBarsAsync(Friday, Friday, 54_400);
        await _stores.PutBarsAsync(Monday, Monday, 54_400);
        var factors = new AdjustmentFactors([wrong], new());
        Assert.Equal([54_400, 54_400], (await _stores.AdjustAsync(factors)).Closes);
        Assert.Equal([5_440, 54_400], (await _stores.AdjustAsync(factors, Late.AddDays(-1))).Closes);
    }

    [Fact]
    public void A_reset_without_a_factor_is_found_by_all_codes_of_the_instrument()
    {
        var change = new MasterChange(MasterChangeKind.AuctionBase, Market.Kosdaq, "KR7000000000", "0099Z0", "x") { Date = Friday, Reset = new(MasterChangeKind.AuctionBase, 137, 100, 100, null, 0, ["auction"]) };
        Assert.Single(new AdjustmentFactors([new(change, Friday) { ShortCodes = ["0099Z0", "0099Z1"] }], new()).UnprovenOf("0099Z1"));
    }
}
