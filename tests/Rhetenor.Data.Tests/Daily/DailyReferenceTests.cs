namespace Rhetenor.Data.Tests.Daily;

/// <summary>A reference symbol that is listed late, or whose answers are short, never ends the history of others.</summary>
public sealed class DailyReferenceTests
{
    private const string Reference = "005930";
    private static readonly DateOnly From = new(2025, 1, 2), Today = new(2026, 11, 20), Listing = new(2026, 8, 3);

    [Fact]
    public async Task M1_a_reference_that_is_listed_within_the_range_does_not_end_the_history_of_others()
    {
        var listing = KisSymbols.Mix(4).Select(symbol => symbol with { Kind = KisSymbolKind.Thin }).ToArray();
        listing[3] = listing[3] with { Listed = Listing };
        var world = new DailyWorld(listing, From, Today);
        foreach (var symbols in new[] { world.Symbols, [.. world.Symbols.Take(3)] })
        {
            world.Store = new();
            var report = await world.CatchUpAsync(world.Logger(symbols, options: new() { ReferenceSymbol = listing[3].Code }));
            Assert.True(report.IsComplete, report.ToString());
            await world.AssertStoredAsync(Today, symbols);
        }
    }

    [Fact]
    public async Task M1_first_answers_about_the_reference_that_are_cut_to_thirty_sessions_end_no_history()
    {
        var world = World();
        world.Kis.Faults.When(IsOfReference, KisFault.FirstRows(30), times: 2);
        var report = await world.CatchUpAsync();
        Assert.True(report.IsComplete, report.ToString());
        await world.AssertStoredAsync(Today);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task M1_a_reference_that_begins_after_sessions_of_the_calendar_ends_the_run_and_nothing_is_covered_without_them(bool withMasters)
    {
        var world = World();
        world.Kis.Faults.Always(DailyRowFault.Without(date => date < Listing), IsOfReference);
        string[] symbols = [.. world.Symbols.Where(symbol => symbol != Reference)];
        var failure = await Assert.ThrowsAsync<HantooException>(() => world.CatchUpAsync(world.Logger(symbols, withMasters)));
        Assert.Equal(HantooError.UnexpectedReply, failure.Error);
        Assert.Contains("no session before 2026-08-03", failure.Message, StringComparison.Ordinal);
        Assert.Empty(await world.Archive().LoadDailyAsync(new(From, Today)));

        // After the same answer an hour later, other symbols do not end with it.
        world.Clock.Advance(TimeSpan.FromMinutes(61));
        var report = await world.CatchUpAsync(world.Logger(symbols, withMasters));
        Assert.True(report.IsComplete, report.ToString());
        await world.AssertStoredAsync(Today, symbols);
    }

    [Fact]
    public async Task M1_a_symbol_that_begins_after_its_listing_date_is_a_doubt_until_a_second_reading()
    {
        var world = World();
        world.Kis.Faults.Always(DailyRowFault.Without(date => date < Listing), request => IsOf(request, "000660"));
        for (var run = 0; run < 2; run++)
        {
            var outcome = (await world.CatchUpAsync()).Symbols.Single(outcome => outcome.Symbol == "000660");
            Assert.Equal(run == 0 ? SymbolDayState.Doubtful : SymbolDayState.Complete, outcome.State);
            Assert.Contains("no session before 2026-08-03, and there were sessions since the listing on 1990-01-03", outcome.Reason, StringComparison.Ordinal);
            world.Clock.Advance(TimeSpan.FromMinutes(61));
        }

        Assert.Equal(0, (await world.CatchUpAsync()).Calls);
    }

    [Fact]
    public async Task M4_rows_of_days_that_the_calendar_and_the_reference_call_closed_are_not_stored()
    {
        DateOnly[] closed = [new(2026, 3, 1), new(2026, 5, 5)];
        var world = World();
        world.Kis.Faults.Always(
            new DailyRowFault(date => date.DayNumber - 1 is var day && closed.Any(one => one.DayNumber == day), (rows, row) =>
            {
                var copy = row.DeepClone();
                copy["stck_bsop_date"] = $"{DateOnly.ParseExact(row["stck_bsop_date"]!.GetValue<string>(), "yyyyMMdd", null).AddDays(-1):yyyyMMdd}";
                rows.Add(copy);
            }),
            request => IsOf(request, "000660"));
        var outcome = (await world.CatchUpAsync()).Symbols.Single(outcome => outcome.Symbol == "000660");
        Assert.Equal((SymbolDayState.Doubtful, "2026-05-05 was no session according to the calendar and the reference symbol."), (outcome.State, outcome.Reason));
        await world.AssertStoredAsync(Today);
    }

    [Fact]
    public async Task M6_an_answer_that_names_another_symbol_is_not_stored()
    {
        var world = World();
        world.Kis.Faults.Always(new NamedFault("005930"), request => IsOf(request, "000660"));
        var outcome = (await world.CatchUpAsync()).Symbols.Single(outcome => outcome.Symbol == "000660");
        Assert.Equal(SymbolDayState.Failed, outcome.State);
        Assert.Contains("the answer is of '005930', and 000660 was asked for", outcome.Reason, StringComparison.Ordinal);
        world.Kis.Faults.Clear();
        world.Kis.Faults.Always(new NamedFault("000660"), request => IsOf(request, "000660"));
        Assert.True((await world.CatchUpAsync()).IsComplete);
        await world.AssertStoredAsync(Today);
    }

    [Fact]
    public async Task M2_a_history_that_appears_after_the_symbol_was_not_listed_is_fetched()
    {
        var world = World();
        world.Kis.Faults.Always(KisFault.EmptyPage(), request => IsOf(request, "000660"));
        for (var run = 0; run < 2; run++)
        {
            var outcome = (await world.CatchUpAsync(world.Logger(withMasters: false))).Symbols.Single(outcome => outcome.Symbol == "000660");
            Assert.Equal(run == 0 ? SymbolDayState.Doubtful : SymbolDayState.NotListed, outcome.State);
            world.Clock.Advance(TimeSpan.FromMinutes(61));
        }

        Assert.Equal(0, (await world.CatchUpAsync(world.Logger(withMasters: false))).Calls);
        world.Kis.Faults.Clear();
        world.Clock.Advance(TimeSpan.FromDays(3));
        Assert.True((await world.CatchUpAsync(world.Logger(withMasters: false))).IsComplete);
        await world.AssertStoredAsync(new(2026, 11, 23));
        Assert.Equal(StoreVerdict.Sound, (await world.Archive().VerifyDailyAsync()).Verdict);
        Assert.Equal(0, (await world.CatchUpAsync(world.Logger(withMasters: false))).Calls);
    }

    [Theory]
    [InlineData(6, 0)]
    [InlineData(7, 1)]
    public void A_symbol_that_no_master_has_and_that_ended_is_asked_for_once_a_week(int days, int questions)
    {
        var world = World();
        var planner = new DailyPlanner(new() { From = From }, [world.Master()]);
        var (ended, covered) = (new DateOnly(2026, 9, 30), new DateOnly(2026, 11, 10));
        var entry = new DailyEntry(SymbolDayState.Complete, From, covered, 5) { First = From, Last = ended };
        var sessions = new SessionDates(DateRange.Days(From, Today.AddYears(1)), []);
        Assert.Equal(questions, planner.Plan("999999", [entry], covered.AddDays(days + 1), sessions).Count());
    }

    private static bool IsOfReference(SimulatedRequest request) => IsOf(request, Reference);

    private static bool IsOf(SimulatedRequest request, string symbol) => request.Uri.Query.Contains($"FID_INPUT_ISCD={symbol}", StringComparison.Ordinal);

    private sealed record NamedFault(string Symbol) : HttpFault
    {
        internal override SimulatedReply Apply(SimulatedReply reply) =>
            KisBodyFault.Edit(reply, answer => answer["output1"] = new System.Text.Json.Nodes.JsonObject { ["stck_shrn_iscd"] = Symbol });
    }

    private static DailyWorld World() => new([.. KisSymbols.Mix(4).Select(symbol => symbol with { Kind = KisSymbolKind.Thin })], From, Today);
}
