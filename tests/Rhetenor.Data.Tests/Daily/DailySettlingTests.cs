using System.Text;

namespace Rhetenor.Data.Tests.Daily;

/// <summary>What a second reading settles, and what it cannot settle.</summary>
public sealed class DailySettlingTests
{
    private const string Symbol = "000660";
    private static readonly DateOnly From = new(2025, 1, 2), Today = new(2026, 11, 20), Monday = new(2026, 11, 23), Tuesday = new(2026, 11, 24), Hole = new(2025, 6, 17);

    [Fact]
    public async Task A_session_absent_only_once_is_not_settled_by_the_reading_that_settled_the_day_before()
    {
        var world = World();
        await world.CatchUpAsync();
        world.Clock.Advance(TimeSpan.FromDays(3));
        await OutcomeAsync(world, KisFault.WithoutNewest(1));
        world.Clock.Advance(TimeSpan.FromDays(1));
        var second = await OutcomeAsync(world, KisFault.WithoutNewest(2));
        Assert.Equal((SymbolDayState.Doubtful, Today), (second.State, LastOf(second)));
        world.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(SymbolDayState.Complete, (await OutcomeAsync(world)).State);
        await world.AssertStoredAsync(Tuesday.AddDays(1));
    }

    [Fact]
    public async Task An_old_hole_hides_no_new_doubt_and_keeps_the_other_sessions_from_none()
    {
        var world = World(new CapitalEvent(Symbol, Hole.AddDays(1), CapitalEventKind.Split, 0.2m));
        var first = await OutcomeAsync(world, DailyRowFault.Without(Hole));
        Assert.Equal(SymbolDayState.Doubtful, first.State);
        Assert.Contains($"between {Hole.AddDays(-1):yyyy-MM-dd} and {Hole.AddDays(1):yyyy-MM-dd}", first.Reason, StringComparison.Ordinal);
        world.Clock.Advance(TimeSpan.FromDays(3));

        // The hole and the newest session take two calls each.
        var second = await OutcomeAsync(world, DailyRowFault.Without(Hole, Monday));
        Assert.Equal((SymbolDayState.Doubtful, Today, 4), (second.State, LastOf(second), second.Calls));
        Assert.Contains("no session after 2026-11-20", second.Reason, StringComparison.Ordinal);
        var third = await OutcomeAsync(world);
        Assert.Equal((SymbolDayState.Complete, Monday, 1), (third.State, LastOf(third), third.NewBars));
        Assert.Equal(StoreVerdict.Sound, (await world.Archive().VerifyDailyAsync()).Verdict);
    }

    [Fact]
    public async Task Rows_that_KIS_marks_as_adjusted_are_never_stored_and_are_read_again_after_a_week()
    {
        var world = World();
        Assert.Equal(SymbolDayState.Doubtful, (await OutcomeAsync(world, DailyRowFault.Changed(Hole, row => row["mod_yn"] = "Y"))).State);
        world.Clock.Advance(TimeSpan.FromMinutes(61));
        var second = await OutcomeAsync(world, DailyRowFault.Changed(Hole, row => row["mod_yn"] = "Y"));
        Assert.Equal((SymbolDayState.Doubtful, true), (second.State, second.Reason!.Contains("as adjusted", StringComparison.Ordinal)));
        var stored = (await world.Archive().LoadDailyAsync(new(Hole.AddDays(-1), Hole.AddDays(1), [Symbol])))[Symbol];
        Assert.Equal([Hole.AddDays(-1), Hole.AddDays(1)], stored.Select(bar => DateOnly.FromDateTime(bar.Minute)));
        var verified = await world.Archive().VerifyDailyAsync();
        Assert.Equal((StoreVerdict.Doubtful, 1), (verified.Verdict, verified.Doubts));

        // It stays a doubt without a call, and later sessions are stored.
        world.Clock.Advance(TimeSpan.FromDays(3));
        var third = await OutcomeAsync(world);
        Assert.Equal((SymbolDayState.Doubtful, 1, Monday), (third.State, third.Calls, LastOf(third)));
        world.Clock.Advance(TimeSpan.FromDays(5));
        Assert.Equal(SymbolDayState.Complete, (await OutcomeAsync(world)).State);
        await world.AssertStoredAsync(new(2026, 11, 27));
        Assert.Equal(StoreVerdict.Sound, (await world.Archive().VerifyDailyAsync()).Verdict);
    }

