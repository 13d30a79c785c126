using static Rhetenor.Data.Tests.Klines.ShapeBars;

namespace Rhetenor.Data.Tests.Klines;

public sealed class ReplayTests
{
    private static readonly DateOnly AfterMarket = new(2026, 9, 14);
    private static readonly DateOnly Examination = new(2025, 11, 13);
    private static readonly ReplayModel Model = new();

    private static readonly KlineResampling[] Frames =
    [
        KlineResampling.Minutes(1), KlineResampling.Minutes(5), KlineResampling.Minutes(7) with { Phases = TradingPhase.All },
        KlineResampling.Minutes(15) with { Phases = TradingPhase.Trading, ClosingAuctionApart = true }, KlineResampling.Minutes(60) with { Phases = TradingPhase.Trading },
        KlineResampling.Daily, KlineResampling.Daily with { Phases = TradingPhase.Trading }, KlineResampling.Daily with { Phases = TradingPhase.All },
    ];

    /// <summary>Whatever is replayed together: what has ended is seen, and nothing else, in the steps at which anything ends.</summary>
    [Theory]
    [InlineData(Venue.Krx)]
    [InlineData(Venue.Nextrade)]
    [InlineData(Venue.Unified)]
    public void At_every_step_what_has_ended_shows_and_nothing_else(Venue venue)
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            var history = RandomHistory(random, venue);
            var larger = random.GetItems(Frames, random.Next(0, 4));
            var replay = history.Replay(larger);
            var expected = larger.Prepend(null).Select(resampling => history.Select(series => Model.Bars(series, resampling)).ToList()).ToList();
            Assert.Equal(expected.Count, replay.Frames.Count);
            foreach (var now in expected.SelectMany(frame => frame).SelectMany(bars => bars).Select(bar => bar.End).Distinct().Order())
            {
                Assert.True(replay.MoveNext());
                Assert.Equal((now, now.AddMinutes(-1)), (replay.Now, replay.Minute));
                for (var frame = 0; frame < expected.Count; frame++)
                    AssertShown(expected[frame], replay.Frames[frame], now);
            }

