using Xunit.Abstractions;

namespace Rhetenor.Data.Tests.Logger;

/// <summary>Catch-ups of sessions whose bars the Python original stored, without coverage.</summary>
public sealed class OriginalStoreTests(ITestOutputHelper output)
{
    private static readonly DateOnly From = new(2026, 4, 24), To = new(2026, 5, 26), Day = new(2026, 5, 20);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Days_that_the_original_stored_whole_cost_one_call_a_symbol(bool isProven)
    {
        var world = World(20, days: 400);
        var dates = OriginalStore.Put(world, From, To);
        var client = world.Client();
        var logger = new HantooKlineLogger(world.Symbols, world.Store, isProven ? client : new Unproving(client), timeProvider: world.Clock);
        var plans = await logger.PlanAsync(From, To);
        var reports = await world.RunAsync(() => logger.CatchUpAsync(From, To));
        var (calls, daily) = (reports.Sum(report => report.Calls), Requests(world, "daily-itemchart"));
        var traded = dates.Sum(date => world.Symbols.Count(symbol => world.Truth.FinalBars(Venue.Krx, date, symbol).Count > 0));
        output.WriteLine($"{(isProven ? "proven" : "fetched")}: {world.Symbols.Count} symbols × {dates.Count} sessions: {calls} calls, {daily} of them for daily bars; planned at most {plans.Sum(plan => plan.CallsAtMost)}, if proven {plans.Sum(plan => plan.CallsIfProven)}");
        Assert.Equal(20, dates.Count);
        Assert.All(reports, report => Assert.True(report.IsFinal, report.ToText()));
        Assert.All(dates, date => OriginalStore.AssertTruth(world, date));
        Assert.Equal(isProven ? traded : 0, reports.Sum(report => report.FromStore));
        Assert.Equal(isProven ? traded : 0, plans.Sum(plan => plan.Stored));
        if (isProven)
        {
            // A symbol without any bar is asked for as before: it is not proven that it was not traded.
            var idle = (dates.Count * world.Symbols.Count) - traded;
            Assert.Equal(world.Symbols.Count, daily);
            Assert.True(calls <= world.Symbols.Count + (2 * idle), $"{calls} calls");
            Assert.True(calls <= plans.Sum(plan => plan.CallsIfProven));
            Assert.All(reports, report => Assert.Equal((0, 0), (report.NewBars, report.RevisedBars)));
            Assert.All(reports, report => Assert.Contains($" ({report.FromStore} proven from the store); ", report.ToString(), StringComparison.Ordinal));
            Assert.Contains("if the stored bars of ", plans[0].ToString(), StringComparison.Ordinal);
        }

        Assert.True(calls <= plans.Sum(plan => plan.CallsAtMost) || !isProven);

        // The coverage rests on the original's objects, and the next run asks nothing.
        var again = await world.RunAsync(() => new HantooKlineLogger(world.Symbols, world.Store, client, timeProvider: world.Clock).CatchUpAsync(From, To));
        Assert.All(again, report => Assert.Equal((0, 0, true), (report.Calls, report.FromStore, report.IsFinal)));
        Assert.All(await logger.PlanAsync(From, To), plan => Assert.Equal((0, 0, 0), (plan.Symbols, plan.CallsAtMost, plan.CallsIfProven)));

        // Coverage that rests on an object that is gone is not believed.
        world.Store.Remove(world.Store.Keys.First(key => key.Contains($"/{Day:yyyyMMdd}090000_", StringComparison.Ordinal)));
        Assert.Equal(world.Symbols.Count, (await logger.PlanAsync(Day, Day)).Single().Symbols);
    }

    [Fact]
    public async Task The_report_of_the_archive_names_the_witnesses_and_verification_agrees()
    {
        var world = World();
        OriginalStore.Put(world, Day, Day);
        var report = Assert.Single(await world.RunAsync(() => world.Logger().CatchUpAsync(Day, Day)));
        Assert.All(report.Symbols.Where(symbol => symbol.IsFromStore), symbol => Assert.Equal(KlineWitnesses.MoneyChain | KlineWitnesses.DailyBar, symbol.Witnesses & ~KlineWitnesses.LastMinute));
        var context = new KlineReportContext(timeProvider: world.Clock);
        var coverage = await new KlineArchive(world.Store).ReportCoverageAsync(KlineQuery.Day(Day), context);
        Assert.Equal(report.Symbols.OrderBy(symbol => symbol.Symbol, StringComparer.Ordinal).Select(symbol => (symbol.State, symbol.Witnesses)), coverage.Sessions[0].Symbols.Select(day => (day.State, day.Witnesses)));
        Assert.Empty(await new KlineArchive(world.Store).FindGapsAsync(KlineQuery.Day(Day), context));
    }

