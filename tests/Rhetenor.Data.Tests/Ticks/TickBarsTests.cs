using static Rhetenor.Data.Tests.Ticks.TickWorld;

namespace Rhetenor.Data.Tests.Ticks;

/// <summary>What ticks and statements make of the minutes of a session.</summary>
public sealed class TickBarsTests
{
    private readonly TickBars _bars = new(TradingSession.For(Venue.Krx, Day)!, ["000660", "005930"], At("08:58:00"));
    private readonly List<TickFeedItem> _statements = [];

    [Fact]
    public void N62_an_unreadable_message_puts_the_minutes_of_all_symbols_since_the_last_one_in_doubt()
    {
        Take("10:00:05", acc: 10);
        _bars.Take(new() { Kind = TickFeedKind.Unreadable, Known = At("10:01:30"), Reason = "x" });
        Assert.Equal(["000660 10:00 10:01", "005930 10:00 10:01"], Open("10:05:00"));
        Assert.All(_bars.Over(At("10:05:00").DateTime), symbol => Assert.Empty(symbol.Klines));

        // As long as nothing can be read, each minute is in doubt.
        _bars.Take(new() { Kind = TickFeedKind.Unreadable, Known = At("10:03:30"), Reason = "x" });
        Assert.Equal(["000660 10:00 10:03", "005930 10:00 10:03"], Open("10:05:00"));
    }

    [Fact]
    public void N81_dropped_messages_put_the_minutes_since_the_first_one_in_doubt_although_later_statements_were_given_before()
    {
        Take("10:00:05", acc: 10);
        _bars.Take(new() { Kind = TickFeedKind.Subscribed, Known = At("10:04:30"), Symbol = "000660" });
        _bars.Take(new() { Kind = TickFeedKind.Dropped, Known = At("10:05:30"), After = At("10:01:10").DateTime, Count = 3 });
        Assert.Equal(["000660 10:01 10:05", "005930 10:01 10:05"], Open("10:06:00"));
    }

    [Fact]
    public void N65_an_answer_with_a_shortfall_repairs_nothing_and_only_minutes_that_were_in_doubt_are_named()
    {
        _bars.Take(Hole("10:00:05", "10:01:30"));
        _bars.Take(Hole("10:04:05", "10:06:30"));
        var repair = Assert.Single(_bars.Open(At("10:10:00").DateTime));
        var fetch = new KlineFetch([Row("10:00:00"), Row("10:05:00")], At("10:05:00").DateTime);
        Assert.Null(_bars.Repaired(repair, fetch with { Shortfall = "after 10:05 more was traded" }, At("10:11:00"), _statements));
        Assert.Empty(_statements);
        Assert.Equal(["005930 10:00 10:06"], Open("10:10:00"));

        Assert.NotNull(_bars.Repaired(repair, fetch, At("10:12:00"), _statements));
        Assert.Equal(["Repaired 005930 from 2026-11-20 10:00 to 2026-11-20 10:01", "Repaired 005930 from 2026-11-20 10:04 to 2026-11-20 10:05"], _statements.Select(item => item.ToString()));
        Assert.Equal(["005930 10:06 10:06"], Open("10:10:00"));
    }

    [Fact]
    public void N66_a_doubt_that_a_repetition_settles_is_settled_by_the_same_answer_an_hour_later()
    {
        var doubt = new KlineFetch([Row("10:00:00")], null) { Doubt = "x", RepetitionSettles = true };
        _bars.Take(Hole("10:00:05", "10:00:30"));
        var rounds = new List<string>();
        for (var minute = 0; minute < 200; minute++)
        {
            var now = At("20:10:12").AddMinutes(minute);
            foreach (var repair in _bars.Uncompared(now).Where(repair => repair.Symbol == "005930"))
                rounds.Add($"{minute} {_bars.Repaired(repair, doubt, now.AddSeconds(3), _statements)?.Klines.Count}");
        }

        Assert.Equal(["0 ", "1 ", "5 ", "21 ", "81 1"], rounds);
        Assert.Equal("Repaired 005930 from 2026-11-20 10:00 to 2026-11-20 10:00", Assert.Single(_statements).ToString());
        Assert.Equal("Unrepaired 000660 from 2026-11-20 09:00 to 2026-11-20 19:59: KIS was not asked", Assert.Single(_bars.Unrepaired(At("23:59:00"))).ToString());
    }

