using Rhetenor.Data.Datasets;

namespace Rhetenor.Data.Tests.Datasets;

public sealed class BarSpoolTests
{
    private static readonly DateOnly First = new(2026, 6, 1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Bars_of_any_numbers_are_read_as_they_were_written(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var count = random.Next(1, 40);
            var bars = Enumerable.Range(0, count).Select(_ => new KlineBar(Any(), Any(), Any(), Any(), Any(), Any(), Any())).ToArray();
            var minutes = Enumerable.Range(0, count).Select(i => First.ToDateTime(new TimeOnly(8, 0)).AddMinutes(i * random.Next(1, 9))).Order().ToArray();
            var code = new byte[BarCode.Bound(count)];
            var length = BarCode.Write(code, minutes, bars);
            var (readMinutes, readBars) = (new DateTime[count], new KlineBar[count]);
            BarCode.Read(code.AsSpan(0, length), readMinutes, readBars);
            Assert.Equal(minutes, readMinutes);
            Assert.Equal(bars, readBars);
        }

        // Usual, unknown and extreme numbers; prices in whole won and in parts of it.
        long Any() => random.Next(8) switch
        {
            0 => KlineBar.Unknown,
            1 => long.MaxValue - random.Next(3),
            2 => random.NextInt64(),
            3 => 0,
            4 => random.Next(2_000_000),
            _ => random.Next(200_000) * KlinePrice.Scale,
        };
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5_000)]
    [InlineData(1 << 20)]
    public void Symbols_have_the_bars_of_all_sessions_wherever_they_are_kept(int limit)
    {
        var bytes = new ScratchBytes(limit);
        using var spool = new BarSpool(Venue.Krx, bytes);
        var days = Enumerable.Range(0, 9).Select(i => (Date: First.AddDays(i), Slices: Day(i))).ToList();
        foreach (var (date, slices) in days)
            spool.Add(date, slices);
        Assert.Equal(limit < bytes.Length, bytes.HasFile);
        var expected = KlineHistory.Of(days.SelectMany(day => day.Slices));
        Assert.Equal(expected.Select(series => series.Symbol), spool.Symbols);
        foreach (var series in expected)
        {
            Assert.Equal(series.Count, spool.CountOf(series.Symbol));
            Assert.Equal(series, Read(spool, series.Symbol, First, First.AddDays(30)));
            Assert.Equal(series.Where(bar => bar.Minute.Day is 3 or 4), Read(spool, series.Symbol, new(2026, 6, 3), new(2026, 6, 4)));
        }

        Assert.Empty(Read(spool, "999999", First, First.AddDays(30)));
        Assert.Equal(days.Select(day => (day.Slices.Sum(slice => (long)slice.Count), day.Slices.Sum(slice => slice.Sum(bar => bar.Kline.Volume)))), spool.Sessions.Values);
        Assert.Throws<ArgumentException>(() => spool.Add(First, days[0].Slices));
    }

    // A killed process leaves no file.
    [LinuxFact]
    public void The_temporary_file_has_no_name()
    {
        var before = Deleted();
        using (var spool = new BarSpool(Venue.Krx, new ScratchBytes(1)))
        {
            spool.Add(First, Day(0));
            spool.Add(First.AddDays(1), Day(1));
            Assert.NotEmpty(Deleted().Except(before));
        }

        static HashSet<string> Deleted() => [.. new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos()
            .Select(link => link.LinkTarget ?? "").Where(target => target.StartsWith(Path.GetTempPath(), StringComparison.Ordinal) && target.EndsWith(" (deleted)", StringComparison.Ordinal))];
    }

    // Another symbol is missing each day, and one appears late.
    private static List<KlineSlice> Day(int day) => [.. Archive.Shelf.Day(First.AddDays(day), 12, 600, shift: day)
        .Select(slice => new KlineSlice(slice.Minute, slice.Where((_, symbol) => symbol != day && (symbol > 0 || day > 4))))];

    private static List<Kline> Read(BarSpool spool, string symbol, DateOnly from, DateOnly to) =>
        [.. spool.Read(symbol, from, to, new KlineColumns(spool.CountOf(symbol)))];
}