            Assert.False(replay.MoveNext());
            Assert.All(replay.Frames, frame => Assert.Equal(0, frame.Updated.Length));
        }
    }

    private static void AssertShown(List<List<(DateTime End, Kline Kline)>> expected, KlineReplayFrame frame, DateTime now)
    {
        Assert.Equal(expected.Count, frame.History.Count);
        Assert.Equal(Enumerable.Range(0, expected.Count).Where(symbol => expected[symbol].Exists(bar => bar.End == now)), frame.Updated.ToArray());
        for (var symbol = 0; symbol < expected.Count; symbol++)
        {
            var ended = expected[symbol].FindAll(bar => bar.End <= now);
            Assert.Equal(ended.Count - 1, frame.LatestIndex(symbol));
            Assert.Equal(ended.Count == 0 ? null : ended[^1].Kline, frame.Latest(frame.History[symbol].Symbol));
        }
    }

    [Theory]
    [InlineData(1, "09:00 09:01", "15:30 15:31")]
    [InlineData(5, "09:00 09:05", "15:25 15:31")]
    [InlineData(7, "09:00 09:07", "15:25 15:31")]
    [InlineData(60, "09:00 10:00", "15:00 15:31")]
    [InlineData(null, "09:00 15:31", "09:00 15:31")]
    public void A_bar_is_known_at_the_end_of_its_bucket(int? length, string first, string last)
    {
        var bars = Series(Minutes(Plain)).Resample(length is { } minutes ? KlineResampling.Minutes(minutes) : KlineResampling.Daily);
        Assert.Equal((first, last), (Known(bars, 0), Known(bars, bars.Count - 1)));
    }

    [Fact]
    public void Auctions_after_markets_and_late_days_have_their_ends()
    {
        var minutes = Series(Minutes(AfterMarket));
        var apart = minutes.Resample(KlineResampling.Minutes(5) with { ClosingAuctionApart = true });
        Assert.Equal(("15:25 15:30", "15:30 15:31"), (Known(apart, apart.Count - 2), Known(apart, apart.Count - 1)));
        Assert.Equal("09:00 15:31", Known(minutes.Resample(KlineResampling.Daily), 0));
        Assert.Equal("09:00 20:00", Known(minutes.Resample(KlineResampling.Daily with { Phases = TradingPhase.Trading }), 0));
        Assert.Equal(AfterMarket.AddDays(1).ToDateTime(TimeOnly.MinValue), minutes.Resample(KlineResampling.Daily with { Phases = TradingPhase.All }).EndOf(0));
        Assert.Equal("10:00 16:31", Known(Series(Minutes(Examination)).Resample(KlineResampling.Daily), 0));
        Assert.Equal("09:00 15:20", Known(Series(Minutes(Plain, Venue.Nextrade), Venue.Nextrade).Resample(KlineResampling.Daily), 0));
        var unified = Series(Minutes(Plain, Venue.Unified), Venue.Unified).Resample(KlineResampling.Minutes(5) with { Phases = TradingPhase.AfterMarket });
        Assert.Equal("15:31 15:35", Known(unified, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => apart.EndOf(apart.Count));
    }

    [Fact]
    public void A_minute_s_bar_is_known_a_minute_after_its_start() => Assert.Equal("09:03 09:04", Known(Series(Plain, "09:00", "09:03"), 1));

    [Fact]
    public void Larger_bars_made_of_larger_ones_do_not_end_before_these_do()
    {
        var bars = Series(Minutes(Plain)).Resample(KlineResampling.Minutes(10)).Resample(KlineResampling.Minutes(15));
        Assert.Equal("09:00 09:20", Known(bars, 0));
        Assert.Equal("09:15 09:30", Known(bars, 1));
    }

    [Fact]
    public void A_replay_of_larger_bars_alone_shows_each_at_its_end()
    {
        var replay = History("09:00", "09:03", "09:05").Resample(KlineResampling.Minutes(5)).Replay();
        Assert.True(replay.MoveNext());
        Assert.Equal((At(Plain, "09:05"), At(Plain, "09:00")), (replay.Now, replay.Latest(Symbol)!.Value.Minute));
        Assert.True(replay.MoveNext());
        Assert.Equal(At(Plain, "09:10"), replay.Now);
        Assert.False(replay.MoveNext());
    }

    [Fact]
    public void Histories_made_before_are_replayed_by_one_clock()
    {
        var one = History("09:00", "09:01", "09:06");
        var replay = KlineReplay.Of(one, one.Resample(KlineResampling.Minutes(5)), one.Resample(KlineResampling.Daily));
        var steps = new List<string>();
        while (replay.MoveNext())
            steps.Add($"{replay.Now:HH:mm} {string.Join(' ', replay.Frames.Select(frame => frame.Updated.Length))}");
        Assert.Equal(["09:01 1 0 0", "09:02 1 0 0", "09:05 0 1 0", "09:07 1 0 0", "09:10 0 1 0", "15:31 0 0 1"], steps);
        Assert.Throws<ArgumentException>(() => KlineReplay.Of());
        Assert.Throws<KeyNotFoundException>(() => replay.Latest("999999"));
    }

    /// <summary>Five minutes rise by ten won, five fall, in turns. Who sees the end of the running five minutes gains with each of them.</summary>
    [Fact]
    public void A_strategy_that_would_gain_by_looking_ahead_loses()
    {
        var bars = Minutes(Plain).Take(300).Select((minute, i) =>
        {
            var (rises, step) = (i / 5 % 2 == 0, i % 5);
            var (open, close) = (1_000 + (rises ? 2 : -2) * step, 1_000 + (rises ? 2 : -2) * (step + 1));
            return new Kline(minute, open, Math.Max(open, close), Math.Min(open, close), close, 1, i + 1);
        });
        var history = KlineHistory.Of(bars.Select(bar => Bars.Slice(bar.Minute, (Symbol, bar))));
        var replay = history.Replay(KlineResampling.Minutes(5));
        var (gain, position, price, trades) = (0.0, 0, 0.0, 0);
        while (replay.MoveNext())
        {
            foreach (var symbol in replay.Updated)
            {
                var minute = history[symbol][replay.LatestIndex(symbol)];
                if (replay.Minute.Minute % 5 == 0 && replay.Frames[1].Latest(Symbol) is { } five)
                    (position, price, trades) = (five.Close > five.Open ? 1 : -1, (double)minute.Close, trades + 1);
                else if (replay.Minute.Minute % 5 == 4)
                    (gain, position) = (gain + (position * ((double)minute.Close - price)), 0);
            }
        }

        Assert.Equal((59, -59 * 8.0), (trades, gain));
    }

    [Fact]
    public void A_replay_of_several_frames_does_not_allocate()
    {
        var history = RandomHistory(new Random(1), Venue.Krx);
        Assert.True(Run(history.Replay(Frames)) > 0);
        var replay = history.Replay(Frames);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(replay);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static double Run(KlineReplay replay)
        {
            var sum = 0.0;
            while (replay.MoveNext())
            {
                for (var i = 0; i < replay.Frames.Count; i++)
                {
                    foreach (var symbol in replay.Frames[i].Updated)
                        sum += replay.Frames[i].History[symbol].Close[replay.Frames[i].LatestIndex(symbol)];
                }
            }

            return sum;
        }
    }

    [Fact]
    public void Larger_bars_are_not_filled_forward()
    {
        var larger = History("09:00").Resample(KlineResampling.Minutes(5));
        Assert.Throws<InvalidOperationException>(() => larger.FillForward([Covered(Plain, "15:30")]));
        Assert.Equal(391, History("09:00").Resample(KlineResampling.Minutes(1)).FillForward([Covered(Plain, "15:30")])[0].Count);
    }

    private static string Known(KlineSeries series, int index) => $"{series.Minutes[index]:HH:mm} {series.EndOf(index):HH:mm}";

    private static KlineHistory History(params string[] times) =>
        KlineHistory.Of(Series(Plain, times).Select(bar => Bars.Slice(bar.Minute, (Symbol, bar))));

    // Some symbols, some of which trade seldom, on days of every kind of hours, also outside of these.
    internal static KlineHistory RandomHistory(Random random, Venue venue)
    {
        var densities = Enumerable.Range(0, 3).Select(_ => random.Next(3) == 0 ? 0.01 : random.NextDouble()).ToArray();
        var slices = new List<KlineSlice>();
        foreach (var day in random.GetItems<DateOnly>([Examination, new(2026, 1, 2), Plain, AfterMarket], 2).Distinct().Order())
        {
            for (var i = 7 * 60; i < 21 * 60; i++)
            {
                var minute = day.ToDateTime(TimeOnly.MinValue).AddMinutes(i);
                var bars = densities.Index().Where(symbol => random.NextDouble() < symbol.Item)
                    .Select(symbol => ($"{symbol.Index:D6}", Bars.Bar(minute, close: 74_900 + random.Next(200), volume: random.Next(1, 100), accVolume: i))).ToArray();
                if (bars.Length > 0)
                    slices.Add(Bars.Slice(minute, bars));
            }
        }

        return KlineHistory.Of(slices, venue);
    }
}
