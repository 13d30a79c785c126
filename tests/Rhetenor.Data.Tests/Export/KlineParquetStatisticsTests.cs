using System.Text;
using Parquet;
using Rhetenor.Data.Tests.Archive;
using Rhetenor.Data.Tests.Klines;

namespace Rhetenor.Data.Tests.Export;

/// <summary>What engines skip row groups by: a wrong minimum is a wrong answer.</summary>
public sealed class KlineParquetStatisticsTests
{
    private static readonly DateOnly Date = new(2026, 6, 1);

    [Fact]
    public async Task The_statistics_of_every_column_are_its_first_and_last_value_in_the_columns_own_unit()
    {
        var history = KlineHistory.Of(Shelf.Day(Date, 5, 40));
        await using var reader = await ReadAsync(history);
        var columns = reader.RowGroups.Single().RowGroup.Columns.ToDictionary(column => column.MetaData!.PathInSchema.Single(), column => column.MetaData!.Statistics!);

        var unit = reader.Metadata!.Schema.Single(element => element.Name == "minute").LogicalType!.TIMESTAMP!.Unit;
        var ticks = unit.MILLIS is not null ? TimeSpan.TicksPerMillisecond : unit.MICROS is not null ? TimeSpan.TicksPerMicrosecond : 1;
        Assert.Equal(
            (history.Min(series => series.Minutes[0]), history.Max(series => series.Minutes[^1])),
            (DateTime.UnixEpoch.AddTicks(Int64(columns["minute"].MinValue) * ticks), DateTime.UnixEpoch.AddTicks(Int64(columns["minute"].MaxValue) * ticks)));

        Assert.Equal(("000000", "000040"), (Encoding.UTF8.GetString(columns["symbol"].MinValue!), Encoding.UTF8.GetString(columns["symbol"].MaxValue!)));
        AssertPrices("open", series => series.Open.ToArray());
        AssertPrices("high", series => series.High.ToArray());
        AssertPrices("low", series => series.Low.ToArray());
        AssertPrices("close", series => series.Close.ToArray());
        AssertNumbers("volume", series => series.Volume.ToArray());
        AssertNumbers("acc_vol", series => series.AccVolume.ToArray());
        Assert.Equal(history.BarCount, columns["acc_value"].NullCount);

        void AssertPrices(string name, Func<KlineSeries, double[]> values) => Assert.Equal(
            (history.SelectMany(values).Min(), history.SelectMany(values).Max()),
            (BitConverter.ToDouble(columns[name].MinValue), BitConverter.ToDouble(columns[name].MaxValue)));

        void AssertNumbers(string name, Func<KlineSeries, long[]> values) => Assert.Equal(
            (history.SelectMany(values).Min(), history.SelectMany(values).Max()), (Int64(columns[name].MinValue), Int64(columns[name].MaxValue)));
    }

    // Readers ignore the statistics of text in a file that does not say how they are ordered.
    [Fact]
    public async Task The_order_of_every_column_is_declared_and_symbols_are_in_a_dictionary()
    {
        await using var reader = await ReadAsync(KlineHistory.Of(Shelf.Day(Date, 5, 40)));
        Assert.Equal(reader.Schema.DataFields.Length, reader.Metadata!.ColumnOrders!.Count);
        Assert.All(reader.Metadata.ColumnOrders, order => Assert.NotNull(order.TYPEORDER));
        Assert.Contains(Parquet.Meta.Encoding.PLAIN_DICTIONARY, reader.RowGroups.Single().RowGroup.Columns[0].MetaData!.Encodings);
    }

    // Differences begin with a header, which needs a first value. Arrow and parquet-java refuse a page of differences without it.
    [Fact]
    public async Task A_column_without_values_is_not_written_as_differences()
    {
        var minute = Date.ToDateTime(new TimeOnly(9, 0));
        KlineHistory[] groups =
        [
            KlineHistory.Of([Bars.Slice(minute, ("000010", new(minute, 1, 1, 1, 1, 5, 5, 5)))]),
            KlineHistory.Of([Bars.Slice(minute, ("000010", new(minute, 1, 1, 1, 1, 5, null)))]),
            KlineHistory.Of([Bars.Slice(minute, ("000010", new(minute, 1, 1, 1, 1, 5, 5, null)))]),
            KlineHistory.Of([Bars.Slice(minute, ("000010", new(minute, 1, 1, 1, 1, 5, null, 5)))]),
        ];
        await using var reader = await ReadAsync(groups);
        foreach (var (group, history) in reader.RowGroups.Zip(groups))
        {
            foreach (var (name, value) in (IEnumerable<(string, long?)>)[("volume", 5), ("acc_vol", history[0][0].AccVolume), ("acc_value", history[0][0].AccValue)])
            {
                var column = group.RowGroup.Columns.Single(column => column.MetaData!.PathInSchema.Single() == name).MetaData!;
                Assert.Equal(value is not null, column.Encodings.Contains(Parquet.Meta.Encoding.DELTA_BINARY_PACKED));
                Assert.Equal(value is null ? 1 : 0, column.Statistics!.NullCount ?? 0);
            }
        }
    }

    private static long Int64(byte[]? bytes) => BitConverter.ToInt64(bytes);

    private static async Task<ParquetReader> ReadAsync(params KlineHistory[] histories)
    {
        var file = new MemoryStream();
        await KlineParquet.WriteAsync(file, histories.ToAsyncEnumerable());
        file.Position = 0;
        return await ParquetReader.CreateAsync(file, leaveStreamOpen: false);
    }
}
