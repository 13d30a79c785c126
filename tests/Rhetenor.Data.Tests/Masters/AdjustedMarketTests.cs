using System.Globalization;

namespace Rhetenor.Data.Tests.Masters;

/// <summary>Events of a simulated market: found in its masters, and adjusted in bars that were fetched before and after them.</summary>
public sealed class AdjustedMarketTests
{
    private static readonly DateOnly First = new(2026, 3, 3), ExDate = new(2026, 3, 6), Last = new(2026, 3, 10);
    private static readonly HantooMstSpec Spec = HantooMstSpec.Kospi;

    // Shares with the letters of no preferred one, in the order of the file.
    private static readonly string[] Symbols = [.. MstParser.Parse(MstGenerator.Generate(Spec, 80, 1, Last), Spec)
        .Where(record => record.SecurityGroup == "ST" && record.ShortCode[^1] == '0' && record.ListedShares > 5_000_000 && record.ParValue is 100 or 500).Take(7).Select(record => record.ShortCode)];

    private static readonly CapitalEvent[] Events =
    [
        new(Symbols[0], ExDate, CapitalEventKind.Split, 0.2m), new(Symbols[1], ExDate, CapitalEventKind.Consolidation, 5), new(Symbols[2], ExDate, CapitalEventKind.Bonus, 0.5m),
        new(Symbols[3], ExDate, CapitalEventKind.Rights, 0.93m), new(Symbols[4], ExDate, CapitalEventKind.Reduction, 3), new(Symbols[5], ExDate, CapitalEventKind.AuctionBase, 1.6m),
        new(Symbols[6], ExDate, CapitalEventKind.Dividend, 1),
    ];

    private readonly KisTruth _truth = new(new KisTruthOptions { Events = Events, Listing = [.. Symbols.Select(symbol => new KisSymbol(symbol) { Level = 61_000, OnNextrade = false })] });

    [Fact]
    public async Task The_masters_prove_each_event_and_no_other()
    {
        var factors = AdjustmentFactors.Of(await HistoryAsync());
        Assert.Equal(
            Events[..5].Select(one => (one.Code, $"{one.Kind}", ExDate)).Order(),
            factors.Select(factor => (factor.Change.ShortCode, $"{factor.Change.Kind}", factor.ExDate)).Order());
        foreach (var (one, factor) in Events[..5].Select(one => (one, factors.Of(one.Code).Single())))
        {
            Assert.InRange(factor.Factor, one.Factor * (1 - factor.Change.Reset!.Error), one.Factor * (1 + factor.Change.Reset.Error));
            Assert.Equal(one.Kind is CapitalEventKind.Bonus or CapitalEventKind.Rights, factor.Change.Reset.Error > 0);
        }

        Assert.Equal((Symbols[5], MasterChangeKind.AuctionBase), (Assert.Single(factors.Unproven).ShortCode, factors.Unproven[0].Kind));
    }

    [Fact]
    public async Task The_masters_show_listings_delistings_new_names_and_moves()
    {
        var truth = new KisTruth(new KisTruthOptions
        {
            Listing =
            [
                new(Symbols[0]) { Level = 61_000 }, new(Symbols[1]) { Level = 61_000 }, new(Symbols[2]) { Delisted = ExDate }, new(Symbols[3]) { Listed = ExDate }, new(Symbols[4]),
            ],
            ListingEvents = [new(Symbols[0], ExDate) { Name = "새이름전자" }, new(Symbols[1], ExDate) { Market = Market.Kosdaq }, new(Symbols[4], ExDate) { Market = Market.Konex }, new(Symbols[4], Last) { Market = Market.Kospi }],
        });
        var store = new InMemoryObjectStore();
        var files = new Dictionary<(DateOnly, Market), MasterFile>();
        foreach (var (day, market) in from day in Sessions() from market in Market.All select (day, market))
        {
            var file = files[(day, market)] = MstParser.Parse(MstGenerator.Generate(HantooMstSpec.For(market), 80, 1, day, truth), HantooMstSpec.For(market));
            await store.PutIfAbsentAsync($"hantoo_master/{day.ToDigits()}_{market.ToKey()}.json", file.ToJson());
        }

        var changes = (await new MasterDownloader(store).LoadHistoryAsync(First, Last)).Changes();
        Assert.Equal(
            new[]
            {
                (Symbols[0], MasterChangeKind.Renamed, ExDate), (Symbols[1], MasterChangeKind.Moved, ExDate), (Symbols[2], MasterChangeKind.Delisted, ExDate), (Symbols[3], MasterChangeKind.Listed, ExDate),
                (Symbols[4], MasterChangeKind.Moved, ExDate), (Symbols[4], MasterChangeKind.Moved, Last),
            }.Order(),
            changes.Where(change => change.Kind is MasterChangeKind.Renamed or MasterChangeKind.Moved or MasterChangeKind.Delisted or MasterChangeKind.Listed).Select(change => (change.ShortCode, change.Kind, change.Date!.Value)).Order());
        Assert.DoesNotContain(changes, change => change.Reset is not null);

        // A move keeps the price, the shares and the previous close, and has the listing date of its day.
        var (before, after) = (files[(First, Market.Kospi)][Symbols[1]], files[(ExDate, Market.Kosdaq)][Symbols[1]]);
        Assert.Equal((before.StandardCode, before.KoreanName, before.ListedShares, before.ParValue, ExDate, true), (after.StandardCode, after.KoreanName, after.ListedShares, after.ParValue, after.ListingDate, after.MarketCap > 0));
        Assert.Equal((truth.BasePrice(ExDate, Symbols[1]), 0, ExDate), (after.BasePrice, files[(ExDate, Market.Kospi)][Symbols[3]].MarketCap, files[(ExDate, Market.Kospi)][Symbols[3]].ListingDate));
    }

