using Parquet;
using Parquet.Schema;

namespace Rhetenor.Data;

/// <summary>Writes bars as a Parquet file compressed with zstd: one row per bar, by symbol, each symbol's bars in order of
/// time.</summary>
/// <remarks>
/// <para>Columns: <c>symbol</c> (string), <c>minute</c> (timestamp without zone, microseconds: the start of the minute or bucket,
/// Korean time), <c>open</c>, <c>high</c>, <c>low</c>, <c>close</c> (double, won, exact to 1/10,000 won up to 100 billion won),
/// <c>volume</c> (int64, shares), <c>acc_vol</c> (int64, shares), <c>acc_value</c> (int64, won), <c>filled</c> (boolean). Unknown
/// values are null.</para>
/// <para>Each history is a separate row group, so that tools can skip sessions that a query does not need.</para>
/// </remarks>
public static class KlineParquet
{
    private static readonly DataField<string> Symbol = new("symbol", nullable: false);
    private static readonly DateTimeDataField Minute = new("minute", DateTimeFormat.Timestamp, isAdjustedToUTC: false, unit: DateTimeTimeUnit.Micros);
    private static readonly DataField<double> Open = new("open");
    private static readonly DataField<double> High = new("high");
    private static readonly DataField<double> Low = new("low");
    private static readonly DataField<double> Close = new("close");
    private static readonly DataField<long> Volume = new("volume");
    private static readonly DataField<long?> AccVolume = new("acc_vol");
    private static readonly DataField<long?> AccValue = new("acc_value");
    private static readonly DataField<bool> Filled = new("filled");
    private static readonly ParquetSchema Schema = new(Symbol, Minute, Open, High, Low, Close, Volume, AccVolume, AccValue, Filled);

    /// <summary>Writes histories as they arrive, such as from <see cref="KlineArchive.ReadDaysAsync"/>. One history is in memory at
    /// a time.</summary>
    /// <param name="output">The output, which is left open.</param>
    /// <param name="histories">The bars, a row group for each history.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The number of bars written.</returns>
    /// <remarks>The end of the file is written after the last bar. If the operation fails earlier, the file has no end, and no tool
    /// accepts it as complete.</remarks>
    /// <exception cref="IOException">The output could not be written. Exceptions from <paramref name="histories"/> are thrown
    /// too.</exception>
    public static async Task<long> WriteAsync(Stream output, IAsyncEnumerable<KlineHistory> histories, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(histories);
        var count = 0L;
        // Disposing of the writer would write the end of the file. It owns nothing else, so it is not disposed of after a failure.
        var writer = await ParquetWriter.CreateAsync(
            Schema, output, new ParquetOptions { CompressionMethod = CompressionMethod.Zstd }, cancellationToken: cancellationToken).ConfigureAwait(false);
        await foreach (var history in histories.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (history.BarCount == 0)
                continue;
            using var rows = writer.CreateRowGroup();
            await WriteAsync(rows, new Rows(history), cancellationToken).ConfigureAwait(false);
            count += history.BarCount;
        }

        await writer.DisposeAsync().ConfigureAwait(false);
        return count;
    }

    /// <inheritdoc cref="WriteAsync(Stream, IAsyncEnumerable{KlineHistory}, CancellationToken)"/>
    /// <param name="output">The output, which is left open.</param>
    /// <param name="history">The bars.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static Task<long> WriteAsync(Stream output, KlineHistory history, CancellationToken cancellationToken = default) =>
        WriteAsync(output, new[] { history }.ToAsyncEnumerable(), cancellationToken);

    private static async Task WriteAsync(ParquetRowGroupWriter group, Rows rows, CancellationToken cancellationToken)
    {
        await group.WriteAsync(Symbol, rows.Symbols).ConfigureAwait(false);
        await group.WriteAsync<DateTime>(Minute, rows.Of(series => series.Minutes), cancellationToken: cancellationToken).ConfigureAwait(false);
        await group.WriteAsync<double>(Open, rows.Of(series => series.Open), cancellationToken: cancellationToken).ConfigureAwait(false);
        await group.WriteAsync<double>(High, rows.Of(series => series.High), cancellationToken: cancellationToken).ConfigureAwait(false);
        await group.WriteAsync<double>(Low, rows.Of(series => series.Low), cancellationToken: cancellationToken).ConfigureAwait(false);
        await group.WriteAsync<double>(Close, rows.Of(series => series.Close), cancellationToken: cancellationToken).ConfigureAwait(false);
        await group.WriteAsync<long>(Volume, rows.Of(series => series.Volume), cancellationToken: cancellationToken).ConfigureAwait(false);
        await group.WriteAsync<long>(AccVolume, rows.KnownOf(series => series.AccVolume), cancellationToken: cancellationToken).ConfigureAwait(false);
        await group.WriteAsync<long>(AccValue, rows.KnownOf(series => series.AccValue), cancellationToken: cancellationToken).ConfigureAwait(false);
        await group.WriteAsync<bool>(Filled, rows.Filled, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The columns of all symbols, one symbol after the other.</summary>
    private sealed class Rows(KlineHistory history)
    {
        private readonly int _count = checked((int)history.BarCount);

        public delegate ReadOnlySpan<T> Column<T>(KlineSeries series);

        public string[] Symbols => [.. history.SelectMany(series => Enumerable.Repeat(series.Symbol, series.Count))];

        public ReadOnlyMemory<bool> Filled => history.SelectMany(series => Enumerable.Range(0, series.Count).Select(series.IsFilled)).ToArray();

        public ReadOnlyMemory<T> Of<T>(Column<T> column) => ValuesOf(column);

        public ReadOnlyMemory<long?> KnownOf(Column<long> column) => Array.ConvertAll(ValuesOf(column), value => value < 0 ? (long?)null : value);

        private T[] ValuesOf<T>(Column<T> column)
        {
            var (values, start) = (new T[_count], 0);
            foreach (var series in history)
            {
                column(series).CopyTo(values.AsSpan(start));
                start += series.Count;
            }

            return values;
        }
    }
}
