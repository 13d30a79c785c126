using Rhetenor.Data.Tests.Klines;

namespace Rhetenor.Data.Tests.Archive;

public sealed class ArchiveReadTests
{
    private static readonly DateOnly First = new(2026, 6, 1);
    private static readonly DateOnly Last = new(2026, 6, 30);

    [Fact]
    public async Task A_month_of_50_symbols_is_the_same_from_22_daily_objects_and_from_22_times_26_fragments()
    {
        var (daily, fragments) = (new InMemoryObjectStore(), new InMemoryObjectStore());
        foreach (var date in Shelf.Days(22))
        {
            var day = Shelf.Day(date, 50, 381);
            await Shelf.PutAsync(daily, day, date.ToDateTime(new TimeOnly(16, 0)));
            await PutFragmentsAsync(fragments, date, day);
        }

        var (left, right) = (new KlineArchive(daily), new KlineArchive(fragments));
        var bars = await Shelf.FlatAsync(left.ReadAsync(new(First, Last)));
        Assert.Equal(22 * 50 * 254, bars.Count);
        Assert.Equal(bars, await Shelf.FlatAsync(right.ReadAsync(new(First, Last))));
        var history = await right.LoadAsync(new(First, Last));
        Assert.Equal(bars.OrderBy(bar => bar.Symbol, StringComparer.Ordinal).ThenBy(bar => bar.Minute).Select(bar => bar.Kline), history.SelectMany(series => series));
        Assert.Equal(bars.Select(bar => new SymbolKline(bar.Symbol, bar.Kline)), await right.ReadKlinesAsync(new(First, Last)).ToListAsync());
        Assert.Equal(22 * 26, await right.ListSessionsAsync(First, Last).Select(session => session.Objects.Count).SumAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    public async Task Sessions_come_in_order_of_time_however_far_ahead_is_read(int ahead)
    {
        var store = new InMemoryObjectStore();
        foreach (var date in Shelf.Days(12).Reverse())
            await Shelf.PutAsync(store, Shelf.Day(date, 4, 10), date.ToDateTime(new TimeOnly(16, 0)));
        var archive = new KlineArchive(store, new() { SessionsAhead = ahead });
        var minutes = await archive.ReadAsync(new(First, Last)).Select(slice => slice.Minute).ToListAsync();
        Assert.Equal(minutes.Order().Distinct(), minutes);
        Assert.Equal(120, minutes.Count);
        Assert.Equal(Shelf.Days(12), await archive.ReadDaysAsync(new(First, Last)).Select(day => DateOnly.FromDateTime(day[0].Minutes[0])).ToListAsync());
    }

    [Fact]
    public async Task Both_ends_of_a_range_belong_to_it_and_nothing_else_does()
    {
        var store = new InMemoryObjectStore();
        var days = Shelf.Days(40).ToList();
        foreach (var date in days)
            await Shelf.PutAsync(store, Shelf.Day(date, 2, 3), date.ToDateTime(new TimeOnly(16, 0)));
        var archive = new KlineArchive(store);
        for (var i = 0; i < days.Count; i += 7)
        {
            for (var j = i; j < days.Count; j += 5)
                Assert.Equal(days[i..(j + 1)], await archive.ListSessionsAsync(days[i], days[j]).Select(session => session.Date).ToListAsync());
        }

        Assert.Equal(days, await archive.ListSessionsAsync(DateOnly.MinValue, DateOnly.MaxValue).Select(session => session.Date).ToListAsync());
        Assert.Throws<ArgumentOutOfRangeException>(() => archive.ReadAsync(new(days[1], days[0])));
    }

    [Fact]
    public async Task Only_wanted_symbols_are_given_and_they_are_given_as_ever()
    {
        var store = new InMemoryObjectStore();
        var slices = Bars.Day(3, symbols: 60);
        await Shelf.PutAsync(store, slices, Bars.At(16, 0));
        await Shelf.PutAsync(store, Bars.Day(4, symbols: 60, isPlain: true), Bars.At(16, 1));
        var archive = new KlineArchive(store);
        var all = await Shelf.FlatAsync(archive.ReadAsync(KlineQuery.Day(Bars.Date)));
        foreach (var wanted in (string[][])[["000000"], [all[5].Symbol, "Q00000006", all[9].Symbol], ["999999"]])
        {
            var expected = all.Where(bar => wanted.Contains(bar.Symbol)).ToList();
            Assert.Equal(expected, await Shelf.FlatAsync(archive.ReadAsync(new(Bars.Date, Bars.Date, wanted))));
        }

        Assert.Contains("'00 93'", Assert.Throws<ArgumentException>(() => archive.ReadAsync(KlineQuery.Day(Bars.Date, "00 93"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task P7_J1_J3_other_names_and_other_venues_are_none_of_its_business()
    {
        var store = new InMemoryObjectStore();
        await Shelf.PutAsync(store, Shelf.Day(First, 2, 3), First.ToDateTime(new TimeOnly(16, 0)));
        await Shelf.PutAsync(store, Shelf.Day(First, 2, 5), First.ToDateTime(new TimeOnly(16, 0)), Venue.Unified);
        foreach (var name in (string[])["20260601.txt", "20260601_J.jsonl.zstd", "20260601090000_20260602090000_J_20260601160000.jsonl.zstd", "coverage/20260601_J_20260601160000.json"])
            await store.PutIfAbsentAsync($"{Shelf.Prefix}/{name}", "x"u8.ToArray());
        Assert.Equal(4, (await new KlineArchive(store).LoadAsync(KlineQuery.Day(First))).BarCount);
        Assert.Equal(7, (await new KlineArchive(store, new() { Venue = Venue.Unified }).LoadAsync(KlineQuery.Day(First))).BarCount);
        Assert.Empty(await new KlineArchive(store, new() { Venue = Venue.Nextrade }).ReadAsync(new(First, Last)).ToListAsync());
        Assert.Empty(await new KlineArchive(store, new() { Prefix = "elsewhere" }).ListSessionsAsync(First, Last).ToListAsync());
    }

    [RealDataFact]
    public async Task What_the_original_wrote_is_read_as_any_other()
    {
        var store = new InMemoryObjectStore();
        foreach (var path in Directory.EnumerateFiles(Path.Join(RealData.Folder, "original"), "*.zstd"))
            await store.PutIfAbsentAsync($"{Shelf.Prefix}/{Path.GetFileName(path)}", await File.ReadAllBytesAsync(path));
        var archive = new KlineArchive(store);
        Assert.Equal([new(2024, 1, 25), new(2026, 1, 26), new(2026, 1, 27)], await archive.ListSessionsAsync(new(2024, 1, 1), Last).Select(session => session.Date).ToListAsync());
        var history = await archive.LoadAsync(new(new(2026, 1, 1), Last, ["005930"]));
        Assert.Equal(40, Assert.Single(history).Count);
        Assert.Equal(2, (await archive.ReadVersionsAsync("005930", Bars.At(9, 5))).Count);
    }

    // Early fragments have other prices; the last ones make everything right again, and overlap.
    private static async Task PutFragmentsAsync(InMemoryObjectStore store, DateOnly date, List<KlineSlice> day)
    {
        var early = Shelf.Day(date, 50, 381, shift: 7);
        for (var i = 0; i < 13; i++)
            await Shelf.PutAsync(store, early.GetRange(i * 29, Math.Min(40, 381 - (i * 29))), date.ToDateTime(new TimeOnly(10, i)));
        for (var i = 0; i < 13; i++)
            await Shelf.PutAsync(store, day.GetRange(i * 30, Math.Min(60, 381 - (i * 30))), date.ToDateTime(new TimeOnly(16, 59 - i)));
    }
}