    [Theory]
    [InlineData("stck_clpr")]
    [InlineData("acml_vol")]
    public async Task A_row_that_cannot_be_read_keeps_no_later_session_from_being_stored(string field)
    {
        var world = World();
        for (var run = 0; run < 3; run++)
        {
            var outcome = await OutcomeAsync(world, DailyRowFault.Changed(Hole, row => row[field] = "?"));
            Assert.Equal((run == 0 ? SymbolDayState.Doubtful : SymbolDayState.Failed, Today, run == 0), (outcome.State, LastOf(outcome), outcome.NewBars > 100));
            world.Clock.Advance(TimeSpan.FromMinutes(61));
        }

        Assert.Equal(SymbolDayState.Complete, (await OutcomeAsync(world)).State);
        await world.AssertStoredAsync(Today);
    }

    [Fact]
    public async Task A_mark_of_a_session_without_trades_is_no_doubt()
    {
        var listing = KisSymbols.Mix(4).Select(symbol => symbol with { Kind = KisSymbolKind.Thin }).ToList();
        var world = new DailyWorld(listing, From, Today, kindOn: (code, date) => code == Symbol && date == Hole ? KisSymbolKind.Halted : null);
        Assert.Equal(SymbolDayState.Complete, (await OutcomeAsync(world, DailyRowFault.Changed(Hole, row => row["mod_yn"] = "Y"))).State);
    }

    [Fact]
    public async Task A_session_that_KIS_corrected_is_stored_as_a_later_version_after_a_second_reading()
    {
        var world = World();
        await world.CatchUpAsync();
        world.Clock.Advance(TimeSpan.FromDays(3));
        var (before, corrected) = (world.Clock.GetUtcNow(), DailyRowFault.Changed(Today, row => row["acml_vol"] = "77"));
        var first = await OutcomeAsync(world, corrected);
        Assert.Equal(SymbolDayState.Doubtful, first.State);
        Assert.NotEqual(77, await VolumeAsync(null));
        world.Clock.Advance(TimeSpan.FromDays(1));
        var second = await OutcomeAsync(world, corrected);
        Assert.Equal((SymbolDayState.Complete, Tuesday), (second.State, LastOf(second)));
        Assert.Equal(77, await VolumeAsync(null));
        Assert.NotEqual(77, await VolumeAsync(before));
        world.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(SymbolDayState.Complete, (await OutcomeAsync(world, corrected)).State);

        async Task<long> VolumeAsync(DateTimeOffset? asOf) => (await world.Archive().LoadDailyAsync(new(Today, Today, [Symbol]) { AsOf = asOf }))[Symbol].Volume[0];
    }

    [Fact]
    public async Task A_history_of_another_symbol_never_continues_the_stored_one()
    {
        var world = World();
        await world.CatchUpAsync();
        for (var evening = 0; evening < 3; evening++)
        {
            world.Clock.Advance(TimeSpan.FromDays(evening == 0 ? 3 : 1));
            Assert.Equal(SymbolDayState.Doubtful, (await OutcomeAsync(world, KisFault.OtherSymbol(world.Symbols[2]))).State);
        }

        world.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(SymbolDayState.Complete, (await OutcomeAsync(world)).State);
        await world.AssertStoredAsync(new(2026, 11, 25), [Symbol]);
    }