    [Fact]
    public void N66_another_answer_or_one_that_a_repetition_does_not_settle_stays_in_doubt()
    {
        for (var minute = 0; minute < 230; minute++)
        {
            var now = At("20:10:12").AddMinutes(minute);
            foreach (var repair in _bars.Uncompared(now))
            {
                var rows = repair.Symbol == "000660" ? Row("10:00:00") with { Volume = minute } : Row("10:00:00");
                Assert.Null(_bars.Repaired(repair, new([rows], null) { Doubt = "x", RepetitionSettles = repair.Symbol == "000660" }, now, _statements));
            }
        }

        Assert.All(_bars.Unrepaired(At("23:59:00")), item => Assert.EndsWith(" to 2026-11-20 19:59: x", item.ToString(), StringComparison.Ordinal));
        Assert.Equal(2, _bars.Unrepaired(At("23:59:00")).Count);
    }

    [Fact]
    public void N67_a_tick_outside_the_trading_hours_makes_no_bar()
    {
        Take("15:30:05", acc: 10);
        Take("15:45:00", acc: 20);
        Take("16:00:05", acc: 30);
        var klines = _bars.Over(At("16:01:00").DateTime).Single(symbol => symbol.Symbol == "005930").Klines;
        Assert.Equal([At("15:30:00").DateTime, At("16:00:00").DateTime], klines.Select(kline => kline.Minute));
    }

    [Fact]
    public void N68_a_hole_whose_times_are_in_reverse_puts_the_minutes_between_them_in_doubt()
    {
        _bars.Take(Hole("10:04:05", "10:02:30"));
        Assert.Equal(["005930 10:02 10:04"], Open("10:10:00"));
    }

    [Fact]
    public void N75_a_symbol_whose_registration_has_ended_is_not_requested_any_more()
    {
        _bars.Take(Hole("10:00:05", "10:01:30"));
        var repair = Assert.Single(_bars.Open(At("10:02:00").DateTime));
        _bars.Take(new() { Kind = TickFeedKind.Unsubscribed, Known = At("10:02:30"), Symbol = "005930" });
        Assert.Equal(["000660"], _bars.Over(At("10:20:00").DateTime).Select(symbol => symbol.Symbol));
        Assert.Empty(Open("10:20:00"));

        // An answer that was on the way is not used.
        Assert.Null(_bars.Repaired(repair, new([Row("10:00:00")], At("10:01:00").DateTime), At("10:20:00"), _statements));
        Assert.Equal(["000660"], _bars.Over(At("10:21:00").DateTime).Select(symbol => symbol.Symbol));

        // Registered again, its day is requested up to then.
        _bars.Take(new() { Kind = TickFeedKind.Subscribed, Known = At("10:30:30"), Symbol = "005930" });
        Assert.Equal(["005930 09:00 10:30"], Open("10:40:00"));
    }

    [Fact]
    public void N82_an_answer_with_fewer_shares_than_the_ticks_repairs_nothing_until_it_has_come_twenty_times()
    {
        Take("10:00:05", acc: 10);
        Take("10:00:15", acc: 30);
        _bars.Take(Hole("10:00:05", "10:00:15"));
        var repair = Assert.Single(_bars.Open(At("10:10:00").DateTime));
        KlineFetch[] late = [new([Row("09:59:00")], repair.Last), new([Row("10:00:00")], repair.Last)];
        for (var round = 0; round < 20; round++)
        {
            Assert.Null(_bars.Repaired(repair, late[round % 2], At("10:11:00"), _statements));
            Assert.Equal(["005930 10:00 10:00"], Open("10:10:00"));
        }

        Assert.Empty(_statements);
        Assert.NotNull(_bars.Repaired(repair, late[1], At("10:31:00"), _statements));
        Assert.Equal([TickFeedKind.Repaired, TickFeedKind.Difference], _statements.Select(item => item.Kind));
        Assert.Contains("volume 20", _statements[1].Reason, StringComparison.Ordinal);
        Assert.Empty(Open("10:40:00"));
    }

