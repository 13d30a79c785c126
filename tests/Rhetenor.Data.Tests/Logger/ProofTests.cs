using System.Text.RegularExpressions;

namespace Rhetenor.Data.Tests.Logger;

/// <summary>Whole runs that must not believe what a broker says or leaves out.</summary>
public sealed class ProofTests
{
    private static readonly DateOnly Day = new(2026, 5, 20);

    [Fact]
    public async Task M8_at_nextrade_a_second_answer_hours_later_decides_that_a_symbol_is_not_listed()
    {
        var day = new DateOnly(2026, 9, 16);
        var world = new LoggerWorld(day, "20:30", 3);
        world.Kis.Faults.Always(KisFault.OtherSymbol("999999"), request => request.Uri.Query.Contains("FID_INPUT_ISCD=" + world.Symbols[0], StringComparison.Ordinal));
        var first = await world.RunAsync(() => world.Logger(new KlineLoggerOptions { Venue = Venue.Nextrade }).CatchUpAsync());
        var open = first.Symbols.Where(symbol => symbol.State == SymbolDayState.Open).ToList();
        Assert.NotEmpty(open);
        Assert.Equal((true, false), (first.IsComplete, first.IsFinal));
        Assert.All(open, symbol => Assert.Contains("a second answer decides", symbol.Reason, StringComparison.Ordinal));
        world.Clock.AdvanceTo(KoreaTime.At(day, new TimeOnly(23, 20)));
        Assert.False((await world.RunAsync(() => world.Logger(new KlineLoggerOptions { Venue = Venue.Nextrade }).CatchUpAsync())).IsFinal);
        world.Clock.AdvanceTo(KoreaTime.At(day.AddDays(1), new TimeOnly(2, 0)));
        var second = await world.RunAsync(() => world.Logger(new KlineLoggerOptions { Venue = Venue.Nextrade }).CatchUpAsync());
        Assert.Equal((true, open.Count), (second.IsFinal, second.Count(SymbolDayState.NotListed)));
        Assert.All(second.Symbols.Where(symbol => symbol.State == SymbolDayState.NotListed), symbol => Assert.Equal(KlineWitnesses.SecondReading, symbol.Witnesses));
        Assert.Equal(open.Count, second.Calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task M8_at_nextrade_a_symbol_with_bars_in_an_earlier_session_is_not_unlisted_however_long_pages_stay_blank(bool isDated)
    {
        var day = new DateOnly(2026, 9, 16);
        var world = new LoggerWorld(day, "20:30", 2);
        HantooKlineLogger Logger() => world.Logger(new KlineLoggerOptions { Venue = Venue.Nextrade });
        var traded = (await world.RunAsync(() => Logger().CatchUpAsync())).Symbols.First(symbol => symbol.State == SymbolDayState.Complete).Symbol;
        world.Kis.Faults.Always(KisFault.OtherSymbol("999999"), request => request.Uri.AbsolutePath.Contains("time-dailychart", StringComparison.Ordinal) && request.Uri.Query.Contains(traded, StringComparison.Ordinal));
        foreach (var hours in new[] { 24, 30 })
        {
            world.Clock.AdvanceTo(KoreaTime.At(day, new TimeOnly(20, 30)).AddHours(hours));
            var outcome = (await world.RunAsync(() => isDated ? Logger().CatchUpAsync(day.AddDays(1)) : Logger().CatchUpAsync())) is var report && report.Session.Date == day.AddDays(1) ? report.Symbols.Single(symbol => symbol.Symbol == traded) : null;
            Assert.Equal(SymbolDayState.Failed, outcome?.State);
        }
    }

    [Fact]
    public async Task M8_a_symbol_is_never_not_listed_for_unified_bars()
    {
        var day = new DateOnly(2026, 9, 16);
        var world = new LoggerWorld(day, "20:30", 2);
        world.Kis.Faults.Always(KisFault.OtherSymbol("999999"), request => request.Uri.Query.Contains("FID_INPUT_ISCD=" + world.Symbols[0], StringComparison.Ordinal));
        foreach (var hours in new[] { 0, 5, 24 })
        {
            world.Clock.AdvanceTo(KoreaTime.At(day, new TimeOnly(20, 30)).AddHours(hours));
            var report = await world.RunAsync(() => world.Logger(new KlineLoggerOptions { Venue = Venue.Unified }).CatchUpAsync(day));
            Assert.True(report.Symbols[0].State is SymbolDayState.Failed or SymbolDayState.Doubtful, report.Symbols[0].ToString());
            Assert.Equal((false, false), (report.IsComplete, report.IsFinal));
        }
    }

    [Fact]
    public async Task M8_a_blank_page_of_a_symbol_that_trades_does_not_end_as_not_listed()
    {
        var day = new DateOnly(2026, 9, 16);
        var world = new LoggerWorld(day, "20:30", 1);
        world.Kis.Faults.When(request => request.Uri.Query.Contains("FID_INPUT_ISCD=" + world.Symbols[0], StringComparison.Ordinal), KisFault.OtherSymbol("999999"));
        var first = await world.RunAsync(() => world.Logger(new KlineLoggerOptions { Venue = Venue.Nextrade }).CatchUpAsync());
        Assert.False(first.IsFinal);
        world.Clock.AdvanceTo(KoreaTime.At(day.AddDays(1), new TimeOnly(2, 0)));
        Assert.True((await world.RunAsync(() => world.Logger(new KlineLoggerOptions { Venue = Venue.Nextrade }).CatchUpAsync())).IsFinal);
        world.AssertStored(Venue.Nextrade, day);
    }

    [Theory]
    [InlineData(true)] // older days are answered with a newer one's rows or none, and the daily bars are there
    [InlineData(false)] // the daily bars are gone as well
    public async Task M9_of_a_session_in_which_nobody_trades_nothing_becomes_final(bool hasDailyBars)
    {
        var world = new LoggerWorld(Day.AddDays(30), "18:30", 60, options => options with { HistoryDays = 10 });
        if (!hasDailyBars)
            world.Kis.Faults.Always(KisFault.Code("OPSQ2000", "no data"), request => request.Uri.AbsolutePath.Contains("inquire-daily-itemchartprice", StringComparison.Ordinal));
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync(Day));
        var traded = world.Symbols.Where(symbol => world.Truth.FinalBars(Venue.Krx, Day, symbol).Count > 0).ToHashSet();
        Assert.All(report.Symbols.Where(symbol => traded.Contains(symbol.Symbol)), symbol => Assert.True(symbol.State > SymbolDayState.Open, symbol.ToString()));
        Assert.True(traded.Count > 50);
        Assert.Equal((0, false), (report.Count(SymbolDayState.Complete), report.IsFinal));
        Assert.All(await new KlineArchive(world.Store).ReadCoverageAsync(KlineQuery.Day(Day)).ToListAsync(), coverage =>
            Assert.All(coverage.Symbols.Where(symbol => !hasDailyBars || traded.Contains(symbol.Key)), symbol => Assert.False(symbol.Value.IsFinal)));
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(391 * 25)] // three objects, none of which has fifty symbols
    [InlineData(1)]
    public async Task M9_a_day_that_was_no_session_is_not_stored_as_one_without_trades(int barsPerObject)
    {
        var world = new LoggerWorld(Day.AddDays(1), "10:00", 60, shape: truth => truth with { IsSession = date => date != Day && KrxCalendar.GetDay(date) == MarketDay.Session });
        var report = await world.RunAsync(() => world.Logger(new KlineLoggerOptions { BarsPerObject = barsPerObject }).CatchUpAsync(Day));
        Assert.True(report.Count(SymbolDayState.Doubtful) == 60, report.ToText());
        Assert.All(report.Symbols, symbol => Assert.EndsWith("the answers are wrong, or the day was no session.", symbol.Reason, StringComparison.Ordinal));
        Assert.Contains(report.Symbols, symbol => symbol.Reason!.StartsWith("none of 60 symbols was traded", StringComparison.Ordinal));
        Assert.All((await new KlineArchive(world.Store).ReadCoverageAsync(KlineQuery.Day(Day)).SingleAsync()).Symbols.Values, symbol => Assert.False(symbol.IsFinal));
    }

    [Theory]
    [InlineData(30, 365, null)] // beyond the forecast, and there
    [InlineData(30, 30, "KIS answered without minutes of 2026-04-")] // beyond it, and not there
    [InlineData(20, 20, "")] // within it, and not there: no reason to blame the horizon
    public async Task M10_the_horizon_is_an_option_counted_in_sessions(int sessionsAgo, int daysKept, string? reason)
    {
        var day = Day;
        for (var left = sessionsAgo; left > 0; left -= KrxCalendar.GetDay(day) == MarketDay.Session ? 1 : 0)
            day = day.AddDays(-1);
        var world = new LoggerWorld(Day, "18:30", 2, options => options with { HistoryDays = daysKept });
        var client = new HantooClient(new HantooCredentials(world.Kis.Options.AppKey, world.Kis.Options.AppSecret), world.Kis, options: new HantooOptions { SessionsKept = 20 }, timeProvider: world.Clock);
        var report = await world.RunAsync(() => world.Logger(client: client).CatchUpAsync(day));
        Assert.Equal(reason is null, report.IsFinal);
        foreach (var symbol in report.Symbols.Where(_ => reason is not null))
        {
            Assert.Equal(reason!.Length > 0, symbol.Reason?.Contains("it keeps them for about 20 sessions", StringComparison.Ordinal));
            Assert.Contains(reason, symbol.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task M2_daily_bars_that_were_cut_before_the_session_do_not_decide_that_nothing_was_traded()
    {
        var world = new LoggerWorld(Day.AddDays(40), "18:30", 1);
        world.Kis.Faults.Always(KisFault.EmptyPage(), request => request.Uri.AbsolutePath.Contains("time-dailychart", StringComparison.Ordinal));
        world.Kis.Faults.When(request => request.Uri.AbsolutePath.Contains("daily-itemchart", StringComparison.Ordinal), KisFault.FirstRows(3));
        var outcome = Assert.Single((await world.RunAsync(() => world.Logger().CatchUpAsync(Day))).Symbols);
        Assert.Equal(SymbolDayState.Doubtful, outcome.State);
        Assert.Contains("KIS contradicts itself: no row of the day", outcome.Reason, StringComparison.Ordinal);
        Assert.Equal(2, world.Kis.Requests.Count(request => request.Uri.AbsolutePath.Contains("daily-itemchart", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(365, 255, true)] // more sessions than the forecast are there
    [InlineData(365, 300, false)]
    public async Task M10_the_horizon_is_a_forecast_and_the_answer_decides(int kept, int sessionsAgo, bool isThere)
    {
        var day = Day;
        for (var left = sessionsAgo; left > 0; left -= KrxCalendar.GetDay(day) == MarketDay.Session ? 1 : 0)
            day = day.AddDays(-1);
        while (KrxCalendar.GetDay(day) != MarketDay.Session)
            day = day.AddDays(-1);
        var world = new LoggerWorld(Day, "18:30", 2, options => options with { HistoryDays = isThere ? kept + 60 : kept });
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync(day));
        Assert.Equal(isThere, report.IsFinal);
        if (!isThere)
            Assert.All(report.Symbols, symbol => Assert.Contains("it keeps them for about 250 sessions", symbol.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task M12_rows_outside_the_known_hours_are_stored_and_the_quality_report_names_them()
    {
        static IReadOnlyList<KisPeriod> Longer(Venue venue, DateOnly date) => [.. KisHours.On(venue, date).Select((period, i) => i == 0 ? period with { From = new TimeOnly(8, 31) } : period)];
        var world = new LoggerWorld(Day, "18:30", 4, shape: truth => truth with { Hours = Longer });
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.True(report.IsFinal, report.ToText());
        world.AssertStored(Venue.Krx, Day);
        Assert.True(world.Held(Day).Slices().First().Minute < Day.ToDateTime(new TimeOnly(9, 0)));
        Assert.Contains("outside the known hours: ", report.ToText(), StringComparison.Ordinal);
        var quality = await new KlineArchive(world.Store).ReportQualityAsync(KlineQuery.Day(Day));
        Assert.True(quality.Count(KlineFindingKind.OutsideSession).Bars > 0);
    }

    [Theory]
    [InlineData("18:30", false)] // the same evening
    [InlineData("18:30", true)]
    public async Task M12_trades_after_the_last_known_minute_are_fetched_and_stored(string time, bool isPast)
    {
        static IReadOnlyList<KisPeriod> Longer(Venue venue, DateOnly date) =>
            [.. KisHours.On(venue, date), .. new[] { KisHours.On(venue, date)[0] with { From = new TimeOnly(16, 40), To = new TimeOnly(17, 20) } }];
        var world = new LoggerWorld(isPast ? Day.AddDays(1) : Day, time, 4, shape: truth => truth with { Hours = Longer });
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync(Day));
        world.AssertStored(Venue.Krx, Day);
        Assert.True(world.Held(Day).Slices().Last().Minute > Day.ToDateTime(new TimeOnly(16, 40)));
        Assert.Contains("outside the known hours: ", report.ToText(), StringComparison.Ordinal);
        Assert.True(report.IsFinal, report.ToText());

        // C20: no minute to come is requested.
        var hours = world.Kis.Requests.Select(request => Regex.Match(request.Uri.Query, "FID_INPUT_HOUR_1=([0-9]{6})")).Where(match => match.Success).Select(match => match.Groups[1].Value);
        Assert.Equal(isPast ? "235900" : "182800", hours.Max());
    }

    [Fact]
    public async Task M12_no_symbol_of_a_run_is_final_while_one_is_traded_after_the_last_known_minute()
    {
        static IReadOnlyList<KisPeriod> Longer(Venue venue, DateOnly date) =>
            [.. KisHours.On(venue, date), .. new[] { KisHours.On(venue, date)[0] with { From = new TimeOnly(16, 40), To = new TimeOnly(17, 20) } }];
        var world = new LoggerWorld(Day, "18:05", 4, shape: truth => truth with { Hours = Longer });
        var early = await world.RunAsync(() => world.Logger().CatchUpAsync(Day));
        Assert.False(early.IsFinal);
        Assert.All(world.Covered(Day).Symbols.Values, covered => Assert.False(covered.IsFinal));
        world.Clock.AdvanceTo(KoreaTime.At(Day, new TimeOnly(18, 30)));
        Assert.True((await world.RunAsync(() => world.Logger().CatchUpAsync(Day))).IsFinal);
        world.AssertStored(Venue.Krx, Day);
    }

    [Fact]
    public async Task Hours_come_from_the_calendar()
    {
        var calendar = new Corrected();
        var world = new LoggerWorld(Day, "15:05", 3, shape: truth => truth with { Hours = static (_, _) => [new(KisPeriodKind.Regular, new TimeOnly(9, 0), new TimeOnly(15, 1))] });
        var report = await world.RunAsync(() => world.Logger(calendar: calendar).CatchUpAsync());
        Assert.Equal((new TimeOnly(15, 0), true), (TimeOnly.FromDateTime(report.Session.LastMinute), report.IsFinal));

        // Reports take the same hours. By the known ones, the day is not whole, and its end a contradiction.
        var archive = new KlineArchive(world.Store);
        var corrected = new KlineReportContext(calendar, timeProvider: world.Clock);
        Assert.Equal(StoreVerdict.Sound, (await archive.VerifyAsync(corrected)).Verdict);
        Assert.Equal(StoreVerdict.Doubtful, (await archive.VerifyAsync()).Verdict);
        Assert.Empty((await archive.ReportQualityAsync(KlineQuery.Day(Day), corrected)).Findings);
        Assert.Empty(await archive.FindGapsAsync(KlineQuery.Day(Day), corrected));
    }

    [Fact]
    public async Task M23_a_report_counts_minutes_as_over_by_the_loggers_margin()
    {
        var margin = TimeSpan.FromSeconds(45);
        var world = new LoggerWorld(Day, "10:30:30", 3);
        await world.RunAsync(() => world.Logger(new KlineLoggerOptions { SettleMargin = margin }).CatchUpAsync());
        var archive = new KlineArchive(world.Store);
        Assert.Empty(await archive.FindGapsAsync(KlineQuery.Day(Day), new KlineReportContext(timeProvider: world.Clock, settleMargin: margin)));
        Assert.Equal(3, (await archive.FindGapsAsync(KlineQuery.Day(Day), new KlineReportContext(timeProvider: world.Clock))).Count);
    }

    [Theory]
    [InlineData(0, MarketDay.Session)] // every weekday is called closed: not believed
    [InlineData(1, MarketDay.Closed)] // one past session: a closure at short notice
    public async Task M13_an_answer_that_contradicts_more_than_one_past_session_is_not_believed(int closures, MarketDay expected)
    {
        var yesterday = Day.AddDays(-1);
        var world = new LoggerWorld(Day, "18:30", 1, shape: truth => truth with
        {
            IsSession = date => closures > 0 && date != yesterday && KrxCalendar.GetDay(date) == MarketDay.Session,
        });
        var heard = new LogRecords<HantooMarketCalendar>();
        var calendar = new HantooMarketCalendar(world.Client(), world.Store, timeProvider: world.Clock, logger: heard);
        Assert.Equal(expected, await world.RunAsync(() => calendar.GetDayAsync(yesterday).AsTask()));
        Assert.Equal(closures > 0, world.Store.Keys.Any(key => key.StartsWith("hantoo-calendar", StringComparison.Ordinal)));
        Assert.Equal(closures > 0, heard.Messages.Any(message => message.Contains($"2026-05-{yesterday.Day:00} is Closed by KIS, which is believed", StringComparison.Ordinal)));
        Assert.Equal(closures == 0, heard.Messages.Any(message => Regex.IsMatch(message, "contradict the known ones on [0-9]+ past days, the first 2026-05-[0-9]{2}: the answer is not used")));
    }

    [Fact]
    public async Task Calls_of_failed_symbols_are_counted()
    {
        var world = new LoggerWorld(Day, "18:30", 2);
        world.Kis.Faults.Always(KisFault.RowsNull(), request => request.Uri.AbsolutePath.Contains("chart", StringComparison.Ordinal));
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.All(report.Symbols, symbol => Assert.Equal((SymbolDayState.Failed, 4), (symbol.State, symbol.Calls)));
    }

    [Fact]
    public async Task A_clean_evening_needs_no_call_for_evidence_and_names_its_witnesses()
    {
        var world = new LoggerWorld(Day, "18:30", 40);
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.True(report.IsFinal);
        Assert.DoesNotContain(world.Kis.Requests, request => request.Uri.AbsolutePath.Contains("daily-itemchart", StringComparison.Ordinal));
        Assert.All(report.Symbols.Where(symbol => symbol.State == SymbolDayState.Complete), symbol => Assert.True(symbol.Witnesses.HasFlag(KlineWitnesses.MoneyChain)));
        Assert.All(report.Symbols, symbol => Assert.NotEqual(KlineWitnesses.None, symbol.Witnesses));

        // They are stored, and reports of the archive show them.
        var coverage = await new KlineArchive(world.Store).ReportCoverageAsync(KlineQuery.Day(Day), new KlineReportContext(timeProvider: world.Clock));
        Assert.Equal(report.Symbols.OrderBy(symbol => symbol.Symbol, StringComparer.Ordinal).Select(symbol => symbol.Witnesses), coverage.Sessions[0].Symbols.Select(day => day.Witnesses));
        Assert.Contains("complete: money chain, ", coverage.ToText(), StringComparison.Ordinal);
    }

    private sealed class Corrected : IMarketCalendar
    {
        public ValueTask<MarketDay> GetDayAsync(DateOnly date, CancellationToken cancellationToken = default) => KrxCalendar.Instance.GetDayAsync(date, cancellationToken);

        public ValueTask<TradingSession?> SessionAsync(Venue venue, DateOnly date, CancellationToken cancellationToken = default) => new(KrxCalendar.GetDay(date) == MarketDay.Closed ? null
            : new TradingSession(venue, date, [new(TradingPhase.Regular, new TimeOnly(9, 0), new TimeOnly(15, 0))], KoreaTime.At(date, new TimeOnly(15, 2))));
    }
}