    [Fact]
    public async Task A_base_price_that_nothing_explains_is_a_doubt_that_names_the_session_until_a_second_reading()
    {
        var world = World();
        var other = DailyRowFault.Changed(Hole, row =>
        {
            foreach (var name in (string[])["stck_oprc", "stck_hgpr", "stck_lwpr", "stck_clpr"])
                row[name] = "1";
            row["acml_tr_pbmn"] = row["acml_vol"]!.GetValue<string>();
            (row["prdy_vrss"], row["prdy_vrss_sign"]) = ("0", "3");
        });
        for (var run = 0; run < 2; run++)
        {
            var outcome = await OutcomeAsync(world, other);
            Assert.Equal((run == 0 ? SymbolDayState.Doubtful : SymbolDayState.Complete, 7), (outcome.State, outcome.Calls));
            Assert.Contains($"the base price of {Hole:yyyy-MM-dd} is not the close of {Hole.AddDays(-1):yyyy-MM-dd}", outcome.Reason, StringComparison.Ordinal);
            Assert.Equal(run == 0 ? StoreVerdict.Doubtful : StoreVerdict.Sound, (await world.Archive().VerifyDailyAsync()).Verdict);
            world.Clock.Advance(TimeSpan.FromMinutes(61));
        }

        Assert.Equal(0, (await OutcomeAsync(world)).Calls);

        // An answer that is right leaves nothing of the doubt.
        world.Store = new();
        await OutcomeAsync(world, other);
        Assert.Equal(SymbolDayState.Complete, (await OutcomeAsync(world)).State);
        await world.AssertStoredAsync(Today);
    }

