using Rhetenor.Data.Tests.Klines;
using Rhetenor.Data.Tests.Logger;

namespace Rhetenor.Data.Tests.Feeds;

/// <summary>Stored bars, then live ones: whenever the reading begins, whatever is revised, and wherever the process died before.</summary>
public sealed class JoinedFeedTests
{
    private static readonly KlineResampling[] Frames = [KlineResampling.Minutes(5), KlineResampling.Minutes(15), KlineResampling.Daily];
    private static readonly ReplayModel Model = new();

    // The examination, whose session is an hour later; a day before and one with the after-market.
    private static readonly DateOnly[] Days = [new(2025, 11, 13), new(2026, 5, 20), new(2026, 11, 19)];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public async Task Whenever_a_reading_begins_no_bar_is_missing_and_none_comes_twice(int seed)
    {
        var random = new Random(seed);
        var day = Days[seed % Days.Length];
        var world = World(day, random);
        var until = world.Clock.GetUtcNow();
        var last = KoreaTime.At(day.AddDays(1), new TimeOnly(9, 45));
        for (var process = 0; until < last; process++)
        {
            until = process == 3 ? last : Min(last, until + TimeSpan.FromSeconds(random.Next(60, 6 * 3_600)));
            var run = new FeedRun(world, new KlineLoggerOptions { UploadInterval = TimeSpan.FromMinutes(random.Next(1, 16)), StopGrace = TimeSpan.FromSeconds(1) });
            var readings = new List<(DateOnly From, List<KlineFeedSlice> Slices)>();
            for (var reader = 0; reader < 3; reader++)
            {
                var begin = world.Clock.GetUtcNow() + ((until - world.Clock.GetUtcNow()) * random.NextDouble() * 0.99);
                var from = reader == 0 ? day.AddDays(-1) : day;
                var slow = random.Next(3) == 0 ? random.Next(1, 90) : 0;
                readings.Add((from, run.Read(begin, logger => logger.Follow(from, Frames), number => TimeSpan.FromSeconds(number % 40 == 0 ? slow : 0))));
            }

            var isKilled = until < last && random.Next(2) == 0;
            await run.UntilAsync(until, isKilled);
            foreach (var (from, slices) in readings)
                AssertWhole(world, until, from, slices, isKilled);
        }
    }

    private static LoggerWorld World(DateOnly day, Random random) => new(day, $"{random.Next(8, 12):D2}:{random.Next(60):D2}:{random.Next(60):D2}", 5,
        shape: truth => truth with
        {
            Seed = random.Next(),
            RevisedPermille = 400,
            Revisions = [.. Enumerable.Range(0, 12).Select(_ =>
            {
                var minute = new TimeOnly(9, 0).AddMinutes(random.Next(380));
                return new KisRevision(Venue.Krx, day, KisSymbols.Mix(2)[random.Next(2)].Code, minute, KoreaTime.At(day, minute) + TimeSpan.FromSeconds(random.Next(61, 7_200)), random.Next(1, 500));
            })],
        });

    private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    /// <summary>Everything that was over when the last round began was given, as the broker had it.</summary>
    private static void AssertWhole(LoggerWorld world, DateTimeOffset until, DateOnly from, List<KlineFeedSlice> slices, bool isKilled)
    {
        FeedViews.AssertInOrder(slices);
        Assert.DoesNotContain(slices, slice => slice.Kind == KlineFeedKind.Dropped);
        if (slices.Count == 0)
            return;
        var (known, final) = (until.ToOffset(KoreaTime.Offset), new Dictionary<(string, KlineResampling?, DateTime), FeedBar>());
        foreach (var bar in slices.Flat())
            final[(bar.Symbol, bar.Frame, bar.Kline.Minute)] = bar;
        foreach (var date in Enumerable.Range(0, 3).Select(from.AddDays).Where(date => world.Truth.IsSession(date) && final.Keys.Any(key => DateOnly.FromDateTime(key.Item3) == date)))
        {
            var over = TradingSession.For(Venue.Krx, date)!.LastCompleted(known - TimeSpan.FromSeconds(80));
            foreach (var symbol in world.Symbols)
            {
                var given = final.Values.Where(bar => bar.Symbol == symbol && bar.Frame is null && DateOnly.FromDateTime(bar.Kline.Minute) == date).Select(bar => bar.Kline).OrderBy(bar => bar.Minute).ToList();
                foreach (var row in world.Truth.CompletedBars(Venue.Krx, date, symbol, known).Where(row => row.Minute <= over))
                    Assert.True(final.ContainsKey((symbol, null, row.Minute)), $"{symbol} {row.Minute:g} is missing at {known:g}");
                foreach (var bar in given)
                {
                    // Revisions of the truth add shares.
                    var (first, now) = (Row(bar.Minute.AddMinutes(1)), Row(known.DateTime));
                    Assert.Equal((now.Open, now.High, now.Low, now.Close), (bar.Open, bar.High, bar.Low, bar.Close));
                    Assert.InRange(bar.Volume, first.Volume, now.Volume);

                    MinuteRow Row(DateTime korean) => world.Truth.Bars(Venue.Krx, date, symbol, new DateTimeOffset(korean, KoreaTime.Offset)).Single(row => row.Minute == bar.Minute);
                }

                AssertLarger(symbol, given, final, over);
            }

            if (isKilled)
                continue;

            // What was given is what was written at the end, with every revision that was read.
            var held = world.Held(date);
            foreach (var (symbol, bar) in held.Slices().SelectMany(slice => slice))
                Assert.Equal(bar, final[(symbol, null, bar.Minute)].Kline);
            Assert.Equal(held.BarCount, final.Values.Count(bar => bar.Frame is null && DateOnly.FromDateTime(bar.Kline.Minute) == date));
        }
    }

    // Larger bars are those of the given minutes, none of a bucket that is not over, and all of buckets that are.
    private static void AssertLarger(string symbol, List<Kline> given, Dictionary<(string, KlineResampling?, DateTime), FeedBar> final, DateTime? over)
    {
        if (given.Count == 0)
            return;
        var series = ShapeBars.Of(given, symbol);
        foreach (var frame in Frames)
        {
            foreach (var (end, bar) in Model.Bars(series, frame))
            {
                var isGiven = final.TryGetValue((symbol, frame, bar.Minute), out var larger);
                Assert.True(isGiven || !(end <= over?.AddMinutes(1)), $"{symbol} {frame} {bar.Minute:g} is missing");
                if (isGiven)
                    Assert.Equal((end, bar), (larger!.End, larger.Kline));
            }
        }
    }
}
