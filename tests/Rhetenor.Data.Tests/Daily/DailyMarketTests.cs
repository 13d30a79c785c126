using System.Globalization;

namespace Rhetenor.Data.Tests.Daily;

/// <summary>Many years of a market with events and delistings, and a process that dies.</summary>
public sealed class DailyMarketTests
{
    private const int Records = 1_200;
    private static readonly DateOnly Today = new(2026, 11, 20);

    // Codes of shares that generated masters of all years contain.
    private static readonly string[] Codes = [.. MstParser.Parse(MstGenerator.Generate(HantooMstSpec.Kospi, Records, 1, Today), HantooMstSpec.Kospi)
        .Where(record => record.SecurityGroup == "ST" && record.ShortCode.All(char.IsDigit) && record.ShortCode is [.., '0'] and not ("005930" or "000660") && record.ListingDate < new DateOnly(2011, 1, 1)).Select(record => record.ShortCode)];

    // The market that is compared with its truth, and later with its masters and corporate actions.
    private static readonly Lazy<Task<(DailyWorld World, CatchUpPlan Plan, CatchUpReport Report, CatchUpPlan All, CatchUpReport Others, CatchUpReport Ends)>> Large = new(async () =>
    {
        var world = Market(200, new(2011, 11, 21), events: 60, delistings: 20);
        var living = world.Listing.Where(symbol => symbol.Delisted is null).Select(symbol => symbol.Code).ToList();
        var plan = await world.RunAsync(() => world.Logger(living).PlanAsync());
        var report = await world.CatchUpAsync(world.Logger(living));
        var all = await world.RunAsync(() => world.Logger().PlanAsync());
        var rest = await world.CatchUpAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(61));
        return (world, plan, report, all, rest, await world.CatchUpAsync());
    });

    [Fact]
    public async Task Two_hundred_symbols_over_15_years_with_60_events_and_20_delistings_equal_the_truth_with_the_calls_of_the_plan()
    {
        var (world, plan, report, all, rest, ends) = await Large.Value;
        Assert.True(report.IsComplete, report.ToString());
        Assert.Equal(180, plan.Symbols);

        // Base prices that are reset after a halt without a mark are asked for once more, and nobody knows them before.
        var days = await world.Archive().LoadDailyAsync(new(new(2011, 11, 21), Today));
        Assert.Equal(plan.CallsAtMost + report.Symbols.Sum(symbol => UnmarkedResets(days[symbol.Symbol])), report.Calls);

        // Where a delisted symbol ends is known only from the answers: a call more proves it, and the years after it cost none.
        Assert.Equal(20, rest.Symbols.Count(outcome => outcome.State == SymbolDayState.Doubtful));
        Assert.InRange(rest.Calls, 20, all.CallsAtMost);
        Assert.InRange(rest.Calls, Pages(world, all.Session.Date), Pages(world, all.Session.Date) + 60);
        Assert.True(ends.IsComplete, ends.ToString());
        await world.AssertStoredAsync(Today);
    }

    [Fact]
    public async Task Every_event_has_two_witnesses_and_the_factor_of_the_truth()
    {
        var (world, _, _, _, _, _) = await Large.Value;
        var (days, factors) = await WitnessAsync(world);
        Assert.Equal(60, world.Truth.Options.Events.Count);
        Assert.Equal(
            world.Truth.Options.Events.Select(one => (one.Code, one.ExDate, $"{one.Kind}", EventAgreement.Agreed)).Order(),
            factors.Compared.Select(one => (one.Symbol, one.ExDate, $"{one.Kind}", one.Agreement)).Order());
        Assert.Equal(30, factors.Compared.Count(one => one.Witnesses.Contains("masters")));
        Assert.DoesNotContain(factors.Unproven, change => days.IndexOf(change.ShortCode) >= 0);
        Assert.Empty(factors.UnprovenDividends);
        var (capital, total) = (days.Adjust(factors), days.Adjust(factors, adjustment: Adjustment.TotalReturn));
        foreach (var one in world.Truth.Options.Events)
        {
            var (close, found) = ((decimal)world.Truth.PreviousClose(one.ExDate, one.Code), factors.Concat(factors.Dividends).Single(factor => factor.Change.ShortCode == one.Code));
            var expected = one.Kind switch
            {
                CapitalEventKind.Split or CapitalEventKind.Consolidation => one.Factor,
                CapitalEventKind.Dividend => (close - one.Dividend) / close,
                CapitalEventKind.Reduction when found.Change.Reset!.Error == 0 => one.Factor,
                _ => world.Truth.BasePrice(one.ExDate, one.Code) / close,
            };
            Assert.Equal((expected, one.ExDate), (found.Factor, found.ExDate));
            Assert.NotEmpty(found.Change.Evidence);

            // Each close before the event, times the factor. Volumes of shares that became more or fewer, divided by it.
            var (plain, adjusted) = (days[one.Code], total[one.Code]);
            var border = plain.IndexOf(one.ExDate.ToDateTime(TimeOnly.MinValue));
            Assert.InRange(border, 100, plain.Count - 1);
            Assert.Equal(plain.Select((bar, i) => i < border ? Math.Round(bar.Close * expected, 4, MidpointRounding.AwayFromZero) : bar.Close), adjusted.Select(bar => bar.Close));
            Assert.Equal(one.Kind is CapitalEventKind.Rights or CapitalEventKind.Dividend, plain.Volume.SequenceEqual(adjusted.Volume));

            // Nothing shows that there was no event after the last bar of a delisted symbol.
            if (world.Truth.Find(one.Code)!.Delisted is null)
                Assert.Empty(adjusted.Adjustment!.Doubts);
            if (one.Kind == CapitalEventKind.Dividend)
                Assert.Equal(plain.Close, capital[one.Code].Close);
        }
    }

    [Fact]
    public async Task Without_lists_of_corporate_actions_events_of_days_without_masters_are_listed_with_one_witness()
    {
        var (world, _, _, _, _, _) = await Large.Value;
        var (_, factors) = await WitnessAsync(world, withActions: false);
        var events = world.Truth.Options.Events.Index().Where(one => one.Item.Kind != CapitalEventKind.Dividend).ToList();
        Assert.Equal(50, events.Count);
        Assert.Equal(
            events.Select(one => (one.Item.Code, one.Item.ExDate, HasMasters(one.Index) ? EventAgreement.Agreed : EventAgreement.OneWitness)).Order(),
            factors.Compared.Where(one => one.Kind != MasterChangeKind.Dividend).Select(one => (one.Symbol, one.ExDate, one.Agreement)).Order());
    }

    [Fact]
    public async Task The_market_is_published_as_a_dataset_that_equals_it_and_shows_the_same_events()
    {
        var (world, _, _, _, _, _) = await Large.Value;
        var (archive, from) = (world.Archive(), new DateOnly(2011, 11, 21));
        var dataset = new KlineDataset(new InMemoryObjectStore(), timeProvider: world.Clock);
        var published = await dataset.PublishDailyAsync(archive, from, Today);
        Assert.True(published.IsComplete);
        Assert.Equal(Enumerable.Range(2011, 16), published.Files.Select(file => file.From.Year));
        var report = await dataset.VerifyDailyAsync(archive, from, Today);
        Assert.True(report.IsEqual, report.ToString());
        var (_, expected) = await WitnessAsync(world);
        var (_, found) = await WitnessAsync(world, await dataset.LoadDailyAsync(new(from, Today)));
        Assert.Equal(60, found.Compared.Count);
        Assert.Equal(expected.Compared.Select(one => one.ToString()), found.Compared.Select(one => one.ToString()));
    }

    [Fact]
    public async Task Witnesses_that_contradict_each_other_are_reported_and_prove_nothing()
    {
        var (world, _, _, _, _, _) = await Large.Value;
        world.Kis.Faults.Always(KisFault.RowField("inter_af_face_amt", "000000000250"), request => request.Uri.AbsolutePath.EndsWith("rev-split", StringComparison.Ordinal))
            .Always(KisFault.RowField("right_dt", "20110103"), request => request.Uri.AbsolutePath.EndsWith("bonus-issue", StringComparison.Ordinal));
        try
        {
            var (days, factors) = await WitnessAsync(world);
            var events = world.Truth.Options.Events.ToLookup(one => one.Kind);
            var contradicted = factors.Compared.Where(one => one.Agreement == EventAgreement.Contradicted).ToList();
            Assert.Equal(events[CapitalEventKind.Split].Concat(events[CapitalEventKind.Consolidation]).Select(one => one.Code).Order(), contradicted.Select(one => one.Symbol).Order());
            Assert.All(contradicted, one => Assert.Contains("KSD × ", one.Contradiction, StringComparison.Ordinal));
            Assert.DoesNotContain(factors, factor => contradicted.Exists(one => one.Symbol == factor.Change.ShortCode));
            var unproven = factors.Unproven.Where(change => days.IndexOf(change.ShortCode) >= 0).ToList();
            Assert.Equal(contradicted.Select(one => one.Symbol).Order(), unproven.Select(change => change.ShortCode).Order());
            Assert.All(unproven, change => Assert.StartsWith("Two witnesses disagree", change.Evidence[0], StringComparison.Ordinal));
        }
        finally
        {
            world.Kis.Faults.Clear();
        }
    }

    [Fact]
    public async Task A_run_killed_at_any_write_is_continued_and_loses_no_more_than_the_bars_not_written()
    {
        var whole = Market(8, new(2022, 11, 21), events: 4, delistings: 1);
        var options = new DailyLoggerOptions { BarsPerWrite = 1_200 };
        var calls = (await whole.CatchUpAsync(whole.Logger(options: options))).Calls;
        var puts = whole.Store.Puts.Count;
        Assert.InRange(puts, 20, 60);
        for (var kill = 1; kill <= puts; kill++)
        {
            var world = Market(8, new(2022, 11, 21), events: 4, delistings: 1, whole);
            world.Store.AfterPut = _ => Die(world.Store.Puts.Count == kill);
            world.Store.BeforePut = _ => Die(world.Store.Puts.Count >= kill);
            await Assert.ThrowsAsync<ObjectStoreException>(() => world.CatchUpAsync(world.Logger(options: options)));
            (world.Store.AfterPut, world.Store.BeforePut) = (null, null);
            await world.CatchUpAsync(world.Logger(options: options));
            world.Clock.Advance(TimeSpan.FromMinutes(61));
            var report = await world.CatchUpAsync(world.Logger(options: options));
            Assert.True(report.IsComplete, $"killed at {kill}: {report}");
            await world.AssertStoredAsync(Today);
            Assert.InRange(world.Kis.CallsOf("FHKST03010100"), calls, calls + 50);
        }
    }

    [Fact]
    public async Task M1_M4_M6_answers_that_are_cut_empty_or_of_another_symbol_never_make_a_history_short_or_wrong()
    {
        var truth = Market(4, new(2024, 1, 2), events: 2, delistings: 0);
        for (var seed = 1; seed <= 12; seed++)
        {
            var world = Market(4, new(2024, 1, 2), events: 2, delistings: 0, truth);
            HttpFault[] faults = [KisFault.EmptyPage(), KisFault.FirstRows(37), KisFault.Duplicates(), KisFault.RowField("stck_clpr", ""), KisFault.RowsDated(new(2025, 3, 4)), KisFault.TruncatedJson(), KisFault.RowsMissing()];
            foreach (var (place, fault) in faults.Index())
                world.Kis.Faults.Randomly(0.06, seed + (100 * place), fault, request => request.Uri.AbsolutePath.Contains("daily", StringComparison.Ordinal));
            for (var run = 0; run < 4 && !(await world.CatchUpAsync()).IsComplete; run++)
                world.Clock.Advance(TimeSpan.FromMinutes(20));
            world.Kis.Faults.Clear();
            Assert.True((await world.CatchUpAsync()).IsComplete);
            await world.AssertStoredAsync(Today);
        }
    }

    // One call for each page, and one for the end of a symbol that ended.
    private static int Pages(DailyWorld world, DateOnly through) => world.Listing.Where(symbol => symbol.Delisted is not null)
        .Sum(symbol => 1 + PagesOf(world.Sessions(symbol.Code, through).Count(), symbol.Listed is not null)) + Reference(world, through);

    private static int Reference(DailyWorld world, DateOnly through) => PagesOf(world.Sessions("005930", through).Count(), isListedLater: false);

    private static int PagesOf(int sessions, bool isListedLater) => isListedLater ? 1 + ((sessions - 1) / 99) : 1 + ((Math.Max(0, sessions - 100) + 98) / 99);

    private static void Die(bool isNow)
    {
        if (isNow)
            throw new ObjectStoreException(ObjectStoreError.Unsupported, "any", "the process dies");
    }

    // Masters of the days around half of the events, and all corporate actions.
    private static int UnmarkedResets(KlineSeries series) => Enumerable.Range(1, series.Count - 1).Count(place =>
        series.Daily is { } facts && facts.Base[place] != series[place - 1].Bar.Close && facts.ExCode[place] <= 0 && facts.SplitRatio[place] <= 0);

    private static async Task<(KlineHistory Days, AdjustmentFactors Factors)> WitnessAsync(DailyWorld world, KlineHistory? loaded = null, bool withActions = true)
    {
        var masters = new InMemoryObjectStore();
        foreach (var one in world.Truth.Options.Events.Where((_, i) => HasMasters(i)))
        {
            foreach (var day in new[] { world.Truth.PreviousSession(one.ExDate), one.ExDate })
                await masters.PutIfAbsentAsync(string.Create(CultureInfo.InvariantCulture, $"hantoo_master/{day:yyyyMMdd}_kospi.json"), MstParser.Parse(MstGenerator.Generate(HantooMstSpec.Kospi, Records, 1, day, world.Truth), HantooMstSpec.Kospi).ToJson());
        }

        var (from, to) = (new DateOnly(2011, 11, 21), Today);
        var actions = withActions
            ? await world.RunAsync(() => new CorporateActionDownloader(new InMemoryObjectStore(), world.Client()).DownloadAsync(from, to))
            : await new CorporateActionDownloader(new InMemoryObjectStore()).LoadAsync(from, to);
        Assert.Empty(actions.Problems);
        var days = loaded ?? await world.Archive().LoadDailyAsync(new(from, to));
        return (days, AdjustmentFactors.Of(await new MasterDownloader(masters).LoadHistoryAsync(from, to), days, actions));
    }

    // The first half of the symbols is older than the range, the others are listed in it. The last ones are delisted.
    private static DailyWorld Market(int count, DateOnly from, int events, int delistings, DailyWorld? same = null)
    {
        var days = Today.DayNumber - from.DayNumber;
        var eventOf = Enumerable.Range(0, events).ToDictionary(number => number * count / events);
        var listing = KisSymbols.Mix(count).Select((symbol, i) => symbol with
        {
            Code = i > 0 && eventOf.TryGetValue(i, out var number) && HasMasters(number) ? Codes[(number / 12 * 6) + (number % 6)] : symbol.Code,
            Kind = KisSymbolKind.Thin,
            Listed = i < count / 2 ? null : Session(from.AddDays(days * (i - (count / 2)) / count)),
            Delisted = i < count - delistings ? null : Session(from.AddDays((days * 3 / 4) + (days * (i - count + delistings) / (5 * delistings)))),
        }).ToList();
        CapitalEventKind[] kinds = [CapitalEventKind.Split, CapitalEventKind.Bonus, CapitalEventKind.Rights, CapitalEventKind.Reduction, CapitalEventKind.Consolidation, CapitalEventKind.Dividend];
        decimal[] factors = [0.2m, 0.5m, 0.95m, 3m, 5m, 1m];
        var all = Enumerable.Range(0, events).Select(i => (Symbol: listing[i * count / events], Date: from.AddDays((days / 2) + (days * i / (3 * events))))).Select((one, i) => new CapitalEvent(
            one.Symbol.Code, Session(one.Date < one.Symbol.Delisted ? one.Date : one.Symbol.Delisted?.AddDays(-days / 10) ?? one.Date), kinds[i % kinds.Length], factors[i % kinds.Length])
        { Dividend = kinds[i % kinds.Length] == CapitalEventKind.Dividend ? Math.Max(1, one.Symbol.Level / 50) : 0 }).ToList();

        // Before a reduction or a consolidation the shares are halted.
        var halts = all.Where(one => one.Kind is CapitalEventKind.Reduction or CapitalEventKind.Consolidation)
            .Select(one => (one.Code, DateRange.Days(one.ExDate.AddDays(-20), one.ExDate.AddDays(-1)).Last(day => KrxCalendar.GetDay(day) != MarketDay.Closed))).ToHashSet();
        return new(listing, from, Today, all, (code, date) => halts.Contains((code, date)) ? KisSymbolKind.Halted : null, same?.Truth);
    }

    // Of each kind, masters show one event and do not have the shares of the next.
    private static bool HasMasters(int number) => number / 6 % 2 == 0;

    private static DateOnly Session(DateOnly date) => DateRange.Days(date, date.AddDays(20)).First(day => KrxCalendar.GetDay(day) != MarketDay.Closed);
}
