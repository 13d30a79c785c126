using Rhetenor.Data.Tests.Klines;

namespace Rhetenor.Data.Tests.Logger;

/// <summary>A session becomes final by one whole reading after it has settled.</summary>
public sealed class WholeReadingTests
{
    private static readonly DateOnly Day = new(2026, 5, 20);
    private const string Code = "005930";

    [Theory]
    [InlineData("10:05")] // known already: seen among the older rows of the next page
    [InlineData("17:00")] // long after its minute: only the whole reading sees it
    public async Task M11_a_late_trade_is_found_however_late_it_arrives(string arrives)
    {
        KisRevision[] late = [.. KisSymbols.Mix(4).Select(symbol => new KisRevision(Venue.Krx, Day, symbol.Code, new TimeOnly(10, 1), KoreaTime.At(Day, TimeOnly.Parse(arrives, null)), 777))];
        var world = new LoggerWorld(Day, "10:03:30", 4, shape: truth => truth with { Revisions = late });
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        world.Clock.AdvanceTo(KoreaTime.At(Day, new TimeOnly(10, 20, 30)));
        var noon = await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.Equal(arrives == "10:05", noon.RevisedBars > 0);
        world.Clock.AdvanceTo(KoreaTime.At(Day, new TimeOnly(18, 30)));
        var evening = await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.True(evening.IsFinal);
        world.AssertStored(Venue.Krx, Day);
        Assert.Equal(0, (await world.RunAsync(() => world.Logger().CatchUpAsync())).Calls);
    }

    [Fact]
    public void M37_a_revision_keeps_what_it_does_not_know_better()
    {
        var minute = Bars.At(9, 0);
        var reconciler = new KlineReconciler(Held(new Kline(minute, 100, 101, 99, 100, 10, 10, 1_000)).Bars);
        reconciler.Add(Code, [new Kline(minute, 100, 102, 99, 100, 10, null)]);
        var written = Assert.Single(reconciler.Slices())[Code];
        Assert.Equal((102m, 10L, 1_000L), (written.High, written.AccVolume, written.AccValue));
    }

    [Fact]
    public void C22_P5_a_stored_bar_that_the_answer_lacks_stays_and_counts_in_the_shares_of_the_day()
    {
        var session = TradingSession.For(Venue.Krx, Bars.Date)!;
        var held = Held(new(Bars.At(9, 0), 100, 101, 99, 100, 10, 10, 1_000), new(Bars.At(9, 1), 100, 101, 99, 100, 20, 30, 3_000));
        var fetch = new KlineFetch([new(Bars.At(9, 1), 100, 101, 99, 100, 20, 3_000), new(session.LastMinute, 100, 101, 99, 100, 5, 3_500)], session.LastMinute);
        Assert.Equal([10L, 30L, 35L], Of(fetch, held, session, "18:30").Klines.Select(kline => kline.AccVolume));
    }

