using System.Text;

namespace Rhetenor.Data.Tests.Archive;

/// <summary>What is there, what is not, and what nobody can know.</summary>
public sealed class CoverageReportTests
{
    private static readonly DateOnly Day = ReportShelf.Monday;

    [Fact]
    public async Task Every_state_says_what_the_store_shows()
    {
        var shelf = new ReportShelf();
        shelf.Put(Day, "18:30", ReportShelf.Run(Day, "000001"), ReportShelf.Run(Day, "000005"), ReportShelf.Run(Day, "000006"));
        shelf.Cover(Day, "18:30",
            ("000001", SymbolDayState.Complete, "15:30", true), ("000002", SymbolDayState.NoTrades, "15:30", true),
            ("000003", SymbolDayState.Halted, "15:30", true), ("000004", SymbolDayState.NotListed, null, true),
            ("000005", SymbolDayState.Complete, "11:00", false), ("000007", SymbolDayState.Failed, null, false));
        var report = await shelf.ReportAsync("000001", "000002", "000003", "000004", "000005", "000006", "000007", "000008");
        Assert.Equal(
            [
                SymbolDayState.Complete, SymbolDayState.NoTrades, SymbolDayState.Halted, SymbolDayState.NotListed,
                SymbolDayState.Partial, SymbolDayState.Doubtful, SymbolDayState.Failed, SymbolDayState.Missing,
            ],
            report.Sessions[0].Symbols.Select(day => day.State));
        Assert.Equal([3, 0, 0, 0, 3, 3, 0, 0], report.Sessions[0].Symbols.Select(day => day.Bars));
        var (partial, unproven, failed) = (report.Sessions[0].Symbols[4], report.Sessions[0].Symbols[5], report.Sessions[0].Symbols[6]);
        Assert.Equal((new TimeOnly(11, 0), "the rest was not fetched."), (TimeOnly.FromDateTime(partial.Through!.Value), partial.Reason));
        Assert.Equal(Day.ToDateTime(new TimeOnly(9, 0)), partial.AskFrom);
        Assert.Equal(("no coverage describes it.", Day.ToDateTime(new TimeOnly(9, 0))), (unproven.Reason, unproven.AskFrom));
        Assert.Contains("without success", failed.Reason, StringComparison.Ordinal);
        Assert.Equal((4, false), (report.Sessions[0].Final, report.IsFinal));
        Assert.Equal(4 * 8 + 1, report.Count(SymbolDayState.Missing));
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(36, true)]
    [InlineData(100, false)]
    public async Task M3_the_next_sessions_master_contradicts_a_day_with_fewer_shares(int traded, bool isComplete)
    {
        var (tuesday, friday) = (Day.AddDays(1), ReportShelf.Friday);
        MasterFile Next(DateOnly date) => ReportShelf.Master(Market.Kospi, date, ("005930", [("previous_volume", $"{traded}")]), ("000660", []));
        var asked = new List<DateOnly>();
        var shelf = new ReportShelf
        {
            Context = new(
                timeProvider: VirtualClock.AtKorea(friday.AddDays(3), new TimeOnly(8, 0)),
                mastersOf: (date, _) =>
                {
                    asked.Add(date);
                    return ValueTask.FromResult<IReadOnlyList<MasterFile>>(date == tuesday || date == friday.AddDays(3) ? [Next(date)] : []);
                }),
        };
        shelf.Whole(Day, "005930");
        shelf.Whole(friday, "005930");
        var report = await shelf.ReportAsync("005930");
        foreach (var (session, at) in new[] { (0, Day), (4, friday) })
        {
            var day = report.Sessions[session].Symbols[0];
            Assert.Equal(isComplete ? SymbolDayState.Complete : SymbolDayState.Doubtful, day.State);
            Assert.Equal(isComplete ? null : "the next session's master shows 100 shares, the bars 30.", day.Reason);
            Assert.Equal(isComplete ? null : at.ToDateTime(new TimeOnly(9, 0)), day.AskFrom);
        }

        Assert.Equal([Day, tuesday, Day.AddDays(2), Day.AddDays(3), friday, friday.AddDays(3)], asked);
        var gaps = await shelf.Archive.FindGapsAsync(new(Day, Day, ["005930"]), shelf.Context);
        Assert.Equal(isComplete ? 0 : 1, gaps.Count);
    }