    [Fact]
    public async Task A_closing_bar_stored_before_its_late_volume_costs_one_page_and_is_revised()
    {
        var world = World();
        var asOf = KoreaTime.At(Day, new TimeOnly(15, 33));
        OriginalStore.Put(world, Day, symbol => [.. world.Truth.CompletedBars(Venue.Krx, Day, symbol, asOf)], Day.ToDateTime(new TimeOnly(15, 33)));
        var report = Assert.Single(await world.RunAsync(() => world.Logger().CatchUpAsync(Day, Day)));
        var (liquid, grown) = (world.Listing.Where(symbol => symbol.Kind == KisSymbolKind.Liquid).Select(symbol => symbol.Code).ToHashSet(), report.Symbols.Where(symbol => symbol.RevisedBars > 0).ToList());
        output.WriteLine(report.ToText());
        Assert.True(report.IsFinal, report.ToText());
        Assert.NotEmpty(grown);
        Assert.All(grown, symbol => Assert.Equal((1, 0), (symbol.RevisedBars, symbol.NewBars)));
        Assert.All(report.Symbols.Where(symbol => liquid.Contains(symbol.Symbol)), symbol => Assert.Equal((2, true), (symbol.Calls, symbol.IsFromStore)));
        OriginalStore.AssertTruth(world, Day);
    }

    [Theory]
    [InlineData("head")]
    [InlineData("middle")]
    [InlineData("tail")]
    [InlineData("changed")]
    [InlineData("doubled")]
    [InlineData("running")]
    [InlineData("all but one")]
    public async Task What_is_missing_or_wrong_in_a_stored_day_is_fetched(string defect)
    {
        var world = World();
        OriginalStore.Put(world, Day, Day, (symbol, rows) => Broken(defect, rows));
        var report = Assert.Single(await world.RunAsync(() => world.Logger().CatchUpAsync(Day, Day)));
        Assert.True(report.IsFinal, report.ToText());
        OriginalStore.AssertTruth(world, Day);
        Assert.All(report.Symbols.Where(symbol => symbol.State == SymbolDayState.Complete), symbol => Assert.True(symbol.Calls > 0 && symbol.NewBars + symbol.RevisedBars > 0, symbol.ToString()));
        Assert.All(report.Symbols.Where(symbol => symbol.IsFromStore), symbol => Assert.True(symbol.Calls > 1, symbol.ToString()));
        Assert.True(defect is not ("head" or "all but one") || report.FromStore == 0, report.ToText());
    }

    [Fact]
    public async Task Without_the_days_value_equal_shares_and_prices_prove_a_day()
    {
        var world = World();
        OriginalStore.Put(world, Day, symbol => [.. world.Truth.FinalBars(Venue.Krx, Day, symbol)], Day.AddDays(1).ToDateTime(new TimeOnly(7, 0)), hasValue: false);
        var report = Assert.Single(await world.RunAsync(() => world.Logger().CatchUpAsync(Day, Day)));
        Assert.True(report.IsFinal, report.ToText());
        Assert.All(report.Symbols.Where(symbol => symbol.State == SymbolDayState.Complete), symbol => Assert.Equal((true, KlineWitnesses.DailyBar, 1), (symbol.IsFromStore, symbol.Witnesses, symbol.Calls)));
    }

    [Fact]
    public async Task Days_in_the_prices_of_after_a_split_are_fetched_as_before()
    {
        var code = KisSymbols.Mix(6)[0].Code;
        var world = World(shape: truth => truth with { Events = [new CapitalEvent(code, new DateOnly(2026, 5, 22), CapitalEventKind.Split, 0.2m)] });
        OriginalStore.Put(world, Day, Day, (symbol, rows) => symbol != code ? rows : rows.ConvertAll(row => row with
        {
            Open = Math.Round(row.Open / 5),
            High = Math.Round(row.High / 5),
            Low = Math.Round(row.Low / 5),
            Close = Math.Round(row.Close / 5),
            Volume = row.Volume * 5,
        }));
        var report = Assert.Single(await world.RunAsync(() => world.Logger().CatchUpAsync(Day, Day)));
        output.WriteLine(report.ToText());
        var split = report.Symbols.Single(symbol => symbol.Symbol == code);
        Assert.Equal((false, true), (split.IsFromStore, split.Calls > 4));
        Assert.All(report.Symbols.Where(symbol => symbol.Symbol != code && symbol.State == SymbolDayState.Complete), symbol => Assert.True(symbol.IsFromStore, symbol.ToString()));
    }