    [Fact]
    public async Task Bars_are_the_same_whether_they_were_fetched_before_or_after_the_events()
    {
        var factors = AdjustmentFactors.Of(await HistoryAsync());
        var (early, late) = (await FetchedAsync(everyDay: true), await FetchedAsync(everyDay: false));
        foreach (var one in Events.Where(one => one.Kind is CapitalEventKind.Split or CapitalEventKind.Consolidation or CapitalEventKind.Reduction))
        {
            Assert.NotEqual<Kline>(early[one.Code], late[one.Code]);
            var (expected, actual) = (early.Adjust(factors)[one.Code], late.Adjust(factors)[one.Code]);
            Assert.Equal<Kline>(expected, actual);
            Assert.Empty(actual.Adjustment!.Doubts);

            // What was traded: prices are found again, volumes to within the rounding of KIS.
            var (traded, found) = (early[one.Code], late.AsTraded(factors)[one.Code]);
            Assert.Equal(traded.Close.ToArray(), found.Close.ToArray());
            Assert.Equal(early[one.Code].Close.ToArray(), early.Adjust(factors, ExDate.AddDays(-1))[one.Code].Close.ToArray());
            var border = expected.IndexOf(ExDate.ToDateTime(TimeOnly.MinValue));
            Assert.InRange(expected.Open[border] / expected.Close[border - 1], 0.98, 1.02);
            Assert.NotInRange(traded.Open[border] / traded.Close[border - 1], 0.7, 1.3);
        }

        Assert.Equal<Kline>(early[Symbols[6]], early.Adjust(factors)[Symbols[6]]);
        Assert.Contains("nothing proves a factor", Assert.Single(early.Adjust(factors)[Symbols[5]].Adjustment!.Doubts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bars_are_a_second_witness_of_the_close_before_an_event()
    {
        var masters = await HistoryAsync();
        var bars = await FetchedAsync(everyDay: true);
        var (plain, finer) = (AdjustmentFactors.Of(masters), AdjustmentFactors.Of(masters, bars));
        foreach (var one in Events[2..4])
        {
            var (before, after) = (plain.Of(one.Code).Single(), finer.Of(one.Code).Single());
            Assert.True(after.Change.Reset!.Error <= before.Change.Reset!.Error);
            Assert.Equal(_truth.BasePrice(ExDate, one.Code) / (decimal)_truth.PreviousClose(ExDate, one.Code), after.Factor);
            Assert.Contains("the bars of 2026-03-05", after.Change.Evidence[^1], StringComparison.Ordinal);
        }

        // Bars that were fetched after the event are not in its frame, and are no witness.
        Assert.Equal(plain.Select(factor => factor.Factor), AdjustmentFactors.Of(masters, await FetchedAsync(everyDay: false)).Select(factor => factor.Factor));
    }

    [Fact]
    public async Task Two_witnesses_that_disagree_are_reported_and_not_averaged()
    {
        var masters = await HistoryAsync();
        var (store, minute) = (new InMemoryObjectStore(), ExDate.AddDays(-1).ToDateTime(new TimeOnly(15, 30)));
        var key = new KlineKey("hantoo-stock-kline-1m", minute, minute, Venue.Krx, minute.AddHours(5));
        await store.PutIfAbsentAsync(key.ToString(), KlineCodec.Pack([new KlineSlice(minute, [new(Symbols[0], new Kline(minute, 777, 777, 777, 777, 1, 1))])]));
        var factors = AdjustmentFactors.Of(masters, await new KlineArchive(store).LoadAsync(new(First, Last)));
        Assert.Empty(factors.Of(Symbols[0]));
        Assert.StartsWith("Two witnesses disagree", factors.Unproven.Single(change => change.ShortCode == Symbols[0]).Evidence[0], StringComparison.Ordinal);
    }

    private async Task<MasterHistory> HistoryAsync()
    {
        var store = new InMemoryObjectStore();
        foreach (var day in Sessions())
        {
            var file = MstParser.Parse(MstGenerator.Generate(Spec, 80, 1, day, _truth), Spec);
            Assert.Equal(day == Sessions().Last(session => session < ExDate), file[Symbols[5]].IsTradingHalted);
            await store.PutIfAbsentAsync(string.Create(CultureInfo.InvariantCulture, $"hantoo_master/{day:yyyyMMdd}_kospi.json"), file.ToJson());
        }

        return await new MasterDownloader(store).LoadHistoryAsync(First, Last);
    }

    private async Task<KlineHistory> FetchedAsync(bool everyDay)
    {
        var store = new InMemoryObjectStore();
        var clock = VirtualClock.AtKorea(everyDay ? First : Last, new TimeOnly(20, 30));
        var kis = new SimulatedKis(new SimulatedKisOptions { Truth = _truth }, clock);
        var client = new HantooClient(new HantooCredentials(kis.Options.AppKey, kis.Options.AppSecret), kis, timeProvider: clock);
        var logger = new HantooKlineLogger(Symbols, store, client, timeProvider: clock);
        foreach (var day in Sessions())
        {
            if (everyDay)
                clock.AdvanceTo(KoreaTime.At(day, new TimeOnly(20, 30)));
            var report = await clock.RunAsync(() => logger.CatchUpAsync(day));
            Assert.True(report.IsComplete, report.ToText());
        }

        return await new KlineArchive(store).LoadAsync(new(First, Last));
    }

    private static IEnumerable<DateOnly> Sessions() => Enumerable.Range(0, Last.DayNumber - First.DayNumber + 1).Select(First.AddDays).Where(day => KrxCalendar.GetDay(day) == MarketDay.Session);
}
