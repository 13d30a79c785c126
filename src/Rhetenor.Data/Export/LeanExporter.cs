using Rhetenor.Data.Core;
using Rhetenor.Data.Export;

namespace Rhetenor.Data;

/// <summary>Writes bars in the equity format of QuantConnect LEAN: one zip of minutes for each symbol and day, and one zip of days
/// for each symbol.</summary>
/// <remarks>
/// <para>Files are named relative to LEAN's data folder, such as <c>equity/krx/minute/005930/20260126_trade.zip</c>. All minutes
/// are written, including those of the after-market. LEAN ignores minutes outside its market hours: see <see cref="MarketHours"/>.
/// Filled bars are not written, because LEAN fills forward by itself.</para>
/// <para>LEAN adjusts prices as traded by itself, with factor files, so adjusted bars are refused. Stored bars are written as they are. KIS
/// has adjusted those that were fetched after an event: export <see cref="KlineExtensions.AsTraded"/> together with <see cref="WriteMapsAsync"/> and <see cref="WriteFactorsAsync"/>.</para>
/// </remarks>
public sealed partial class LeanExporter
{
    private readonly Func<string, Stream> _create;
    private readonly string _market;
    private readonly Venue _venue;

    /// <summary>Creates an exporter. Performs no I/O.</summary>
    /// <param name="create">Creates or truncates the file with a path relative to LEAN's data folder, with <c>/</c> as separator.
    /// The stream is closed when the file is complete.</param>
    /// <param name="market">The name of the market in LEAN: lower case letters and digits. LEAN knows <c>krx</c>; another name must be
    /// added there with <c>Market.Add</c>.</param>
    /// <param name="venue">The venue whose hours <see cref="MarketHours"/> returns.</param>
    /// <exception cref="ArgumentException">The name of the market or the venue is invalid. The message names it and the value.</exception>
    public LeanExporter(Func<string, Stream> create, string market = "krx", Venue venue = Venue.Krx)
    {
        ArgumentNullException.ThrowIfNull(create);
        var check = default(OptionCheck);
        _create = create;
        _market = check.Text(market, name => name.Length > 0 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)), "lower case letters and digits, such as krx");
        _venue = check.Defined(venue);
    }

    /// <summary>Returns a row for <c>symbol-properties/symbol-properties-database.csv</c>: won, a tick of one won, lots of one
    /// share.</summary>
    /// <remarks>Real ticks grow with the price. LEAN has one tick size per market.</remarks>
    public string SymbolProperties() => LeanMarket.SymbolProperties(_market);

    /// <summary>Returns a JSON object whose single property, <c>Equity-krx-[*]</c>, belongs in <c>entries</c> of
    /// <c>market-hours/market-hours-database.json</c>.</summary>
    /// <remarks>
    /// <para>Holidays and late openings are those of <see cref="KrxCalendar"/>, 2020 to 2027. The market closes a minute late, at
    /// 15:31, so that it includes the bar of the closing auction, 15:30 to 15:31.</para>
    /// <para>LEAN has one week for all years. The hours are those since 2026-09-14; before that date there are no bars in the
    /// after-market. LEAN has no late closes: on the day of the entrance examination, bars after 15:31 are outside its market
    /// hours.</para>
    /// </remarks>
    public string MarketHours() => LeanMarket.MarketHours(_market, _venue);

    /// <summary>Writes the minutes of sessions as they arrive, such as from <see cref="KlineArchive.ReadDaysAsync"/>.</summary>
    /// <param name="days">The bars. Only one history is in memory at a time. A date must not occur in two histories: the second
    /// file would replace the first.</param>
    /// <param name="cancellationToken">Cancels the operation. Files already written stay.</param>
    /// <returns>The number of files written.</returns>
    /// <exception cref="InvalidOperationException">The bars are adjusted: LEAN would adjust them again.</exception>
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
    /// <exception cref="InvalidOperationException">The bars are adjusted: LEAN would adjust them again.</exception>
    public async Task<int> WriteMinutesAsync(KlineHistory history, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        CheckTraded(history);
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
                await WriteAsync(LeanPath.Minute(_market, series.Symbol, date), LeanPath.MinuteEntry(series.Symbol, date), rows, cancellationToken).ConfigureAwait(false);
                files++;
            }
        }

        return files;
    }

    /// <summary>Writes the daily bars of a history, one file per symbol: stored daily bars, or bars made from the minutes of the venue's regular
    /// session. Days without trades are left out.</summary>
    /// <param name="history">The daily or one-minute bars of the whole range. A file contains all days of its symbol.</param>
    /// <param name="cancellationToken">Cancels the operation. Files already written stay.</param>
    /// <returns>The number of files written.</returns>
    /// <exception cref="InvalidOperationException">The bars are adjusted: LEAN would adjust them again.</exception>
    public async Task<int> WriteDaysAsync(KlineHistory history, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        CheckTraded(history);
        var files = 0;
        foreach (var series in history.All(series => series.Daily is not null) ? history : history.Resample(KlineResampling.Daily))
        {
            var rows = LeanRows.Days(series);
            if (rows.Length == 0)
                continue;
            await WriteAsync(LeanPath.Daily(_market, series.Symbol), LeanPath.DailyEntry(series.Symbol), rows, cancellationToken).ConfigureAwait(false);
            files++;
        }

        return files;
    }

    private static void CheckTraded(KlineHistory history)
    {
        if (history.FirstOrDefault(series => series.Adjustment is { Kind: not Adjustment.None }) is { } adjusted)
            throw new InvalidOperationException($"The bars of {adjusted.Symbol} are {adjusted.Adjustment}, and LEAN adjusts prices by itself: export those of AsTraded.");
    }

    private async Task WriteAsync(string path, string entry, byte[] rows, CancellationToken cancellationToken)
    {
        using var zip = await LeanZip.CreateAsync(entry, rows, cancellationToken).ConfigureAwait(false);
        var output = _create(path);
        await using (output.ConfigureAwait(false))
            await zip.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
    }
}
