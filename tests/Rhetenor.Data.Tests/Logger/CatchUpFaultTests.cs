namespace Rhetenor.Data.Tests.Logger;

/// <summary>What a run says and stores when the broker fails, forgets or strays, and when the store holds foreign or broken objects.</summary>
public sealed class CatchUpFaultTests
{
    private static readonly DateOnly Old = new(2026, 5, 20);

    [Fact]
    public async Task C13_a_symbol_whose_third_page_fails_claims_nothing_and_the_others_are_stored()
    {
        var world = new LoggerWorld(Old, "18:30", 6);
        var victim = world.Listing.First(symbol => symbol.Kind == KisSymbolKind.Liquid).Code;
        world.Kis.Faults.When(request => request.Uri.Query.Contains(victim, StringComparison.Ordinal), HttpFault.Status(404), nth: 3);
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        var outcome = Assert.Single(report.Symbols, symbol => symbol.State != SymbolDayState.Complete);
        Assert.Equal((victim, SymbolDayState.Failed, 0), (outcome.Symbol, outcome.State, outcome.NewBars));
        Assert.DoesNotContain(world.Held(Old).Slices(), slice => slice.TryGetValue(victim, out _));
        Assert.Contains(victim, Assert.Throws<CatchUpIncompleteException>(report.EnsureComplete).Message, StringComparison.Ordinal);

        Assert.True((await world.RunAsync(() => world.Logger().CatchUpAsync())).IsComplete);
        world.AssertStored(Venue.Krx, Old);
    }

    [Fact]
    public async Task C17_another_symbols_page_in_mid_walk_is_never_complete()
    {
        var world = new LoggerWorld(Old, "18:30", 8);
        var codes = world.Listing.Where(symbol => symbol.Kind == KisSymbolKind.Liquid).Select(symbol => symbol.Code).Take(2).ToList();
        world.Kis.Faults.When(request => request.Uri.Query.Contains($"FID_INPUT_ISCD={codes[0]}", StringComparison.Ordinal), KisFault.OtherSymbol(codes[1]), nth: 2, times: 1_000);
        var outcome = (await world.RunAsync(() => world.Logger().CatchUpAsync())).Symbols.Single(symbol => symbol.Symbol == codes[0]);
        Assert.True(outcome.State is SymbolDayState.Doubtful or SymbolDayState.Failed, outcome.ToString());
    }

    [Fact]
    public async Task C3_a_symbol_that_is_refused_to_the_end_is_reported_with_the_code_and_the_others_are_stored()
    {
        var world = new LoggerWorld(Old, "18:30", 6);
        var victim = world.Listing.First(symbol => symbol.Kind == KisSymbolKind.Liquid).Code;
        world.Kis.Faults.Always(KisFault.RateLimited(), request => request.Uri.Query.Contains(victim, StringComparison.Ordinal));
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        var outcome = Assert.Single(report.Symbols, symbol => !symbol.IsComplete);
        Assert.Equal((victim, SymbolDayState.Failed, 0), (outcome.Symbol, outcome.State, outcome.NewBars));
        Assert.Contains("EGW00201", outcome.Reason, StringComparison.Ordinal);

        world.Kis.Faults.Clear();
        Assert.True((await world.RunAsync(() => world.Logger().CatchUpAsync())).IsFinal);
        world.AssertStored(Venue.Krx, Old);
    }

