using Rhetenor.Data.Tests.Archive;
using Rhetenor.Data.Tests.Klines;
using static Rhetenor.Data.Tests.Klines.ShapeBars;

namespace Rhetenor.Data.Tests.Feeds;

/// <summary>Stored bars as a feed.</summary>
public sealed class HistoryFeedTests
{
    private static readonly ReplayModel Model = new();

    private static readonly KlineResampling[] Frames =
    [
        KlineResampling.Minutes(1), KlineResampling.Minutes(5), KlineResampling.Minutes(15), KlineResampling.Minutes(7) with { Phases = TradingPhase.All },
        KlineResampling.Minutes(60) with { Phases = TradingPhase.Trading, ClosingAuctionApart = true }, KlineResampling.Daily, KlineResampling.Daily with { Phases = TradingPhase.All },
    ];

    [Theory]
    [InlineData(Venue.Krx)]
    [InlineData(Venue.Nextrade)]
    [InlineData(Venue.Unified)]
    public async Task Every_bar_of_every_frame_appears_once_at_its_end(Venue venue)
    {
        for (var seed = 0; seed < 8; seed++)
        {
            var random = new Random(seed);
            var history = ReplayTests.RandomHistory(random, venue);
            KlineResampling[] frames = [.. random.GetItems(Frames, random.Next(0, 4)).Distinct()];
            var slices = await history.Feed(frames).ListAsync();
            FeedViews.AssertInOrder(slices);
            var expected = frames.Prepend(null).SelectMany((frame, i) => history.SelectMany(series => Model.Bars(series, frame).Select(bar => (bar.End, i, series.Symbol, bar.Kline))))
                .OrderBy(bar => bar.End).ThenBy(bar => bar.i).ThenBy(bar => bar.Kline.Minute).ThenBy(bar => bar.Symbol, StringComparer.Ordinal);
            Assert.Equal(expected, slices.Flat().Select(bar => (bar.End, bar.Frame is null ? 0 : Array.IndexOf(frames, bar.Frame) + 1, bar.Symbol, bar.Kline)));
            Assert.All(slices, slice => Assert.Equal((KlineFeedKind.New, new DateTimeOffset(slice.End, KoreaTime.Offset)), (slice.Kind, slice.Known)));
        }
    }

    [Fact]
    public async Task An_archive_gives_the_same_as_its_history_and_its_bars_as_of_an_instant()
    {
        var store = new InMemoryObjectStore();
        var days = Shelf.Days(3).ToList();
        foreach (var day in days)
            await Shelf.PutAsync(store, Shelf.Day(day, 4, 90), day.ToDateTime(new TimeOnly(20, 30)));
        await Shelf.PutAsync(store, Shelf.Day(days[1], 4, 90, shift: 7), days[2].ToDateTime(new TimeOnly(21, 0)));
        var archive = new KlineArchive(store);
        var query = new KlineQuery(days[0], days[^1]);
        KlineResampling[] frames = [KlineResampling.Minutes(5), KlineResampling.Daily];
        foreach (var asked in new[] { query, query with { AsOf = KoreaTime.At(days[2], new TimeOnly(20, 40)) } })
        {
            var history = await archive.LoadAsync(asked);
            Assert.Equal((await history.Feed(frames).ListAsync()).Flat(), (await archive.Feed(asked, frames).ListAsync()).Flat());
            Assert.Equal((await history.Feed().ListAsync()).Flat(), (await archive.Feed(asked).ListAsync()).Flat());
        }
    }

