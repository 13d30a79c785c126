using System.IO.Hashing;
using System.Text;
using static Rhetenor.Data.Tests.Masters.FactorStores;
using static Rhetenor.Data.Tests.Masters.MasterEdits;

namespace Rhetenor.Data.Tests.Masters;

/// <summary>Symbols that no master contains, codes that an instrument had before, and codes that are given to another instrument.</summary>
public sealed class KnownCodesTests
{
    private const string Former = "0099Z0";
    private static readonly byte[] Without = Plain[(HantooMstSpec.Kosdaq.RecordWidth + 1)..];
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
        await _stores.PutAsync((Wednesday, Without), (Thursday, Without), (Friday, Plain), (Monday, Split));
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
    public async Task Days_after_an_instrument_moved_to_a_market_without_masters_are_in_doubt()
    {
        // A split in the other market, which nobody could find.
        await _stores.PutAsync((Wednesday, Plain), (Thursday, Plain), (Friday, Without), (Monday, Without));
        await _stores.PutBarsAsync(Symbol, Thursday, Thursday, 54_400);
        foreach (var factors in await AllAsync(Wednesday, Monday))
            Assert.Empty((await _stores.AdjustAsync(factors, Monday)).Doubts); // it may have been delisted

        await _stores.PutBarsAsync(Symbol, Monday, Monday, 5_440);
        foreach (var factors in await AllAsync(Wednesday, Monday))
        {
            var (closes, doubts) = await _stores.AdjustAsync(factors, Monday);
            Assert.Equal([54_400, 5_440], closes);
            Assert.Equal([$"2026-03-06 to 2026-03-09: no master contains {Symbol}."], doubts);
            Assert.Empty((await _stores.AdjustAsync(factors, Monday, Adjustment.None)).Doubts);
        }
    }

    [Fact]
    public async Task Codes_that_were_recorded_without_the_end_of_a_life_are_recorded_with_it()
    {
        await _stores.PutAsync((Wednesday, Plain), (Thursday, Plain), (Friday, Without));
        await _stores.RecordAsync(Wednesday, Thursday);
        var (stores, text) = (new FactorStores(), Encoding.UTF8.GetBytes(_stores.Log().Replace(",\"to\":\"20260305\",\"instruments\"", ",\"instruments\"", StringComparison.Ordinal)));
        Assert.NotEqual(_stores.Log().Length, text.Length);
        await stores.Masters.PutIfAbsentAsync($"hantoo_master/factors/20260305090000_{Crc32.HashToUInt32(text):x8}.jsonl", text);
        await stores.PutAsync((Thursday, Plain), (Friday, Without));
        await stores.PutBarsAsync(Symbol, Thursday, Thursday, 54_400);
        await stores.PutBarsAsync(Symbol, Friday, Friday, 54_400);
        Assert.Equal([$"2026-03-06: no master contains {Symbol}."], (await stores.AdjustAsync(await stores.RecordAsync(Thursday, Friday))).Doubts);
        Assert.EndsWith($"\"from\":\"20260304\",\"to\":\"20260305\",\"gone\":\"20260306\",\"instruments\":{{\"{Parsed(Plain)[0].StandardCode}\":[\"{Symbol}\"]}}}}\n", stores.Log(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_instrument_that_is_back_is_in_the_masters_again_also_by_recorded_factors(bool isLaterFirst)
    {
        await _stores.PutAsync((Wednesday, Plain), (Thursday, Without), (Friday, Plain), (Monday, Plain), (Tuesday, Without));
        await _stores.PutBarsAsync(Symbol, Wednesday, Wednesday, 54_400);
        await _stores.PutBarsAsync(Symbol, Monday, Monday, 54_400);
        (DateOnly, DateOnly)[] ranges = [(Wednesday, Thursday), (Friday, Monday)];
        var factors = await _stores.Downloader.LoadFactorsAsync();
        foreach (var (from, to) in isLaterFirst ? ranges.Reverse() : ranges)
            factors = await _stores.RecordAsync(from, to);
        Assert.Empty((await _stores.AdjustAsync(factors, Monday)).Doubts);
        var lines = _stores.Log();
        await _stores.RecordAsync(Wednesday, Monday);
        Assert.Equal(lines, _stores.Log());

        // It is gone again, and traded.
        await _stores.PutBarsAsync(Symbol, Tuesday, Tuesday, 54_400);
        await _stores.RecordAsync(Monday, Tuesday);
        Assert.Equal([$"2026-03-10: no master contains {Symbol}."], (await _stores.AdjustAsync(await _stores.Downloader.LoadFactorsAsync(), Tuesday)).Doubts);
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
        Assert.EndsWith($"\"from\":\"20260209\",\"to\":\"20260212\",\"instruments\":{{\"{factors[0].Change.StandardCode}\":[\"{Former}\",\"{Symbol}\"]}}}}", named[1], StringComparison.Ordinal);
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
        var former = MasterEdits.Edit(Plain, 0, "standard_code", "KR7000990002");
        DateOnly first = new(2026, 2, 26), gone = new(2026, 2, 27);
        await _stores.PutAsync((first, former), (gone, Without), (Wednesday, Without), (Thursday, Plain), (Friday, Split));
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
