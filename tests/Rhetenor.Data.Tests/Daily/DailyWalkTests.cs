namespace Rhetenor.Data.Tests.Daily;

/// <summary>Which questions a walk through daily bars asks, and what it believes.</summary>
public sealed class DailyWalkTests
{
    private const int Page = 100;
    private static readonly DateOnly To = new(2026, 11, 20);
    private static readonly DateOnly[] Market = [.. DateRange.Days(new(2015, 1, 1), To).Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(99, 1)]
    [InlineData(100, 2)]
    [InlineData(198, 2)]
    [InlineData(199, 3)]
    [InlineData(1_500, 16)]
    public void The_newest_hundred_are_never_taken_for_all_and_a_listing_date_proves_the_beginning(int sessions, int calls)
    {
        var bars = Bars(sessions);
        var fetch = Walk(Question() with { Listed = bars.Keys[0], IsListed = true }, bars);
        Assert.Equal((SymbolDayState.Complete, calls), (StateOf(fetch), fetch.Calls));
        Assert.Equal(sessions == 1 ? "listing date" : "listing date, base prices", fetch.Witnesses.ToWords());
        Assert.Equal(bars, fetch.Bars);
    }

    [Fact]
    public void Without_a_listing_date_a_second_answer_over_known_sessions_proves_the_beginning()
    {
        var bars = Bars(250);
        var fetch = Walk(Question(), bars);
        Assert.Equal((SymbolDayState.Complete, "second answer, base prices", 4), (StateOf(fetch), fetch.Witnesses.ToWords(), fetch.Calls));
        Assert.Equal(bars, fetch.Bars);
    }

    [Fact]
    public void The_first_session_of_the_range_needs_no_further_question()
    {
        var bars = Bars(Page);
        var fetch = Walk(Question() with { From = bars.Keys[0] }, Bars(300));
        Assert.Equal((SymbolDayState.Complete, "first session, base prices", 1, Page), (StateOf(fetch), fetch.Witnesses.ToWords(), fetch.Calls, fetch.Bars.Count));
    }

