using Rhetenor.Data.Tests.Klines;

namespace Rhetenor.Data.Tests.Archive;

/// <summary>Memory that one session leaves to the next must not show anything of it.</summary>
public sealed class ArchiveMemoryTests
{
    private static readonly DateOnly First = new(2026, 6, 1);
    private static readonly DateOnly Last = new(2026, 12, 31);

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public async Task Memory_that_is_used_again_gives_the_same_bars(int ahead)
    {
        var store = new InMemoryObjectStore();
        var random = new Random(5);
        foreach (var date in Shelf.Days(40))
        {
            // One object or several, few symbols or many, with lines of another date among them.
            for (var i = random.Next(3); i >= 0; i--)
            {
                var day = Shelf.Day(date, 1 + random.Next(60), 1 + random.Next(30), shift: random.Next(5));
                var key = Shelf.Key(date, new(9, 0), TimeOnly.FromDateTime(day[^1].Minute), date.ToDateTime(new TimeOnly(16, i)));
                var other = random.Next(5) == 0 ? KlineCodec.Pack(Shelf.Day(date.AddDays(1), 2, 2)) : [];
                await store.PutIfAbsentAsync(key.ToString(), new byte[][] { KlineCodec.Pack(day), other }.SelectMany(frame => frame).ToArray());
            }
        }

        var archive = new KlineArchive(store, new() { SessionsAhead = ahead });
        var kept = await archive.ReadAsync(new(First, Last)).ToListAsync();
        var bars = Bars.Flat(kept).ToList();
        var reused = new List<(DateTime, string, Kline)>();
        await foreach (var slice in archive.ReadAsync(new(First, Last), reuseBuffers: true))
            reused.AddRange(Bars.Flat([slice]));
        Assert.Equal(bars, reused);
        Assert.Equal(bars.Select(bar => new SymbolKline(bar.Symbol, bar.Kline)), await archive.ReadKlinesAsync(new(First, Last)).ToListAsync());
        var history = await archive.LoadAsync(new(First, Last));
        Assert.Equal(bars.OrderBy(bar => bar.Symbol, StringComparer.Ordinal).ThenBy(bar => bar.Minute).Select(bar => bar.Kline), history.SelectMany(series => series));
        var days = await archive.ReadDaysAsync(new(First, Last)).ToListAsync();
        Assert.Equal(bars.Count, days.Sum(day => day.BarCount));
        Assert.Equal(
            bars.OrderBy(bar => bar.Minute.Date).ThenBy(bar => bar.Symbol, StringComparer.Ordinal).ThenBy(bar => bar.Minute).Select(bar => bar.Kline),
            days.SelectMany(day => day.SelectMany(series => series)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Reading_on_allocates_for_names_and_nothing_for_bars(int objects)
    {
        var store = new InMemoryObjectStore();
        foreach (var date in Shelf.Days(30))
        {
            for (var i = 0; i < objects; i++)
                await Shelf.PutAsync(store, Shelf.Day(date, 200, 100, shift: i), date.ToDateTime(new TimeOnly(16, i)));
        }

        var archive = new KlineArchive(store, new() { SessionsAhead = 0 });
        var (bars, start) = (0L, 0L);
        await foreach (var slice in archive.ReadAsync(new(First, Last), reuseBuffers: true))
        {
            start = bars == 0 ? GC.GetAllocatedBytesForCurrentThread() : start;
            bars += slice.Count;
        }

        var perBar = (GC.GetAllocatedBytesForCurrentThread() - start) / (double)bars;
        Assert.InRange(bars, 390_000, 410_000);
        // The stored bytes of an object come in an array of their own; a bar in memory takes sixty.
        Assert.InRange(perBar, 0, 25 * objects);
    }
}
