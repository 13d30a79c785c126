using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data.Datasets;

/// <summary>Writes the files of a dataset. Bars that the latest publication has in an equal file are not written again.</summary>
internal sealed class DatasetWriter(ExclusiveWriter writer, KlineDatasetOptions options)
{
    private static readonly int Workers = Math.Clamp(Environment.ProcessorCount, 1, 4);
    private readonly DatasetKeys _keys = new(options);

    /// <summary>Writes sessions as one or more files of consecutive symbols. One file for each worker is in memory.</summary>
    /// <param name="spool">The bars.</param>
    /// <param name="period">The period of the files.</param>
    /// <param name="latest">The latest publication; null when this is the first one.</param>
    /// <param name="again">Whether files are written although the latest publication has equal ones.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<IReadOnlyList<KlineDatasetFile>> WriteAsync(
        BarSpool spool, KlineDatasetPeriod period, KlineDatasetManifest? latest, bool again, CancellationToken cancellationToken)
    {
        var parts = Split(spool).ToList();
        var files = new KlineDatasetFile[parts.Count];
        await WorkerLoops.RunAsync([.. Enumerable.Range(0, parts.Count)], Workers, WritePartAsync, cancellationToken).ConfigureAwait(false);
        return files;

        async Task WritePartAsync(int part, CancellationToken token)
        {
            // Encoding occupies a core.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            var file = await DatasetFileWriter.StartAsync(parts[part].Sum(symbol => (long)spool.CountOf(symbol)), options.RowsPerGroup, BarSchema.Traded, token).ConfigureAwait(false);
            var columns = new KlineColumns(parts[part].Max(spool.CountOf));
            foreach (var symbol in parts[part])
                await file.AddAsync(spool.Read(symbol, DateOnly.MinValue, DateOnly.MaxValue, columns), token).ConfigureAwait(false);
            files[part] = await WriteAsync(file, period, latest, part, again, token).ConfigureAwait(false);
        }
    }

    /// <summary>Ends a file, and writes it if the latest publication does not have it, or again.</summary>
    /// <exception cref="ObjectStoreException">The store ignores conditions, refused the file, or could not be reached.</exception>
    public async Task<KlineDatasetFile> WriteAsync(
        DatasetFileWriter file, KlineDatasetPeriod period, KlineDatasetManifest? latest, int part, bool again, CancellationToken cancellationToken)
    {
        var (ended, body) = await file.EndAsync(period, (latest?.Number ?? 0) + 1, cancellationToken).ConfigureAwait(false);
        if (!again && latest?.Files.FirstOrDefault(earlier => earlier.Sha256 == ended.Sha256 && earlier.Period == period) is { } same)
            return same;
        var key = _keys.Of(ended, part);
        try
        {
            return await writer.WriteAsync(key, body, cancellationToken).ConfigureAwait(false) == CommitOutcome.Committed
                ? ended with { Key = key }
                : throw new ObjectStoreException(ObjectStoreError.Corrupt, key, "it has other bytes than its name says.");
        }
        catch (ObjectStoreException exception) when (exception.Error == ObjectStoreError.TooLarge)
        {
            throw new ObjectStoreException(
                ObjectStoreError.TooLarge, key,
                $"a file of {ended.Bars} rows has {body.Length} bytes, more than the store's limit. Set {nameof(KlineDatasetOptions.RowsPerFile)}, which is {options.RowsPerFile}, to less.", exception);
        }
    }

    // The files get about the same number of rows.
    private IEnumerable<IReadOnlyList<string>> Split(BarSpool spool)
    {
        var rows = spool.Sessions.Values.Sum(session => session.Bars);
        var files = (rows + options.RowsPerFile - 1) / options.RowsPerFile;
        var (part, taken) = (new List<string>(), 0L);
        foreach (var symbol in spool.Symbols)
        {
            part.Add(symbol);
            taken += spool.CountOf(symbol);
            if (taken < rows / files)
                continue;
            yield return part;
            (part, taken) = ([], 0);
        }

        if (part.Count > 0)
            yield return part;
    }
}
