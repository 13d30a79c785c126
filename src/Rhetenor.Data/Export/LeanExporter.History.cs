using System.Text;
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
    /// <param name="cancellationToken">Cancels the operation. Files already written stay.</param>
    /// <returns>The number of files written.</returns>
    /// <remarks>Of several instruments with one last ticker, only the one that was seen last has a file, as in
    /// <see cref="WriteMapsAsync"/>.</remarks>
    public Task<int> WriteFactorsAsync(MasterHistory history, AdjustmentFactors factors, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(factors);
        var standing = factors.Where(factor => factor.Rescinded is null).ToLookup(factor => factor.Change.StandardCode, StringComparer.Ordinal);
        return WriteAsync(
            from instrument in LastOfTicker(history)
            where standing.Contains(instrument.StandardCode)
            select (LeanPath.Factors(_market, instrument.ShortCode), LeanHistory.Factors(instrument.FirstSeen, [.. standing[instrument.StandardCode]])),
            cancellationToken);
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
