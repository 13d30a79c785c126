namespace Rhetenor.Data.Tests.Klines;

/// <summary>Which stored bars without coverage the daily bar proves, and which it must not.</summary>
public sealed class StoredEvidenceTests
{
    private const string Symbol = "005930";
    private static readonly DateOnly Date = new(2026, 5, 20);
    private static readonly KisTruth Truth = new(new KisTruthOptions { Seed = 7, Listing = KisSymbols.Mix(12) });
    private static readonly DateTime Later = Date.AddDays(1).ToDateTime(new TimeOnly(7, 0)), SameDay = Date.ToDateTime(new TimeOnly(23, 30));

    private static List<MinuteRow> Rows => [.. Truth.FinalBars(Venue.Krx, Date, Symbol)];

    private static decimal Base => Truth.BasePrice(Date, Symbol);

    [Fact]
    public void A_day_whose_value_and_shares_are_those_of_the_daily_bar_is_proven_whenever_it_was_stored()
    {
        foreach (var stored in new[] { Later, SameDay })
            Assert.Equal(KlineWitnesses.MoneyChain | KlineWitnesses.DailyBar | (stored == Later ? KlineWitnesses.LastMinute : 0), Prove(Rows, Day(), stored));
    }

    [Fact]
    public void Trades_after_the_close_and_before_the_opening_are_in_no_row()
    {
        var (rows, close) = (Rows, (long)Rows[^1].Close);
        Assert.NotEqual(KlineWitnesses.None, Prove(rows, Day(shares: 5_000, won: 5_000 * close)));
        Assert.NotEqual(KlineWitnesses.None, Prove(rows, Day(shares: 5_000, won: 5_000 * close * 95 / 100)));
        var early = rows.ConvertAll(row => row with { AccValue = row.AccValue + (long)(700 * Base) });
        Assert.NotEqual(KlineWitnesses.None, Prove(early, Day(shares: 700, won: (long)(700 * Base))));

        // So many shares were not traded for the won that no row shows, or the won for no shares.
        Assert.Equal(KlineWitnesses.None, Prove(rows, Day(shares: 6_500, won: 5_000 * close)));
        Assert.Equal(KlineWitnesses.None, Prove(rows, Day(shares: 3_000, won: 5_000 * close)));
        Assert.Equal(KlineWitnesses.None, Prove(early, Day(shares: 0, won: (long)(700 * Base))));
    }

    [Fact]
    public void Late_volume_of_the_closing_bar_looks_like_trades_after_the_close_and_is_excluded_by_a_later_date_only()
    {
        var (rows, close) = (Rows, (long)Rows[^1].Close);
        rows[^1] = rows[^1] with { Volume = rows[^1].Volume - 300, AccValue = rows[^1].AccValue - (300 * close) };
        Assert.Equal(KlineWitnesses.None, Prove(rows, Day(), SameDay));
        Assert.Equal(KlineWitnesses.None, Prove(rows, Day(), stored: null));

        // Of a page, which is of after the figures have settled, it shows the end. The page is the end of the day as it is.
        var walk = Walk(rows[..^1], SameDay);
        walk.AddTotals([Day()]);
        walk.Add(Page(Rows[^60..]), Answered);
        Assert.Equal((false, true, KlineWitnesses.MoneyChain | KlineWitnesses.DailyBar | KlineWitnesses.LastMinute), (walk.IsOpen, walk.Result().IsFromStore, walk.Result().Witnesses));
        Assert.Equal(Rows, walk.Result().Rows);
        Assert.Equal(2, walk.Result().Calls);
    }

    [Fact]
    public void A_closing_bar_that_is_missing_is_not_taken_for_trades_after_the_close()
    {
        var (rows, close) = (Rows[..^1], Rows[^2].Close);
        var last = new MinuteRow(Rows[^1].Minute, close, close, close, close, 40, rows[^1].AccValue + (long)(40 * close));
        Assert.NotEqual(KlineWitnesses.None, Prove([.. rows, last], Of([.. rows, last])));
        Assert.Equal(KlineWitnesses.None, Prove(rows, Of([.. rows, last])));
    }

    [Fact]
    public void A_row_that_is_left_out_is_seen_in_the_shares_where_the_value_leaves_room_for_it()
    {
        // A row of few shares, in the bounds of the next one.
        var rows = Rows;
        var place = rows.FindIndex(10, row => row.Volume > 2_000) - 1;
        var price = rows[place].Close;
        rows[place + 1] = rows[place + 1] with { Low = rows[place + 1].Low * 0.99m, High = rows[place + 1].High * 1.01m };
        var hidden = rows[place] with { Volume = 5, Open = price, High = price, Low = price, AccValue = rows[place - 1].AccValue + (long)(5 * price) };
        var cut = rows[place].AccValue - hidden.AccValue;
        rows = [.. rows[..place], hidden, .. rows[(place + 1)..].ConvertAll(row => row with { AccValue = row.AccValue - cut })];
        Assert.NotEqual(KlineWitnesses.None, Prove(rows, Of(rows)));
        List<MinuteRow> without = [.. rows[..place], .. rows[(place + 1)..]];
        Assert.Empty(MoneyChain.Gaps(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(without)));
        Assert.Equal(KlineWitnesses.None, Prove(without, Of(rows)));
    }

