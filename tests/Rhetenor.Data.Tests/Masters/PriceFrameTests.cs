using Rhetenor.Data.Tests.Klines;
using static Rhetenor.Data.Tests.Masters.FactorStores;

namespace Rhetenor.Data.Tests.Masters;

/// <summary>Which events the stored prices of each day account for: shown by a witness, or in doubt.</summary>
public sealed class PriceFrameTests
{
    private readonly FactorStores _stores = new();

    [Theory]
    // Prices and dates of retrieval of Thursday and Friday before a split on Monday; the result.
    [InlineData(5_400, 20, 54_400, 9, 5_400, 5_440)]
    [InlineData(54_000, 9, 5_440, 20, 5_400, 5_440)]
    [InlineData(54_000, 5, 5_440, 20, 5_400, 5_440)]
    [InlineData(5_400, 20, 5_440, 20, 5_400, 5_440)]
    [InlineData(54_000, 9, 54_400, 9, 5_400, 5_440)]
    public async Task Each_day_has_a_frame_of_its_own(int first, int firstFetched, int second, int secondFetched, int expectedFirst, int expectedSecond)
    {
        await _stores.PutAsync((Wednesday, Plain), (Thursday, Plain), (Friday, Plain), (Monday, Split), (Tuesday, After));
        await _stores.PutBarsAsync(Thursday, new(2026, 3, firstFetched), first);
        await _stores.PutBarsAsync(Friday, new(2026, 3, secondFetched), second);
        await _stores.PutBarsAsync(Monday, Monday, 5_440, 5_440);
        var (closes, doubts) = await _stores.AdjustAsync(await _stores.FactorsAsync(Wednesday, Tuesday), Tuesday);
        Assert.Equal([expectedFirst, expectedSecond, 5_440, 5_440], closes);
        Assert.DoesNotContain(doubts, doubt => doubt.Contains("fetched", StringComparison.Ordinal));
    }

