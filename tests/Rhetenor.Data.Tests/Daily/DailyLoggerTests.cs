using System.Globalization;

namespace Rhetenor.Data.Tests.Daily;

/// <summary>Daily bars from the simulated KIS into a store and back.</summary>
public sealed class DailyLoggerTests
{
    private static readonly DateOnly From = new(2023, 1, 2), Today = new(2026, 11, 20), NewListing = new(2025, 5, 7), Delisting = new(2025, 9, 1);

    [Fact]
    public async Task A_run_stores_every_session_as_traded_with_the_calls_of_the_plan()
    {
        var world = World();
        var plan = await world.RunAsync(() => world.Logger(Living(world)).PlanAsync());
        var report = await world.CatchUpAsync(world.Logger(Living(world)));
        Assert.True(report.IsComplete, report.ToString());
        Assert.Equal((Today, 5, 0, plan.CallsAtMost, plan.CallsAtMost), (plan.Session.Date, plan.Symbols, plan.UpToDate, report.Calls, world.Kis.CallsOf("FHKST03010100")));
        Assert.InRange(report.Objects.Count, 1, plan.ObjectsAtMost);
        Assert.True(plan.EarliestFinish > world.Clock.GetUtcNow().AddMinutes(-1) && report.Finished >= report.Started);
        await world.AssertStoredAsync(Today, Living(world));
        Assert.All(report.Symbols, outcome => Assert.True(outcome.Witnesses.HasFlag(KlineWitnesses.BasePrices), outcome.ToString()));
    }

