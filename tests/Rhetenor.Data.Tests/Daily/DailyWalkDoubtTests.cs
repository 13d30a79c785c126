using static Rhetenor.Data.Tests.Daily.DailyWalks;

namespace Rhetenor.Data.Tests.Daily;

/// <summary>What a walk through daily bars doubts, and what settles it.</summary>
public sealed class DailyWalkDoubtTests
{
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
            [(DailyDoubtKind.Unlinked, Dates[0], To), (DailyDoubtKind.Unlinked, bars.Keys[199], bars.Keys[200]), (DailyDoubtKind.Unlinked, bars.Keys[219], bars.Keys[220])],
            fetch.Doubts.Select(doubt => (doubt.Kind, doubt.From, doubt.Through)));

        List<HantooDailyBar> Foreign((DateOnly, DateOnly) range) => [.. Answer(bars, range).Select(row =>
            row.Date >= bars.Keys[200] && row.Date < bars.Keys[220] ? row with { Bar = row.Bar!.Value with { Open = Times(row), High = Times(row), Low = Times(row), Close = Times(row), Base = Times(row) - 1, Value = row.Volume * Times(row) / 10_000 } } : row)];

        static long Times(HantooDailyBar row) => row.Bar!.Value.Close + 1_000_000;
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
        Assert.Contains(fetch.Doubts, doubt => (doubt.Kind, doubt.From, doubt.Through) == (DailyDoubtKind.Contradiction, Dates[0], To));

        HantooDailyBar Adjusted(HantooDailyBar row) => row.Date >= split ? row
            : row with { Bar = row.Bar!.Value with { Open = row.Bar.Value.Open / 2, High = row.Bar.Value.High / 2, Low = row.Bar.Value.Low / 2, Close = row.Bar.Value.Close / 2, Base = (row.Bar.Value.Close - 1) / 2 } };
    }

    [Fact]
    public void A_session_that_only_one_answer_shows_as_halted_is_a_doubt()
    {
        var (bars, calls) = (Bars(50), 0);
        var (date, before) = (bars.Keys[30], bars.Values[29].Close);
        var fetch = Walk(Question() with { Listed = bars.Keys[0] }, range => [.. Answer(bars, range).Select(row => row.Date == date && calls == 0 ? row with { Bar = new(before, before, before, before, 0, 0, before) } : row), .. More()]);
        Assert.Equal((DailyDoubtKind.Contradiction, Dates[0], To), (fetch.Doubts[0].Kind, fetch.Doubts[0].From, fetch.Doubts[0].Through));

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
        Assert.Empty(DailyPage.DoubtsOf(Answer(bars, (Dates[0], To)), new Dictionary<DateOnly, DailyBar>(), isIndex: true));
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
}