    // A logger without masters would settle it the same way again, and a master of the day knows nothing of a later split.
    [Theory]
    [InlineData(KlineWitnesses.MoneyChain | KlineWitnesses.DailyBar, null, null, SymbolDayState.Doubtful)]
    [InlineData(KlineWitnesses.MoneyChain | KlineWitnesses.SecondReading, null, null, SymbolDayState.Complete)]
    [InlineData(KlineWitnesses.MoneyChain | KlineWitnesses.DailyBar, "2026-01-27", null, SymbolDayState.Doubtful)]
    [InlineData(KlineWitnesses.MoneyChain | KlineWitnesses.DailyBar, "2026-01-28", null, SymbolDayState.Complete)]
    [InlineData(KlineWitnesses.MoneyChain | KlineWitnesses.DailyBar, null, "2026-01-27 09:00", SymbolDayState.Doubtful)]
    [InlineData(KlineWitnesses.MoneyChain | KlineWitnesses.DailyBar, null, "2026-01-27 00:30", SymbolDayState.Complete)] // no master is published yet
    public async Task M3_what_a_second_reading_settled_or_a_later_split_adjusted_is_not_compared(KlineWitnesses witnesses, string? pricesAsOf, string? now, SymbolDayState state)
    {
        var shelf = new ReportShelf();
        var bars = shelf.Put(Day, "18:30", ReportShelf.Run(Day, "005930"));
        var entry = new KlineSymbolCoverage(SymbolDayState.Complete, new TimeOnly(15, 30), true) { Witnesses = witnesses, PricesAsOf = pricesAsOf is null ? null : DateOnly.Parse(pricesAsOf, null) };
        var name = new KlineCoverageKey(ReportShelf.Prefix, Day, Venue.Krx, Day.ToDateTime(new TimeOnly(18, 30)));
        shelf.Store.Overwrite(name.ToString(), CoverageCodec.Pack(CoverageRecord.Of(name, [KeyValuePair.Create("005930", entry)], [], [new ObjectMark(KlineKey.Parse(bars).Name, ContentMark.Of(shelf.Store[bars]))])));
        var master = ReportShelf.Master(Market.Kospi, Day.AddDays(1), ("005930", [("previous_volume", "100")]));
        var clock = now is null ? VirtualClock.AtKorea(ReportShelf.Friday, new TimeOnly(8, 0)) : VirtualClock.AtKorea(Day.AddDays(1), TimeOnly.Parse(now[11..], null));
        var report = await shelf.Archive.ReportCoverageAsync(new(Day, Day, ["005930"]), new KlineReportContext(masters: [master], timeProvider: clock));
        Assert.Equal(state, report.Sessions[0].Symbols[0].State);

        // What is no master of the day itself is not compared, and one that is not available is not needed.
        var stale = master.With(Day.AddDays(1), KoreaTime.At(Day, new TimeOnly(8, 45)), MasterOrigin.Download);
        Assert.True((await shelf.Archive.ReportCoverageAsync(new(Day, Day, ["005930"]), new KlineReportContext(masters: [stale], timeProvider: clock))).IsFinal);
        var missing = new KlineReportContext(timeProvider: clock, mastersOf: (date, _) => date == Day ? new([]) : throw new MasterNotAvailableException(Market.Kospi, date, "it is gone"));
        Assert.True((await shelf.Archive.ReportCoverageAsync(new(Day, Day, ["005930"]), missing)).IsFinal);
    }

    [Fact]
    public async Task Sessions_with_nothing_are_missing_and_closed_days_never_appear()
    {
        var shelf = new ReportShelf { Context = ReportShelf.At(new DateOnly(2026, 2, 20), "12:00") };
        shelf.Whole(Day, "005930");
        var report = await shelf.Archive.ReportCoverageAsync(new(Day, new DateOnly(2026, 2, 28)), shelf.Context);
        // Four weeks, without weekends and the three days of the lunar new year; the twentieth has not finished.
        Assert.Equal(new DateOnly(2026, 2, 20), report.Sessions[^1].Session.Date);
        Assert.Equal(17, report.Sessions.Count);
        Assert.DoesNotContain(report.Sessions, session => session.Session.Date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || session.Session.Date == new DateOnly(2026, 2, 17));
        Assert.Equal((1, 16), (report.Count(SymbolDayState.Complete), report.Count(SymbolDayState.Missing)));
    }