    [Fact]
    public void N82_what_an_answer_has_before_the_minute_that_it_lacks_counts()
    {
        Take("10:00:05", acc: 10);
        Take("10:03:05", acc: 40);
        _bars.Take(Hole("10:00:05", "10:03:05"));
        var repair = Assert.Single(_bars.Open(At("10:10:00").DateTime));
        var bars = _bars.Repaired(repair, new([Row("10:00:00"), Row("10:01:00")], repair.Last), At("10:11:00"), _statements)!.Klines;
        Assert.Equal([At("10:00:00").DateTime, At("10:01:00").DateTime], bars.Select(bar => bar.Minute));
        Assert.Equal("Repaired 005930 from 2026-11-20 10:00 to 2026-11-20 10:02", Assert.Single(_statements).ToString());
        Assert.Equal(["005930 10:03 10:03"], Open("10:12:00"));
        repair = Assert.Single(_bars.Open(At("10:12:00").DateTime));
        Assert.Single(_bars.Repaired(repair, new([Row("10:03:00") with { Volume = 20 }], repair.Last), At("10:13:00"), _statements)!.Klines);
        Assert.Empty(Open("10:20:00"));
    }

    [Fact]
    public void N82_a_minute_that_KIS_does_not_show_is_waited_for_once()
    {
        Take("10:05:05", acc: 10);
        Take("10:30:05", acc: 30);
        _bars.Take(Hole("10:30:00", "10:30:05"));
        var (rounds, fetch) = (0, new KlineFetch([Row("10:30:00") with { Volume = 20 }], At("10:30:00").DateTime));
        TickRepair Whole() => Assert.Single(_bars.Open(At("10:40:00").DateTime)) with { First = At("09:00:00").DateTime, IsWhole = true };
        while (Open("10:40:00").Any() && rounds++ < 50)
            _bars.Repaired(Whole(), fetch, At("10:41:00"), _statements);
        Assert.Equal(21, rounds);
        _bars.Take(Hole("10:30:00", "10:30:05"));
        Assert.NotNull(_bars.Repaired(Whole(), fetch, At("10:42:00"), _statements));
        Assert.Empty(Open("10:43:00"));
    }

    [Fact]
    public void N83_in_the_evening_minutes_without_any_tick_and_minutes_that_only_ticks_have_are_named()
    {
        Take("10:00:05", acc: 10);
        _bars.Take(Hole("10:02:05", "10:02:15"));
        Take("10:02:15", acc: 30);
        var now = At("20:10:12");
        var repair = _bars.Uncompared(now).Single(one => one.Symbol == "005930");
        Assert.NotNull(_bars.Repaired(repair, new([Row("10:00:00"), Row("10:01:00")], repair.Last), now, _statements));
        Assert.Equal(
            ["10:01: ticks have no trade, KIS has", "10:02: ticks have open"],
            _statements.Where(item => item.Kind == TickFeedKind.Difference).Select(item => item.Reason!).Order(StringComparer.Ordinal).Zip([35, 22], (reason, length) => reason[..length]));
        Assert.Contains(_statements, item => item.Reason?.EndsWith("KIS has no row", StringComparison.Ordinal) == true);
    }

