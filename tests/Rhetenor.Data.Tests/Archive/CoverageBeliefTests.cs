namespace Rhetenor.Data.Tests.Archive;

/// <summary>Which claims are believed, by what they rest on.</summary>
public sealed class CoverageBeliefTests
{
    private static readonly DateOnly Day = ReportShelf.Monday;
    private static readonly TimeOnly Close = new(15, 30);

    private readonly List<StoredCoverage> _records = [];
    private readonly List<KlineKey> _listed = [];
    private readonly HashSet<KlineKey> _unread = [];

    [Fact]
    public void A_claim_rests_on_the_objects_of_the_coverage_it_comes_after()
    {
        var (a, b, c) = (Bars(10), Bars(11), Bars(12));
        var first = Claim(10, "A", [], a);
        var second = Claim(11, "A", [first], b);
        Claim(12, "A", [second], c);
        Assert.Equal((new TimeOnly(12, 0), 0), Believed());

        // One of the first claim's objects is gone, of the second's, of the third's.
        _listed.Remove(a);
        Assert.Equal((null, 1), Believed());
        _listed.Add(a);
        _listed.Remove(b);
        Assert.Equal((new TimeOnly(10, 0), 1), Believed());
        _listed.Add(b);
        _unread.Add(c);
        Assert.Equal((new TimeOnly(11, 0), 1), Believed());
    }

    [Fact]
    public void Coverage_that_is_gone_takes_what_comes_after_it_along()
    {
        var first = Claim(10, "A", [], Bars(10));
        var second = Claim(11, "A", [first], Bars(11));
        Claim(12, "A", [second], Bars(12));
        _records.RemoveAt(1);
        Assert.Equal((new TimeOnly(10, 0), 1), Believed());
        _records.RemoveAt(0);
        Assert.Equal((null, 1), Believed());
    }

    [Fact]
    public void Two_writers_that_did_not_see_each_other_lose_only_their_own()
    {
        var a = Bars(10);
        Claim(10, "A", [], a);
        Claim(11, "B", [], Bars(11));
        _listed.Remove(a);
        var believed = Of();
        Assert.Equal((SymbolDayState.Failed, new TimeOnly(11, 0)), (believed.Coverage!.Symbols["A"].State, believed.Coverage.Symbols["B"].Through));

        // Who writes next comes after both, if both can be relied on.
        Assert.Equal([_records[1].Record.Name.Name], believed.Trail.After);
        _listed.Add(a);
        Assert.Equal(_records.Select(stored => stored.Record.Name.Name), Of().Trail.After);
    }

    [Fact]
    public void What_was_final_before_a_loss_is_not_final_and_the_loss_is_made_good_by_later_coverage_only()
    {
        Claim(10, "A", [], Bars(10), Close, isFinal: true);
        var lost = Bars(11);
        Claim(11, "A", [], lost, Close);
        Assert.True(Of().Coverage!.Symbols["A"].IsFinal);
        _listed.Remove(lost);
        Assert.Equal((Close, false, false), (Of().Coverage!.Symbols["A"].Through!.Value, Of().Coverage!.Symbols["A"].IsFinal, Of().Losses.Single().IsMadeGood));
        Claim(12, "A", [], Bars(12), Close, isFinal: true);
        Assert.Equal((true, true), (Of().Coverage!.Symbols["A"].IsFinal, Of().Losses.Single().IsMadeGood));
    }

    [Fact]
    public void Coverage_of_any_form_stands_beside_that_of_another()
    {
        var (a, b) = (Bars(10), Bars(11));
        Add(PlainCoverage.Read(new KlineCoverage(Day, Venue.Krx, At(10), [Entry("A", new TimeOnly(10, 0))]).ToJson([a.Name])));
        Assert.Empty(Of().Trail.After);
        Claim(11, "A", [], b);
        Assert.Equal((new TimeOnly(11, 0), 0), Believed());
        _listed.Remove(b);
        Assert.Equal((new TimeOnly(10, 0), 1), Believed());
        _listed.Remove(a);
        Assert.Equal((null, 2), Believed());

        // Handmade coverage names nothing, and nothing can be checked.
        _records.Clear();
        Add(PlainCoverage.Read(new KlineCoverage(Day, Venue.Krx, At(10), [Entry("A", new TimeOnly(10, 0))]).ToJson()));
        Assert.Equal((new TimeOnly(10, 0), 0), Believed());
    }

