using Rhetenor.Data.Datasets;

namespace Rhetenor.Data;

/// <summary>Writes bars as a Parquet file compressed with zstd: one row per bar, by symbol, each symbol's bars in order of
/// time.</summary>
/// <remarks>
/// <para>Columns: <c>symbol</c> (string), <c>minute</c> (timestamp without zone, milliseconds: the start of the minute or bucket,
/// Korean time), <c>open</c>, <c>high</c>, <c>low</c>, <c>close</c> (double, won, exact to 1/10,000 won up to 100 billion won),
/// <c>volume</c> (int64, shares), <c>acc_vol</c> (int64, shares), <c>acc_value</c> (int64, won), <c>filled</c> (boolean). Unknown
/// values are null.</para>
/// <para>Each history has its own row groups, of whole symbols and about 49,000 rows, so that tools can skip sessions and symbols that a
/// query does not need. Prices are written as they are given. When some are adjusted, the file's metadata has <c>rhetenor.adjustment</c>, such as
/// <c>adjusted as of 2026-11-20</c>; what is not certain about them is in <see cref="KlineAdjustment.Doubts"/> only.</para>
/// </remarks>
public static class KlineParquet
{
    private const int RowsPerGroup = 49_152;

    /// <summary>Writes histories as they arrive, such as from <see cref="KlineArchive.ReadDaysAsync"/>. One history is in memory at
    /// a time.</summary>
    /// <param name="output">The output, which is left open.</param>
    /// <param name="histories">The bars.</param>
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
        var file = await BarFileWriter.CreateAsync(output, BarSchema.Any, RowsPerGroup, new BarRows(), cancellationToken).ConfigureAwait(false);
        await foreach (var history in histories.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (var series in history)
                await file.AddAsync(series, 0, series.Count, cancellationToken).ConfigureAwait(false);
            await file.EndGroupAsync(cancellationToken).ConfigureAwait(false);
            count += history.BarCount;
        }

        await file.EndAsync(cancellationToken).ConfigureAwait(false);
        return count;
    }

    /// <inheritdoc cref="WriteAsync(Stream, IAsyncEnumerable{KlineHistory}, CancellationToken)"/>
    /// <param name="output">The output, which is left open.</param>
    /// <param name="history">The bars.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static Task<long> WriteAsync(Stream output, KlineHistory history, CancellationToken cancellationToken = default) =>
        WriteAsync(output, new[] { history }.ToAsyncEnumerable(), cancellationToken);
}