    [Fact]
    public async Task A_universe_gives_in_each_session_its_members_of_that_day_also_the_delisted_ones()
    {
        var (bars, stored) = (new InMemoryObjectStore(), new InMemoryObjectStore());
        var days = Shelf.Days(3).ToList();
        foreach (var day in days)
            await Shelf.PutAsync(bars, Shelf.Day(day, 4, 90), day.ToDateTime(new TimeOnly(20, 30)));

        // The first symbol is delisted on the second day, and the fourth is listed on it.
        string[] symbols = [.. (await new KlineArchive(bars).LoadAsync(new(days[0], days[^1]))).Select(series => series.Symbol)];
        var (width, all) = (HantooMstSpec.Kosdaq.RecordWidth + 1, Masters.MasterEdits.Usual);
        for (var i = 0; i < symbols.Length; i++)
            all = Masters.MasterEdits.Edit(all, i, "short_code", symbols[i]);
        foreach (var day in days)
        {
            byte[] mst = day == days[0] ? [.. all[..(3 * width)], .. all[(4 * width)..]] : all[width..];
            await stored.PutIfAbsentAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"hantoo_master/{day:yyyyMMdd}_kosdaq.json"), Masters.MasterEdits.Parsed(mst).ToJson());
        }

        var (archive, masters, universe) = (new KlineArchive(bars), new MasterDownloader(stored), Universe.Of(Market.Kosdaq));
        KlineResampling[] frames = [KlineResampling.Minutes(5), KlineResampling.Daily];
        var slices = await archive.Feed(days[0], days[^1], universe, masters, frames).ListAsync();
        FeedViews.AssertInOrder(slices);
        var expected = new List<KlineFeedSlice>();
        foreach (var day in days)
            expected.AddRange(await archive.Feed(KlineQuery.Day(day, day == days[0] ? symbols[..3] : symbols[1..]), frames).ListAsync());
        Assert.Equal(expected.Flat(), slices.Flat());
        Assert.Contains(slices.Flat(), bar => bar.Symbol == symbols[0]);

        Assert.Throws<ArgumentOutOfRangeException>(() => archive.Feed(days[^1], days[0], universe, masters));
        await Assert.ThrowsAsync<MasterNotAvailableException>(() => archive.Feed(days[0], days[^1], Universe.Of(Market.Kospi), masters).ListAsync());
    }

    [Theory]
    [InlineData("09:47:30", null, "09:40", false)]
    [InlineData("09:50:00", null, "09:45", false)]
    [InlineData("09:47:30", "15:40:00", "09:45", true)]
    [InlineData("20:00:10", null, "09:45", true)]
    public async Task Larger_bars_that_were_not_over_when_the_day_was_last_logged_do_not_appear(string bars, string? coverage, string last, bool hasDay)
    {
        var (store, day) = (new InMemoryObjectStore(), new DateOnly(2026, 6, 1));
        await Shelf.PutAsync(store, Shelf.Day(day, 2, 47), day.ToDateTime(TimeOnly.Parse(bars, null)));
        if (coverage is not null)
        {
            var name = new KlineCoverageKey(Shelf.Prefix, day, Venue.Krx, day.ToDateTime(TimeOnly.Parse(coverage, null)));
            await store.PutIfAbsentAsync(name.ToString(), CoverageCodec.Pack(CoverageRecord.Of(name, [], [], [])));
        }

        var five = KlineResampling.Minutes(5);
        var slices = await new KlineArchive(store).Feed(KlineQuery.Day(day), [five, KlineResampling.Daily]).ListAsync();
        Assert.Equal((47, last), (slices.Count(slice => slice.Frame is null), $"{slices.Last(slice => slice.Frame == five).Bars.Minute:HH:mm}"));
        Assert.Equal(hasDay, slices.Exists(slice => slice.Frame == KlineResampling.Daily));
    }

    [Fact]
    public async Task Larger_bars_begin_and_end_with_the_hours_of_the_calendar()
    {
        // A session that closes early, whose last bar is the closing auction, and one that opens late.
        var bars = Series(Plain, "09:00", "09:04", "11:54", "11:55", "12:00");
        var history = KlineHistory.Of(bars.Select(bar => new KlineSlice(bar.Minute, [new(Symbol, bar)])));
        var slices = await history.Feed([KlineResampling.Minutes(5), KlineResampling.Daily], new ClosesAtNoon()).ListAsync();
        Assert.Equal(
            ["09:00 09:05", "11:50 11:55", "11:55 12:01", "09:00 12:01"],
            slices.Where(slice => slice.Frame is not null).Select(slice => $"{slice.Bars.Minute:HH:mm} {slice.End:HH:mm}"));

        var late = Series(Minutes(new DateOnly(2025, 11, 13)));
        slices = await KlineHistory.Of(late.Select(bar => new KlineSlice(bar.Minute, [new(Symbol, bar)]))).Feed([KlineResampling.Daily], KrxCalendar.Instance).ListAsync();
        Assert.Equal("10:00 16:31", Assert.Single(slices.Where(slice => slice.Frame is not null).Select(slice => $"{slice.Bars.Minute:HH:mm} {slice.End:HH:mm}")));
    }

    [Theory]
    [InlineData(1, 3 * 60)]
    [InlineData(60, 3)]
    public async Task A_paced_feed_waits_as_the_market_did_and_passes_over_nights(double speed, int secondsToLast)
    {
        var clock = new VirtualClock(KoreaTime.At(Plain, new TimeOnly(22, 0)));
        var history = KlineHistory.Of(new[] { At(Plain, "09:00"), At(Plain, "09:03"), At(Plain.AddDays(1), "09:00") }.Select(minute => Bars.Slice(minute, (Symbol, Bars.Bar(minute)))));
        var began = clock.GetUtcNow();
        var waits = new List<double>();
        await clock.RunAsync(async () =>
        {
            await foreach (var slice in history.Feed().Paced(speed, clock).ReadAsync())
                waits.Add((clock.GetUtcNow() - began).TotalSeconds);
        });
        Assert.Equal([0, secondsToLast, secondsToLast], waits);
    }

    [Fact]
    public async Task A_feed_that_makes_no_sense_is_refused_and_a_reading_can_be_cancelled()
    {
        var history = KlineHistory.Of([Bars.Slice(At(Plain, "09:00"), (Symbol, Bars.Bar(At(Plain, "09:00"))))]);
        Assert.Throws<ArgumentException>(() => history.Feed([KlineResampling.Daily, KlineResampling.Daily]));
        Assert.Throws<ArgumentException>(() => history.Feed([null!]));
        Assert.Throws<ArgumentOutOfRangeException>(() => history.Feed().Paced(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => history.Feed().Paced(double.NaN));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => history.Feed().ListAsync(new CancellationToken(canceled: true)));
        Assert.Equal(2, (await history.Feed([KlineResampling.Daily]).ListAsync()).Count);
    }

    private sealed class ClosesAtNoon : IMarketCalendar
    {
        public ValueTask<MarketDay> GetDayAsync(DateOnly date, CancellationToken cancellationToken = default) => new(MarketDay.Session);

        public ValueTask<TradingSession?> SessionAsync(Venue venue, DateOnly date, CancellationToken cancellationToken = default) =>
            new(new TradingSession(venue, date, [new(TradingPhase.Regular, new TimeOnly(9, 0), new TimeOnly(12, 0))], KoreaTime.At(date, new TimeOnly(14, 0))));
    }
}