    [Fact]
    public void A_compacted_object_stands_for_what_it_is_said_to_contain_and_for_nothing_else()
    {
        var (a, late) = (Bars(10), Bars(11));
        Claim(10, "A", [], a);
        Claim(11, "B", [], late);
        var compacted = Bars(12, number: 1);
        _listed.Remove(a);
        _listed.Remove(late);

        // Of the object of an earlier version nothing is said; it stands for all that is older.
        Assert.Equal(0, Believed().Losses);
        var own = Add(CoverageRecord.Of(Name(12, 1), [], [], [new(compacted.Name, Mark, [a.Name])]));
        Assert.Equal(late.Name, Assert.Single(Of().Losses).Missing);

        // Later it is itself in another one.
        var next = Bars(13, number: 1);
        Add(CoverageRecord.Of(Name(13, 1), [], [own.Name.Name], [new(next.Name, Mark, [compacted.Name, late.Name])]));
        _listed.Remove(compacted);
        Assert.Empty(Of().Losses);
        _listed.Remove(next);
        Assert.Equal((SymbolDayState.Failed, next.Name), (Of().Coverage!.Symbols["A"].State, Assert.Single(Of().Losses).Missing));
    }

    [Fact]
    public void An_object_that_cannot_be_read_is_no_loss_once_a_compacted_one_contains_it()
    {
        var a = Bars(10);
        Claim(10, "A", [], a);
        _unread.Add(a);
        Assert.Equal((null, 1), Believed());
        Add(CoverageRecord.Of(Name(10, 1), [], [], [new(Bars(10, number: 1).Name, Mark, [a.Name])]));
        Assert.Equal((new TimeOnly(10, 0), 0), Believed());
    }

    [Fact]
    public void Forged_circles_end()
    {
        var (a, b) = (Bars(10, number: 1), Bars(11, number: 1));
        Add(CoverageRecord.Of(Name(10), [Entry("A", Close)], [Name(11).Name], [new(a.Name, Mark, [b.Name])]));
        Add(CoverageRecord.Of(Name(11), [Entry("A", Close)], [Name(10).Name, Name(11).Name], [new(b.Name, Mark, [a.Name])]));
        _listed.Clear();
        Assert.Equal(SymbolDayState.Failed, Of().Coverage!.Symbols["A"].State);
    }

    [Fact]
    public void As_of_an_instant_only_what_was_written_by_then_is_known()
    {
        var first = Claim(10, "A", [], Bars(10));
        Claim(11, "A", [first], Bars(11));
        Add(CoverageRecord.Of(Name(11, 1), [], [Name(11).Name], []));
        var listing = new SessionListing(Day, Venue.Krx, [.. _listed.Select(key => new ListedBars(key, 1))], [], new(WithCoverage: true, At(10)));
        Assert.Equal(new TimeOnly(10, 0), BelievedCoverage.Of(listing, _records, _listed, null).Coverage!.Symbols["A"].Through);
        Assert.Null(BelievedCoverage.Of(listing with { Scope = new(WithCoverage: true, At(9)) }, _records, _listed, null).Coverage);
    }

    private static ContentMark Mark { get; } = new(1, new('0', 64));

    private BelievedCoverage Of() => BelievedCoverage.Of(
        new(Day, Venue.Krx, [.. _listed.Select(key => new ListedBars(key, 1))], [], new(WithCoverage: true)), _records, [.. _listed.Except(_unread)], null);

    private (TimeOnly? Through, int Losses) Believed() => (Of().Coverage!.Symbols["A"].Through, Of().Losses.Count);

    private KlineKey Bars(int hour, int number = 0)
    {
        var start = Day.ToDateTime(new TimeOnly(9, 0));
        _listed.Add(new KlineKey("", start, start.AddSeconds(number), Venue.Krx, At(hour)));
        return _listed[^1];
    }

    private CoverageRecord Claim(int hour, string symbol, CoverageRecord[] after, KlineKey bars, TimeOnly? through = null, bool isFinal = false) => Add(CoverageRecord.Of(
        Name(hour), [Entry(symbol, through ?? new TimeOnly(hour, 0), isFinal)], after.Select(record => record.Name.Name), [new(bars.Name, Mark)]));

    private CoverageRecord Add(CoverageRecord record)
    {
        _records.Add(new("key of " + record.Name.Name, record));
        return record;
    }

    private static KeyValuePair<string, KlineSymbolCoverage> Entry(string symbol, TimeOnly through, bool isFinal = false) =>
        KeyValuePair.Create(symbol, new KlineSymbolCoverage(SymbolDayState.Complete, through, isFinal));

    private static KlineCoverageKey Name(int hour, int number = 0) => new("", Day, Venue.Krx, At(hour), number);

    private static DateTime At(int hour) => Day.ToDateTime(new TimeOnly(hour, 0));
}