    [Theory]
    [InlineData("08:59", null, null)]
    [InlineData("09:59", SymbolDayState.Open, "the session is not over.")]
    [InlineData("10:30", SymbolDayState.Partial, "the rest was not fetched.")]
    [InlineData("15:40", SymbolDayState.Partial, "the rest was not fetched.")]
    public async Task A_session_that_goes_on_is_open_while_nothing_is_left_out_and_one_to_come_is_none(string now, SymbolDayState? state, string? reason)
    {
        var shelf = new ReportShelf { Context = ReportShelf.At(Day, now) };
        shelf.Put(Day, "10:00", ReportShelf.Run(Day, "005930"));
        shelf.Cover(Day, "10:00", ("005930", SymbolDayState.Complete, "09:58", false));
        var report = await shelf.ReportAsync();
        Assert.Equal(state is null ? [] : [(state.Value, reason)], report.Sessions.Take(1).Select(session => (session.Symbols[0].State, session.Symbols[0].Reason)));
    }

    [Fact]
    public async Task C21_what_was_read_before_the_evening_is_partial_and_asked_for_whole()
    {
        var shelf = new ReportShelf();
        shelf.Put(Day, "15:40", ReportShelf.Run(Day, "005930"));
        shelf.Cover(Day, "15:40", ("005930", SymbolDayState.Complete, "15:30", false));
        var day = (await shelf.ReportAsync()).Sessions[0].Symbols[0];
        Assert.Equal((SymbolDayState.Partial, "it was not read whole since the day's figures settled."), (day.State, day.Reason));
        Assert.Equal(Day.ToDateTime(new TimeOnly(9, 0)), day.AskFrom);
    }

    [Fact]
    public async Task A_day_that_was_final_by_shorter_hours_is_not_by_longer_ones()
    {
        var date = new DateOnly(2026, 9, 16);
        var shelf = new ReportShelf { Context = ReportShelf.At(date.AddDays(1), "08:00") };
        shelf.Put(date, "18:30", ReportShelf.Run(date, "005930"));
        shelf.Cover(date, "18:30", ("005930", SymbolDayState.Complete, "15:30", true));
        var report = await shelf.Archive.ReportCoverageAsync(KlineQuery.Day(date), shelf.Context);
        Assert.Equal(SymbolDayState.Partial, report.Sessions[0].Symbols[0].State);
    }

    [Fact]
    public async Task Halves_of_a_day_make_a_day_and_a_failure_takes_nothing_back()
    {
        var shelf = new ReportShelf();
        shelf.Put(Day, "12:00", ReportShelf.Run(Day, "005930"));
        shelf.Cover(Day, "12:00", ("005930", SymbolDayState.Complete, "11:58", false));
        shelf.Put(Day, "18:30", ReportShelf.Run(Day, "005930", "12:00", before: 30));
        shelf.Cover(Day, "18:30", ("005930", SymbolDayState.Complete, "15:30", true));
        shelf.Cover(Day, "19:00", ("005930", SymbolDayState.Failed, null, false));
        var day = (await shelf.ReportAsync()).Sessions[0].Symbols[0];
        Assert.Equal((SymbolDayState.Complete, 6), (day.State, day.Bars));
    }

    [Fact]
    public async Task Symbols_listed_midway_are_told_by_masters()
    {
        var shelf = new ReportShelf();
        var wednesday = Day.AddDays(2);
        for (var date = Day; date <= ReportShelf.Friday; date = date.AddDays(1))
            shelf.Whole(date, date < wednesday ? ["005930"] : ["005930", "450140"]);
        Assert.Equal(2, (await shelf.ReportAsync()).Count(SymbolDayState.Missing));

        var master = ReportShelf.Master(Market.Kospi, ReportShelf.Friday, ("005930", [("listing_date", "19750611")]), ("450140", [("listing_date", "20260128")]));
        var report = await shelf.Archive.ReportCoverageAsync(new(Day, ReportShelf.Friday), ReportShelf.With(master));
        Assert.Equal((2, 8, true), (report.Count(SymbolDayState.NotListed), report.Count(SymbolDayState.Complete), report.IsFinal));
        Assert.Empty(report.Gaps);
    }