    [Theory]
    [InlineData("\"acml_vol\":\"", "\"acml_vol\":\"1")] // ten times the shares and more
    [InlineData("\"acml_tr_pbmn\":\"", "\"acml_tr_pbmn\":\"1")]
    [InlineData("\"stck_clpr\":\"", "\"stck_clpr\":\"1")]
    [InlineData("\"mod_yn\":\"N\"", "\"mod_yn\":\"Y\"")]
    [InlineData("\"rt_cd\":\"0\"", "\"rt_cd\":\"1\"")] // refused
    public async Task A_daily_bar_that_lies_or_fails_proves_nothing_and_the_day_is_fetched(string from, string to)
    {
        var world = World();
        OriginalStore.Put(world, Day, Day);
        var liar = new Edited(world.Kis, body => body.Replace(from, to, StringComparison.Ordinal), path: "inquire-daily-itemchartprice");
        var report = Assert.Single(await world.RunAsync(() => world.Logger(client: liar.Client(world)).CatchUpAsync(Day, Day)));
        Assert.Equal(0, report.FromStore);
        Assert.Equal(0, report.NewBars + report.RevisedBars);
        OriginalStore.AssertTruth(world, Day);
        Assert.All(report.Symbols.Where(symbol => symbol.Witnesses.HasFlag(KlineWitnesses.LastMinute)), symbol => Assert.True(symbol.IsFinal && symbol.Calls > 1, symbol.ToString()));
        Assert.Contains(report.Symbols, symbol => symbol.Witnesses.HasFlag(KlineWitnesses.LastMinute));
    }

    [Fact]
    public async Task Paper_trading_has_no_minutes_of_past_days_and_proves_nothing()
    {
        var world = World(configure: options => options with { Mock = true });
        OriginalStore.Put(world, Day, Day);
        var logger = world.Logger(client: world.Client(HantooEnvironment.Paper));
        Assert.Equal(0, (await logger.PlanAsync(Day, Day)).Single().Stored);
        var report = Assert.Single(await world.RunAsync(() => logger.CatchUpAsync(Day, Day)));
        Assert.All(report.Symbols, symbol => Assert.False(symbol.IsComplete, symbol.ToString()));
        Assert.Equal((0, 0), (report.FromStore, Requests(world, "daily-itemchart")));
    }

    [Fact]
    public async Task Days_whose_minutes_KIS_no_longer_has_are_proven_too()
    {
        var world = World(configure: options => options with { HistoryDays = 5 });
        OriginalStore.Put(world, Day.AddDays(-1), Day);
        var reports = await world.RunAsync(() => world.Logger().CatchUpAsync(Day.AddDays(-1), Day));
        Assert.All(reports, report => Assert.Equal(world.Symbols.Count(symbol => world.Truth.FinalBars(Venue.Krx, Day, symbol).Count > 0), report.FromStore));
    }

    [Fact]
    public async Task A_request_without_success_leaves_stored_bars_to_be_proven_by_the_next_run()
    {
        var world = World();
        OriginalStore.Put(world, Day, Day);
        world.Kis.Faults.When(request => request.Uri.AbsolutePath.Contains("chartprice", StringComparison.Ordinal), KisFault.Code("OPSQ2000", "no data"), times: 2 * world.Symbols.Count);
        var first = Assert.Single(await world.RunAsync(() => world.Logger().CatchUpAsync(Day, Day)));
        Assert.False(first.IsComplete);
        var calls = Requests(world, "time-dailychart");
        var second = Assert.Single(await world.RunAsync(() => world.Logger().CatchUpAsync(Day, Day)));
        Assert.True(second.IsFinal, second.ToText());
        Assert.True(second.FromStore > 0);
    }

    private static LoggerWorld World(int symbols = 6, int days = 60, Func<SimulatedKisOptions, SimulatedKisOptions>? configure = null, Func<KisTruthOptions, KisTruthOptions>? shape = null) =>
        new(new DateOnly(2026, 6, 10), "10:00", symbols, configure, shape, days);

    private static int Requests(LoggerWorld world, string path) => world.Kis.Requests.Count(request => request.Uri.AbsolutePath.Contains(path, StringComparison.Ordinal));

    private static List<MinuteRow> Broken(string defect, List<MinuteRow> rows)
    {
        if (rows.Count < 3)
            return rows;
        var middle = rows.Count / 2;
        var row = rows[middle];
        return defect switch
        {
            "head" => rows[1..],
            "middle" => [.. rows[..middle], .. rows[(middle + 1)..]],
            "tail" => rows[..^1],
            "changed" => [.. rows[..middle], row with { Close = row.Close + 1, High = row.High + 1, Volume = row.Volume + 1 }, .. rows[(middle + 1)..]],
            "doubled" => [.. rows[..^1], rows[^1] with { Volume = rows[^1].Volume * 2 }],
            "running" => [.. rows[..middle], row with { Volume = (row.Volume / 2) + 1, AccValue = row.AccValue - (long)(row.Close * (row.Volume / 2)) }, .. rows[(middle + 1)..]],
            _ => rows[^1..],
        };
    }

    /// <summary>The same broker without daily bars for what is stored: what a catch-up cost before.</summary>
    private sealed class Unproving(IKlineSource source) : IKlineSource
    {
        public Task<KlineFetch> FetchAsync(KlineRequest request, CancellationToken cancellationToken = default) => source.FetchAsync(request, cancellationToken);

        public DateTimeOffset? ServerNow => source.ServerNow;

        public int RowsPerCall(DateOnly date) => source.RowsPerCall(date);
    }
}
