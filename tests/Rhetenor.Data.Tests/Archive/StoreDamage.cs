namespace Rhetenor.Data.Tests.Archive;

/// <summary>What befalls a store at random: objects go, get other names, are damaged, or come from writers nobody knows.</summary>
internal static class StoreDamage
{
    private const string Prefix = ReportShelf.Prefix;

    public static async Task<InMemoryObjectStore> CopyAsync(InMemoryObjectStore store)
    {
        var copy = new InMemoryObjectStore();
        await foreach (var stored in store.ListAsync(""))
            await copy.PutIfAbsentAsync(stored.Key, await BodyAsync(store, stored.Key));
        return copy;
    }

    /// <summary>Does one thing.</summary>
    /// <returns>What was done.</returns>
    public static async Task<string> DoAsync(InMemoryObjectStore store, DateOnly date, string[] symbols, Random random)
    {
        var keys = await store.ListAsync("").Select(stored => stored.Key).Where(key => !key.EndsWith(".probe", StringComparison.Ordinal)).ToListAsync();
        if (keys.Count == 0)
            return "nothing is left";
        var key = keys[random.Next(keys.Count)];
        var retrieval = date.ToDateTime(new TimeOnly(10, 0)).AddSeconds(random.Next(12 * 3600));
        switch (random.Next(5))
        {
            case 0:
                await store.RemoveAsync(key);
                return $"removed {key}";
            case 1:
                var body = await BodyAsync(store, key);
                await store.RemoveAsync(key);
                await store.PutIfAbsentAsync(Renamed(key, retrieval), body);
                return $"renamed {key} to {Renamed(key, retrieval)}";
            case 2:
                var whole = await BodyAsync(store, key);
                await store.RemoveAsync(key);
                await store.PutIfAbsentAsync(key, whole[..random.Next(whole.Length)]);
                return $"cut {key}";
            case 3:
                var (claims, content, objects) = Coverage(date, retrieval, symbols, keys, random);
                await store.PutIfAbsentAsync(claims, content);
                return $"a claim resting on {string.Join(", ", objects ?? ["nothing"])}";
            default:
                var minute = date.ToDateTime(new TimeOnly(9, 0)).AddMinutes(random.Next(300));
                var slice = new KlineSlice(minute, [new SymbolKline(symbols[random.Next(symbols.Length)], new Kline(minute, 1, 1, 1, 1, 1, 1))]);
                var name = new KlineKey(Prefix, minute, minute, Venue.Krx, retrieval);
                await store.PutIfAbsentAsync(name.ToString(), KlineCodec.Pack([slice]));
                return $"a stranger's {name}";
        }
    }

    private static readonly SymbolDayState[] States =
        [SymbolDayState.Complete, SymbolDayState.NoTrades, SymbolDayState.Halted, SymbolDayState.NotListed, SymbolDayState.Failed];

    private static (string Key, byte[] Body, IEnumerable<string>? Objects) Coverage(DateOnly date, DateTime retrieval, string[] symbols, List<string> keys, Random random)
    {
        var entry = new KlineSymbolCoverage(
            States[random.Next(States.Length)], random.Next(3) == 0 ? new TimeOnly(12, random.Next(60)) : new TimeOnly(15, 30), random.Next(2) == 0);
        var names = keys.Where(key => KlineKey.TryParse(key, out _) && random.Next(2) == 0).Select(key => KlineKey.Parse(key).Name);
        IEnumerable<string>? objects = random.Next(4) switch
        {
            0 => null,
            1 => [],
            2 => names,
            _ => [.. names, new KlineKey("", date.ToDateTime(new TimeOnly(9, 0)), date.ToDateTime(new TimeOnly(9, 0)), Venue.Krx, retrieval).ToString()],
        };
        objects = objects?.ToList();
        var claims = symbols.Where(_ => random.Next(2) == 0).Select(symbol => KeyValuePair.Create(symbol, entry)).ToList();
        if (random.Next(2) == 0)
        {
            var plain = new KlineCoverage(date, Venue.Krx, retrieval, claims);
            return (plain.ToKey(Prefix), plain.ToJson(objects), objects);
        }

        var after = keys.Where(key => KlineCoverageKey.TryParse(key, out var name) && !name.IsPlain && random.Next(3) == 0).Select(key => key[(key.LastIndexOf('/') + 1)..]);
        var record = CoverageRecord.Of(new(Prefix, date, Venue.Krx, retrieval), claims, after, objects?.Select(name => new ObjectMark(name, null)));
        return ($"{Prefix}/coverage/{record.Name.Name}", CoverageCodec.Pack(record), objects);
    }

    private static string Renamed(string key, DateTime retrieval)
    {
        if (KlineCoverageKey.TryParse(key, out var coverage))
            return (coverage with { Retrieval = retrieval }).ToString();
        var bars = KlineKey.Parse(key);
        return new KlineKey(Prefix, bars.Start, bars.End, bars.Venue, retrieval).ToString();
    }

    private static async Task<ReadOnlyMemory<byte>> BodyAsync(InMemoryObjectStore store, string key)
    {
        using var body = new MemoryStream();
        await using var stream = (await store.OpenReadAsync(key))!;
        await stream.CopyToAsync(body);
        return body.ToArray();
    }
}