    [Fact]
    public void No_row_can_be_left_out_changed_or_doubled()
    {
        var rows = Rows;
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            Assert.Equal((i, KlineWitnesses.None), (i, Prove([.. rows[..i], .. rows[(i + 1)..]])));
            Assert.Equal((i, KlineWitnesses.None), (i, Prove([.. rows[..i], row with { Volume = row.Volume * 2 }, .. rows[(i + 1)..]])));
            Assert.Equal((i, KlineWitnesses.None), (i, Prove([.. rows[..i], row with { Volume = row.Volume - 1 }, .. rows[(i + 1)..]])));
        }
    }

    [Fact]
    public void Shares_of_one_row_in_another_break_the_days_value()
    {
        var rows = Rows;
        var most = rows.FindIndex(10, rows.Count - 20, row => row.Volume == rows[10..^10].Max(other => other.Volume));
        var few = rows.FindIndex(10, row => row.Volume * 3 < rows[most].Volume);
        var moved = rows[few].Volume * 2;
        (rows[few], rows[most]) = (rows[few] with { Volume = rows[few].Volume + moved }, rows[most] with { Volume = rows[most].Volume - moved });
        Assert.Equal((Rows.Sum(row => row.Volume), true), (rows.Sum(row => row.Volume), rows.TrueForAll(row => row.Volume > 0)));
        Assert.Equal(KlineWitnesses.None, Prove(rows));
    }

    [Fact]
    public void A_day_in_another_price_frame_than_the_daily_bar_is_not_proven()
    {
        // The value follows from adjusted rows as well.
        var split = Rows.ConvertAll(row => row with { Open = row.Open / 2, High = row.High / 2, Low = row.Low / 2, Close = row.Close / 2, Volume = row.Volume * 2 });
        Assert.Empty(MoneyChain.Gaps(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(split)));
        Assert.Equal(KlineWitnesses.None, Prove(split));
        Assert.Equal(KlineWitnesses.None, Prove(split, Of(split) with { IsAdjusted = true }));
        Assert.Equal(KlineWitnesses.None, Prove(Rows, Day() with { IsAdjusted = true }));
    }

    [Fact]
    public void Bars_without_the_days_value_are_proven_by_equal_shares_and_prices_only()
    {
        var rows = Rows.ConvertAll(row => row with { AccValue = 0 });
        Assert.Equal(KlineWitnesses.DailyBar, Prove(rows));
        Assert.Equal(KlineWitnesses.None, Prove(rows, Day(shares: 1)));
        Assert.Equal(KlineWitnesses.None, Prove(rows, Day(won: Day().Value)));
        Assert.Equal(KlineWitnesses.None, Prove([.. rows[..50], .. rows[51..]]));
    }

    [Fact]
    public void A_stored_bar_that_a_page_does_not_have_and_days_of_two_forms_are_not_proven()
    {
        var (rows, bar) = (Rows.ConvertAll(row => row with { AccValue = 0 }), Rows[^30]);
        var won = bar.AccValue - Rows[^31].AccValue;
        List<MinuteRow> without = [.. Rows.Where(row => row.Minute != bar.Minute).Select(row => row.Minute < bar.Minute ? row : row with { AccValue = row.AccValue - won })];
        var (filled, place) = (without[^59..], without[^59..].FindIndex(row => row.Minute > bar.Minute));
        filled.Insert(place, filled[place - 1] with { Minute = bar.Minute, Open = filled[place - 1].Close, High = filled[place - 1].Close, Low = filled[place - 1].Close, Volume = 0 });
        foreach (var page in new[] { without[^59..], filled })
        {
            foreach (var stored in new[] { rows[..^1], [.. rows[..^1].Where(row => row.Minute != bar.Minute)] })
            {
                var walk = Walk(stored, SameDay);
                walk.AddTotals([Of(without)]);
                walk.Add(Page(page), Answered);
                Assert.Equal(stored.Count < rows.Count - 1, !walk.IsOpen && walk.Result().IsFromStore);
            }
        }

        var one = Rows;
        one[100] = one[100] with { AccValue = 0 };
        Assert.Equal(KlineWitnesses.None, Prove(one));
    }

    [Fact]
    public void A_daily_bar_with_other_prices_or_of_another_day_proves_nothing()
    {
        var day = Day();
        var bar = day.Bar!.Value;
        Assert.Equal(KlineWitnesses.None, Prove(Rows, day with { Bar = bar with { Open = bar.Open + 10_000 } }));
        Assert.Equal(KlineWitnesses.None, Prove(Rows, day with { Bar = bar with { High = bar.High + 10_000 } }));
        Assert.Equal(KlineWitnesses.None, Prove(Rows, day with { Bar = bar with { Low = bar.Low - 10_000 } }));
        Assert.Equal(KlineWitnesses.None, Prove(Rows, day with { Bar = bar with { Close = bar.Close - 10_000 } }));
        Assert.Equal(KlineWitnesses.None, Prove(Rows, day with { Bar = null }));
        Assert.Equal(KlineWitnesses.None, Prove(Rows, day with { Date = Date.AddDays(-1) }));
        Assert.Equal(KlineWitnesses.None, Prove(Rows, Day(won: -1)));
    }

    [Fact]
    public void A_day_that_begins_late_is_proven_if_its_first_row_explains_the_value_by_then()
    {
        var rows = Rows[3..];
        var before = Rows[2].AccValue;
        rows = rows.ConvertAll(row => row with { AccValue = row.AccValue - before });
        Assert.NotEqual(KlineWitnesses.None, Prove(rows, Of(rows)));

        // What was traded before may have rows.
        Assert.Equal(KlineWitnesses.None, Prove(rows.ConvertAll(row => row with { AccValue = row.AccValue + (long)(Base * 2_000) }), Of(rows, 2_000, (long)(Base * 2_000))));
    }

    [Fact]
    public void A_session_with_an_after_market_and_other_venues_are_fetched()
    {
        foreach (var session in new[] { TradingSession.For(Venue.Krx, new DateOnly(2026, 9, 16))!, TradingSession.For(Venue.Unified, Date)!, TradingSession.For(Venue.Nextrade, Date)! })
        {
            var rows = Rows.ConvertAll(row => row with { Minute = session.Date.ToDateTime(TimeOnly.FromDateTime(row.Minute)) });
            Assert.False(new MinuteWalk(new(Symbol, session, null, session.LastMinute) { Stored = rows, StoredAt = Later.AddYears(1) }).AsksTotals);
        }
    }

    [Fact]
    public void Stored_numbers_of_any_size_are_no_error()
    {
        var rows = Rows;
        rows[5] = rows[5] with { High = 900_000_000_000_000, Volume = long.MaxValue };
        Assert.Equal(KlineWitnesses.None, Prove(rows));
    }

    [Fact]
    public void Without_daily_bars_and_beside_a_master_that_knows_more_pages_are_requested()
    {
        var walk = Walk(Rows, Later);
        Assert.True(walk.AsksTotalsOfStored);
        walk.AddTotals([]);
        Assert.Equal((false, true), (walk.AsksTotals, walk.Next is not null));
        var failed = Walk(Rows, Later);
        Assert.True(failed.TryAgain());
        Assert.Equal((false, true), (failed.AsksTotals, failed.Next is not null));
        var shares = Rows.Sum(row => row.Volume);
        Assert.Equal(KlineWitnesses.None, Prove(Rows, Day(), Later, sharesOfDay: shares * 2));
        Assert.NotEqual(KlineWitnesses.None, Prove(Rows, Day(), Later, sharesOfDay: shares));
    }

    private static DateTimeOffset Answered => KoreaTime.At(Date.AddDays(10), new TimeOnly(10, 0));

    private static List<MinuteRow> Page(IEnumerable<MinuteRow> rows) => [.. rows.Reverse()];

    private static MinuteWalk Walk(List<MinuteRow> rows, DateTime? stored, long? sharesOfDay = null)
    {
        var session = TradingSession.For(Venue.Krx, Date)!;
        return new(new(Symbol, session, null, session.LastMinute) { Stored = rows, StoredAt = stored, SharesOfDay = sharesOfDay }, start: Date.ToDateTime(new TimeOnly(23, 59)));
    }

    // What shows that stored rows alone are the whole day.
    private static KlineWitnesses Prove(List<MinuteRow> rows, HantooDailyBar? day = null) => Prove(rows, day, Later);

    private static KlineWitnesses Prove(List<MinuteRow> rows, HantooDailyBar? day, DateTime? stored, long? sharesOfDay = null)
    {
        var walk = Walk(rows, stored, sharesOfDay);
        if (walk.AsksTotals)
            walk.AddTotals([day ?? Day()]);
        if (walk.IsOpen)
            return KlineWitnesses.None;
        var fetch = walk.Result();
        Assert.Equal((true, rows.Count, (DateTime?)TradingSession.For(Venue.Krx, Date)!.LastMinute), (fetch.IsFromStore, fetch.Rows.Count, fetch.CompletedThrough));
        return fetch.Witnesses;
    }

    private static HantooDailyBar Day(long shares = 0, long won = 0) => Of(Rows, shares, won);

    private static HantooDailyBar Of(List<MinuteRow> rows, long shares = 0, long won = 0)
    {
        var (volume, value) = (rows.Sum(row => row.Volume) + shares, rows[^1].AccValue + won);
        return new(Date, volume, value) { Bar = new(Scaled(rows[0].Open), Scaled(rows.Max(row => row.High)), Scaled(rows.Min(row => row.Low)), Scaled(rows[^1].Close), volume, value, Scaled(Base)) };
    }

    private static long Scaled(decimal won) => (long)(won * KlinePrice.Scale);
}
