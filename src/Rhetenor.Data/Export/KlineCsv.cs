using Rhetenor.Data.Export;

namespace Rhetenor.Data;

/// <summary>Writes bars as CSV (RFC 4180), one line per bar:
/// <c>symbol,time,open,high,low,close,volume,acc_vol,acc_value</c>.</summary>
/// <remarks>Prices and <c>acc_value</c> are in won, volumes in shares. Unknown values are blank. Times are the starts of the
/// minutes or buckets. The text is the same in every culture, lines end in CR LF, and no value needs quotes. Prices are written as they are
/// given, and no column tells whether they are adjusted: <see cref="KlineSeries.Adjustment"/> does.</remarks>
public static class KlineCsv
{
    /// <summary>Writes bars by symbol, each symbol's bars in order of time.</summary>
    /// <param name="output">The output, which is left open.</param>
    /// <param name="series">A history, or any series.</param>
    /// <param name="header">Whether the first line names the columns.</param>
    /// <param name="offset">Whether times have their offset, as in <c>2026-01-26T09:00:00+09:00</c>. Without it they are written as
    /// <c>2026-01-26T09:00:00</c>, which is Korean time too.</param>
    /// <param name="filled">Whether a last column <c>filled</c> is added: <c>true</c> for bars that were filled forward, <c>false</c>
    /// for bars with trades.</param>
    /// <returns>The number of bars written.</returns>
    public static long Write(TextWriter output, IEnumerable<KlineSeries> series, bool header = true, bool offset = true, bool filled = false)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(series);
        var row = new KlineCsvRow(header, offset, filled);
        var count = 0L;
        output.Write(row.Header);
        foreach (var one in series)
        {
            for (var i = 0; i < one.Count; i++)
                output.Write(row.Format(one.Symbol, one[i], one.IsFilled(i)));
            count += one.Count;
        }

        return count;
    }

    /// <summary>Writes bars as they arrive, such as from <see cref="KlineArchive.ReadAsync"/>: in order of time and by symbol
    /// within a minute.</summary>
    /// <param name="output">The output, which is left open.</param>
    /// <param name="slices">The bars. Only one slice is in memory at a time.</param>
    /// <param name="header">Whether the first line names the columns.</param>
    /// <param name="offset">Whether times have their offset, as in <c>2026-01-26T09:00:00+09:00</c>. Without it they are written as
    /// <c>2026-01-26T09:00:00</c>, which is Korean time too.</param>
    /// <param name="filled">Whether a last column <c>filled</c> is added; it is <c>false</c> for every bar of a slice.</param>
    /// <param name="cancellationToken">Cancels the operation. Lines already written stay.</param>
    /// <returns>The number of bars written.</returns>
    public static async Task<long> WriteAsync(
        TextWriter output, IAsyncEnumerable<KlineSlice> slices, bool header = true, bool offset = true, bool filled = false,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(slices);
        var row = new KlineCsvRow(header, offset, filled);
        var count = 0L;
        await output.WriteAsync(row.Header.AsMemory(), cancellationToken).ConfigureAwait(false);
        await foreach (var slice in slices.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (var (symbol, kline) in slice)
                await output.WriteAsync(row.Copy(symbol, kline), cancellationToken).ConfigureAwait(false);
            count += slice.Count;
        }

        return count;
    }
}