    [Theory]
    [InlineData("09:00", null)] // before the first row there may have been trades
    [InlineData("09:02", "KIS has no row of 09:02 any more, and the day's value leaves no room for the stored bar, which stays.")]
    [InlineData("15:31", null)] // after the regular close the day's value is no witness
    public void C22_a_stored_bar_that_the_days_value_leaves_no_room_for_is_a_doubt_with_the_place_named(string minute, string? reason)
    {
        var session = TradingSession.For(Venue.Krx, Bars.Date)!;
        MinuteRow[] rows = [new(Bars.At(9, 1), 100, 101, 99, 100, 20, 4_000), new(Bars.At(9, 4), 100, 101, 99, 100, 20, 6_000), new(session.LastMinute, 100, 101, 99, 100, 5, 6_500)];
        var stored = Bars.Date.ToDateTime(TimeOnly.Parse(minute, null));
        var fetch = new KlineFetch(rows, session.LastMinute) { Witnesses = KlineWitnesses.MoneyChain | KlineWitnesses.LastMinute };
        var symbol = Of(fetch, Held(new Kline(stored, 100, 101, 99, 100, 10, 10, 1_000)), session, "20:30");
        Assert.Contains(stored, symbol.Klines.Select(kline => kline.Minute));
        Assert.Equal((reason, reason is null), (symbol.Coverage.Reason is { } text && !text.StartsWith("outside", StringComparison.Ordinal) ? text : null, symbol.Coverage.IsFinal));

        // The trade that the rows lack has its place in the day's value.
        var room = fetch with { Rows = [.. rows.Select(row => row.Minute > stored ? row with { AccValue = row.AccValue + 1_000 } : row)] };
        Assert.True(Of(room, Held(new Kline(stored, 100, 101, 99, 100, 10, 10, 1_000)), session, "20:30").Coverage.IsFinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // another program's bars, which nothing else shows to be the day's
    public void C22_a_stored_bar_after_the_newest_row_is_a_doubt_with_the_place_named_and_nothing_stored_is_revised(bool hasValue)
    {
        var session = TradingSession.For(Venue.Krx, Bars.Date)!;
        Kline[] stored = [new(Bars.At(9, 0), 100, 101, 99, 100, 10, 10, 1_000), new(Bars.At(14, 0), 100, 101, 99, 100, 20, 30, 3_000), new(Bars.At(15, 30), 100, 101, 99, 100, 20, 50, hasValue ? 5_000 : null)];
        MinuteRow[] rows = [new(Bars.At(9, 0), 100, 101, 99, 100, 10, 1_000), new(Bars.At(9, 1), 100, 101, 99, 100, 5, 1_500), new(Bars.At(14, 0), 100, 101, 99, 100, 5, 2_000)];

        // Its own quote is as old as the rows.
        var fetch = new KlineFetch(rows, session.LastMinute) { Witnesses = KlineWitnesses.MoneyChain | KlineWitnesses.Quote };
        var old = Of(fetch, Held(stored), session, "20:30");
        Assert.Equal(!hasValue, old.Coverage.IsFinal);
        if (!hasValue)
            return;
        Assert.Equal((SymbolDayState.Doubtful, "KIS has no row after 14:00, and the bar of 15:30 is stored: the answer may be older."), (old.Coverage.State, old.Coverage.Reason));
        Assert.Equal([Bars.At(9, 1)], old.Klines.Select(kline => kline.Minute));

        // Neither a bar without value after it nor rows without trades hide it.
        var python = Held([stored[0], stored[1], new(Bars.At(15, 20), 100, 101, 99, 100, 20, 50, 5_000), new(Bars.At(15, 30), 100, 101, 99, 100, 5, null)]);
        Assert.Equal("KIS has no row after 14:00, and the bar of 15:20 is stored: the answer may be older.", Of(fetch, python, session, "20:30").Coverage.Reason);
        var filled = fetch with { Rows = [.. rows, new(Bars.At(18, 0), 100, 100, 100, 100, 0, 2_000)] };
        Assert.Equal(old.Coverage.Reason, Of(filled, Held(stored), session, "20:30").Coverage.Reason);

        // An answer with a shortfall keeps its reason, and the next master shows that one is whole.
        var cut = fetch with { CompletedThrough = Bars.At(14, 0), Shortfall = "after 14:00 50 won more were traded than rows show." };
        Assert.Equal((cut.Shortfall, new TimeOnly(14, 0)), (Of(cut, Held(stored), session, "20:30").Coverage.Reason, Of(cut, Held(stored), session, "20:30").Coverage.Through));
        var request = new KlineRequest(Code, session, null, session.LastMinute) { SharesOfDay = 20 };
        Assert.True(FetchedSymbol.Of(request, fetch, Held(stored), KoreaTime.At(session.Date.AddDays(1), new TimeOnly(9, 0)), isHalted: false).Coverage.IsFinal);

        // Where the master leaves room for the stored bar, the answer is older although it lacks little.
        MinuteRow[] most = [new(Bars.At(9, 0), 100, 101, 99, 100, 980, 98_000), new(Bars.At(14, 0), 100, 101, 99, 100, 10, 99_000)];
        Kline[] all = [new(Bars.At(9, 0), 100, 101, 99, 100, 980, 980, 98_000), new(Bars.At(14, 0), 100, 101, 99, 100, 12, 992, 99_200), new(Bars.At(15, 30), 100, 101, 99, 100, 8, 1_000, 100_000)];
        var little = FetchedSymbol.Of(request with { SharesOfDay = 1_000 }, fetch with { Rows = most }, Held(all), KoreaTime.At(session.Date.AddDays(1), new TimeOnly(9, 0)), isHalted: false);
        Assert.Equal((false, 0), (little.Coverage.IsFinal, little.Klines.Count));

        // The same answer an hour later shows nothing more, the whole one does.
        var held = Held([stored[0], .. old.Klines, .. stored[1..]]) with { Coverage = new Dictionary<string, KlineSymbolCoverage> { [Code] = old.Coverage } };
        Assert.Equal((false, old.Coverage.Doubted), (Of(fetch, held, session, "22:00").Coverage.IsFinal, Of(fetch, held, session, "22:00").Coverage.Doubted));
        var whole = fetch with { Rows = [.. rows, rows[2] with { Minute = Bars.At(15, 30), AccValue = 5_000 }] };
        Assert.True(Of(whole, held, session, "22:00").Coverage.IsFinal);
    }

    [Fact]
    public void A_doubt_that_trades_after_the_close_can_explain_is_settled_by_the_same_answer_an_hour_later_and_not_sooner()
    {
        var session = TradingSession.For(Venue.Krx, Bars.Date)!;
        var row = new MinuteRow(Bars.At(9, 0), 100, 101, 99, 100, 10, 1_000);
        var fetch = new KlineFetch([row], row.Minute) { Shortfall = "after 09:00 50 won more were traded than rows show.", RepetitionSettles = true };
        var first = Of(fetch, Held(), session, "18:30");
        Assert.Equal((SymbolDayState.Complete, new TimeOnly(9, 0), false), (first.Coverage.State, first.Coverage.Through, first.Coverage.IsFinal));
        Assert.Equal(Bars.At(18, 30), first.Coverage.Doubted);

        var held = Held(new Kline(row.Minute, 100, 101, 99, 100, 10, 10, 1_000)) with { Coverage = new Dictionary<string, KlineSymbolCoverage> { [Code] = first.Coverage } };
        var soon = Of(fetch, held, session, "19:29");
        Assert.Equal((false, Bars.At(18, 30)), (soon.Coverage.IsFinal, soon.Coverage.Doubted));
        var later = Of(fetch, held, session, "19:30").Coverage;
        Assert.Equal((SymbolDayState.Complete, TimeOnly.FromDateTime(session.LastMinute), true, null), (later.State, later.Through, later.IsFinal, later.Doubted));
        Assert.Equal((KlineWitnesses.SecondReading, fetch.Shortfall), (later.Witnesses, later.Reason));

        // Another answer begins the hour again, and what they cannot explain is never settled.
        var changed = Of(fetch with { Rows = [row with { Volume = 11 }] }, held, session, "19:30").Coverage;
        Assert.Equal((false, Bars.At(19, 30)), (changed.IsFinal, changed.Doubted));
        Assert.False(Of(fetch with { RepetitionSettles = false }, held, session, "23:30").Coverage.IsFinal);
        Assert.False(Of(fetch with { Doubt = "a gap." }, held, session, "23:30").Coverage.IsFinal);

        // Nor does another doubt before count as the first reading, nor an answer that lacks later bars that are stored.
        var other = held with { Coverage = new Dictionary<string, KlineSymbolCoverage> { [Code] = first.Coverage with { Reason = "a gap." } } };
        Assert.Equal((false, Bars.At(19, 30)), (Of(fetch, other, session, "19:30").Coverage.IsFinal, Of(fetch, other, session, "19:30").Coverage.Doubted));
        var longer = Held(new Kline(row.Minute, 100, 101, 99, 100, 10, 10, 1_000), new Kline(Bars.At(9, 1), 100, 101, 99, 100, 5, 15)) with { Coverage = held.Coverage };
        Assert.False(Of(fetch, longer, session, "23:30").Coverage.IsFinal);
    }

    [Fact]
    public void The_answer_that_settles_a_doubt_brings_the_rows_after_the_doubted_place()
    {
        // Until then the shares of the day before them are not known.
        var session = TradingSession.For(Venue.Krx, Bars.Date)!;
        MinuteRow[] rows = [new(Bars.At(9, 0), 100, 101, 99, 100, 10, 1_000), new(Bars.At(14, 0), 100, 101, 99, 100, 5, 1_700)];
        var fetch = new KlineFetch(rows, rows[0].Minute) { Shortfall = "2 of the day's 17 shares are in no row.", RepetitionSettles = true };
        var first = Of(fetch, Held(), session, "18:30");
        Assert.Equal((rows[0].Minute, 1), (first.Klines[^1].Minute, first.Klines.Count));
        var held = Held([.. first.Klines]) with { Coverage = new Dictionary<string, KlineSymbolCoverage> { [Code] = first.Coverage } };
        var second = Of(fetch, held, session, "19:30");
        Assert.True(second.Coverage.IsFinal);
        Assert.Equal([10L, 15L], second.Klines.Select(kline => kline.AccVolume));
    }

    [Theory]
    [InlineData("18:30", false)]
    [InlineData("19:15", true)]
    public void M12_a_day_is_not_final_while_trades_arrive_after_its_last_minute(string time, bool isFinal)
    {
        // Not of the symbol that is traded, nor of another one of the same run, written before or not.
        var session = TradingSession.For(Venue.Krx, Bars.Date)!;
        var row = new MinuteRow(Bars.At(9, 0), 100, 101, 99, 100, 10, 1_000);
        var pending = new PendingBars(Held());
        pending.Add(Of(new([row, row with { Minute = Bars.At(18, 14), Volume = 5, AccValue = 1_500 }], session.LastMinute), Held(), session, time));
        for (var round = 0; round < 2; round++)
        {
            pending.Add(FetchedSymbol.Of(new("000660", session, null, session.LastMinute), new([row], session.LastMinute), Held(), KoreaTime.At(session.Date, TimeOnly.Parse(time, null)), isHalted: false));
            pending.KeepOpenWhileTrading(session);
            Assert.All(pending.Symbols, symbol => Assert.Equal(isFinal, symbol.Coverage.IsFinal));
            pending.Committed(Held());
        }
    }

    [Theory]
    [InlineData("20:30", 10_001)] // read when the figures had settled: what it alone saw is kept
    [InlineData("17:30", 10_000)]
    public void K6_a_reading_with_a_doubt_is_not_dropped_for_another_writers_final_one(string time, int bars)
    {
        var session = TradingSession.For(Venue.Krx, Bars.Date)!;
        var row = new MinuteRow(Bars.At(9, 0), 100, 101, 99, 100, 10, 1_000);
        var pending = new PendingBars(Held());
        pending.Add(Of(new KlineFetch([row], row.Minute) { Doubt = "a gap." }, Held(), session, time));
        var other = Held(new Kline(Bars.At(9, 1), 100, 101, 99, 100, 10, 10, 1_000)) with
        {
            Coverage = new Dictionary<string, KlineSymbolCoverage> { [Code] = new(SymbolDayState.Complete, TimeOnly.FromDateTime(session.LastMinute)) { IsFinal = true } },
        };
        pending.Rebase(other, session.SettledAt);
        Assert.Equal(bars - 10_000, pending.BarCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Prices_adjusted_since_are_never_mixed_with_stored_ones(bool isOneMissing)
    {
        var session = TradingSession.For(Venue.Krx, Bars.Date)!;
        MinuteRow[] rows = [new(Bars.At(9, 0), 1000, 1010, 990, 1000, 10, 10_000), new(Bars.At(9, 1), 1000, 1010, 990, 1010, 20, 30_200), new(session.LastMinute, 1020, 1020, 1020, 1020, 5, 35_300)];
        var klines = KlineAggregator.Aggregate(rows, Bars.Date, session.LastMinute.AddMinutes(1));
        var held = Held([.. klines.Take(isOneMissing ? 2 : 3)]);

        // A split of one into five, twelve days later.
        var fetch = new KlineFetch([.. rows.Select(row => row with { Open = row.Open / 5, High = row.High / 5, Low = row.Low / 5, Close = row.Close / 5, Volume = row.Volume * 5 })], session.LastMinute);
        var answered = KoreaTime.At(Bars.Date.AddDays(12), new TimeOnly(19, 0));
        var symbol = FetchedSymbol.Of(new(Code, session, null, session.LastMinute), fetch, held, answered, isHalted: false);
        Assert.True(symbol.Coverage.IsFinal);
        if (isOneMissing)
        {
            Assert.Equal([200m, 202m, 204m], symbol.Klines.Select(kline => kline.Close));
            Assert.Equal((Bars.Date.AddDays(12), null), (symbol.Coverage.PricesAsOf, symbol.Coverage.Reason));
            var gone = FetchedSymbol.Of(new(Code, session, null, session.LastMinute), fetch with { Rows = [.. fetch.Rows.Skip(1)] }, held, answered, isHalted: false);
            Assert.Equal((SymbolDayState.Doubtful, "KIS has adjusted the prices of the day since some were stored, and has no row of 09:00 any more."), (gone.Coverage.State, gone.Coverage.Reason));
        }
        else
        {
            Assert.Empty(symbol.Klines);
            Assert.Null(symbol.Coverage.PricesAsOf);
            Assert.Equal("KIS has adjusted the prices of the day since they were stored: the stored ones are kept.", symbol.Coverage.Reason);
        }
    }

    [Fact]
    public void Coverage_notes_as_of_when_the_prices_are()
    {
        var session = TradingSession.For(Venue.Krx, Bars.Date)!;
        var fetch = new KlineFetch([new(Bars.At(9, 0), 100, 101, 99, 100, 10, 1_000)], session.LastMinute);
        Assert.Null(Of(fetch, Held(), session, "19:00").Coverage.PricesAsOf);
        var later = FetchedSymbol.Of(new(Code, session, null, session.LastMinute), fetch, Held(), KoreaTime.At(Bars.Date.AddDays(3), new TimeOnly(1, 0)), isHalted: false);
        Assert.Equal(Bars.Date.AddDays(3), later.Coverage.PricesAsOf);

        // Without bars there are no prices: the entry of a day without trades does not change with the day of the reading.
        var none = FetchedSymbol.Of(new(Code, session, null, session.LastMinute), fetch with { Rows = [] }, Held(), KoreaTime.At(Bars.Date.AddDays(3), new TimeOnly(1, 0)), isHalted: false);
        Assert.Equal((SymbolDayState.NoTrades, (DateOnly?)null), (none.Coverage.State, none.Coverage.PricesAsOf));
    }

    private static FetchedSymbol Of(KlineFetch fetch, HeldDay held, TradingSession session, string time) =>
        FetchedSymbol.Of(new(Code, session, null, session.LastMinute), fetch, held, KoreaTime.At(session.Date, TimeOnly.Parse(time, null)), isHalted: false);

    private static HeldDay Held(params Kline[] klines)
    {
        var day = new MergedSession(Bars.Date, Venue.Krx);
        if (klines.Length > 0)
            day.Add(Bars.Key("090000", "153000", "20260126160000"), KlineCodec.Unpack(KlineCodec.Pack(klines.Select(kline => Bars.Slice(kline.Minute, (Code, kline))), accValue: true)));
        return new(day, new Dictionary<string, KlineSymbolCoverage>(), null, new CoverageBasis([], new Dictionary<string, ObjectMark>()), []);
    }
}