    // A tick came too late by its time, or too early; two of them; the first of the day.
    [Theory]
    [InlineData("10:00 10:01 10:02 10:20", "10:03 10:25", "10:00 10:02 10:03 10:25", "10:00:05", "10:20:05", "10:02:05", "10:03:05", "10:25:05")]
    [InlineData("10:00 10:01 10:02 10:05 10:06", "", "10:00 10:02 10:05 10:06", "10:00:05", "10:02:05", "10:05:05", "10:01:05", "10:06:05")]
    [InlineData("10:05 10:06 10:35 10:36", "10:07", "10:05 10:06 10:07", "10:05:05", "10:35:05", "10:36:05", "10:06:05", "10:07:05")]
    [InlineData("09:00 09:01 09:02 09:03", "09:04", "09:01 09:03 09:04", "09:02:05", "09:01:05", "09:03:05", "09:04:05")]
    public void N87_ticks_whose_times_contradict_the_days_volume_put_the_minutes_where_they_may_belong_in_doubt(string doubted, string given, string traded, params string[] times)
    {
        foreach (var (place, time) in times.Index())
            Take(time, acc: 10 * (place + 1));
        var minutes = doubted.Split(' ');
        Assert.Equal([$"005930 {minutes[0]} {minutes[^1]}"], Open("10:40:00"));
        Assert.Equal(given.Split(' ', StringSplitOptions.RemoveEmptyEntries), Given("10:40:00"));

        // KIS has fewer minutes than the ticks. It is right, and asked once.
        var fetch = new KlineFetch([.. traded.Split(' ').Select(minute => Row($"{minute}:00") with { Volume = 20 })], At("10:40:00").DateTime);
        Assert.NotNull(_bars.Repaired(Assert.Single(_bars.Open(At("10:40:00").DateTime)), fetch, At("10:41:00"), _statements));
        Assert.Equal(minutes.Order(), _statements.Where(item => item.Kind == TickFeedKind.Repaired).SelectMany(Minutes));
        Assert.Empty(Open("10:43:00"));
        Assert.Empty(Given("10:43:00"));

        // What follows in order is given.
        Take("10:41:05", acc: 100);
        Take("10:42:05", acc: 110);
        Assert.Empty(Open("10:43:00"));
        Assert.Equal(["10:41", "10:42"], Given("10:43:00"));

        IEnumerable<string> Given(string through) => _bars.Over(At(through).DateTime).Single(symbol => symbol.Symbol == "005930").Klines.Select(kline => kline.Minute.ToTimeText());

        static IEnumerable<string> Minutes(TickFeedItem item)
        {
            for (var minute = item.After!.Value; minute <= item.Until; minute = minute.AddMinutes(1))
                yield return minute.ToTimeText();
        }
    }

    [Fact]
    public void N87_a_minute_that_only_a_tick_with_a_wrong_time_has_is_not_given_after_the_answer()
    {
        Take("10:00:05", acc: 10);
        Take("10:02:05", acc: 20);
        Take("10:01:05", acc: 30);
        var fetch = new KlineFetch([Row("10:00:00"), Row("10:02:00") with { Volume = 20 }], At("10:02:00").DateTime);
        Assert.NotNull(_bars.Repaired(Assert.Single(_bars.Open(At("10:02:00").DateTime)), fetch, At("10:03:11"), _statements));
        Assert.All(_bars.Over(At("10:03:00").DateTime), symbol => Assert.Empty(symbol.Klines));
    }

    [Fact]
    public void N87_a_late_tick_contradicts_nothing_unless_its_minute_was_not_in_doubt()
    {
        Take("10:00:05", acc: 10);
        _bars.Take(Hole("10:00:05", "10:03:05"));
        Take("10:03:05", acc: 30);
        Take("10:01:05", acc: 20, TickFeedKind.Late);
        Take("10:04:05", acc: 40);
        Assert.Equal(["005930 10:00 10:03"], Open("10:10:00"));
        Take("09:30:05", acc: 25, TickFeedKind.Late);
        Assert.Equal(["005930 09:30 10:03"], Open("10:10:00"));
    }

    [Fact]
    public void N87_ticks_of_two_venues_may_be_out_of_order_by_seconds()
    {
        Take("10:00:50", acc: 10);
        Take("10:01:00", acc: 20);
        Take("10:00:59", acc: 30);
        Take("10:01:03", acc: 40);
        Assert.Empty(Open("10:10:00"));
    }

    private static TickFeedItem Hole(string after, string until) =>
        new() { Kind = TickFeedKind.Hole, Known = At(until), Symbol = "005930", After = At(after).DateTime, Until = At(until).DateTime, Shares = 5 };

    private static MinuteRow Row(string time) => new(At(time).DateTime, 313_500, 313_500, 313_500, 313_500, 10, 3_135_000);

    private void Take(string time, long acc, TickFeedKind kind = TickFeedKind.Tick)
    {
        var tick = new Tick { Symbol = "005930", Venue = Venue.Krx, Time = At(time).DateTime, Price = 313_500, Volume = 10, AccVolume = acc, AccValue = acc * 313_500 };
        _bars.Take(new() { Kind = kind, Known = At(time), Symbol = tick.Symbol, Tick = tick });
    }

    private IEnumerable<string> Open(string through) =>
        _bars.Open(At(through).DateTime).Select(repair => $"{repair.Symbol} {repair.First.ToTimeText()} {repair.Last.ToTimeText()}");
}
