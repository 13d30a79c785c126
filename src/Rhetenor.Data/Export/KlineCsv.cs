using Rhetenor.Data.Export;

namespace Rhetenor.Data;

/// <summary>Writes bars as CSV (RFC 4180): <c>symbol,time,open,high,low,close,volume,acc_vol,acc_value</c>, one line a bar.</summary>
/// <remarks>Prices and <c>acc_value</c> are won, volumes are shares; what is not known is blank. Times are the starts of the
/// minutes or buckets. The text is the same in every culture, lines end in CR LF, and no value ever needs quotes.</remarks>
public static class KlineCsv
{
    /// <summary>Writes bars by symbol, each symbol's in order of time.</summary>
    /// <param name="output">Where to; it is left open.</param>
    /// <param name="series">A history, or some series.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>How many bars were written.</returns>
    public static long Write(TextWriter output, IEnumerable<KlineSeries> series, KlineCsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(series);
        var row = new KlineCsvRow((options ?? new()).Copy());
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

    /// <summary>Writes bars as they come, as <see cref="KlineArchive.ReadAsync"/> gives them: in order of time, within a minute by symbol.</summary>
    /// <param name="output">Where to; it is left open.</param>
    /// <param name="slices">The bars; only one slice is held at a time.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels; what was written stays.</param>
    /// <returns>How many bars were written.</returns>
    public static async Task<long> WriteAsync(
        TextWriter output, IAsyncEnumerable<KlineSlice> slices, KlineCsvOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(slices);
        var row = new KlineCsvRow((options ?? new()).Copy());
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
