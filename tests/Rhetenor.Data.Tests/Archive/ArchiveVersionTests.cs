using Rhetenor.Data.Tests.Klines;

namespace Rhetenor.Data.Tests.Archive;

public sealed class ArchiveVersionTests
{
    private static readonly DateOnly Date = new(2026, 6, 1);
    private readonly InMemoryObjectStore _store = new();

    private KlineArchive Archive => new(_store);

    [Fact]
    public async Task P12_what_was_known_at_an_instant_can_be_read()
    {
        await ReviseAsync(count: 4);
        for (var i = 0; i < 4; i++)
        {
            var asOf = KoreaTime.At(Date, new TimeOnly(16, i));
            var klines = await Archive.ReadKlinesAsync(new(Date, Date) { AsOf = asOf }).ToListAsync();
            Assert.Equal(1_000 + i, klines.Single(bar => bar.Symbol == "000010").Kline.Close);
            Assert.Equal(klines, await Archive.ReadKlinesAsync(new(Date, Date) { AsOf = asOf.ToUniversalTime().AddSeconds(59) }).ToListAsync());
        }

        Assert.Empty(await Archive.ReadAsync(new(Date, Date) { AsOf = KoreaTime.At(Date, new TimeOnly(15, 59, 59)) }).ToListAsync());
        Assert.Equal(1_003, (await Archive.LoadAsync(KlineQuery.Day(Date)))["000010"].Close[0]);
    }

    [Fact]
    public async Task Every_value_a_bar_has_had_is_listed_oldest_first()
    {
        await ReviseAsync(count: 3);
        var versions = await Archive.ReadVersionsAsync("000010", Date.ToDateTime(new TimeOnly(9, 0)));
        Assert.Equal([1_000m, 1_001m, 1_002m], versions.Select(version => version.Kline.Close));
        Assert.Equal(versions.Select(version => KlineKey.Parse(version.Key).Retrieval), versions.Select(version => version.Retrieval));
        Assert.Equal([0, 1, 2], versions.Select(version => version.Retrieval.Minute));
        Assert.Empty(await Archive.ReadVersionsAsync("000010", Date.ToDateTime(new TimeOnly(9, 1))));
        Assert.Empty(await Archive.ReadVersionsAsync("999999", Date.ToDateTime(new TimeOnly(9, 0))));
    }

    private async Task ReviseAsync(int count)
    {
        var minute = Date.ToDateTime(new TimeOnly(9, 0));
        for (var i = 0; i < count; i++)
            await Shelf.PutAsync(_store, [Bars.Slice(minute, ("000010", new Kline(minute, 1_000, 1_100, 900, 1_000 + i, 5, 5)))], Date.ToDateTime(new TimeOnly(16, i)));
    }
}
