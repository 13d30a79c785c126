using System.Globalization;

namespace Rhetenor.Data.Tests.Masters;

/// <summary>What the masters of many days say.</summary>
public sealed class MasterHistoryTests
{
    private static readonly DateOnly First = new(2026, 3, 2);
    private readonly RecordingStore _store = new();

    [Fact]
    public async Task Changes_from_day_to_day_are_those_of_a_comparison_of_each_pair()
    {
        var days = await FillAsync(12);
        var history = await LoadAsync();
        Assert.Equal(days.Select(day => day.Date), history.DaysHeld(Market.Kosdaq));
        var expected = new List<string>();
        for (var i = 1; i < days.Count; i++)
            expected.AddRange(MasterChange.Between(days[i - 1].Files, days[i].Files).Select(Text));
        expected.AddRange(MasterChange.Resets(days[0].Files).Select(Text));
        Assert.Equal(expected.Order(StringComparer.Ordinal), history.Changes().Select(Text).Order(StringComparer.Ordinal));
        Assert.True(expected.Count > 20, $"{expected.Count}");
        Assert.Equal(history.Changes().Where(change => change.Date >= days[4].Date && change.Date <= days[7].Date), history.Changes(days[4].Date, days[7].Date));
    }

    [Fact]
    public async Task Any_two_days_are_compared_as_their_files_are()
    {
        var days = await FillAsync(8);
        var history = await LoadAsync();
        foreach (var earlier in days)
        {
            foreach (var later in days.Where(day => day.Date > earlier.Date))
            {
                Assert.Equal(
                    MasterChange.Between(earlier.Files, later.Files).Where(change => change.Reset is null).Select(Text).Order(StringComparer.Ordinal),
                    history.Between(earlier.Date, later.Date).Where(change => change.Reset is null).Select(Text).Order(StringComparer.Ordinal));
            }
        }
    }

    [Fact]
    public async Task A_day_in_force_is_the_last_held_one_and_days_not_held_are_not_guessed()
    {
        var days = await FillAsync(6, skip: 3);
        var history = await new MasterDownloader(_store).LoadHistoryAsync(days[0].Date, days[^1].Date);
        var missing = Assert.Single(history.DaysMissing(Market.Kosdaq));
        Assert.Equal(new(2026, 1, 2), (await LoadAsync()).DaysMissing(Market.Kosdaq)[0]);
        Assert.Equal(days[2].Date, history.DayInForce(Market.Kosdaq, missing));
        Assert.Null(history.DayInForce(Market.Kosdaq, days[0].Date.AddDays(-1)));
        Assert.All(history.Changes().Where(change => change.Date == days[3].Date && change.Kind is MasterChangeKind.Listed or MasterChangeKind.Delisted), change => Assert.Equal(days[2].Date, change.Since));
        Assert.Empty(history.Between(days[2].Date, missing));
    }

    [Fact]
    public async Task Nothing_is_compared_with_days_before_the_first_held_one_and_days_have_an_order()
    {
        var days = await FillAsync(3);
        var history = await LoadAsync();
        Assert.DoesNotContain(history.Between(days[0].Date.AddDays(-1), days[2].Date), change => change.Reset is null);
        Assert.Contains($"{days[0].Date:O} is before {days[1].Date:O}", Assert.Throws<ArgumentException>(() => history.Between(days[1].Date, days[0].Date)).Message, StringComparison.Ordinal);
        Assert.Equal(history.Changes(), history.Changes(DateOnly.MinValue, DateOnly.MaxValue));
    }

    [Fact]
    public async Task A_life_says_what_it_does_not_know()
    {
        var days = await FillAsync(8);
        var history = await LoadAsync();
        var old = history.Find(days[0].Files[0][5].ShortCode)!;
        Assert.Equal((days[0].Date, null), (old.FirstSeen, old.NotBefore));
        var listed = history.Changes().First(change => change.Kind == MasterChangeKind.Listed);
        var life = history.Find(listed.StandardCode)!;
        Assert.Equal((listed.Date, listed.Since), (life.FirstSeen, life.NotBefore));
        var delisted = history.Changes().First(change => change.Kind == MasterChangeKind.Delisted);
        var gone = history.Find(delisted.StandardCode)!;
        Assert.Equal((delisted.Since, delisted.Date), (gone.LastSeen, gone.GoneBy));
        var renamed = history.Changes().First(change => change.Kind == MasterChangeKind.Renamed);
        Assert.Equal([renamed.Before, renamed.After], history.Find(renamed.StandardCode)!.Periods.Select(period => period.KoreanName).Distinct());
        Assert.Contains(history.Search(renamed.Before), instrument => instrument.StandardCode == renamed.StandardCode);
        Assert.Equal(life, history.Find("A" + life.ShortCode));
    }

    [Fact]
    public async Task An_index_gives_the_same_history_by_one_object_a_year()
    {
        await FillAsync(10);
        var plain = await LoadAsync();
        var downloader = new MasterDownloader(_store);
        var key = await downloader.IndexHistoryAsync(2026);
        Assert.Equal(key, await downloader.IndexHistoryAsync(2026));
        var counting = new Counting(_store);
        var indexed = await new MasterDownloader(counting).LoadHistoryAsync(new(2026, 1, 1), new(2026, 12, 31));
        Assert.Equal([key!], counting.Opened);
        AssertSame(plain, indexed);

        // Days that came later are read one by one, and the next index has them.
        await FillAsync(12);
        var newer = await LoadAsync();
        Assert.Equal(12, newer.DaysHeld(Market.Kosdaq).Count);
        Assert.NotEqual(key, await downloader.IndexHistoryAsync(2026));
        AssertSame(newer, await LoadAsync());
    }

