namespace Rhetenor.Data.Tests.Klines;

public sealed class MergedSessionTests
{
    [Fact]
    public void P3_the_order_of_the_objects_does_not_matter()
    {
        var objects = Enumerable.Range(0, 9).Select(i => (
            Key: Bars.Key("090000", $"09{10 + i}00", $"202601261000{i / 3:D2}"),
            Table: Table(Bars.Day(i, symbols: 12, minutes: 20).Skip(i)))).ToArray();
        var expected = Day(objects);
        for (var seed = 0; seed < 10; seed++)
        {
            new Random(seed).Shuffle(objects);
            var day = Day(objects);
            Assert.Equal(Bars.Flat(expected.Slices()), Bars.Flat(day.Slices()));
            Assert.Equal((expected.MaxRetrieval, expected.BarCount, expected.Revisions), (day.MaxRetrieval, day.BarCount, day.Revisions));
        }

        Assert.Equal(Reference(objects), Bars.Flat(expected.Slices()));
    }

    [Fact]
    public void P12_C21_a_revision_wins_and_all_versions_are_counted()
    {
        var (old, late) = (Bars.Bar(Bars.At(9, 0), 100), Bars.Bar(Bars.At(9, 0), 101));
        var objects = new[]
        {
            (Bars.Key("090000", "090000", "20260126100001"), Table([Bars.Slice(Bars.At(9, 0), ("A", late))])),
            (Bars.Key("090000", "090000", "20260126100000"), Table([Bars.Slice(Bars.At(9, 0), ("A", old), ("B", old))])),
        };
        foreach (var day in (MergedSession[])[Day(objects), Day([.. objects.Reverse()])])
        {
            Assert.True(day.TryGetKline("A", Bars.At(9, 0), out var kline) && kline == late);
            Assert.Equal((2, 1, 0), (day.VersionsOf("A", Bars.At(9, 0)), day.VersionsOf("B", Bars.At(9, 0)), day.VersionsOf("C", Bars.At(9, 0))));
            Assert.Equal((1L, Bars.At(10, 0).AddSeconds(1)), (day.Revisions, day.MaxRetrieval));
            Assert.False(day.TryGetKline("A", Bars.At(9, 1), out _) || day.TryGetKline("A", Bars.At(9, 0).AddDays(1), out _));
        }
    }

    [Fact]
    public void H18_J12_a_line_is_right_about_itself()
    {
        var day = new MergedSession(Bars.Date, Venue.Krx);
        day.Add(Bars.Key("090000", "090000", "20260126100000"), Table(
            [Bars.Slice(Bars.At(9, 5), ("A", Bars.Bar(Bars.At(9, 5))))]));
        day.Add(Bars.Key("090100", "090100", "20260126100000"), Table(
            [Bars.Slice(Bars.At(9, 1).AddDays(1), ("A", Bars.Bar(Bars.At(9, 1).AddDays(1))))]));
        Assert.Equal((1, 1, 1), (day.LinesOutsideKey, day.LinesOfOtherDate, day.BarCount));
        Assert.True(day.TryGetKline("A", Bars.At(9, 5), out _));
    }

    [Fact]
    public void Objects_of_another_day_or_venue_or_added_twice_are_refused()
    {
        var day = new MergedSession(Bars.Date, Venue.Krx);
        var key = Bars.Key("090000", "090000", "20260126100000");
        day.Add(key, new KlineTable());
        Assert.Throws<ArgumentException>(() => day.Add(key, new KlineTable()));
        Assert.Throws<ArgumentException>(() => day.Add(Bars.Key("090000", "090000", "20260126100000", Venue.Unified), new KlineTable()));
        Assert.Throws<ArgumentException>(() => new MergedSession(Bars.Date.AddDays(1), Venue.Krx).Add(key, new KlineTable()));
    }

