using System.Text.RegularExpressions;
using Rhetenor.Data.Tests.Archive;

namespace Rhetenor.Data.Tests.Logger;

/// <summary>What a logger takes from masters, and for which day.</summary>
public sealed class LoggedMastersTests
{
    private static readonly DateOnly Day = new(2026, 5, 20);

    [Theory]
    [InlineData(0, SymbolDayState.Halted)]
    [InlineData(-1, SymbolDayState.NoTrades)]
    [InlineData(1, SymbolDayState.NoTrades)]
    public async Task M21_halts_come_from_the_master_of_the_sessions_own_day_or_are_not_claimed(int days, SymbolDayState state)
    {
        var world = new LoggerWorld(Day, "18:30", 1, options => options with { Truth = new KisTruth(new KisTruthOptions { Listing = [new("000010") { Kind = KisSymbolKind.Idle }] }) });
        var master = ReportShelf.Master(Market.Kospi, Day.AddDays(days), ("000010", [("trading_halted", "Y")]));
        var logger = new HantooKlineLogger(["000010"], world.Store, world.Client(), masters: [master], timeProvider: world.Clock);
        Assert.Equal(state, Assert.Single((await world.RunAsync(() => logger.CatchUpAsync())).Symbols).State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task M21_a_stale_master_says_nothing_about_the_day_that_was_asked_for(bool isStale)
    {
        var world = new LoggerWorld(Day, "18:30", 1, options => options with { Truth = new KisTruth(new KisTruthOptions { Listing = [new("000010") { Kind = KisSymbolKind.Idle }] }) });
        var master = ReportShelf.Master(Market.Kospi, Day, ("000010", [("trading_halted", "Y")]));
        master = master.With(Day, KoreaTime.At(Day.AddDays(isStale ? -1 : 0), new TimeOnly(8, 45)), MasterOrigin.Download, isStale);
        var logger = new HantooKlineLogger(["000010"], world.Store, world.Client(), masters: [master], timeProvider: world.Clock);
        Assert.Equal(isStale ? SymbolDayState.NoTrades : SymbolDayState.Halted, Assert.Single((await world.RunAsync(() => logger.CatchUpAsync())).Symbols).State);
    }

    // One stale answer says that nothing was traded. Its day before has many rows, so that the daily bar is asked: it contradicts.
    [Fact]
    public async Task M3_no_trades_of_a_symbol_that_was_traded_the_day_before_need_the_daily_bar_too()
    {
        var world = new LoggerWorld(Day, "18:30", 1);
        var stale = new Edited(world.Kis, body => Regex.Replace(body.Replace("20260520", "20260519", StringComparison.Ordinal), "(?<=\"output1\":.*\"acml_(vol|tr_pbmn)\":\")[0-9]+(?=.*\"output2\")", "0"));
        var report = await world.RunAsync(() => world.Logger(client: stale.Client(world)).CatchUpAsync());
        Assert.Equal((SymbolDayState.Doubtful, false), (report.Symbols[0].State, report.IsFinal));
        Assert.StartsWith("KIS contradicts itself: no row of the day", report.Symbols[0].Reason, StringComparison.Ordinal);
    }

    // The answer is stale, and shows no day with many rows. The next session's master contradicts it without a call.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task M3_no_trades_by_a_single_answer_are_contradicted_by_the_next_master(bool wereThereTrades)
    {
        var world = new LoggerWorld(Day, "18:30", 1);
        var code = world.Symbols[0];
        world.Kis.Faults.Always(KisFault.FirstRows(10), request => request.Uri.AbsolutePath.Contains("inquire-time-", StringComparison.Ordinal));
        var stale = new Edited(world.Kis, body => Regex.Replace(body.Replace("20260520", "20260519", StringComparison.Ordinal), "(?<=\"output1\":.*\"acml_(vol|tr_pbmn)\":\")[0-9]+(?=.*\"output2\")", "0"));
        var first = await world.RunAsync(() => Logger(stale.Client(world)).CatchUpAsync());
        Assert.Equal((SymbolDayState.NoTrades, true), (first.Symbols[0].State, first.IsFinal));
        world.Kis.Faults.Clear();

        world.Clock.AdvanceTo(KoreaTime.At(Day.AddDays(1), new TimeOnly(18, 30)));
        var second = await world.RunAsync(() => Logger(world.Client()).CatchUpAsync());
        Assert.True(second.IsFinal, second.ToText());
        Assert.Equal(wereThereTrades ? [Day] : [], second.Earlier.Select(report => report.Session.Date));
        if (wereThereTrades)
            world.AssertStored(Venue.Krx, Day);

        HantooKlineLogger Logger(HantooClient client) => new(
            (session, _) => new(new KlineSelection([code], [ReportShelf.Master(Market.Kospi, session.Date, (code, [("previous_volume", wereThereTrades ? $"{world.Truth.FinalBars(Venue.Krx, session.Date.AddDays(-1), code).Sum(row => row.Volume)}" : "0")]))])),
            world.Store, client, timeProvider: world.Clock);
    }

    // Rows and quote of an evening are of 13:00, and agree with each other.
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 1)]
    [InlineData(false, 5)] // it is not the last session any more
    public async Task M6_a_day_that_its_own_answer_shows_whole_is_contradicted_by_the_next_master(bool isDated, int daysLater)
    {
        var world = new LoggerWorld(Day, "18:30", 1);
        var code = world.Symbols[0];
        var rows = world.Truth.FinalBars(Venue.Krx, Day, code);
        var (shares, value) = rows.Where(row => row.Minute <= Day.ToDateTime(new(13, 0))) is var known ? (known.Sum(row => row.Volume), known.Last().AccValue) : default;
        Assert.InRange(shares, 1, rows.Sum(row => row.Volume) * 0.79);
        var first = await world.RunAsync(() => Logger(new Edited(world.Kis, Quote, Earlier).Client(world)).CatchUpAsync());
        Assert.Equal((SymbolDayState.Complete, true), (first.Symbols[0].State, first.IsFinal));
        Assert.True(first.Symbols[0].Witnesses.HasFlag(KlineWitnesses.Quote));

        world.Clock.AdvanceTo(KoreaTime.At(Day.AddDays(daysLater), new TimeOnly(18, 30)));
        if (isDated)
        {
            // A run that fails claims nothing.
            world.Kis.Faults.Always(HttpFault.Status(500), request => request.Uri.AbsolutePath.Contains("chartprice", StringComparison.Ordinal));
            var failed = await world.RunAsync(() => Logger(world.Client()).CatchUpAsync(Day));
            Assert.Equal((SymbolDayState.Doubtful, false), (failed.Symbols[0].State, failed.IsFinal));
            world.Kis.Faults.Clear();

            // What contradicts the day outlives the run that could not read it again: also where no master is known.
            var covered = world.Covered(Day).Symbols[code];
            Assert.Equal((SymbolDayState.Doubtful, $"the next session's master shows {rows.Sum(row => row.Volume)} shares, the bars {shares}."), (covered.State, covered.Reason));
        }

        var second = await world.RunAsync(() => isDated ? Logger(world.Client()).CatchUpAsync(Day) : Logger(world.Client()).CatchUpAsync());
        Assert.True(second.IsFinal, second.ToText());
        Assert.Equal(!isDated, second.Earlier.Any(report => report.Session.Date == Day));
        world.AssertStored(Venue.Krx, Day);
        Assert.Equal(0, (await world.RunAsync(() => Logger(world.Client()).CatchUpAsync(Day))).Calls);

        HantooKlineLogger Logger(HantooClient client) => new(
            (session, _) => new(new KlineSelection([code], [ReportShelf.Master(Market.Kospi, session.Date, (code, [("previous_volume", $"{world.Truth.FinalBars(Venue.Krx, session.Date.AddDays(-1), code).Sum(row => row.Volume)}")]))])),
            world.Store, client, timeProvider: world.Clock);

        Uri Earlier(Uri uri) => new(Regex.Replace(uri.OriginalString, "(?<=INPUT_HOUR_1=)1[3-9][0-9]{4}", "130000"));

        string Quote(string body) => Regex.Replace(Regex.Replace(body, "(?<=\"output1\":[^}]*\"acml_vol\":\")[0-9]+", $"{shares}"), "(?<=\"output1\":[^}]*\"acml_tr_pbmn\":\")[0-9]+", $"{value}");
    }