    [Fact]
    public async Task Masters_of_the_day_tell_halts_and_who_was_listed_and_are_asked_for_once()
    {
        var shelf = new ReportShelf();
        List<DateOnly> asked = [];
        var clock = VirtualClock.AtKorea(new DateOnly(2026, 2, 2), new TimeOnly(8, 0));
        var context = new KlineReportContext(timeProvider: clock, mastersOf: (date, _) =>
        {
            asked.Add(date);
            return new(date.Day > 27 ? [] : [
                ReportShelf.Master(Market.Kospi, date, ("005930", [("trading_halted", "Y"), ("listing_date", "19750611")]), ("000660", [("trading_halted", "N")])),
                ReportShelf.Master(Market.Kosdaq, date, ("247540", [])), ReportShelf.Master(Market.Konex, date, ("317240", []))]);
        });
        var report = await shelf.Archive.ReportCoverageAsync(new(Day, ReportShelf.Friday, ["005930", "000660", "111111"]), context);
        Assert.Equal([26, 27, 28, 29, 30, 2], asked.Select(date => date.Day));
        Assert.Equal(
            [SymbolDayState.Missing, SymbolDayState.Halted, SymbolDayState.NotListed], report.Sessions[0].Symbols.Select(day => day.State));
        Assert.All(report.Sessions[3].Symbols, day => Assert.Equal(SymbolDayState.Missing, day.State));
        // A halt may end during the day, so it is asked about; what was not listed is not.
        Assert.Equal(2, report.Gaps.Count(gap => gap.Session.Date == Day));
    }

    [Fact]
    public async Task Without_symbols_all_that_store_and_masters_know_are_reported()
    {
        var shelf = new ReportShelf();
        shelf.Put(Day, "18:30", ReportShelf.Run(Day, "000001"));
        shelf.Cover(Day.AddDays(1), "18:30", ("000002", SymbolDayState.NoTrades, "15:30", true));
        var report = await shelf.Archive.ReportCoverageAsync(
            new(Day, ReportShelf.Friday), ReportShelf.With(ReportShelf.Master(Market.Kospi, Day, ("000003", []))));
        Assert.Equal(["000001", "000002", "000003"], report.Sessions[0].Symbols.Select(day => day.Symbol));
    }

    [Fact]
    public async Task H3_I2_a_damaged_object_hides_no_other_and_makes_its_own_symbols_unproven()
    {
        var shelf = new ReportShelf();
        shelf.Whole(Day, "000001", "000002");
        var damaged = shelf.Put(Day, "18:31", ReportShelf.Run(Day, "000003"));
        shelf.Cover(Day, "18:31", ("000003", SymbolDayState.Complete, "15:30", true));
        shelf.Put(Day, "12:00", ReportShelf.Run(Day, "000003"));
        shelf.Store.Overwrite(damaged, shelf.Store[damaged][..^3]);
        var report = await shelf.ReportAsync();
        Assert.Equal([SymbolDayState.Complete, SymbolDayState.Complete, SymbolDayState.Doubtful], report.Sessions[0].Symbols.Select(day => day.State));
        Assert.Contains(damaged, report.Sessions[0].Symbols[2].Reason, StringComparison.Ordinal);
        Assert.Equal(damaged, Assert.Single(report.Problems).Key);

        // Nothing tells whose bars another program's object has: then nobody's are proven.
        var foreign = shelf.PutText($"{ReportShelf.Prefix}/20260126090000_20260126091900_J_20260126093001.jsonl.zstd", "no line\n");
        report = await shelf.ReportAsync();
        Assert.All(report.Sessions[0].Symbols, day => Assert.Equal(SymbolDayState.Doubtful, day.State));
        Assert.Equal(2, report.Problems.Count);
        Assert.Contains(report.Problems, problem => problem.Key == foreign);
    }

