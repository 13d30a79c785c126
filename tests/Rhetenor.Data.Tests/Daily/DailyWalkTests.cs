using static Rhetenor.Data.Tests.Daily.DailyWalks;

namespace Rhetenor.Data.Tests.Daily;

/// <summary>Which questions a walk through daily bars asks, and what proves that an answer is whole.</summary>
public sealed class DailyWalkTests
{
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
    public void A_full_answer_that_repeats_one_session_is_asked_for_again_and_then_an_error()
    {
        var walk = new DailyWalk(Question());
        var row = Answer(Bars(1), (Dates[0], To))[0];
        for (var call = 0; call < 4; call++)
            walk.Add([.. Enumerable.Repeat(row, Page)]);
        Assert.Equal((null, 4), (walk.Next, walk.Calls));
        Assert.Contains("repeats the session", walk.Failure, StringComparison.Ordinal);
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
}
