namespace Rhetenor.Data.Benchmarks;

/// <summary>Reading a store in memory back. The reference is decompressing its objects.</summary>
internal static class ArchiveWorkloads
{
    private static readonly DateOnly Date = new(2026, 1, 26);
    private static readonly string[] Fifty = [.. Enumerable.Range(0, 50).Select(i => $"{i * 54 * 130:D6}")];

    public static Workload OneObject() => Reading("a day of one object", [Packed(KlineSyntheticDay.Slices, Date, 16)]);

    public static Workload Overlapping() => Reading("the day from 26 overlapping objects, merged",
        Enumerable.Range(0, 26).Select(i => Packed(KlineSyntheticDay.Slices[(i * 14)..Math.Min(381, (i * 14) + 31)], Date, 16 + i)));

    public static Workload FiftySymbols() => Reading("50 of the day's 2,700 symbols", [Packed(KlineSyntheticDay.Slices, Date, 16)], Fifty);

    public static Workload SmallObjects() => Reading("21 days of 50 symbols, an object each",
        Enumerable.Range(0, 21).Select(i => Packed(KlineSyntheticDay.On(Date.AddDays(i), Fifty), Date.AddDays(i), 16)));

    public static Workload OriginalForm() => Reading("the day in the Python original's form",
        [(Packed(KlineSyntheticDay.Slices, Date, 16).Key, KlineSyntheticDay.OldObject)]);

    public static Workload FourDays() => Reading("four days, an object each",
        Enumerable.Range(0, 4).Select(i => Packed(KlineSyntheticDay.On(Date.AddDays(i), null), Date.AddDays(i), 16)));

    private static Workload Reading(string name, IEnumerable<(KlineKey Key, byte[] Body)> objects, string[]? symbols = null)
    {
        var store = new InMemoryObjectStore();
        var bodies = new List<byte[]>();
        foreach (var (key, body) in objects)
        {
            store.PutIfAbsentAsync(key.ToString(), body).GetAwaiter().GetResult();
            bodies.Add(body);
        }

        var (one, two) = (new KlineArchive(store, new() { SessionsAhead = 0 }), new KlineArchive(store));
        return new(name, 1,
        [
            Workload.Row("decompress", () => Decompressing.All(bodies)),
            ("slices, one thread", () => ReadAsync(one, symbols, reuseBuffers: true)),
            ("slices, two threads", () => ReadAsync(two, symbols, reuseBuffers: true)),
            ("slices that are kept, one thread", () => ReadAsync(one, symbols, reuseBuffers: false)),
            ("columns, one thread", () => one.LoadAsync(new(Date, Date.AddDays(30), symbols))),
            ("columns, two threads", () => two.LoadAsync(new(Date, Date.AddDays(30), symbols))),
        ]);
    }

    private static async Task ReadAsync(KlineArchive archive, string[]? symbols, bool reuseBuffers)
    {
        var bars = 0L;
        await foreach (var slice in archive.ReadAsync(new(Date, Date.AddDays(30), symbols), reuseBuffers: reuseBuffers))
            bars += slice.Count;
        if (bars == 0)
            throw new InvalidOperationException("Nothing was read.");
    }

    private static (KlineKey Key, byte[] Body) Packed(KlineSlice[] slices, DateOnly date, int minute) => (
        new KlineKey("hantoo-stock-kline-1m", slices[0].Minute, slices[^1].Minute, Venue.Krx, date.ToDateTime(new TimeOnly(16, minute))),
        KlineCodec.Pack(slices, accValue: true));
}