    // One replica gives rows and daily bars of 13:00, at night, when the next master is not there yet.
    [Fact]
    public async Task M6_a_day_that_rows_and_daily_bar_show_whole_is_contradicted_by_the_next_master()
    {
        var world = new LoggerWorld(Day.AddDays(1), "02:00", 2);
        var code = world.Symbols[0];
        var rows = world.Truth.FinalBars(Venue.Krx, Day, code);
        var (shares, value) = rows.Where(row => row.Minute <= Day.ToDateTime(new(13, 0))) is var known ? (known.Sum(row => row.Volume), known.Last().AccValue) : default;
        var replica = new Edited(new Edited(world.Kis, Totals, path: "inquire-daily-"), body => body, Earlier).Client(world);
        var first = await world.RunAsync(() => Logger(replica, [code]).CatchUpAsync(Day));
        Assert.True(first.IsFinal, first.ToText());
        Assert.Equal((SymbolDayState.Complete, true, true), (first.Symbols[0].State, first.IsFinal, first.Symbols[0].Witnesses.HasFlag(KlineWitnesses.DailyBar)));
        Assert.Equal(shares, world.Held(Day).Slices().Sum(slice => slice.Sum(bar => bar.Kline.Volume)));
        var asOf = world.Covered(Day).Symbols[code].PricesAsOf;
        Assert.NotNull(asOf);

        // The doubt outlives a run that cannot read the day again, also when it writes others and meets another writer's bars meanwhile.
        world.Clock.AdvanceTo(KoreaTime.At(Day.AddDays(1), new TimeOnly(9, 0)));
        var bar = world.Held(Day).Slices().First();
        var others = new KlineKey("hantoo-stock-kline-1m", bar.Minute, bar.Minute, Venue.Krx, Day.AddDays(1).ToDateTime(new TimeOnly(1, 30))).ToString();
        world.Kis.Faults.Always(HttpFault.Status(500), request =>
        {
            if (!request.Uri.AbsolutePath.Contains("chartprice", StringComparison.Ordinal) || !request.Uri.Query.Contains(code, StringComparison.Ordinal))
                return false;
            world.Store.Overwrite(others, KlineCodec.Pack([bar], accValue: true));
            return true;
        });
        var failed = await world.RunAsync(() => Logger(world.Client(), world.Symbols).CatchUpAsync(Day));
        Assert.Equal((SymbolDayState.Doubtful, true), (failed.Symbols.Single(symbol => symbol.Symbol == code).State, failed.NewBars > 0));
        var covered = world.Covered(Day).Symbols[code];
        Assert.Equal((SymbolDayState.Doubtful, $"the next session's master shows {rows.Sum(row => row.Volume)} shares, the bars {shares}.", asOf), (covered.State, covered.Reason, covered.PricesAsOf));

        world.Kis.Faults.Clear();
        world.Clock.AdvanceTo(KoreaTime.At(Day.AddDays(1), new TimeOnly(18, 30)));
        Assert.True((await world.RunAsync(() => Logger(world.Client(), world.Symbols).CatchUpAsync(Day))).IsFinal);
        world.AssertStored(Venue.Krx, Day);

        HantooKlineLogger Logger(HantooClient client, IReadOnlyList<string> symbols) => new(
            (session, _) => new(new KlineSelection(symbols, world.Clock.GetUtcNow() < KoreaTime.At(session.Date, new TimeOnly(8, 0)) ? [] : [Master(world, session.Date, symbols)])),
            world.Store, client, timeProvider: world.Clock);

        Uri Earlier(Uri uri) => new(Regex.Replace(uri.OriginalString, "(?<=INPUT_HOUR_1=)(1[3-9]|2[0-9])[0-9]{4}", "130000"));

        string Totals(string body) => Regex.Replace(Regex.Replace(body, "(?<=\"20260520\"[^}]*\"acml_vol\":\")[0-9]+", $"{shares}"), "(?<=\"20260520\"[^}]*\"acml_tr_pbmn\":\")[0-9]+", $"{value}");
    }

