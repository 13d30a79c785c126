using Rhetenor.Data.Export;

namespace Rhetenor.Data;

/// <summary>Writes bars in the equity format of QuantConnect LEAN: one zip of minutes for each symbol and day, and one zip of days
/// for each symbol.</summary>
/// <remarks>
/// <para>Files are named relative to LEAN's data folder, such as <c>equity/krx/minute/005930/20260126_trade.zip</c>. All minutes
/// are written, including those of the after-market. LEAN ignores minutes outside its market hours: see <see cref="LeanMarket"/>.
/// Filled bars are not written, because LEAN fills forward by itself.</para>
/// <para>Prices are not adjusted. Map files and factor files are not written.</para>
/// </remarks>
public sealed class LeanExporter
{
    private readonly Func<string, Stream> _create;
    private readonly LeanOptions _options;

    /// <summary>Creates an exporter. Performs no I/O.</summary>
    /// <param name="create">Creates or truncates the file with a path relative to LEAN's data folder, with <c>/</c> as separator.
    /// The stream is closed when the file is complete.</param>
    /// <param name="options">The market and venue; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option's value is invalid. The message names the option and the value.</exception>
    public LeanExporter(Func<string, Stream> create, LeanOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        (_create, _options) = (create, (options ?? new()).Checked());
    }

    /// <summary>Writes the minutes of sessions as they arrive, such as from <see cref="KlineArchive.ReadDaysAsync"/>.</summary>
    /// <param name="days">The bars. Only one history is in memory at a time. A date must not occur in two histories: the second
    /// file would replace the first.</param>
    /// <param name="cancellationToken">Cancels the operation. Files already written stay.</param>
    /// <returns>The number of files written.</returns>
    public async Task<int> WriteMinutesAsync(IAsyncEnumerable<KlineHistory> days, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(days);
        var files = 0;
        await foreach (var day in days.WithCancellation(cancellationToken).ConfigureAwait(false))
            files += await WriteMinutesAsync(day, cancellationToken).ConfigureAwait(false);
        return files;
    }

    /// <summary>Writes the minutes of a history.</summary>
    /// <param name="history">The one-minute bars.</param>
    /// <param name="cancellationToken">Cancels the operation. Files already written stay.</param>
    /// <returns>The number of files written.</returns>
    public async Task<int> WriteMinutesAsync(KlineHistory history, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        var files = 0;
        foreach (var series in history)
        {
            for (int from = 0, to; from < series.Count; from = to)
            {
                var date = DateOnly.FromDateTime(series.Minutes[from]);
                to = series.IndexOf(date.AddDays(1).ToDateTime(TimeOnly.MinValue));
                var rows = LeanRows.Minutes(series, from, to);
                if (rows.Length == 0)
                    continue;
                await WriteAsync(LeanPath.Minute(_options.Market, series.Symbol, date), LeanPath.MinuteEntry(series.Symbol, date), rows, cancellationToken).ConfigureAwait(false);
                files++;
            }
        }

        return files;
    }

    /// <summary>Writes the daily bars of a history, one file per symbol. They are made from the minutes of the venue's regular
    /// session.</summary>
    /// <param name="history">The one-minute bars of the whole range. A file contains all days of its symbol.</param>
    /// <param name="cancellationToken">Cancels the operation. Files already written stay.</param>
    /// <returns>The number of files written.</returns>
    public async Task<int> WriteDaysAsync(KlineHistory history, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        var files = 0;
        foreach (var series in history.Resample(KlineResampling.Daily))
        {
            var rows = LeanRows.Days(series);
            if (rows.Length == 0)
                continue;
            await WriteAsync(LeanPath.Daily(_options.Market, series.Symbol), LeanPath.DailyEntry(series.Symbol), rows, cancellationToken).ConfigureAwait(false);
            files++;
        }

        return files;
    }

    private async Task WriteAsync(string path, string entry, byte[] rows, CancellationToken cancellationToken)
    {
        using var zip = await LeanZip.CreateAsync(entry, rows, cancellationToken).ConfigureAwait(false);
        var output = _create(path);
        await using (output.ConfigureAwait(false))
            await zip.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
    }
}
