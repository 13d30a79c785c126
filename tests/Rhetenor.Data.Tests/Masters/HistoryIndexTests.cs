using System.Globalization;
using static Rhetenor.Data.Tests.Masters.FactorStores;

namespace Rhetenor.Data.Tests.Masters;

/// <summary>The stored history of a year gives what its masters give, in whole and in part, also over the end of a year.</summary>
public sealed class HistoryIndexTests
{
    private static readonly DateOnly First = new(2025, 12, 29), Last = new(2025, 12, 30), New = new(2026, 1, 2), Next = new(2026, 1, 5);

    public static TheoryData<string> Kinds => ["missed split", "split", "reduction", "auction", "bonus", "copy"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Over_the_end_of_a_year_an_index_gives_the_events_of_the_masters_and_rescinds_none(string kind)
    {
        var stores = await new FactorStores().PutAsync(Days(kind));
        var plain = await TextAsync(stores, First, Next);
        Assert.Contains("×", kind == "auction" ? "×" : plain, StringComparison.Ordinal);
        await stores.RecordAsync(First, Next);
        var log = stores.Log();
        await stores.Downloader.IndexHistoryAsync(2025);
        await stores.Downloader.IndexHistoryAsync(2026);
        foreach (var (from, to) in (IEnumerable<(DateOnly, DateOnly)>)[(First, Next), (new(2025, 1, 1), new(2026, 12, 31)), (New, Next), (Next, Next), (Last, Next)])
        {
            Assert.Equal(plain.Split('\n').Where(line => string.CompareOrdinal(line, $"{from:yyyy-MM-dd}") >= 0), (await TextAsync(stores, from, to)).Split('\n').Where(line => line.Length > 0));
            Assert.All(await stores.RecordAsync(from, to), factor => Assert.Null(factor.Rescinded));
        }

        Assert.Equal(log, stores.Log());
    }

    [Fact]
    public async Task An_index_whose_day_before_the_year_was_not_stored_yet_is_not_used()
    {
        var stores = await new FactorStores().PutAsync(Days("missed split")[1..]);
        await stores.Downloader.IndexHistoryAsync(2026);
        Assert.Equal("", await TextAsync(stores, New, Next));
        await stores.PutAsync(Days("missed split")[..1]);
        Assert.Contains("Split", await TextAsync(stores, New, Next), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_of_an_indexed_year_opens_one_object_and_is_that_of_its_masters()
    {
        var (store, days, random) = (new RecordingStore(), new List<DateOnly>(), new Random(5));
        for (var day = new DateOnly(2025, 1, 1); days.Count < 40; day = day.AddDays(1))
        {
            if (KrxCalendar.GetDay(day) != MarketDay.Session)
                continue;
            days.Add(day);
            var mst = MasterEdits.Edit(MasterEdits.Usual, random.Next(20), "trading_halted", random.Next(2) == 0 ? "Y" : "N");
            mst = MasterEdits.Edit(mst, random.Next(20), "korean_name", $"NAME{random.Next(3)}");
            mst = mst[((days.Count % 7 == 0 ? 1 : 0) * (HantooMstSpec.Kosdaq.RecordWidth + 1))..];
            await store.PutIfAbsentAsync(string.Create(CultureInfo.InvariantCulture, $"hantoo_master/{day:yyyyMMdd}_kosdaq.json"), MasterEdits.Parsed(mst).ToJson());
        }

        foreach (var (from, to) in (IEnumerable<(DateOnly, DateOnly)>)[(days[1], days[^1]), (days[0], days[20]), (days[7].AddDays(-1), days[13].AddDays(1)), (days[39], days[39]), (days[5], new(2025, 12, 31))])
        {
            var plain = await new MasterDownloader(store).LoadHistoryAsync(from, to);
            var indexed = new Counting(store);
            var key = await new MasterDownloader(indexed.Copy).IndexHistoryAsync(2025);
            var part = await new MasterDownloader(indexed).LoadHistoryAsync(from, to);
            Assert.Equal([key!], indexed.Opened);
            Assert.Equal(plain.Changes().Select(change => $"{change} {change.Since} {string.Join(';', change.Evidence)}"), part.Changes().Select(change => $"{change} {change.Since} {string.Join(';', change.Evidence)}"));
            Assert.Equal(plain.Instruments.Select(life => $"{life} {life.NotBefore} {string.Join(';', life.Periods)}"), part.Instruments.Select(life => $"{life} {life.NotBefore} {string.Join(';', life.Periods)}"));
            Assert.Equal(plain.DaysHeld(Market.Kosdaq), part.DaysHeld(Market.Kosdaq));
        }
    }

    private static (DateOnly, byte[])[] Days(string kind)
    {
        var halted = new[] { "trading_halted", "Y" };
        return kind switch
        {
            "missed split" => [(Last, Plain), (Next, After)],
            "split" => [(First, Plain), (Last, Plain), (New, Split), (Next, After)],
            "reduction" => [(Last, Master(1_000, 1_000, 30_000, 500, halted)), (New, Master(3_000, 1_000, 9_970, 500)), (Next, Master(3_000, 3_000, 9_970, 500))],
            "auction" => [(Last, Master(10_000, 10_000, 20_000, 500, halted)), (New, Master(13_700, 10_000, 20_000, 500)), (Next, Master(13_700, 13_700, 20_000, 500))],
            "bonus" => [(Last, Master(10_000, 10_000, 20_000, 500)), (New, Master(6_670, 10_000, 20_000, 500, "capital_increase", "02")), (Next, Master(6_670, 6_670, 20_000, 500))],
            _ => [(First, Plain), (Last, Split), (new(2025, 12, 31), Split), (new(2026, 1, 1), Split), (New, After)],
        };
    }

    private static async Task<string> TextAsync(FactorStores stores, DateOnly from, DateOnly to) =>
        string.Join('\n', (await stores.Downloader.LoadHistoryAsync(from, to)).Changes().Where(change => change.Reset is not null && change.ShortCode == Symbol).Select(change => $"{change.Date:yyyy-MM-dd} {change} {change.Since} {string.Join(';', change.Evidence)}"));

    private sealed class Counting(RecordingStore inner) : IObjectStore
    {
        public List<string> Opened { get; } = [];

        public Overlay Copy { get; } = new(inner);

        public Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default)
        {
            Opened.Add(key);
            return Copy.OpenReadAsync(key, cancellationToken);
        }

        public Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) => Copy.PutIfAbsentAsync(key, body, cancellationToken);

        public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken = default) => Copy.ListAsync(prefix, cancellationToken);
    }

    // Writes beside a store, so that it stays without an index.
    internal sealed class Overlay(RecordingStore inner) : IObjectStore
    {
        private readonly InMemoryObjectStore _own = new();

        public async Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default) =>
            await _own.OpenReadAsync(key, cancellationToken) ?? await inner.OpenReadAsync(key, cancellationToken);

        public Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) => _own.PutIfAbsentAsync(key, body, cancellationToken);

        public async IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await foreach (var one in inner.ListAsync(prefix, cancellationToken))
                yield return one;
            await foreach (var one in _own.ListAsync(prefix, cancellationToken))
                yield return one;
        }
    }
}