    [Fact]
    public async Task H9_a_row_that_cannot_be_read_makes_its_symbol_unproven()
    {
        var shelf = new ReportShelf();
        shelf.Whole(Day, "000001", "000002");
        shelf.PutText($"{ReportShelf.Prefix}/20260126100000_20260126100000_J_20260126183001.jsonl.zstd",
            Klines.Bars.Line("\"000001\":[\"None\",1,1,1,1,1],\"000002\":[1000,1000,1000,1000,10,40]", stamp: "2026-01-26_10:00"));
        var report = await shelf.ReportAsync();
        Assert.Equal([SymbolDayState.Doubtful, SymbolDayState.Complete], report.Sessions[0].Symbols.Select(day => day.State));
    }

    [Fact]
    public async Task Coverage_and_bars_that_contradict_each_other_prove_nothing()
    {
        var shelf = new ReportShelf();
        var (bars, _) = shelf.Whole(Day, "000001");
        shelf.Cover(Day, "18:31", ("000002", SymbolDayState.NoTrades, "15:30", true), ("000003", SymbolDayState.Complete, "10:00", false));
        shelf.Put(Day, "18:32", ReportShelf.Run(Day, "000002"));
        shelf.Store.Remove(bars);
        var days = (await shelf.ReportAsync()).Sessions[0].Symbols;
        Assert.Equal([SymbolDayState.Missing, SymbolDayState.Doubtful, SymbolDayState.Missing], days.Select(day => day.State));
        Assert.Equal("its coverage claims bars, and none are stored.", days[0].Reason);
        Assert.Equal(Day.ToDateTime(new TimeOnly(9, 0)), days[0].AskFrom);
    }

    [Fact]
    public async Task A_coverage_object_that_cannot_be_read_proves_nothing_and_hides_no_other()
    {
        var shelf = new ReportShelf();
        shelf.Whole(Day, "000001");
        var (_, broken) = shelf.Whole(Day.AddDays(1), "000001");
        shelf.Store.Overwrite(broken, "{"u8.ToArray());
        var (_, renamed) = shelf.Whole(Day.AddDays(2), "000001");
        shelf.Store.Overwrite(renamed, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(shelf.Store[renamed]).Replace("20260128", "20260129", StringComparison.Ordinal)));
        var report = await shelf.ReportAsync();
        Assert.Equal(
            [SymbolDayState.Complete, SymbolDayState.Doubtful, SymbolDayState.Doubtful, SymbolDayState.Missing, SymbolDayState.Missing],
            report.Sessions.Select(session => session.Symbols[0].State));
        Assert.Equal([broken, renamed], report.Problems.Select(problem => problem.Key));
    }

    [Fact]
    public async Task J1_J2_foreign_keys_and_other_venues_are_not_counted()
    {
        var shelf = new ReportShelf();
        shelf.Whole(Day, "000001");
        shelf.Store.Overwrite($"{ReportShelf.Prefix}/20260126_notes.txt", "x"u8.ToArray());
        shelf.Store.Overwrite($"{ReportShelf.Prefix}/20260126090000_20260126091000_NX_20260126100000.jsonl.zstd", "x"u8.ToArray());
        shelf.Store.Overwrite($"{ReportShelf.Prefix}/coverage/20260126_NX_20260126100000.json", "x"u8.ToArray());
        var report = await shelf.Archive.ReportCoverageAsync(KlineQuery.Day(Day), shelf.Context);
        Assert.True(report.IsFinal);
        Assert.Equal(1, report.SymbolDays);
    }

    [RealDataFact]
    public async Task H6_what_the_original_wrote_is_unproven()
    {
        var shelf = new ReportShelf();
        foreach (var file in Directory.EnumerateFiles(Path.Join(RealData.Folder, "original"), "*.zstd"))
            shelf.Store.Overwrite($"{ReportShelf.Prefix}/{Path.GetFileName(file)}", await File.ReadAllBytesAsync(file));
        var report = await shelf.ReportAsync();
        Assert.Equal(["000660", "005930", "0126Z0"], report.Sessions[0].Symbols.Select(day => day.Symbol));
        Assert.Equal((6, 9), (report.Count(SymbolDayState.Doubtful), report.Count(SymbolDayState.Missing)));
        Assert.All(report.Sessions[0].Symbols, day => Assert.Equal(20, day.Bars));
    }
}
