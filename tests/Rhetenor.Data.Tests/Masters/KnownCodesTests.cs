using static Rhetenor.Data.Tests.Masters.FactorStores;

namespace Rhetenor.Data.Tests.Masters;

/// <summary>Symbols that no master contains, codes that an instrument had before, and codes that are given to another instrument.</summary>
public sealed class KnownCodesTests
{
    private const string Former = "0099Z0";
    private readonly FactorStores _stores = new();

    [Fact]
    public async Task A_symbol_that_no_master_contains_is_in_doubt_also_by_recorded_factors()
    {
        // A symbol of a market without masters, across a split that nobody could find.
        await _stores.PutAsync((Thursday, Plain), (Friday, Plain), (Monday, Plain));
        await _stores.PutBarsAsync(Former, Thursday, Thursday, 54_400);
        await _stores.PutBarsAsync(Former, Monday, Monday, 5_440);
        foreach (var factors in await AllAsync(Thursday, Monday))
        {
            Assert.Equal(["2026-03-06 to 2026-03-09: no master contains 0099Z0."], (await _stores.AdjustAsync(factors, Monday, symbol: Former)).Doubts);
            Assert.Empty((await _stores.AdjustAsync(factors, Monday, Adjustment.None, Former)).Doubts);
        }

        await _stores.PutBarsAsync(Symbol, Friday, Friday, 54_400);
        foreach (var factors in await AllAsync(Thursday, Monday))
            Assert.Empty((await _stores.AdjustAsync(factors, Monday)).Doubts);
    }

    [Fact]
    public async Task Days_before_an_instrument_moved_to_a_market_with_masters_are_in_doubt()
    {
        var without = Plain[(HantooMstSpec.Kosdaq.RecordWidth + 1)..];
        await _stores.PutAsync((Wednesday, without), (Thursday, without), (Friday, Plain), (Monday, Split));
        await _stores.PutBarsAsync(Symbol, Wednesday.AddDays(-1), Wednesday.AddDays(-1), 54_400);
        await _stores.PutBarsAsync(Symbol, Friday, Friday, 54_400);
        foreach (var factors in await AllAsync(Wednesday, Monday))
        {
            var (closes, doubts) = await _stores.AdjustAsync(factors, Monday);
            Assert.Equal([5_440, 5_440], closes);
            Assert.Equal([$"2026-03-04 to 2026-03-05: no master contains {Symbol}."], doubts);
        }
    }

    [Fact]
    public async Task A_code_that_changed_long_before_an_event_is_one_of_its_codes()
    {
        // A short range of masters each day, as DailyLogger reads them.
        DateOnly changed = new(2026, 2, 12), last = new(2026, 2, 11);
        for (var day = new DateOnly(2026, 2, 9); day <= Tuesday; day = day.AddDays(1))
        {
            var mst = day < Friday ? Plain : day < Monday ? Split : After;
            await _stores.PutAsync((day, day < changed ? MasterEdits.Edit(mst, 0, "short_code", Former) : mst));
            var masters = new MasterDownloader(_stores.Masters, timeProvider: VirtualClock.AtKorea(day, new TimeOnly(9, 0)));
            await masters.RecordFactorsAsync(await masters.LoadHistoryAsync(day.AddDays(-14), day));
        }

        var factors = await _stores.Downloader.LoadFactorsAsync();
        Assert.Equal([Former, Symbol], Assert.Single(factors).ShortCodes);
        await _stores.PutBarsAsync(Former, last, last, 54_400);
        var (closes, doubts) = await _stores.AdjustAsync(factors, Friday, symbol: Former);
        Assert.Equal([5_440], closes);
        Assert.Empty(doubts);

        // Of each instrument what changed is recorded, and once.
        var named = _stores.Log().Split('\n').Where(line => line.Contains("\"codes\",", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, named.Count);
        Assert.EndsWith($"\"from\":\"20260209\",\"instruments\":{{\"{factors[0].Change.StandardCode}\":[\"{Former}\",\"{Symbol}\"]}}}}", named[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_order_of_codes_does_not_depend_on_the_order_of_recording()
    {
        await _stores.PutAsync((Wednesday, MasterEdits.Edit(Plain, 0, "short_code", Former)), (Thursday, Plain), (Friday, Split));
        await _stores.RecordAsync(Thursday, Friday);
        Assert.Equal([Former, Symbol], Assert.Single(await _stores.RecordAsync(Wednesday, Thursday)).ShortCodes);
        Assert.Equal([Former, Symbol], Assert.Single(await _stores.Downloader.LoadFactorsAsync()).ShortCodes);
    }

    [Fact]
    public async Task An_event_of_an_instrument_is_none_of_another_one_that_had_its_code_before()
    {
        var without = Plain[(HantooMstSpec.Kosdaq.RecordWidth + 1)..];
        var former = MasterEdits.Edit(Plain, 0, "standard_code", "KR7000990002");
        DateOnly first = new(2026, 2, 26), gone = new(2026, 2, 27);
        await _stores.PutAsync((first, former), (gone, without), (Wednesday, without), (Thursday, Plain), (Friday, Split));
        await _stores.PutBarsAsync(Symbol, first, Late, 1_000);
        await _stores.PutBarsAsync(Symbol, Thursday, Thursday, 54_400);
        await _stores.PutBarsAsync(Symbol, Friday, Friday, 5_440);
        foreach (var factors in await AllAsync(first, Friday))
        {
            var (closes, doubts) = await _stores.AdjustAsync(factors, Friday);
            Assert.Equal([1_000, 5_440, 5_440], closes);
            Assert.DoesNotContain(doubts, doubt => doubt.StartsWith("2026-02-26", StringComparison.Ordinal) || doubt.Contains("contains", StringComparison.Ordinal));
            Assert.Equal([1_000, 54_400, 5_440], (await _stores.AdjustAsync(factors, Friday, Adjustment.None)).Closes);
        }
    }

    // Of a history, as they were recorded, and as they are read.
    private async Task<AdjustmentFactors[]> AllAsync(DateOnly from, DateOnly to) =>
        [await _stores.FactorsAsync(from, to), await _stores.RecordAsync(from, to), await _stores.Downloader.LoadFactorsAsync()];
}