    [Fact]
    public async Task M6_a_master_that_is_known_later_contradicts_in_the_same_process()
    {
        var world = new LoggerWorld(Day, "18:30", 2);
        var (code, other) = (world.Symbols[0], world.Symbols[1]);
        foreach (var symbol in world.Symbols)
            Assert.True((await world.RunAsync(() => new HantooKlineLogger([symbol], world.Store, Replica(symbol), timeProvider: world.Clock).CatchUpAsync())).IsFinal);

        // The market of the other symbol publishes first, and agrees with what is stored.
        world.Clock.AdvanceTo(KoreaTime.At(Day.AddDays(1), new TimeOnly(18, 30)));
        (string, (string, string)[])[] published = [(other, [("previous_volume", $"{Known(other).Sum(row => row.Volume)}")])];
        var logger = new HantooKlineLogger((session, _) => new(new KlineSelection(world.Symbols, [ReportShelf.Master(Market.Kospi, session.Date, published)])), world.Store, world.Client(), timeProvider: world.Clock);
        Assert.Empty((await world.RunAsync(() => logger.CatchUpAsync())).Earlier);
        var rows = world.Truth.FinalBars(Venue.Krx, Day, code);
        published = [.. published, (code, [("previous_volume", $"{rows.Sum(row => row.Volume)}")])];
        Assert.Equal([Day], (await world.RunAsync(() => logger.CatchUpAsync())).Earlier.Select(report => report.Session.Date));
        Assert.True(world.Held(Day).TryGetKline(code, rows[^1].Minute, out _));

        HantooClient Replica(string symbol)
        {
            var (shares, value) = (Known(symbol).Sum(row => row.Volume), Known(symbol).Last().AccValue);
            return new Edited(
                world.Kis,
                body => Regex.Replace(Regex.Replace(body, "(?<=\"output1\":[^}]*\"acml_vol\":\")[0-9]+", $"{shares}"), "(?<=\"output1\":[^}]*\"acml_tr_pbmn\":\")[0-9]+", $"{value}"),
                uri => new(Regex.Replace(uri.OriginalString, "(?<=INPUT_HOUR_1=)1[3-9][0-9]{4}", "130000"))).Client(world);
        }

        IEnumerable<MinuteRow> Known(string symbol) => world.Truth.FinalBars(Venue.Krx, Day, symbol).Where(row => row.Minute <= Day.ToDateTime(new(13, 0)));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(null, false)]
    [InlineData(-400, false)] // a name may have passed from one symbol to another since
    public async Task C17_answers_that_are_all_of_another_symbol_fail_by_the_names_of_the_masters(int? days, bool isKnown)
    {
        var world = new LoggerWorld(Day, "18:30", 3);
        var (victim, other) = (world.Symbols[0], world.Symbols[1]);
        world.Kis.Faults.Always(KisFault.OtherSymbol(other), request => request.Uri.Query.Contains(victim, StringComparison.Ordinal));
        var names = world.Listing.Select(symbol => (symbol.Code, new (string, string)[] { ("korean_name", symbol.Name) })).ToArray();
        var logger = new HantooKlineLogger(
            world.Symbols, world.Store, world.Client(), masters: days is { } before ? [ReportShelf.Master(Market.Kospi, Day.AddDays(before), names)] : [], timeProvider: world.Clock);
        var outcome = (await world.RunAsync(() => logger.CatchUpAsync())).Symbols.Single(symbol => symbol.Symbol == victim);
        Assert.Equal(isKnown, outcome.State == SymbolDayState.Failed);
        if (isKnown)
            Assert.Contains($"which is {other}", outcome.Reason, StringComparison.Ordinal);
        Assert.Equal(!isKnown, world.Held(Day).HasBars(victim));
    }