    [Fact]
    public void M1_an_empty_answer_in_mid_walk_proves_nothing_and_is_asked_again_with_growing_waits()
    {
        var bars = Bars(250);
        var walk = new DailyWalk(Question() with { Listed = bars.Keys[0] });
        walk.Add(Answer(bars, walk.Next!.Value));
        foreach (var seconds in new[] { 1, 4, 16 })
        {
            walk.Add([]);
            Assert.Equal(TimeSpan.FromSeconds(seconds), walk.Wait);
            Assert.NotNull(walk.Next);
        }

        walk.Add([]);
        Assert.Null(walk.Next);
        Assert.Contains("lacks the session", walk.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_short_page_that_was_cut_is_found_by_the_second_answer()
    {
        var (bars, answers) = (Bars(250), 0);
        var fetch = Walk(Question(), range => Answer(bars, range).Take(++answers == 1 ? 60 : Page).ToList());
        Assert.Equal(SymbolDayState.Complete, StateOf(fetch));
        Assert.Equal(bars, fetch.Bars);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(51)]
    public void Pages_that_are_all_cut_in_the_same_way_are_found_by_a_second_answer_of_older_sessions(int rows)
    {
        var bars = Bars(250);
        var fetch = Walk(Question(), range => [.. Answer(bars, range).Take(rows)]);
        Assert.Equal(bars, fetch.Bars);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void A_beginning_after_the_listing_date_is_a_doubt_although_a_second_answer_has_it(bool isKnown, int doubts)
    {
        var bars = Bars(250);
        var fetch = Walk(Question() with { Listed = isKnown ? bars.Keys[0].AddDays(-30) : null }, bars);
        Assert.Equal(doubts, fetch.Doubts.Count);
        Assert.All(fetch.Doubts, doubt => Assert.Equal((bars.Keys[0].AddDays(-30), bars.Keys[0].AddDays(-1)), (doubt.From, doubt.Through)));
    }

    [Fact]
    public void Sessions_cut_out_of_a_page_are_found_by_a_second_answer()
    {
        var (bars, answers) = (Bars(250), 0);
        var fetch = Walk(Question() with { Listed = bars.Keys[0] }, range =>
            Answer(bars, range) is var rows && answers++ == 0 ? [.. rows[..30], .. rows[40..]] : rows);
        Assert.Equal((SymbolDayState.Complete, "listing date, second answer, base prices"), (StateOf(fetch), fetch.Witnesses.ToWords()));
        Assert.Equal(bars, fetch.Bars);
    }

    [Fact]
    public void A_session_that_no_answer_has_was_not_traded_when_the_base_price_is_the_close_before()
    {
        var bars = Bars(250);
        bars.RemoveAt(100);
        bars[bars.Keys[100]] = bars.Values[100] with { Base = bars.Values[99].Close };
        var fetch = Walk(Question() with { Listed = bars.Keys[0] }, bars);
        Assert.Equal((SymbolDayState.Complete, null, 4), (StateOf(fetch), fetch.Doubt, fetch.Calls));
    }

    [Fact]
    public void A_session_that_no_answer_has_is_a_doubt_when_the_base_price_is_unknown()
    {
        var bars = Bars(250);
        bars.RemoveAt(100);
        bars[bars.Keys[100]] = bars.Values[100] with { Base = DailyBar.Unknown };
        var fetch = Walk(Question() with { Listed = bars.Keys[0] }, bars);
        Assert.Equal(SymbolDayState.Doubtful, StateOf(fetch));
        Assert.Contains("is unknown", fetch.Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public void M30_prices_of_zero_are_no_prices_of_a_session_without_trades()
    {
        var bars = Bars(50);
        bars[bars.Keys[20]] = new(0, 0, 0, 0, 0, 0, 29);
        Assert.Contains("contradict each other", Walk(Question() with { Listed = bars.Keys[0] }, bars).Doubt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void A_session_that_no_answer_has_of_a_listed_symbol_is_a_doubt_although_the_base_price_is_the_close_before(bool isReference, int doubts)
    {
        var bars = Bars(250);
        bars.RemoveAt(100);
        bars[bars.Keys[100]] = bars.Values[100] with { Base = bars.Values[99].Close };
        var fetch = Walk(Question() with { Listed = bars.Keys[0], IsListed = true, IsReference = isReference }, bars);
        Assert.Equal(doubts, fetch.Doubts.Count);
    }

    [Fact]
    public void Rows_that_every_page_marks_as_adjusted_are_asked_for_again_on_the_first_page_only()
    {
        var bars = Bars(250);
        var fetch = Walk(Question() with { Listed = bars.Keys[0] }, range => [.. Answer(bars, range).Select(row => row with { IsAdjusted = true })]);
        Assert.Equal((3 + 3, 250), (fetch.Calls, fetch.Doubts.Select(doubt => doubt.From).Distinct().Count()));
    }

    [Fact]
    public void A_full_answer_that_repeats_one_session_is_asked_for_again_and_then_an_error()
    {
        var walk = new DailyWalk(Question());
        var row = Answer(Bars(1), (Market[0], To))[0];
        for (var call = 0; call < 4; call++)
            walk.Add([.. Enumerable.Repeat(row, Page)]);
        Assert.Equal((null, 4), (walk.Next, walk.Calls));
        Assert.Contains("repeats the session", walk.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_that_no_answer_has_is_a_doubt_when_the_base_price_is_not_the_close_before()
    {
        var bars = Bars(250);
        bars.RemoveAt(100);
        var fetch = Walk(Question() with { Listed = bars.Keys[0] }, bars);
        Assert.Equal(SymbolDayState.Doubtful, StateOf(fetch));
        Assert.Contains("are absent, and the base price", fetch.Doubt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 0, 990_000, 5_000_000, 3, SymbolDayState.Complete)]
    [InlineData(0, 50, 990_000, 5_000_000, 3, SymbolDayState.Complete)]
    [InlineData(0, 0, 0, 5_000_000, 4, SymbolDayState.Complete)]
    [InlineData(0, 0, 990_000, 108, 4, SymbolDayState.Complete)]
    [InlineData(0, 0, 990_000, 5_000_000, 4, SymbolDayState.Doubtful)]
    public void A_reset_of_the_base_price_between_neighbouring_sessions_is_no_doubt_when_something_explains_it(int exCode, long split, long volumeBefore, long basePrice, int calls, SymbolDayState state)
    {
        var bars = Bars(250);
        bars[bars.Keys[99]] = bars.Values[99] with { Volume = volumeBefore, Value = volumeBefore * bars.Values[99].Close / 10_000 };
        bars[bars.Keys[100]] = bars.Values[100] with { Base = basePrice, ExCode = exCode, SplitRatio = split };
        var fetch = Walk(Question() with { Listed = bars.Keys[0] }, bars);
        Assert.Equal((state, calls), (StateOf(fetch), fetch.Calls));
    }

    [Fact]
    public void Rows_of_another_symbol_within_a_page_are_seen_by_base_prices_and_asked_for_again()
    {
        var (bars, answers) = (Bars(250), 0);
        var fetch = Walk(Question() with { Listed = bars.Keys[0] }, range => answers++ == 0 ? Foreign(range) : Answer(bars, range));
        Assert.Equal(bars, fetch.Bars);
        Assert.All(fetch.Doubts, doubt => Assert.Equal(DailyDoubtKind.Contradiction, doubt.Kind));

        // All answers have the same: the doubts name where the base price is not the close before, and on which side the other symbol is nothing shows.
        fetch = Walk(Question() with { Listed = bars.Keys[0] }, Foreign);
        Assert.Equal(
            [(DailyDoubtKind.Unlinked, Market[0], To), (DailyDoubtKind.Unlinked, bars.Keys[199], bars.Keys[200]), (DailyDoubtKind.Unlinked, bars.Keys[219], bars.Keys[220])],
            fetch.Doubts.Select(doubt => (doubt.Kind, doubt.From, doubt.Through)));

        List<HantooDailyBar> Foreign((DateOnly, DateOnly) range) => [.. Answer(bars, range).Select(row =>
            row.Date >= bars.Keys[200] && row.Date < bars.Keys[220] ? row with { Bar = row.Bar!.Value with { Open = Times(row), High = Times(row), Low = Times(row), Close = Times(row), Base = Times(row) - 1, Value = row.Volume * Times(row) / 10_000 } } : row)];

        static long Times(HantooDailyBar row) => row.Bar!.Value.Close + 1_000_000;
    }

    [Fact]
    public void A_delisted_symbol_is_asked_once_more_for_the_sessions_after_its_last_and_their_absence_is_a_doubt()
    {
        var bars = Bars(250);
        while (bars.Keys[^1] > new DateOnly(2026, 6, 1))
            bars.RemoveAt(bars.Count - 1);
        var fetch = Walk(Question() with { Listed = bars.Keys[0] }, bars);
        Assert.Equal((SymbolDayState.Doubtful, 3), (StateOf(fetch), fetch.Calls));
        Assert.Equal(bars, fetch.Bars);
    }

    [Theory]
    [InlineData(false, 2, SymbolDayState.Doubtful)]
    [InlineData(true, 4, SymbolDayState.Doubtful)]
    public void M2_an_answer_without_sessions_is_a_doubt_whatever_the_masters_say(bool isListed, int calls, SymbolDayState state)
    {
        var fetch = Walk(Question() with { IsListed = isListed }, []);
        Assert.Equal((state, calls, 0), (StateOf(fetch), fetch.Calls, fetch.Bars.Count));
    }

    [Fact]
    public void Later_sessions_are_asked_for_together_with_the_last_stored_one()
    {
        var bars = Bars(250);
        var question = Question() with { From = bars.Keys[152].AddDays(1), StoredBefore = bars.Keys[152] };
        var fetch = Walk(question, bars);
        Assert.Equal((SymbolDayState.Complete, "stored bars, base prices", 1, 97), (StateOf(fetch), fetch.Witnesses.ToWords(), fetch.Calls, fetch.Bars.Count));

        // An answer without the stored session cannot be right.
        var walk = new DailyWalk(question);
        walk.Add([.. Answer(bars, walk.Next!.Value).SkipLast(1)]);
        Assert.Equal(question.StoredBefore, walk.Next!.Value.From);
        Assert.Equal(TimeSpan.FromSeconds(1), walk.Wait);
    }

    [Fact]
    public void Earlier_sessions_are_asked_for_together_with_the_first_stored_one()
    {
        var bars = Bars(250);
        var fetch = Walk(Question() with { To = bars.Keys[80].AddDays(-1), StoredAfter = bars.Keys[80] }, bars);
        Assert.Equal((SymbolDayState.Complete, 80), (StateOf(fetch), fetch.Bars.Count));
    }

    [Fact]
    public void M30_prices_that_contradict_each_other_are_asked_for_again_and_then_a_doubt()
    {
        var bars = Bars(50);
        bars[bars.Keys[20]] = bars.Values[20] with { Low = bars.Values[20].High + 1 };
        var fetch = Walk(Question() with { Listed = bars.Keys[0] }, bars);
        Assert.Equal((SymbolDayState.Doubtful, 4, 50), (StateOf(fetch), fetch.Calls, fetch.Bars.Count));
    }

    [Fact]
    public void An_answer_that_agrees_with_a_wrong_one_after_others_that_did_not_proves_nothing()
    {
        // The first page has adjusted prices before a split; the next one has raw ones twice, and then adjusted ones too.
        var (bars, calls) = (Bars(250), 0);
        var split = bars.Keys[200];
        bars[split] = bars[split] with { SplitRatio = 50_000, Base = bars.Values[199].Close / 2 };
        var fetch = Walk(Question() with { Listed = bars.Keys[0] }, range => calls++ is 1 or 2 ? Answer(bars, range) : [.. Answer(bars, range).Select(Adjusted)]);
        Assert.Contains(fetch.Doubts, doubt => (doubt.Kind, doubt.From, doubt.Through) == (DailyDoubtKind.Contradiction, Market[0], To));

        HantooDailyBar Adjusted(HantooDailyBar row) => row.Date >= split ? row
            : row with { Bar = row.Bar!.Value with { Open = row.Bar.Value.Open / 2, High = row.Bar.Value.High / 2, Low = row.Bar.Value.Low / 2, Close = row.Bar.Value.Close / 2, Base = (row.Bar.Value.Close - 1) / 2 } };
    }

    [Fact]
    public void A_session_that_only_one_answer_shows_as_halted_is_a_doubt()
    {
        var (bars, calls) = (Bars(50), 0);
        var (date, before) = (bars.Keys[30], bars.Values[29].Close);
        var fetch = Walk(Question() with { Listed = bars.Keys[0] }, range => [.. Answer(bars, range).Select(row => row.Date == date && calls == 0 ? row with { Bar = new(before, before, before, before, 0, 0, before) } : row), .. More()]);
        Assert.Equal((DailyDoubtKind.Contradiction, Market[0], To), (fetch.Doubts[0].Kind, fetch.Doubts[0].From, fetch.Doubts[0].Through));

        List<HantooDailyBar> More()
        {
            calls++;
            return [];
        }
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0, 1, true)]
    [InlineData(3_000_000, 0, true)]
    [InlineData(3_000_000, 120_000, true)]
    [InlineData(3_000_000, 1_000, true)]
    [InlineData(3_000_000, 12_000, false)]
    public void Totals_that_do_not_fit_the_prices_of_a_session_are_asked_for_again_and_then_a_doubt_that_a_second_reading_settles(long volume, long value, bool isDoubt)
    {
        var bars = Bars(50);
        bars[bars.Keys[30]] = bars.Values[30] with { High = bars.Values[30].High + 1, Volume = volume, Value = value };
        var fetch = Walk(Question() with { Listed = bars.Keys[0] }, bars);
        Assert.Equal((isDoubt, isDoubt ? 4 : 1), (fetch.Doubts.Count == 1, fetch.Calls));
        Assert.All(fetch.Doubts, doubt => Assert.Equal((DailyDoubtKind.Unlikely, bars.Keys[30], true), (doubt.Kind, doubt.From, doubt.IsSettledByRepetition)));

        // Those of an index are of its members.
        Assert.Empty(DailyPage.DoubtsOf(Answer(bars, (Market[0], To)), new Dictionary<DateOnly, DailyBar>(), isIndex: true));
    }

    [Fact]
    public void A_marked_session_without_trades_beside_marked_ones_with_trades_is_adjusted_too()
    {
        var bars = Bars(50);
        bars[bars.Keys[30]] = bars.Values[30] with { Volume = 0, Value = 0 };
        var halted = Answer(bars, (bars.Keys[30], bars.Keys[30]));
        var both = Answer(bars, (bars.Keys[30], bars.Keys[31]));
        Assert.Empty(Doubts(halted));
        Assert.Equal([bars.Keys[31], bars.Keys[30]], Doubts(both).Select(doubt => doubt.From));

        static List<DailyDoubt> Doubts(List<HantooDailyBar> rows) =>
            [.. DailyPage.DoubtsOf([.. rows.Select(row => row with { IsAdjusted = true })], new Dictionary<DateOnly, DailyBar>(), isIndex: false).Where(doubt => doubt.Kind == DailyDoubtKind.Adjusted)];
    }

    private static SymbolDayState StateOf(DailyFetch fetch) => fetch.Doubts.Count > 0 ? SymbolDayState.Doubtful : SymbolDayState.Complete;

    private static DailyQuestion Question() => new(Venue.Krx, "005930", Market[0], To, new SessionDates(Market, []));

    private static SortedList<DateOnly, DailyBar> Bars(int count)
    {
        var bars = new SortedList<DateOnly, DailyBar>();
        foreach (var (place, date) in Market.TakeLast(count).Index())
            bars.Add(date, new(10 + place, 10 + place, 10 + place, 10 + place, place * 10_000, place * (10 + place), 9 + place));
        return bars;
    }

    private static List<HantooDailyBar> Answer(SortedList<DateOnly, DailyBar> bars, (DateOnly From, DateOnly To) range) =>
        [.. bars.Where(bar => bar.Key >= range.From && bar.Key <= range.To).Reverse().Take(Page).Select(bar => new HantooDailyBar(bar.Key, bar.Value.Volume, bar.Value.Value) { Bar = bar.Value })];

    private static DailyFetch Walk(DailyQuestion question, SortedList<DateOnly, DailyBar> bars) => Walk(question, range => Answer(bars, range));

    private static DailyFetch Walk(DailyQuestion question, Func<(DateOnly From, DateOnly To), List<HantooDailyBar>> answer)
    {
        var walk = new DailyWalk(question);
        while (walk.Next is { } range)
            walk.Add(answer(range));
        Assert.Null(walk.Failure);
        return walk.Result();
    }
}