    [Theory]
    // The limits of the exchange do not tell 0.95 from 1. A day of another retrieval than the witness is in doubt unless it follows.
    [InlineData(20, 9, true)]
    [InlineData(9, 9, true)] // both on the ex-date: one may have been fetched before KIS changed the prices
    [InlineData(10, 10, false)]
    [InlineData(9, 10, false)]
    [InlineData(5, 9, false)]
    public async Task A_day_fetched_on_another_date_than_the_witness_is_in_doubt_unless_it_follows(int fetched, int witnessFetched, bool isDoubtful)
    {
        await _stores.PutAsync((Thursday, Master(10_000, 10_000, 20_000, 500)), (Friday, Master(10_000, 10_000, 20_000, 500)), (Monday, Master(9_500, 10_000, 20_000, 500, "ex_type", "01")));
        await _stores.PutBarsAsync(Thursday, new(2026, 3, fetched), 10_000);
        await _stores.PutBarsAsync(Friday, new(2026, 3, witnessFetched), 10_000);
        var (_, doubts) = await _stores.AdjustAsync(await _stores.FactorsAsync(Thursday, Monday), Monday);
        Assert.Equal(isDoubtful, doubts.Any(doubt => doubt.StartsWith("2026-03-05: fetched after the event", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_close_of_an_earlier_session_is_not_a_witness()
    {
        var flat = Master(10_000, 10_000, 20_000, 500);
        var old = new DateOnly(2026, 2, 10);
        await _stores.PutAsync((old, flat), (Friday, flat), (Monday, Master(9_500, 10_000, 20_000, 500, "ex_type", "01")));
        await _stores.PutBarsAsync(old, Late, 9_900, 10_000);
        var (closes, doubts) = await _stores.AdjustAsync(await _stores.FactorsAsync(old, Monday), Late);
        Assert.Equal([9_900, 10_000], closes);
        Assert.Contains(doubts, doubt => doubt.StartsWith("2026-02-10: fetched after the event, and taken as adjusted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_close_before_a_halt_is_a_witness()
    {
        var halted = Master(54_400, 54_400, 20_000, 5_000, "trading_halted", "Y");
        await _stores.PutAsync((Wednesday, Plain), (Thursday, halted), (Friday, halted), (Monday, Split), (Tuesday, After));
        await _stores.PutBarsAsync(Wednesday, Monday, 54_400);
        await _stores.PutBarsAsync(Tuesday, Tuesday, 5_440);
        foreach (var factors in (AdjustmentFactors[])[await _stores.FactorsAsync(Wednesday, Tuesday), await _stores.RecordAsync(Wednesday, Tuesday), await _stores.Downloader.LoadFactorsAsync()])
        {
            Assert.Equal(Thursday, factors[0].HaltedSince);
            var (closes, doubts) = await _stores.AdjustAsync(factors, Tuesday);
            Assert.Equal([5_440, 5_440], closes);
            Assert.Empty(doubts);
        }
    }

    [Fact]
    public async Task A_halt_that_is_older_than_the_masters_has_the_last_close_as_witness_and_a_longer_history_replaces_its_record()
    {
        var halted = Master(1_000, 1_000, 30_000, 500, "trading_halted", "Y");
        await _stores.PutAsync((Wednesday, Master(1_000, 1_000, 30_000, 500)), (Thursday, halted), (Friday, halted), (Monday, Master(3_000, 1_000, 10_000, 500)), (Tuesday, Master(3_000, 3_000, 10_000, 500)));
        await _stores.PutBarsAsync(Wednesday, Late, 1_000);
        await _stores.PutBarsAsync(Monday, Monday, 3_000);
        var bars = await _stores.BarsAsync();
        Assert.Equal((Friday, true), await HaltAsync(Friday, null));
        Assert.Equal((Friday, true), await HaltAsync(Friday, bars));
        Assert.Equal((Thursday, false), await HaltAsync(Wednesday, null));
        Assert.Equal((Thursday, false), await HaltAsync(Friday, bars));

        async Task<(DateOnly?, bool)> HaltAsync(DateOnly from, KlineHistory? witness)
        {
            var factor = Assert.Single(await _stores.RecordAsync(from, Tuesday, witness), factor => factor.Rescinded is null);
            Assert.Equal(3m, factor.Factor);
            var (closes, doubts) = await _stores.AdjustAsync(await _stores.Downloader.LoadFactorsAsync(), Tuesday);
            Assert.Equal([3_000, 3_000], closes);
            Assert.DoesNotContain(doubts, doubt => doubt.Contains("fetched", StringComparison.Ordinal));
            return (factor.HaltedSince, factor.IsHaltOlder);
        }
    }

    [Fact]
    public async Task A_close_of_before_an_older_halt_does_not_disprove_a_factor()
    {
        var halted = Master(54_400, 54_400, 20_000, 5_000, "trading_halted", "Y");
        await _stores.PutAsync((Thursday, halted), (Friday, halted), (Monday, Split));
        await _stores.PutBarsAsync(Wednesday.AddDays(-1), Wednesday, 60_000);
        Assert.Equal(0.1m, Assert.Single(AdjustmentFactors.Of(await _stores.Downloader.LoadHistoryAsync(Thursday, Monday), await _stores.BarsAsync())).Factor);
    }

    [Fact]
    public async Task Days_that_are_read_one_by_one_are_adjusted_as_in_a_range()
    {
        var flat = Master(10_000, 10_000, 20_000, 500);
        await _stores.PutAsync((Thursday, flat), (Friday, flat), (Monday, Master(9_500, 10_000, 20_000, 500, "ex_type", "01")));
        var factors = await _stores.FactorsAsync(Thursday, Monday);
        await _stores.PutBarsAsync(Thursday, Late, 9_900, 10_000);
        await _stores.PutBarsAsync(Friday, Late, 9_500);
        await _stores.PutBarsAsync(Monday, Late, 9_500);
        var days = new List<double>();
        await foreach (var day in new KlineArchive(_stores.Bars).ReadUniverseAsync(Thursday, Monday, Universe.Of(Market.Kosdaq), _stores.Downloader))
            days.AddRange(day.Adjust(factors, Monday)[Symbol].Close);
        Assert.Equal([9_900, 10_000, 9_500, 9_500], days);
        Assert.Equal(days, (await _stores.AdjustAsync(factors, Monday)).Closes);
    }

    [Theory]
    [InlineData(54_400, 5, 6)] // fetched each day
    [InlineData(5_440, 20, 20)] // fetched after the split
    [InlineData(54_400, 5, 20)]
    public async Task A_feed_of_each_session_of_a_universe_is_held_over_a_split(int stored, int fetched, int fetchedOfFriday)
    {
        await _stores.PutAsync((Thursday, Plain), (Friday, Plain), (Monday, Split), (Tuesday, After));
        await _stores.PutBarsAsync(Thursday, new(2026, 3, fetched), stored);
        await _stores.PutBarsAsync(Friday, new(2026, 3, fetchedOfFriday), fetchedOfFriday == 20 ? 5_440 : 54_400);
        await _stores.PutBarsAsync(Monday, Late, 5_440);
        var factors = await _stores.RecordAsync(Thursday, Tuesday);
        var prices = new List<(DateOnly, decimal)>();
        await foreach (var day in new KlineArchive(_stores.Bars).ReadUniverseAsync(Thursday, Monday, Universe.Of(Market.Kosdaq), _stores.Downloader))
        {
            Assert.DoesNotContain(Symbol, day.MissingSymbols);
            await foreach (var slice in day.Adjust(factors, Monday).Feed([KlineResampling.Daily]).ReadAsync())
                prices.AddRange(slice.Frame is null ? [] : slice.Bars.Select(bar => (DateOnly.FromDateTime(slice.Bars.Minute), bar.Kline.Close)));
        }

        Assert.Equal([(Thursday, 5_440m), (Friday, 5_440m), (Monday, 5_440m)], prices);
    }

    [Fact]
    public async Task The_day_of_an_event_without_a_master_is_found_by_bars_or_is_in_doubt()
    {
        await _stores.PutAsync((Wednesday, Plain), (Thursday, Plain), (Monday, After));
        var factors = await _stores.FactorsAsync(Wednesday, Monday);
        var factor = Assert.Single(factors);
        Assert.Equal((Friday, Monday, 0.1m), (factor.FirstExDate, factor.ExDate, factor.Factor));
        Assert.StartsWith("2026-03-05 – 2026-03-09 ", $"{factor}", StringComparison.Ordinal);
        await _stores.PutBarsAsync(Thursday, Thursday, 54_400);
        await _stores.PutBarsAsync(Friday, Friday, 5_440, 5_450);
        var (_, doubts) = await _stores.AdjustAsync(factors, Monday);
        Assert.Contains(doubts, doubt => doubt.StartsWith("2026-03-06: neither masters nor bars show on which day up to 2026-03-09 the Split was", StringComparison.Ordinal));

        await _stores.PutBarsAsync(Monday, Monday, 5_440, 5_440);
        var (closes, few) = await _stores.AdjustAsync(factors, Monday);
        Assert.Equal([5_440, 5_440, 5_450, 5_440, 5_440], closes);
        Assert.Equal(["2026-03-06: no master was searched for events."], few);
    }

    [Theory]
    [InlineData(54_400)]
    [InlineData(5_440)]
    public async Task A_split_in_a_file_of_a_closed_day_without_that_of_the_session_before_is_of_one_of_two_sessions(int friday)
    {
        await _stores.PutAsync((Thursday, Plain), (Saturday, Split), (Monday, Split), (Tuesday, After));
        foreach (var (date, price) in (IEnumerable<(DateOnly, decimal)>)[(Thursday, 54_400), (Friday, friday), (Monday, 5_440)])
            await _stores.PutBarsAsync(date, date, price);
        foreach (var factors in (AdjustmentFactors[])[await _stores.FactorsAsync(Thursday, Tuesday), await _stores.RecordAsync(Thursday, Tuesday), AdjustmentFactors.Of(await _stores.Downloader.LoadHistoryAsync(Thursday, Tuesday), await _stores.BarsAsync())])
        {
            Assert.Equal((Friday, Monday, Saturday), (factors[0].FirstExDate, factors[0].ExDate, factors[0].Known));
            var (closes, doubts) = await _stores.AdjustAsync(factors, Tuesday);
            Assert.Equal([5_440, 5_440, 5_440], closes);
            Assert.Equal(["2026-03-06: no master was searched for events."], doubts);
        }
    }

    [Fact]
    public async Task A_small_event_of_one_of_two_sessions_is_in_doubt()
    {
        // Thursday's close is the base price by coincidence.
        await _stores.PutAsync((Thursday, Master(9_500, 9_500, 20_000, 500)), (Saturday, Master(9_500, 10_000, 20_000, 500, "ex_type", "01")));
        await _stores.PutBarsAsync(Thursday, Friday, 9_500);
        await _stores.PutBarsAsync(Friday, Friday, 10_000);
        var (_, doubts) = await _stores.AdjustAsync(await _stores.FactorsAsync(Thursday, Saturday), Monday);
        Assert.Contains(doubts, doubt => doubt.StartsWith("2026-03-05: fetched when the Rights may have been in force, and taken as traded", StringComparison.Ordinal));
        Assert.Contains(doubts, doubt => doubt.StartsWith("2026-03-06: neither masters nor bars show", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1_000, 1_000, 30_000, 500, 3_000, 3_000, 10_000, 500)] // three for one
    [InlineData(10_000, 10_000, 20_000, 500, 9_500, 9_500, 20_000, 500)] // rights: the shares come later
    [InlineData(54_400, 54_400, 20_000, 5_000, 5_440, 5_440, 196_000, 500)] // ten for one, and a reduction
    public async Task What_a_session_without_a_master_may_hide_is_in_doubt(int before, int closeBefore, int sharesBefore, int parBefore, int after, int closeAfter, int sharesAfter, int parAfter)
    {
        await _stores.PutAsync((Wednesday, Master(before, closeBefore, sharesBefore, parBefore)), (Thursday, Master(before, closeBefore, sharesBefore, parBefore)), (Monday, Master(after, closeAfter, sharesAfter, parAfter)));
        await _stores.PutBarsAsync(Thursday, Thursday, before);
        await _stores.PutBarsAsync(Monday, Monday, after);
        foreach (var factors in (AdjustmentFactors[])[await _stores.FactorsAsync(Wednesday, Monday), await _stores.RecordAsync(Wednesday, Monday), await _stores.Downloader.LoadFactorsAsync()])
        {
            Assert.Empty(factors);
            Assert.Equal(parBefore != parAfter, factors.Unproven.Count == 1);
            Assert.Contains("2026-03-06: no master was searched for events.", (await _stores.AdjustAsync(factors, Monday)).Doubts);
        }
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(5, false)]
    public async Task A_reset_without_a_factor_is_in_doubt_also_before_it_and_as_traded_when_bars_were_fetched_after_it(int fetched, bool isDoubtful)
    {
        var change = new MasterChange(MasterChangeKind.UnexplainedReset, Market.Kosdaq, "KR7000000000", Symbol, "x")
        {
            Date = Friday,
            Since = Thursday,
            Reset = new(MasterChangeKind.UnexplainedReset, 5_440, 54_400, 54_400, null, 0, ["two witnesses disagree"]),
        };
        var coverage = new MasterCoverage();
        coverage.Add(Market.Kosdaq, Wednesday, Late);
        await _stores.PutBarsAsync(Thursday, new(2026, 3, fetched), 5_440);
        AdjustmentFactors factors = new([new(change, Friday)], coverage);
        foreach (var (asOf, kind) in ((DateOnly, Adjustment)[])[(Late, Adjustment.None), (Thursday, Adjustment.Capital)])
        {
            var (closes, doubts) = await _stores.AdjustAsync(factors, asOf, kind);
            Assert.Equal([5_440], closes);
            Assert.Equal(isDoubtful, doubts.Any(doubt => doubt.StartsWith("2026-03-05: not known to be fetched before the base price was reset on 2026-03-06", StringComparison.Ordinal)));
        }

        Assert.StartsWith("2026-03-06: the base price was reset", Assert.Single((await _stores.AdjustAsync(factors, Late)).Doubts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bars_outside_the_searched_sessions_are_in_doubt()
    {
        await _stores.PutAsync((Thursday, Plain), (Friday, Plain));
        await _stores.PutBarsAsync(Wednesday.AddDays(-1), Wednesday.AddDays(-1), 54_400);
        await _stores.PutBarsAsync(Friday, Friday, 54_400);
        var factors = await _stores.FactorsAsync(Thursday, Friday);
        Assert.Equal(["2026-03-04: no master was searched for events.", "2026-03-09 to 2026-03-10: no master was searched for events."], (await _stores.AdjustAsync(factors, Tuesday)).Doubts);
        Assert.Empty((await _stores.AdjustAsync(factors, Tuesday, Adjustment.None)).Doubts);
    }

    [Fact]
    public async Task Between_two_events_the_result_does_not_depend_on_the_day_of_retrieval()
    {
        await _stores.PutAsync(
            (Thursday, Master(54_400, 54_400, 20_000, 5_000)), (Friday, Master(50_600, 54_400, 20_000, 5_000, "ex_type", "01")), (Monday, Master(50_600, 50_600, 20_000, 5_000)),
            (Tuesday, Master(5_060, 50_600, 200_000, 500, "par_value_change", "01")));
        var exact = (await _stores.FactorsAsync(Thursday, Tuesday))[0];
        var rights = exact with { Change = exact.Change with { Reset = exact.Change.Reset! with { Factor = 0.93m, Error = 0 } } };
        var factors = new AdjustmentFactors([rights, (await _stores.FactorsAsync(Thursday, Tuesday))[1]], (await _stores.FactorsAsync(Thursday, Tuesday)).Coverage);
        foreach (var (price, fetched) in (IEnumerable<(decimal, DateOnly)>)[(54_400, Thursday), (50_592, Friday), (5_059, Late)])
        {
            var stores = new FactorStores();
            await stores.PutBarsAsync(Thursday, fetched, price);
            Assert.Equal([50_592], (await stores.AdjustAsync(factors, Monday)).Closes);
            Assert.Equal([54_400], (await stores.AdjustAsync(factors, Monday, Adjustment.None)).Closes);
        }
    }

    [Fact]
    public async Task Prices_of_funds_are_found_by_their_own_ticks_or_are_in_doubt()
    {
        await _stores.PutAsync(
            (Thursday, Master(104_770, 104_770, 20_000, 0, "security_group", "EF")), (Friday, Master(52_385, 104_770, 40_000, 0, "security_group", "EF", "par_value_change", "01")));
        var proven = Assert.Single(await _stores.FactorsAsync(Thursday, Friday));
        Assert.Equal("EF", proven.Change.SecurityGroup);
        var factor = proven with { Change = proven.Change with { Reset = proven.Change.Reset! with { Factor = 0.5m, Error = 0 } } };
        var coverage = (await _stores.FactorsAsync(Thursday, Friday)).Coverage;
        await _stores.PutBarsAsync(Thursday, Late, 52_385, 52_420);
        var (closes, doubts) = await _stores.AdjustAsync(new([factor], coverage), Friday, Adjustment.None);
        Assert.Equal([104_770, 104_840], closes);
        Assert.DoesNotContain(doubts, doubt => doubt.Contains("rounded", StringComparison.Ordinal));

        // A factor of ten hides ticks of five won.
        var ten = factor with { Change = factor.Change with { Reset = factor.Change.Reset! with { Factor = 0.1m } } };
        Assert.Contains((await _stores.AdjustAsync(new([ten], coverage), Friday, Adjustment.None)).Doubts, doubt => doubt.Contains("rounded the prices", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Adjusted_prices_are_not_rounded_to_won()
    {
        await _stores.PutAsync((Thursday, Master(136, 136, 20_000_000, 5_000)), (Friday, Master(14, 136, 200_000_000, 500, "par_value_change", "01")));
        await _stores.PutBarsAsync(Thursday, Thursday, 134, 135);
        Assert.Equal([13.4, 13.5], (await _stores.AdjustAsync(await _stores.FactorsAsync(Thursday, Friday))).Closes);
    }

    [Fact]
    public async Task Minutes_that_were_filled_before_the_first_trade_of_the_ex_date_have_the_adjusted_price()
    {
        await _stores.PutAsync((Thursday, Plain), (Friday, Plain), (Monday, Split), (Tuesday, After));
        await _stores.PutBarsAsync(Friday, Friday, 54_400);
        await _stores.PutBarsAsync(Monday, Monday, 5_500);
        var filled = (await _stores.BarsAsync()).FillForward([ShapeBars.Covered(Friday, "15:30", symbol: Symbol), ShapeBars.Covered(Monday, "15:30", symbol: Symbol)], KlineFillScope.History);
        var adjusted = filled.Adjust(await _stores.FactorsAsync(Thursday, Tuesday))[Symbol];
        var ofMonday = adjusted.Where((bar, i) => adjusted.IsFilled(i) && DateOnly.FromDateTime(bar.Minute) == Monday).ToList();
        Assert.True(ofMonday.Count > 300, $"{ofMonday.Count}");
        Assert.All(ofMonday, bar => Assert.Equal((5_440m, 5_440m, 5_440m, 5_440m), (bar.Open, bar.High, bar.Low, bar.Close)));
        Assert.Equal(5_500, adjusted.Close[^1]);
    }
}
