using Microsoft.Extensions.Logging;

namespace Rhetenor.Data.Tests.Archive;

/// <summary>A query that exists is valid, and what it does not find is said.</summary>
public sealed class KlineQueryTests : IDisposable
{
    private static readonly DateOnly First = new(2026, 1, 26);
    private readonly string _folder = Directory.CreateTempSubdirectory("rhetenor-query-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_range_that_ends_before_it_begins_is_refused()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new KlineQuery(First.AddDays(1), First));
        Assert.Contains("The first date, 2026-01-27, is after the last, 2026-01-26.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5930")]
    [InlineData("삼성전자")]
    [InlineData("005930.KS")]
    [InlineData("00593a")]
    [InlineData("")]
    [InlineData(null)]
    public void A_symbol_that_is_not_a_short_code_is_refused(string? symbol)
    {
        var exception = Assert.Throws<ArgumentException>(() => KlineQuery.Day(First, "000660", symbol!));
        Assert.StartsWith($"'{symbol}' is not a valid short code: six to nine digits and capital letters", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_list_of_symbols_is_refused_and_duplicates_count_once()
    {
        Assert.Contains("The list of symbols is empty.", Assert.Throws<ArgumentException>(() => new KlineQuery(First, First, [])).Message, StringComparison.Ordinal);
        Assert.Equal(["005930", "000660"], KlineQuery.Day(First, "005930", "000660", "005930").Symbols);
        Assert.Null(KlineQuery.Day(First).Symbols);
        Assert.Equal(KlineQuery.Day(First, "005930"), new KlineQuery(First, First, new List<string> { "005930", "005930" }));
        Assert.NotEqual(KlineQuery.Day(First, "005930"), KlineQuery.Day(First));
        var then = KlineQuery.Day(First, "005930") with { AsOf = KoreaTime.At(First, new TimeOnly(15, 40)) };
        Assert.Equal("2026-01-26 to 2026-01-26, 1 symbols, as of 2026-01-26 15:40:00 +09:00", then.ToString());
    }

    [Fact]
    public async Task Symbols_without_a_bar_are_named()
    {
        var shelf = new ReportShelf();
        shelf.Put(First, "18:30", ReportShelf.Run(First, "005930"));
        var history = await shelf.Archive.LoadAsync(KlineQuery.Day(First, "005930", "000660", "035720"));
        Assert.Equal(["000660", "035720"], history.MissingSymbols);
        Assert.Equal(["000660", "035720"], history.Resample(KlineResampling.Minutes(5)).MissingSymbols);
        Assert.Equal(["000660"], (await shelf.Archive.ReadDaysAsync(KlineQuery.Day(First, "000660", "005930")).SingleAsync()).MissingSymbols);
        Assert.Empty((await shelf.Archive.LoadAsync(KlineQuery.Day(First))).MissingSymbols);
        Assert.Equal(["000660"], (await shelf.Archive.LoadAsync(KlineQuery.Day(First.AddDays(1), "000660"))).MissingSymbols);
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_is_an_error_for_readers_and_made_by_writers()
    {
        var folder = Path.Join(_folder, "klnes");
        var store = new DirectoryObjectStore(folder);
        var archive = new KlineArchive(store);
        await RefusesAsync(() => archive.LoadAsync(KlineQuery.Day(First)));
        await RefusesAsync(async () => await archive.ReadAsync(KlineQuery.Day(First)).ToListAsync());
        await RefusesAsync(async () => await archive.ListSessionsAsync(First, First).ToListAsync());
        await RefusesAsync(async () => await archive.ReadCoverageAsync(KlineQuery.Day(First)).ToListAsync());
        await RefusesAsync(() => archive.ReadVersionsAsync("005930", First.ToDateTime(new TimeOnly(9, 0))));
        await RefusesAsync(() => archive.FindGapsAsync(KlineQuery.Day(First)));
        await RefusesAsync(() => archive.ReportQualityAsync(KlineQuery.Day(First)));
        await RefusesAsync(() => archive.VerifyAsync());
        await RefusesAsync(() => new KlineCompactor(store).CompactAsync(First, First));

        var world = new Logger.LoggerWorld(First, "18:30", 1);
        var logger = new HantooKlineLogger(world.Symbols, store, world.Client(), timeProvider: world.Clock);
        Assert.True((await world.RunAsync(() => logger.CatchUpAsync())).IsComplete);
        Assert.Single(await archive.LoadAsync(KlineQuery.Day(First)));

        async Task RefusesAsync(Func<Task> read)
        {
            var exception = await Assert.ThrowsAsync<ObjectStoreException>(read);
            Assert.Equal(ObjectStoreError.NoSuchBucket, exception.Error);
            Assert.Contains($"'{folder}' does not exist", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_range_of_which_nothing_is_stored_is_logged()
    {
        var logger = new LogRecords<KlineArchive>();
        var shelf = new ReportShelf();
        shelf.Put(First, "18:30", ReportShelf.Run(First, "005930"));
        var archive = new KlineArchive(shelf.Store, new() { Venue = Venue.Nextrade }, logger);
        Assert.Empty(await archive.LoadAsync(KlineQuery.Day(First)));
        Assert.Equal(
            (LogLevel.Warning, "The store holds no bars of Nextrade under 'hantoo-stock-kline-1m' from 2026-01-26 to 2026-01-26"),
            Assert.Single(logger.All));
    }
}