    [Fact]
    public async Task Bars_of_a_doubt_that_the_reading_that_settles_it_does_not_have_are_named_by_the_run_and_by_verification()
    {
        var listing = KisSymbols.Mix(4).Select(symbol => symbol with { Kind = KisSymbolKind.Thin }).ToArray();
        var (place, listed) = (Array.FindIndex(listing, symbol => symbol.Code == Symbol), new DateOnly(2026, 6, 1));
        listing[place] = listing[place] with { Listed = listed };
        var world = new DailyWorld(listing, From, Today);

        // A session before the listing, with a low price that contradicts the others.
        Assert.Equal(SymbolDayState.Doubtful, (await OutcomeAsync(world, new DailyRowFault(date => date == listed, (rows, row) =>
        {
            var earlier = row.DeepClone();
            (earlier["stck_bsop_date"], earlier["stck_lwpr"]) = ("20260529", "0");
            rows.Add(earlier);
        }))).State);
        world.Kis.Faults.Clear();
        var report = await world.CatchUpAsync();
        Assert.True(report.IsComplete, report.ToString());
        var verified = await world.Archive().VerifyDailyAsync();
        Assert.Equal((1, StoreVerdict.Doubtful), (report.Problems.Count, verified.Verdict));
        Assert.Contains("sessions were stored in doubt and stay readable; the reading that settled it has", report.Problems[0].Message, StringComparison.Ordinal);
        Assert.Contains(verified.Findings, finding => finding.Message.EndsWith("119 sessions are stored; the reading that proved them had 118.", StringComparison.Ordinal));
        Assert.Equal((0, 0), ((await world.CatchUpAsync()).Problems.Count, (await world.CatchUpAsync()).Calls));

        // Compaction merges no coverage that hides it.
        Assert.True((await new KlineCompactor(world.Store, timeProvider: world.Clock).CompactDailyAsync(From.Year, Today.Year)).IsComplete);
        verified = await world.Archive().VerifyDailyAsync();
        Assert.Contains(verified.Findings, finding => finding.Message.EndsWith("119 sessions are stored; the reading that proved them had 118.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_symbol_that_ended_long_ago_is_complete_after_a_second_reading_on_a_later_day()
    {
        var listing = KisSymbols.Mix(4).Select(symbol => symbol with { Kind = KisSymbolKind.Thin, Delisted = symbol.Code == Symbol ? Hole : null }).ToList();
        var world = new DailyWorld(listing, From, Today);
        Assert.Equal(SymbolDayState.Doubtful, (await world.CatchUpAsync(world.Logger([Symbol], withMasters: false))).Symbols[0].State);
        world.Clock.Advance(TimeSpan.FromDays(3));
        var second = (await world.CatchUpAsync(world.Logger([Symbol], withMasters: false))).Symbols[0];
        Assert.Equal((SymbolDayState.Complete, Hole.AddDays(-1)), (second.State, LastOf(second)));
        Assert.Equal(0, (await world.CatchUpAsync(world.Logger([Symbol], withMasters: false))).Calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_doubt_about_a_reference_that_is_not_logged_is_settled_too(bool isHole)
    {
        var world = World(new CapitalEvent("005930", Hole.AddDays(1), CapitalEventKind.Split, 0.2m));
        world.Kis.Faults.Always(isHole ? DailyRowFault.Without(Hole) : DailyRowFault.Changed(Hole, row => row["stck_lwpr"] = "0"), request => request.Uri.Query.Contains("FID_INPUT_ISCD=005930", StringComparison.Ordinal));
        if (isHole)
            Assert.Equal(HantooError.UnexpectedReply, (await Assert.ThrowsAsync<HantooException>(() => world.CatchUpAsync(world.Logger([Symbol])))).Error);
        world.Clock.Advance(TimeSpan.FromMinutes(61));
        for (var run = 0; run < 2; run++)
        {
            Assert.True((await world.CatchUpAsync(world.Logger([Symbol]))).IsComplete);
            world.Clock.Advance(TimeSpan.FromDays(3));
        }

        await world.AssertStoredAsync(Monday, [Symbol]);
        Assert.Equal([Symbol], (await world.Archive().LoadDailyAsync(new(From, Monday))).Select(series => series.Symbol));
        Assert.Equal(StoreVerdict.Sound, (await world.Archive().VerifyDailyAsync()).Verdict);
    }

    [Fact]
    public void Years_before_the_listing_date_are_asked_for_when_the_range_begins_earlier()
    {
        DateOnly from = new(1990, 1, 1), stored = new(2015, 1, 2), moved = new(2024, 5, 2);
        var master = MasterFile.FromJson(
            Encoding.UTF8.GetBytes($"{{\"{Symbol}\":{{\"standard_code\":\"KR7000660001\",\"korean_name\":\"A\",\"market\":\"kospi\",\"listing_date\":\"{moved:yyyyMMdd}\"}}}}"), HantooMstSpec.Kospi);
        var planner = new DailyPlanner(new() { From = from }, [master]);
        var sessions = new SessionDates(DateRange.Days(from, Today), []);
        foreach (var (covered, first) in new[] { (stored, stored), (moved.AddDays(-1), moved) })
        {
            var question = Assert.Single(planner.Plan(Symbol, [new(SymbolDayState.Complete, covered, Today, 5) { First = first, Last = Today }], Today, sessions));
            Assert.Equal((from, covered.AddDays(-1), first), (question.From, question.To, question.StoredAfter));
        }

        // Nothing is asked for before the first listing.
        Assert.Empty(planner.Plan(Symbol, [], moved.AddDays(-1), sessions));
    }

    private static async Task<SymbolOutcome> OutcomeAsync(DailyWorld world, params HttpFault[] faults)
    {
        world.Kis.Faults.Clear();
        foreach (var fault in faults)
            world.Kis.Faults.Always(fault, request => request.Uri.Query.Contains($"FID_INPUT_ISCD={Symbol}", StringComparison.Ordinal));
        return (await world.CatchUpAsync()).Symbols.Single(outcome => outcome.Symbol == Symbol);
    }

    private static DateOnly? LastOf(SymbolOutcome outcome) => outcome.Through is { } through ? DateOnly.FromDateTime(through) : null;

    private static DailyWorld World(params CapitalEvent[] events) => new([.. KisSymbols.Mix(4).Select(symbol => symbol with { Kind = KisSymbolKind.Thin })], From, Today, events);
}
