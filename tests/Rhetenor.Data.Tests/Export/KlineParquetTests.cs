using System.Globalization;
using Parquet;
using Parquet.Schema;
using Rhetenor.Data.Tests.Archive;
using Rhetenor.Data.Tests.Klines;

namespace Rhetenor.Data.Tests.Export;

public sealed class KlineParquetTests
{
    private static readonly DateOnly First = new(2026, 6, 1);

    [Fact]
    public async Task Every_bar_is_read_back_and_a_session_is_a_row_group()
    {
        var store = new InMemoryObjectStore();
        foreach (var date in Shelf.Days(3))
            await Shelf.PutAsync(store, Shelf.Day(date, 30, 40), date.ToDateTime(new TimeOnly(16, 0)));
        var archive = new KlineArchive(store);
        using var file = new MemoryStream();
        Assert.Equal(3 * 30 * 40 * 2 / 3, await KlineParquet.WriteAsync(file, archive.ReadDaysAsync(new(First, First.AddDays(9)))));
        var expected = await archive.ReadDaysAsync(new(First, First.AddDays(9))).SelectMany(day => day.SelectMany(Flat).ToAsyncEnumerable()).ToListAsync();
        Assert.Equal(expected, await ReadAsync(file));
        file.Position = 0;
        await using var reader = await ParquetReader.CreateAsync(file);
        Assert.Equal(3, reader.RowGroupCount);
    }

    [Fact]
    public async Task What_is_not_known_is_null_and_what_is_filled_is_marked()
    {
        var bars = new[] { (9, 0, 70_000.5m, (long?)null), (9, 3, 70_100m, 12L) }
            .Select(bar => Bars.Slice(Bars.At(bar.Item1, bar.Item2), ("005930", new Kline(Bars.At(bar.Item1, bar.Item2), bar.Item3, bar.Item3, bar.Item3, bar.Item3, 7, bar.Item4, null))));
        var coverage = ShapeBars.Covered(Bars.Date, "09:03", symbol: "005930");
        var history = KlineHistory.Of(bars).FillForward([coverage]);
        using var file = new MemoryStream();
        Assert.Equal(4, await KlineParquet.WriteAsync(file, history));
        var rows = await ReadAsync(file);
        Assert.Equal(history.SelectMany(Flat), rows);
        Assert.Equal([false, true, true, false], rows.Select(row => row.Filled));
        Assert.Equal([null, null, null, 12L], rows.Select(row => row.AccVolume));
        Assert.All(rows, row => Assert.Null(row.AccValue));
        Assert.Equal(70_000.5, rows[2].Close);
    }

    [Fact]
    public async Task Prices_below_100_billion_won_are_exact_to_a_ten_thousandth()
    {
        var random = new Random(20_260_126);
        decimal[] prices = [99_999_999_999.9999m, 99_999_999_999.0001m, 12_345_678_901.2345m, 0.0001m, 1_000_000.1m, 308_750.5m, 70_000, .. Enumerable.Range(0, 300).Select(i => random.NextInt64(1, 1L << random.Next(1, 50)) / 10_000m)];
        Assert.All(prices, price => Assert.InRange(price, 0.0001m, 99_999_999_999.9999m));
        var slices = prices.Select((price, i) => Bars.At(9, 0).AddMinutes(i)).Zip(prices, (minute, price) => Bars.Slice(minute, ("005930", new Kline(minute, price, price, price, price, 1, null)))).ToList();
        using var file = new MemoryStream();
        await KlineParquet.WriteAsync(file, KlineHistory.Of(slices));
        var rows = await ReadAsync(file);
        Assert.Equal(prices, rows.Select(row => (decimal)row.Close));
        // As a query with a decimal literal compares.
        Assert.Equal(prices.Select(price => double.Parse(price.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)), rows.Select(row => row.Open));

        var (store, target) = (new InMemoryObjectStore(), new InMemoryObjectStore());
        await Shelf.PutAsync(store, slices, Bars.At(20, 30));
        var dataset = new KlineDataset(target, timeProvider: VirtualClock.AtKorea(Bars.Date.AddDays(1), new TimeOnly(9, 0)));
        await dataset.PublishAsync(new(store), Bars.Date, Bars.Date);
        Assert.Equal(slices.SelectMany(slice => slice).Select(bar => bar.Kline), (await dataset.LoadAsync(KlineQuery.Day(Bars.Date)))["005930"]);
    }