    [Fact]
    public void P1_P6_what_is_held_is_not_written_again()
    {
        var slices = Bars.Day(1, symbols: 30, minutes: 30);
        var day = Day([(Bars.Key("090000", "093000", "20260126100000"), Table(slices))]);
        var reconciler = new KlineReconciler(day);
        foreach (var symbol in Bars.Flat(slices).GroupBy(bar => bar.Symbol))
        {
            var klines = symbol.Select(bar => bar.Kline).ToArray();
            Assert.Equal(new KlineDiff(0, 0, klines.Length), reconciler.Add(symbol.Key, klines));
            // The same bar with the day's won, which the store does not keep unless asked to.
            Assert.False(reconciler.Diff(symbol.Key, [.. klines.Select(kline => new Kline(
                kline.Minute, kline.Open, kline.High, kline.Low, kline.Close, kline.Volume, kline.AccVolume, 77))]).HasChanges);
        }

        Assert.Empty(reconciler.Slices());
        Assert.Equal(0, reconciler.ChangeCount);
    }

    [Fact]
    public void C21_C22_P6_new_and_revised_bars_are_written_and_vanished_ones_stay()
    {
        var (nine, one, two) = (Bars.At(9, 0), Bars.At(9, 1), Bars.At(9, 2));
        var day = Day([(Bars.Key("090000", "090100", "20260126100000"), Table(
            [Bars.Slice(nine, ("A", Bars.Bar(nine)), ("B", Bars.Bar(nine))), Bars.Slice(one, ("A", Bars.Bar(one)))]))]);
        var reconciler = new KlineReconciler(day);
        Assert.Equal(new KlineDiff(1, 1, 0), reconciler.Add("A", [Bars.Bar(two), Bars.Bar(one, close: 1)]));
        Assert.Equal(new KlineDiff(1, 0, 0), reconciler.Add("C", [Bars.Bar(one)]));
        Assert.Equal(
            [(one, "A", Bars.Bar(one, close: 1)), (one, "C", Bars.Bar(one)), (two, "A", Bars.Bar(two))], Bars.Flat(reconciler.Slices()));
        var written = KlineCodec.Unpack(KlineCodec.Pack(reconciler.Slices()));
        day.Add(Bars.Key("090100", "090200", "20260126100001"), written);
        Assert.True(day.TryGetKline("A", nine, out _) && day.TryGetKline("B", nine, out _));
        Assert.False(new KlineReconciler(day).Diff("A", [Bars.Bar(two), Bars.Bar(one, close: 1)]).HasChanges);
        Assert.Throws<ArgumentException>(() => reconciler.Add("A", [Bars.Bar(nine.AddDays(1))]));
        Assert.Throws<ArgumentException>(() => reconciler.Add("A B", [Bars.Bar(nine)]));
    }

    [Fact]
    public void Comparing_with_a_held_day_allocates_nothing_for_bars()
    {
        var slices = Bars.Day(2, symbols: 40, minutes: 60);
        var day = Day([(Bars.Key("090000", "100000", "20260126100000"), Table(slices))]);
        var reconciler = new KlineReconciler(day);
        var symbols = Bars.Flat(slices).GroupBy(bar => bar.Symbol).Select(group => (group.Key, Klines: group.Select(bar => bar.Kline).ToArray())).ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var unchanged = 0;
        foreach (var (symbol, klines) in symbols)
            unchanged += reconciler.Add(symbol, klines).Unchanged;
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(day.BarCount, unchanged);
    }

    private static KlineTable Table(IEnumerable<KlineSlice> slices) => KlineCodec.Decode(KlineCodec.Encode(slices));

    private static MergedSession Day((KlineKey Key, KlineTable Table)[] objects)
    {
        var day = new MergedSession(Bars.Date, Venue.Krx);
        foreach (var (key, table) in objects)
            day.Add(key, table);
        return day;
    }

    // The merge rule, said in another way.
    private static IEnumerable<(DateTime, string, Kline)> Reference((KlineKey Key, KlineTable Table)[] objects) => objects
        .OrderBy(entry => entry.Key.Retrieval).ThenBy(entry => entry.Key.ToString(), StringComparer.Ordinal)
        .SelectMany(entry => Bars.Flat(entry.Table))
        .GroupBy(bar => (bar.Minute, bar.Symbol))
        .Select(group => group.Last())
        .OrderBy(bar => bar.Minute).ThenBy(bar => bar.Symbol, StringComparer.Ordinal);
}
