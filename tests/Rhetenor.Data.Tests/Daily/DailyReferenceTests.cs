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

    private static bool IsOfReference(SimulatedRequest request) => IsOf(request, Reference);

    private static bool IsOf(SimulatedRequest request, string symbol) => request.Uri.Query.Contains($"FID_INPUT_ISCD={symbol}", StringComparison.Ordinal);

    private static DailyWorld World() => new([.. KisSymbols.Mix(4).Select(symbol => symbol with { Kind = KisSymbolKind.Thin })], From, Today);
}