    [Theory]
    [InlineData(1, SymbolDayState.Doubtful, "KIS contradicts itself: no row of the day in 4 answers")] // the quote has shares
    [InlineData(2, SymbolDayState.Failed, "KIS answered with no row of")] // from the middle of the day on
    [InlineData(3, SymbolDayState.Failed, "KIS answered with no row of")]
    public async Task C12_M1_a_symbol_whose_pages_stay_empty_is_asked_again_with_growing_waits_and_never_final(int nth, SymbolDayState state, string reason)
    {
        var world = new LoggerWorld(Old, "18:30", 4);
        var victim = world.Listing.First(symbol => symbol.Kind == KisSymbolKind.Liquid).Code;
        world.Kis.Faults.When(IsVictims, KisFault.EmptyPage(), nth, times: 1_000);
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        var outcome = Assert.Single(report.Symbols, symbol => !symbol.IsComplete);
        Assert.Equal((victim, state, 0), (outcome.Symbol, outcome.State, outcome.NewBars));
        Assert.Equal((false, false), (report.IsComplete, report.IsFinal));
        Assert.Contains(reason, outcome.Reason, StringComparison.Ordinal);
        var instants = world.Kis.Calls.Where(call => call.Symbol == victim && call.TrId == "FHKST03010230").Select(call => call.Instant).ToList();
        Assert.Equal([1, 4, 16], instants[(nth - 1)..].Zip(instants[nth..]).Select(pair => (int)(pair.Second - pair.First).TotalSeconds));

        // The store claims nothing of it, so the next run asks for all of it.
        world.Kis.Faults.Clear();
        Assert.True((await world.RunAsync(() => world.Logger().CatchUpAsync())).IsFinal);
        world.AssertStored(Venue.Krx, Old);

        bool IsVictims(SimulatedRequest request) =>
            request.Uri.AbsolutePath.Contains("time-dailychartprice", StringComparison.Ordinal) && request.Uri.Query.Contains(victim, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task C17_rows_of_another_date_are_stored_under_neither_day_and_the_symbol_is_not_done(int days)
    {
        var world = new LoggerWorld(Old, "18:30", 4);
        var victim = world.Listing.First(symbol => symbol.Kind == KisSymbolKind.Liquid).Code;
        world.Kis.Faults.Always(KisFault.RowsDated(Old.AddDays(days)), request => request.Uri.Query.Contains(victim, StringComparison.Ordinal));
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        var outcome = Assert.Single(report.Symbols, symbol => !symbol.IsComplete);
        Assert.Equal((victim, 0), (outcome.Symbol, outcome.NewBars));
        Assert.NotNull(outcome.Reason);
        Assert.False(world.Held(Old).HasBars(victim));
        Assert.All(world.Store.Keys.Where(key => KlineKey.TryParse(key, out _)), key => Assert.Equal(Old, KlineKey.Parse(key).Date));
    }

    [Fact]
    public async Task C22_a_bar_that_KIS_no_longer_has_stays_and_the_report_names_the_place()
    {
        var world = new LoggerWorld(Old, "15:31:30", 4);
        var minute = Old.ToDateTime(new TimeOnly(10, 30));
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        var traded = world.Symbols.Where(symbol => world.Held(Old).TryGetKline(symbol, minute, out _)).ToList();
        world.Kis.Faults.Always(KisFault.WithoutMinute(new TimeOnly(10, 30)), request => request.Uri.AbsolutePath.Contains("time-dailychartprice", StringComparison.Ordinal));
        world.Clock.AdvanceTo(KoreaTime.At(Old, new TimeOnly(18, 30)));
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.True(traded.Count > 1);
        foreach (var outcome in report.Symbols.Where(outcome => traded.Contains(outcome.Symbol)))
        {
            Assert.Equal(SymbolDayState.Doubtful, outcome.State);
            Assert.Matches("^between 10:[12][0-9] and 10:3[1-9] the day's value is off by", outcome.Reason);
            Assert.True(world.Held(Old).TryGetKline(outcome.Symbol, minute, out var kept));
            Assert.Equal(world.Truth.FinalBars(Venue.Krx, Old, outcome.Symbol).Single(row => row.Minute == minute).Volume, kept.Volume);
        }

        world.AssertStored(Venue.Krx, Old);
        Assert.Equal((false, false), (report.IsComplete, report.IsFinal));
        world.Kis.Faults.Clear();
        Assert.True((await world.RunAsync(() => world.Logger().CatchUpAsync())).IsFinal);
        world.AssertStored(Venue.Krx, Old);
    }

    [Fact]
    public async Task C1_C2_C4_C5_C8_what_passes_is_retried_and_nothing_is_missing()
    {
        var world = new LoggerWorld(Old, "18:30", 20);
        world.Kis.Faults
            .Randomly(0.05, 1, HttpFault.Status(502))
            .Randomly(0.05, 2, KisFault.RateLimited())
            .Randomly(0.05, 3, KisFault.RateLimited(200))
            .Randomly(0.05, 4, HttpFault.ResetMidBody(200))
            .Randomly(0.03, 5, KisFault.TruncatedJson());
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.True(report.IsComplete, report.ToString());
        world.AssertStored(Venue.Krx, Old);
    }

    [Fact]
    public async Task J1_H3_I1_P7_foreign_and_broken_objects_are_reported_and_hide_nothing()
    {
        var world = new LoggerWorld(Old, "18:30", 5);
        world.Store.Overwrite("hantoo-stock-kline-1m/20260520_notes.txt", "x"u8.ToArray());
        world.Store.Overwrite("hantoo-stock-kline-1m/20260520090000_20260520091000_J_20260520100000.jsonl.zstd", []);
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.True(report.IsComplete);
        Assert.Single(report.Problems);
        world.Store.Remove("hantoo-stock-kline-1m/20260520090000_20260520091000_J_20260520100000.jsonl.zstd");
        world.AssertStored(Venue.Krx, Old);
    }

    [Fact]
    public async Task J12_P7_coverage_of_another_day_under_this_day_s_name_is_reported_and_claims_nothing()
    {
        var world = new LoggerWorld(Old, "18:30", 5);
        var claims = world.Symbols.Select(symbol => KeyValuePair.Create(symbol, new KlineSymbolCoverage(SymbolDayState.Complete, new TimeOnly(15, 30), true)));
        var other = new KlineCoverage(Old.AddDays(1), Venue.Krx, Old.ToDateTime(new TimeOnly(16, 0)), claims);
        var key = new KlineCoverageKey("hantoo-stock-kline-1m", Old, Venue.Krx, Old.ToDateTime(new TimeOnly(16, 0)), IsPlain: true).ToString();
        world.Store.Overwrite(key, other.ToJson());
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.True(report.IsComplete);
        Assert.Contains("20260521", Assert.Single(report.Problems, problem => problem.Key == key).Message, StringComparison.Ordinal);
        world.AssertStored(Venue.Krx, Old);
    }

    [Fact]
    public async Task E18_a_day_kis_no_longer_keeps_is_typed_per_symbol()
    {
        var world = new LoggerWorld(Old, "18:30", 2);
        var session = TradingSession.For(Venue.Krx, Old.AddDays(-400))!;
        var refusal = await Assert.ThrowsAsync<HantooException>(() => world.RunAsync(
            () => world.Client().FetchAsync(new KlineRequest(world.Symbols[0], session, null, session.LastMinute))));
        Assert.Equal(HantooError.HorizonExceeded, refusal.Error);
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync(Old.AddDays(-400)));
        Assert.All(report.Symbols, symbol => Assert.Contains("it keeps them for about 250 sessions", symbol.Reason, StringComparison.Ordinal));

        // The store records that it was requested without success; a second run records nothing new.
        var coverage = KlineCoverage.Stored(Assert.Single(world.Store.Puts), world.Store[world.Store.Puts[0]]);
        Assert.All(coverage.Symbols.Values, symbol => Assert.Equal((SymbolDayState.Failed, null), (symbol.State, symbol.Through)));
        await world.RunAsync(() => world.Logger().CatchUpAsync(Old.AddDays(-400)));
        Assert.Single(world.Store.Puts);
    }
}
