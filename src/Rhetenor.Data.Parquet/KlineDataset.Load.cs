using Rhetenor.Data.Core;
using Rhetenor.Data.Datasets;

namespace Rhetenor.Data;

/// <content>Reads bars.</content>
public sealed partial class KlineDataset
{
    /// <summary>Reads a range into columns, as <see cref="KlineArchive.LoadAsync"/> does from the archive. Reads only the row groups that
    /// contain the symbols, if the store is an <see cref="IRangedObjectStore"/>, and otherwise whole files.</summary>
    /// <param name="query">The dates and symbols. A dataset contains the latest bars only, so <see cref="KlineQuery.AsOf"/> must be
    /// null.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The bars of the latest publication; empty when it has none for the range.</returns>
    /// <exception cref="ArgumentException"><see cref="KlineQuery.AsOf"/> is not null.</exception>
    /// <exception cref="ObjectStoreException">The store could not be read, or a file is missing or has other bytes than were
    /// published.</exception>
    public async Task<KlineHistory> LoadAsync(KlineQuery query, CancellationToken cancellationToken = default)
    {
        RequireLatest(query);
        var parts = new SeriesParts();
        var manifest = await ReadManifestAsync(cancellationToken).ConfigureAwait(false);
        if (manifest is null)
            Log.NothingStored(_logger, _options.Venue, _options.Prefix, query.From, query.To);
        else
            await WorkerLoops.RunAsync(FileChoice.Of(manifest, query), _options.Downloads, (file, token) => ReadRowsAsync(file, query, (symbol, columns, rows) => parts.Add(symbol, columns.Copy(rows)), token), cancellationToken).ConfigureAwait(false);
        return parts.Build(_options.Venue, query.Symbols, (manifest?.Sessions ?? []).Where(session => session.Date >= query.From && session.Date <= query.To));
    }

    private static void RequireLatest(KlineQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.AsOf is not null)
            throw new ArgumentException($"The query is as of {query.AsOf.Value.ToText()}. A dataset contains the latest bars only; read the archive instead.", nameof(query));
    }

    private async Task ReadRowsAsync(KlineDatasetFile file, KlineQuery query, Action<string, BarColumns, Range> add, CancellationToken cancellationToken)
    {
        // Decoding occupies a core.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var reader = await BarFileReader.OpenAsync(_store, file, whole: false, cancellationToken).ConfigureAwait(false);
        var (from, end) = (query.From.ToDateTime(TimeOnly.MinValue), query.To.ToDateTime(TimeOnly.MaxValue));
        var groups = reader.Groups.Where(group => group.First <= end && group.Last >= from && (query.Symbols?.Any(group.MayContain) ?? true)).ToList();
        await foreach (var columns in reader.ReadAsync(groups, cancellationToken).ConfigureAwait(false))
        {
            var found = query.Symbols?.Select(symbol => (Symbol: symbol, Rows: columns.RowsOf(symbol))) ?? columns.Symbols();
            foreach (var (symbol, rows) in found)
                add(symbol, columns, Within(columns.Minutes, rows, from, end));
        }
    }

    // The rows of a symbol are in order of time.
    private static Range Within(ReadOnlySpan<DateTime> minutes, Range rows, DateTime from, DateTime end)
    {
        var (start, stop) = (rows.Start.Value, rows.End.Value);
        while (start < stop && minutes[start] < from)
            start++;
        while (stop > start && minutes[stop - 1] > end)
            stop--;
        return start..stop;
    }
}