    [Fact]
    public async Task An_index_that_does_not_agree_with_the_masters_or_cannot_be_read_is_not_used()
    {
        await FillAsync(5, skip: 2);
        var downloader = new MasterDownloader(_store);
        await downloader.IndexHistoryAsync(2026);
        await FillAsync(5);
        var late = await LoadAsync();
        Assert.Equal(5, late.DaysHeld(Market.Kosdaq).Count);
        await _store.PutIfAbsentAsync("hantoo_master/history/2026_20261231_9999_00000000.json.zstd", "no frame"u8.ToArray());
        AssertSame(late, await LoadAsync());
        await downloader.IndexHistoryAsync(2026);
        AssertSame(late, await LoadAsync());
    }

    [Fact]
    public async Task A_day_whose_JSON_is_invalid_is_read_from_its_raw_ZIP()
    {
        var days = await FillAsync(2);
        var next = days[^1].Date.AddDays(7);
        var key = string.Create(CultureInfo.InvariantCulture, $"{next:yyyyMMdd}_kosdaq");
        await _store.PutIfAbsentAsync($"hantoo_master/{key}.json", "{"u8.ToArray());
        await Assert.ThrowsAsync<MstFormatException>(LoadAsync);

        var mst = MstGenerator.Generate(HantooMstSpec.Kosdaq, 60, 5, next);
        await _store.PutIfAbsentAsync($"hantoo_master/raw/{key}.mst.zip", MasterZipBuilder.Build(Market.Kosdaq, mst, KoreaTime.At(next, new(8, 45))));
        Assert.Equal([.. days.Select(day => day.Date), next], (await LoadAsync()).DaysHeld(Market.Kosdaq));
    }

    private static void AssertSame(MasterHistory expected, MasterHistory actual)
    {
        Assert.Equal(expected.Changes().Select(Text), actual.Changes().Select(Text));
        Assert.Equal(expected.Instruments.Select(life => life.ToString()), actual.Instruments.Select(life => life.ToString()));
        Assert.Equal($"{expected}", $"{actual}");
    }

    private static string Text(MasterChange change) =>
        string.Create(CultureInfo.InvariantCulture, $"{change.Date} {change.Market} {change.StandardCode} {change.Kind} {change.Field} {change.Before} {change.After} {change.Reset?.Factor} {string.Join(';', change.Evidence)}");

    private Task<MasterHistory> LoadAsync() => new MasterDownloader(_store).LoadHistoryAsync(new(2026, 1, 1), new(2026, 12, 31));

    // Masters of consecutive sessions in which instruments come, go, change names, flags, shares and par values.
    private async Task<List<(DateOnly Date, MasterFile[] Files)>> FillAsync(int count, int skip = -1)
    {
        var random = new Random(12);
        var spec = HantooMstSpec.Kosdaq;
        var all = MstGenerator.Generate(spec, 80, 5, First).Chunk(spec.RecordWidth + 1).ToList();
        var (here, waiting) = (all[..60], new Queue<byte[]>(all[60..]));
        var days = new List<(DateOnly, MasterFile[])>();
        var date = First;
        for (var i = 0; i < count; i++, date = date.AddDays(1))
        {
            while (KrxCalendar.GetDay(date) != MarketDay.Session)
                date = date.AddDays(1);
            if (i > 0)
            {
                here.RemoveAt(random.Next(here.Count));
                here.Insert(random.Next(here.Count), waiting.Dequeue());
                Edit("korean_name", $"NAME{i}");
                Edit("trading_halted", i % 2 == 0 ? "Y" : "N");
                Edit("kosdaq150", i % 2 == 0 ? "Y" : "N");
                Edit("listed_shares", $"{1_000 + i:D15}");
                Edit("par_value", $"{i * 100:D12}");
            }

            if (i == skip)
                continue;
            var file = MstParser.Parse(here.SelectMany(record => record).ToArray(), spec).With(date, null, MasterOrigin.Cache);
            await _store.PutIfAbsentAsync($"hantoo_master/{date:yyyyMMdd}_kosdaq.json", file.ToJson());
            days.Add((date, [file]));
        }

        return days;

        void Edit(string field, string text)
        {
            var record = here[random.Next(here.Count)];
            var ordinal = spec.IndexOf(field);
            var cell = record.AsSpan(spec.OffsetOf(ordinal), spec.Fields[ordinal].Width);
            cell.Fill((byte)' ');
            System.Text.Encoding.ASCII.GetBytes(text).CopyTo(cell);
        }
    }

    private sealed class Counting(IObjectStore inner) : IObjectStore
    {
        public List<string> Opened { get; } = [];

        public Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default)
        {
            Opened.Add(key);
            return inner.OpenReadAsync(key, cancellationToken);
        }

        public Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) => inner.PutIfAbsentAsync(key, body, cancellationToken);

        public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, cancellationToken);
    }
}