    [Fact]
    public async Task A_run_with_nothing_new_calls_nobody_and_writes_nothing()
    {
        var world = World();
        await world.CatchUpAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(61));
        await world.CatchUpAsync();
        var (calls, puts) = (world.Kis.CallsOf("FHKST03010100"), world.Store.Puts.Count);
        var report = await world.CatchUpAsync();
        Assert.True(report.IsComplete);
        Assert.Equal((0, calls, puts), (report.Calls, world.Kis.CallsOf("FHKST03010100"), world.Store.Puts.Count));
    }

    [Fact]
    public async Task Later_sessions_take_one_call_a_symbol()
    {
        var world = World();
        await world.CatchUpAsync(world.Logger(Living(world)));
        world.Clock.Advance(TimeSpan.FromDays(7));
        var plan = await world.RunAsync(() => world.Logger(Living(world)).PlanAsync());
        var report = await world.CatchUpAsync(world.Logger(Living(world)));
        Assert.Equal((5, 5, new DateOnly(2026, 11, 27), 25L), (plan.CallsAtMost, report.Calls, report.Session.Date, report.NewBars));
        await world.AssertStoredAsync(report.Session.Date, Living(world));
    }

    [Fact]
    public async Task A_session_is_not_fetched_before_its_figures_have_settled()
    {
        var world = World();
        world.Clock.Advance(TimeSpan.FromDays(2) + TimeSpan.FromHours(23));
        Assert.Equal(new DateOnly(2026, 11, 20), (await world.CatchUpAsync()).Session.Date);
        world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(new DateOnly(2026, 11, 23), (await world.CatchUpAsync()).Session.Date);
    }

    [Fact]
    public async Task Delisted_symbols_are_stored_and_codes_that_do_not_exist_are_not_listed()
    {
        var world = World();
        string[] symbols = [.. world.Symbols, "ZZZZZZ"];
        var first = await world.CatchUpAsync(world.Logger(symbols, withMasters: false));
        Assert.Equal([world.Listing[5].Code, "ZZZZZZ"], first.Symbols.Where(outcome => outcome.State == SymbolDayState.Doubtful).Select(outcome => outcome.Symbol));
        Assert.Contains("1 symbol: KIS has no session of the symbol: ZZZZZZ\n", first.ToText(), StringComparison.Ordinal);
        Assert.Same(first, Assert.Throws<CatchUpIncompleteException>(first.EnsureComplete).Report);
        world.Clock.Advance(TimeSpan.FromMinutes(61));
        var report = await world.CatchUpAsync(world.Logger(symbols, withMasters: false));
        Assert.True(report.IsComplete, report.ToString());
        await world.AssertStoredAsync(Today);
        Assert.Equal((SymbolDayState.NotListed, 2), (report.Symbols[^1].State, report.Symbols[^1].Calls));
        Assert.Equal(Delisting.AddDays(-1).ToDateTime(TimeOnly.MinValue), report.Symbols.Single(outcome => outcome.Symbol == world.Listing[5].Code).Through?.AddDays(2));
    }

    [Fact]
    public async Task M2_a_symbol_of_the_masters_without_any_session_is_a_doubt_and_settled_by_a_second_reading_an_hour_later()
    {
        var world = World();
        world.Kis.Faults.Always(KisFault.EmptyPage(), request => request.Uri.Query.Contains("FID_INPUT_ISCD=000660", StringComparison.Ordinal));
        var first = (await world.CatchUpAsync()).Symbols.Single(outcome => outcome.Symbol == "000660");
        Assert.Equal((SymbolDayState.Doubtful, 4), (first.State, first.Calls));
        world.Clock.Advance(TimeSpan.FromMinutes(61));
        var second = (await world.CatchUpAsync()).Symbols.Single(outcome => outcome.Symbol == "000660");
        Assert.Equal((SymbolDayState.NotListed, KlineWitnesses.SecondReading, first.Reason), (second.State, second.Witnesses, second.Reason));
    }

    [Fact]
    public async Task Halted_sessions_are_flat_bars_with_volume_0()
    {
        DateOnly halted = new(2025, 3, 12);
        var world = World(kindOn: (code, date) => code == "000660" && date == halted ? KisSymbolKind.Halted : null);
        await world.CatchUpAsync();
        var series = (await world.Archive().LoadDailyAsync(new(halted.AddDays(-1), halted, ["000660"])))["000660"];
        Assert.Equal((2, 0L, series.Close[0], series.Close[0]), (series.Count, series.Volume[1], series.Open[1], series.Close[1]));
    }

    [Theory]
    [InlineData(Venue.Nextrade)]
    [InlineData(Venue.Unified)]
    public async Task Other_venues_are_logged_under_their_own_names(Venue venue)
    {
        var world = World();
        var symbols = world.Listing.Where(symbol => symbol is { OnNextrade: true, Delisted: null }).Select(symbol => symbol.Code).ToList();
        var report = await world.CatchUpAsync(world.Logger(symbols, withMasters: false, options: new() { Venue = venue, From = new(2024, 12, 2) }));
        Assert.True(report.IsComplete, report.ToString());
        var history = await world.Archive(venue).LoadDailyAsync(new(From, Today));
        Assert.All(symbols, symbol => Assert.Equal(
            world.Sessions(symbol, Today, venue).Where(day => day.Date >= new DateOnly(2024, 12, 2)).Select(day => (double)day.Bar.Close), history[symbol].Close.ToArray()));
    }

    [Fact]
    public async Task Paper_trading_has_daily_bars_too()
    {
        var world = World();
        var report = await world.CatchUpAsync(world.Logger(["005930"], environment: HantooEnvironment.Paper));
        Assert.True(report.IsComplete, report.ToString());
    }

    [Fact]
    public async Task A_lost_object_is_found_and_its_sessions_are_fetched_again()
    {
        var world = World();
        await world.CatchUpAsync();
        var lost = world.Store.Puts.First(key => key.Contains("/2024", StringComparison.Ordinal));
        world.Store.Remove(lost);
        var report = await world.CatchUpAsync();
        Assert.Contains(report.Problems, problem => problem.Message.Contains(lost[(lost.IndexOf('/', StringComparison.Ordinal) + 1)..], StringComparison.Ordinal));
        await world.AssertStoredAsync(Today);
    }

    [Fact]
    public async Task Histories_of_daily_bars_replay_resume_and_export_like_those_of_minutes()
    {
        var world = World();
        await world.CatchUpAsync();
        var query = new KlineQuery(new(2026, 11, 16), Today, ["000660", "005930"]);
        var history = await world.Archive().LoadDailyAsync(query);
        var slices = await world.Archive().ReadDailyAsync(query).ToListAsync();
        Assert.Equal(5, slices.Count);
        Assert.Equal(history["005930"], slices.Select(slice => slice["005930"]));
        var replay = KlineReplay.Of(history);
        Assert.True(replay.MoveNext());
        Assert.Equal((new DateTime(2026, 11, 16, 20, 10, 0), 2), (replay.Now, replay.Updated.Length));

        // Before the after-market there were trades until 18:00.
        var early = KlineReplay.Of(await world.Archive().LoadDailyAsync(new(new(2026, 3, 3), new(2026, 3, 3), ["005930"])));
        Assert.Equal((true, new DateTime(2026, 3, 3, 18, 0, 0)), (early.MoveNext(), early.Now));
        var text = new StringWriter();
        Assert.Equal(10, KlineCsv.Write(text, history));
        Assert.Contains("\r\n005930,2026-11-16T00:00:00+09:00,", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Histories_of_daily_bars_are_written_as_Parquet_and_for_LEAN_like_those_of_minutes()
    {
        var world = World((code, date) => code == "005930" && date == new DateOnly(2026, 11, 18) ? KisSymbolKind.Halted : null);
        await world.CatchUpAsync();
        var history = await world.Archive().LoadDailyAsync(new(new(2026, 11, 16), Today, ["005930"]));
        using var file = new MemoryStream();
        Assert.Equal(5, await KlineParquet.WriteAsync(file, history));
        file.Position = 0;
        await using var reader = await Parquet.ParquetReader.CreateAsync(file);
        using var group = reader.OpenRowGroupReader(0);
        var (minutes, closes) = (new DateTime[5], new double[5]);
        await group.ReadAsync(reader.Schema.DataFields.Single(field => field.Name == "minute"), minutes.AsMemory());
        await group.ReadAsync(reader.Schema.DataFields.Single(field => field.Name == "close"), closes.AsMemory());
        Assert.Equal(history[0].Minutes.ToArray(), minutes.Select(minute => DateTime.SpecifyKind(minute, DateTimeKind.Unspecified)));
        Assert.Equal(history[0].Close.ToArray(), closes);

        // LEAN fills the halted session by itself.
        var folder = new Export.LeanFolder();
        Assert.Equal(1, await new LeanExporter(folder.Create).WriteDaysAsync(history));
        var expected = history[0].Where(bar => bar.Volume > 0).Select(bar => string.Create(CultureInfo.InvariantCulture,
            $"{bar.Minute:yyyyMMdd} 00:00,{bar.Open * 10_000:0},{bar.High * 10_000:0},{bar.Low * 10_000:0},{bar.Close * 10_000:0},{bar.Volume}"));
        Assert.Equal(4, expected.Count());
        Assert.Equal(expected, folder.Open("equity/krx/daily/005930.zip").Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string[] Living(DailyWorld world) => [.. world.Listing.Where(symbol => symbol.Delisted is null).Select(symbol => symbol.Code)];

    private static DailyWorld World(Func<string, DateOnly, KisSymbolKind?>? kindOn = null)
    {
        var listing = KisSymbols.Mix(6).Select(symbol => symbol with { Kind = KisSymbolKind.Thin, OnNextrade = symbol.IsShare }).ToArray();
        listing[3] = listing[3] with { Listed = NewListing };
        listing[5] = listing[5] with { Delisted = Delisting };
        return new(listing, From, Today, [new("000660", new(2025, 6, 2), CapitalEventKind.Split, 0.2m)], kindOn);
    }
}