    [Fact]
    public async Task M21_symbols_come_from_the_selection_of_each_session_for_as_long_as_it_logs()
    {
        var world = new LoggerWorld(Day, "15:00", 3);
        var days = new[] { Day, Day.AddDays(1), Day.AddDays(2) };
        var asked = new List<DateOnly>();
        var logger = new HantooKlineLogger(Select, world.Store, world.Client(), timeProvider: world.Clock);
        using var stop = new CancellationTokenSource(KoreaTime.At(days[2], new TimeOnly(23, 0)) - world.Clock.GetUtcNow(), world.Clock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.RunAsync(async () =>
        {
            await logger.RunAsync(cancellationToken: stop.Token);
            return true;
        }));
        foreach (var (day, number) in days.Select((day, number) => (day, number)))
        {
            var coverage = await new KlineArchive(world.Store).ReadCoverageAsync(KlineQuery.Day(day)).SingleAsync();
            Assert.Equal([world.Symbols[number]], coverage.Symbols.Keys);
            Assert.True(coverage.Symbols[world.Symbols[number]].IsFinal);
        }

        // Of a session that is over, once.
        Assert.All(asked.Where(date => date < Day).CountBy(date => date), count => Assert.Equal(1, count.Value));

        ValueTask<KlineSelection> Select(TradingSession session, CancellationToken cancellationToken)
        {
            asked.Add(session.Date);
            return new(new KlineSelection([world.Symbols[Math.Clamp(session.Date.DayNumber - Day.DayNumber, 0, 2)]], []));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_master_of_the_next_session_is_a_witness_that_costs_no_call(bool isThere)
    {
        // The symbol's last trade is before the close: something must show that nothing follows.
        var world = new LoggerWorld(Day, "18:30", 24);
        world.Clock.AdvanceTo(KoreaTime.At(Day.AddDays(1), new TimeOnly(18, 30)));
        var (symbol, bars) = world.Symbols.Select(symbol => (symbol, Bars: world.Truth.FinalBars(Venue.Krx, Day, symbol)))
            .First(one => one.Bars.Count > 0 && TimeOnly.FromDateTime(one.Bars[^1].Minute) < new TimeOnly(15, 30));
        var shares = bars.Sum(row => row.Volume);
        var logger = new HantooKlineLogger(Select, world.Store, world.Client(), timeProvider: world.Clock);
        var outcome = Assert.Single((await world.RunAsync(() => logger.CatchUpAsync(Day))).Symbols);
        Assert.Equal((SymbolDayState.Complete, isThere), (outcome.State, outcome.Witnesses.HasFlag(KlineWitnesses.NextMaster)));
        Assert.Equal(!isThere, world.Kis.Requests.Any(request => request.Uri.AbsolutePath.Contains("daily-itemchart", StringComparison.Ordinal)));

        ValueTask<KlineSelection> Select(TradingSession session, CancellationToken cancellationToken) => new(new KlineSelection([symbol], !isThere ? [] :
            [ReportShelf.Master(Market.Kospi, session.Date, (symbol, [("previous_volume", session.Date > Day ? $"{shares}" : "1")]))]));
    }

    // The master of a date, with the shares of the day before it.
    private static MasterFile Master(LoggerWorld world, DateOnly date, IReadOnlyList<string> symbols) => ReportShelf.Master(
        Market.Kospi, date, [.. symbols.Select(symbol => (symbol, new (string, string)[] { ("previous_volume", $"{world.Truth.FinalBars(Venue.Krx, date.AddDays(-1), symbol).Sum(row => row.Volume)}") }))]);
}