    [Fact]
    public async Task Equal_bars_give_equal_bytes_the_stream_stays_open_and_nothing_is_a_file_too()
    {
        var history = KlineHistory.Of(Shelf.Day(First, 5, 10));
        using var one = new MemoryStream();
        using var other = new MemoryStream();
        await KlineParquet.WriteAsync(one, history);
        await KlineParquet.WriteAsync(other, history);
        Assert.Equal(one.ToArray(), other.ToArray());
        using var none = new MemoryStream();
        Assert.Equal(0, await KlineParquet.WriteAsync(none, KlineHistory.Of([])));
        Assert.Empty(await ReadAsync(none));
    }

    [Fact]
    public async Task A_file_of_adjusted_bars_says_so_in_its_metadata()
    {
        var (history, factors) = (KlineHistory.Of(Shelf.Day(First, 5, 10)), new AdjustmentFactors([], new()));
        var adjusted = history.Adjust(factors, First);
        Assert.Null(await AdjustmentAsync(history));
        Assert.Equal("adjusted as of 2026-06-01", await AdjustmentAsync(adjusted));
        Assert.Equal("as traded", await AdjustmentAsync(history.AsTraded(factors)));
        Assert.Equal("adjusted as of 2026-06-01; as stored", await AdjustmentAsync(history, adjusted));

        static async Task<string?> AdjustmentAsync(params KlineHistory[] histories)
        {
            using var file = new MemoryStream();
            await KlineParquet.WriteAsync(file, histories.ToAsyncEnumerable());
            file.Position = 0;
            await using var reader = await ParquetReader.CreateAsync(file);
            return reader.CustomMetadata.GetValueOrDefault("rhetenor.adjustment");
        }
    }

    [Fact]
    public async Task A_file_whose_bars_could_not_all_be_read_is_no_Parquet()
    {
        using var file = new MemoryStream();
        await Assert.ThrowsAsync<IOException>(() => KlineParquet.WriteAsync(file, FailingAsync()));
        Assert.True(file.Length > 100);
        await Assert.ThrowsAnyAsync<Exception>(() => ReadAsync(file));

        static async IAsyncEnumerable<KlineHistory> FailingAsync()
        {
            yield return KlineHistory.Of(Shelf.Day(First, 5, 10));
            await Task.CompletedTask;
            throw new IOException("the store is gone");
        }
    }

    private static IEnumerable<Row> Flat(KlineSeries series) => Enumerable.Range(0, series.Count).Select(i => new Row(
        series.Symbol, series[i].Minute, series.Open[i], series.High[i], series.Low[i], series.Close[i], series[i].Volume, series[i].AccVolume, series[i].AccValue, series.IsFilled(i)));

    private static async Task<List<Row>> ReadAsync(MemoryStream file)
    {
        file.Position = 0;
        await using var reader = await ParquetReader.CreateAsync(file);
        var rows = new List<Row>();
        for (var i = 0; i < reader.RowGroupCount; i++)
        {
            using var group = reader.OpenRowGroupReader(i);
            var count = (int)group.RowCount;
            DataField Field(string name) => reader.Schema.GetDataFields().Single(field => field.Name == name);
            async Task<T[]> Of<T>(string name)
                where T : struct
            {
                var values = new T[count];
                await group.ReadAsync<T>(Field(name), values);
                return values;
            }

            async Task<T?[]> KnownOf<T>(string name)
                where T : struct
            {
                var values = new T?[count];
                await group.ReadAsync<T>(Field(name), values);
                return values;
            }

            var symbols = new string[count];
            await group.ReadAsync(Field("symbol"), symbols);
            var (minutes, filled, volume) = (await Of<DateTime>("minute"), await Of<bool>("filled"), await Of<long>("volume"));
            var (open, high, low, close) = (await Of<double>("open"), await Of<double>("high"), await Of<double>("low"), await Of<double>("close"));
            var (accVolume, accValue) = (await KnownOf<long>("acc_vol"), await KnownOf<long>("acc_value"));
            rows.AddRange(Enumerable.Range(0, count).Select(row => new Row(
                symbols[row], minutes[row], open[row], high[row], low[row], close[row], volume[row], accVolume[row], accValue[row], filled[row])));
        }

        return rows;
    }

    private sealed record Row(
        string Symbol, DateTime Minute, double Open, double High, double Low, double Close, long Volume, long? AccVolume, long? AccValue, bool Filled);
}
