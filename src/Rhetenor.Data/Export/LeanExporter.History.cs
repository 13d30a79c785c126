using System.Text;
using Rhetenor.Data.Core;
using Rhetenor.Data.Export;

namespace Rhetenor.Data;

/// <content>Map files and factor files.</content>
public sealed partial class LeanExporter
{
    /// <summary>Writes the map files of instruments: their tickers through time, and when they were delisted.</summary>
    /// <param name="history">The history. What happened before its first stored day is not known; the listing date of the master is used as
    /// first day.</param>
    /// <param name="cancellationToken">Cancels the operation. Files already written stay.</param>
    /// <returns>The number of files written.</returns>
    /// <remarks>A file has the name of the last ticker. A delisted instrument ends on its last stored day. Of several instruments with one last
    /// ticker, only the one that was seen last has a file.</remarks>
    public Task<int> WriteMapsAsync(MasterHistory history, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        return WriteAsync(LastOfTicker(history).Select(instrument => (LeanPath.Map(_market, instrument.ShortCode), LeanHistory.Map(instrument))), cancellationToken);
    }

    /// <summary>Writes the factor files of the instruments that have factors. LEAN uses 1 for the others.</summary>
    /// <param name="history">The history.</param>
    /// <param name="factors">The factors. Rescinded ones are left out.</param>
    /// <param name="bars">Minutes as stored, which show the day of an event whose master is not stored; null for none. Without them such an
    /// event is taken to be of the last day on which it may have been, and the report says so.</param>
    /// <param name="cancellationToken">Cancels the operation. Files already written stay.</param>
    /// <returns>The number of files written, and what the files do not show: they have no room for what is not proven.</returns>
    /// <remarks>Of several instruments with one last ticker, only the one that was seen last has a file, as in
    /// <see cref="WriteMapsAsync"/>.</remarks>
    public async Task<LeanFactorReport> WriteFactorsAsync(MasterHistory history, AdjustmentFactors factors, KlineHistory? bars = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(factors);
        var instruments = LastOfTicker(history).ToDictionary(instrument => instrument.StandardCode, StringComparer.Ordinal);
        var events = factors.Concat(factors.Dividends).Where(factor => factor.Rescinded is null && instruments.ContainsKey(factor.Change.StandardCode)).Select(factor => LeanEvent.Of(factor, bars)).ToList();
        var files = await WriteAsync(
            from instrument in events.OrderBy(one => one.ExDate).GroupBy(one => one.Event.Change.StandardCode, StringComparer.Ordinal)
            let life = instruments[instrument.Key]
            select (LeanPath.Factors(_market, life.ShortCode), LeanHistory.Factors(life.FirstSeen, [.. instrument])),
            cancellationToken).ConfigureAwait(false);
        return new(files,
        [
            .. from one in events
               where !one.IsDated
               select $"{one.Event.Change.ShortCode} {DateRange.Text(one.Event.FirstExDate, one.Event.ExDate)}: nothing shows on which day the {one.Event.Change.Kind} was; it is taken to be of the last.",
            .. from one in events
               where one.Event.VolumeDoubt is not null
               select $"{one.Event.Change.ShortCode} {one.ExDate.ToText()}: {one.Event.VolumeDoubt}",
            .. from one in factors.UnprovenEvents
               where instruments.ContainsKey(one.Change.StandardCode)
               select $"{one.Change.ShortCode} {DateRange.Text(one.FirstExDate, one.ExDate)}: the base price was reset, and nothing proves a factor ({one.Change.Reset!.Evidence[0]})",
            .. from market in Market.All
               let days = history.DaysHeld(market)
               where days.Count > 0
               from sessions in factors.Coverage.Missing(market, days[0].AddDays(-1), days[^1])
               select $"{market.ToKey()} {DateRange.Text(sessions.From, sessions.To)}: no master was searched for events.",
        ]);
    }

    // A code may be given again to another instrument.
    private static IEnumerable<Instrument> LastOfTicker(MasterHistory history) =>
        history.Instruments.GroupBy(instrument => LeanPath.Lower(instrument.ShortCode)).Select(ticker => ticker.MaxBy(instrument => instrument.LastSeen)!);

    private async Task<int> WriteAsync(IEnumerable<(string Path, string Rows)> files, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var (path, rows) in files)
        {
            var output = _create(path);
            await using (output.ConfigureAwait(false))
                await output.WriteAsync(Encoding.ASCII.GetBytes(rows), cancellationToken).ConfigureAwait(false);
            count++;
        }

        return count;
    }
}
