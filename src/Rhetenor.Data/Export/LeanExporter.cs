using Rhetenor.Data.Export;

namespace Rhetenor.Data;

/// <summary>Writes bars as QuantConnect LEAN reads equities: for each symbol and day a zip of minutes, for each symbol a zip of days.</summary>
/// <remarks>
/// <para>Files are named as below LEAN's data folder, such as <c>equity/krx/minute/005930/20260126_trade.zip</c>. Every minute
/// goes out as it is, those of the after-market too; LEAN leaves out what its market hours do not have: see <see cref="LeanMarket"/>.
/// Filled bars do not go out: LEAN fills forward by itself.</para>
/// <para>Prices are not adjusted, and neither map nor factor files are written.</para>
/// </remarks>
public sealed class LeanExporter
{
    private readonly Func<string, Stream> _create;
    private readonly LeanOptions _options;

    /// <summary>Makes an exporter.</summary>
    /// <param name="create">Creates, or empties, the file of a path relative to LEAN's data folder, with <c>/</c> between its parts.
    /// The stream is closed when the file is whole.</param>
    /// <param name="options">Market and venue; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option has a value that is not possible; the message names both.</exception>
    public LeanExporter(Func<string, Stream> create, LeanOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        (_create, _options) = (create, (options ?? new()).Checked());
    }

    /// <summary>Writes the minutes of sessions as they come, as <see cref="KlineArchive.ReadDaysAsync"/> gives them.</summary>
    /// <param name="days">The bars; only one history is held at a time. No date may be in two of them: its second file would
    /// replace the first.</param>
    /// <param name="cancellationToken">Cancels; files written stay.</param>
    /// <returns>How many files were written.</returns>
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
    /// <param name="cancellationToken">Cancels; files written stay.</param>
    /// <returns>How many files were written.</returns>
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

    /// <summary>Writes the days of a history, one file a symbol, made of its minutes of the regular session of its venue.</summary>
    /// <param name="history">The one-minute bars of the whole range: a file has all days of its symbol.</param>
    /// <param name="cancellationToken">Cancels; files written stay.</param>
    /// <returns>How many files were written.</returns>
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
