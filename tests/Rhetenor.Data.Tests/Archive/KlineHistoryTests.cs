using Rhetenor.Data.Tests.Klines;

namespace Rhetenor.Data.Tests.Archive;

public sealed class KlineHistoryTests
{
    private static readonly DateOnly Date = new(2026, 6, 1);

    [Theory]
    [InlineData(1, 700)]
    [InlineData(16, 381)]
    [InlineData(45, 700)]
    public void Columns_are_the_lines_of_an_object_symbol_by_symbol(int symbols, int minutes)
    {
        var table = KlineCodec.Unpack(KlineCodec.Pack(Shelf.Day(Bars.Date, symbols, minutes)));
        var history = KlineHistory.Of(table);
        Assert.Equal(table.BarCount, history.BarCount);
        Assert.Equal(table.Symbols.Order(StringComparer.Ordinal), history.Select(series => series.Symbol));
        foreach (var series in history)
            Assert.Equal(table.Where(slice => slice.TryGetValue(series.Symbol, out _)).Select(slice => slice[series.Symbol]), series);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 100)]
    [InlineData(5, 100)]
    [InlineData(9, 1_000_000)]
    public void However_much_room_was_made_and_however_it_is_shared_the_columns_are_the_same(int parts, int mostTogether)
    {
        var days = Shelf.Days(5).Select((date, i) => Shelf.Day(date, 3 + (7 * i), 4 + (9 * i))).ToList();
        var builder = new KlineHistoryBuilder(Venue.Krx, parts, mostTogether);
        foreach (var day in days)
            builder.Add(day);
        var history = builder.Build();
        var whole = KlineHistory.Of(days.SelectMany(day => day));
        Assert.Equal(whole.Select(series => series.Symbol), history.Select(series => series.Symbol));
        Assert.Equal(whole.SelectMany(series => series), history.SelectMany(series => series));
        Assert.Equal(days.Sum(day => day.Sum(slice => slice.Count)), history.BarCount);
    }

    [Fact]
    public void Columns_hold_what_the_slices_held()
    {
        var slices = Shelf.Day(Date, 20, 60).Concat(Shelf.Day(Date.AddDays(1), 25, 60)).ToList();
        var history = KlineHistory.Of(slices);
        Assert.Equal((25, slices.Sum(slice => slice.Count)), (history.Count, history.BarCount));
        Assert.Equal(history.Select(series => series.Symbol).Order(StringComparer.Ordinal), history.Select(series => series.Symbol));
        foreach (var series in history)
        {
            var expected = Bars.Flat(slices).Where(bar => bar.Symbol == series.Symbol).Select(bar => bar.Kline).ToList();
            Assert.Equal(expected, series);
            Assert.Equal(expected.Select(bar => bar.Minute), series.Minutes.ToArray());
            Assert.Equal(expected.Select(bar => (double)bar.Low), series.Low.ToArray());
            Assert.Equal(expected.Sum(bar => bar.Volume), series.Volume.ToArray().Sum());
            Assert.Equal(expected.FindIndex(bar => bar.Minute >= Bars.At(0, 0)), series.IndexOf(Bars.At(0, 0)));
        }

        Assert.False(history.TryGetValue("999999", out _));
        Assert.Throws<KeyNotFoundException>(() => history["999999"]);
        Assert.Throws<ArgumentException>(() => KlineHistory.Of([slices[1], slices[0]]));
    }

    [Theory]
    [InlineData("0.0001", 1L)]
    [InlineData("308750.5", 0L)]
    [InlineData("99999999999.9999", long.MaxValue)]
    [InlineData("1234567.8901", 1L << 53)]
    public void A_price_survives_its_column(string price, long volume)
    {
        var won = decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture);
        var kline = new Kline(Bars.At(9, 0), won, won, 0, won, volume, null, volume);
        Assert.Equal(kline, KlineHistory.Of([Bars.Slice(kline.Minute, ("A", kline))])["A"][0]);
    }

    [Fact]
    public void A_replay_shows_every_bar_once_and_nothing_of_a_later_minute()
    {
        var slices = Shelf.Day(Date, 7, 40).Where(slice => slice.Minute.Minute % 5 > 0).ToList();
        var history = KlineHistory.Of(slices);
        var replay = history.Replay();
        Assert.Null(replay.Latest("000000"));
        foreach (var slice in slices)
        {
            Assert.True(replay.MoveNext());
            Assert.Equal(slice.Minute, replay.Minute);
            Assert.Equal(slice, replay.Updated.ToArray().Select(symbol => new SymbolKline(history[symbol].Symbol, history[symbol][replay.LatestIndex(symbol)])));
            for (var symbol = 0; symbol < history.Count; symbol++)
            {
                var latest = Bars.Flat(slices).LastOrDefault(bar => bar.Symbol == history[symbol].Symbol && bar.Minute <= slice.Minute).Kline;
                Assert.Equal(latest == default ? null : latest, replay.Latest(history[symbol].Symbol));
            }
        }

        Assert.False(replay.MoveNext());
        Assert.Equal(0, replay.Updated.Length);
    }

    [Fact]
    public void A_replay_does_not_allocate()
    {
        var history = KlineHistory.Of(Shelf.Day(Date, 30, 381));
        Assert.Equal(Sum(history.Replay(), history), Sum(history.Replay(), history));
        var replay = history.Replay();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var sum = Sum(replay, history);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(history.Sum(series => series.Close.ToArray().Sum()), sum);

        static double Sum(KlineReplay replay, KlineHistory history)
        {
            var sum = 0d;
            while (replay.MoveNext())
            {
                foreach (var symbol in replay.Updated)
                    sum += history[symbol].Close[replay.LatestIndex(symbol)];
            }

            return sum;
        }
    }
}
