using System.Runtime.CompilerServices;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Datasets;

/// <summary>Reads months side by side and joins the bars of each symbol. One row group of each month is in memory; all
/// files of the months are when the store reads no ranges.</summary>
internal static class SymbolMerge
{
    /// <param name="store">The store.</param>
    /// <param name="venue">The venue of the bars.</param>
    /// <param name="months">The files of each month, in order of their symbols.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static async IAsyncEnumerable<KlineSeries> ReadAsync(
        IObjectStore store, Venue venue, IReadOnlyList<IReadOnlyList<KlineDatasetFile>> months, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var heads = new List<IAsyncEnumerator<(string Symbol, KlineColumns Columns)>>();
        try
        {
            foreach (var files in months)
            {
                var head = RowsAsync(store, files, cancellationToken).GetAsyncEnumerator(cancellationToken);
                heads.Add(head);
                if (!await head.MoveNextAsync().ConfigureAwait(false))
                    await RemoveAsync(heads, head).ConfigureAwait(false);
            }

            while (heads.Count > 0)
            {
                var symbol = heads.Select(head => head.Current.Symbol).Min(StringComparer.Ordinal)!;
                var parts = new List<KlineColumns>();
                foreach (var head in heads.ToArray())
                {
                    while (heads.Contains(head) && head.Current.Symbol == symbol)
                    {
                        parts.Add(head.Current.Columns);
                        if (!await head.MoveNextAsync().ConfigureAwait(false))
                            await RemoveAsync(heads, head).ConfigureAwait(false);
                    }
                }

                yield return SeriesParts.Join(symbol, venue, parts);
            }
        }
        finally
        {
            foreach (var head in heads)
                await head.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async ValueTask RemoveAsync<T>(List<IAsyncEnumerator<T>> heads, IAsyncEnumerator<T> head)
    {
        heads.Remove(head);
        await head.DisposeAsync().ConfigureAwait(false);
    }

    private static async IAsyncEnumerable<(string Symbol, KlineColumns Columns)> RowsAsync(
        IObjectStore store, IReadOnlyList<KlineDatasetFile> files, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            var reader = await BarFileReader.OpenAsync(store, file, whole: false, cancellationToken).ConfigureAwait(false);
            // Files are read in small steps, because those of all months are open together.
            foreach (var group in reader.Groups)
            {
                await foreach (var columns in reader.ReadAsync([group], cancellationToken).ConfigureAwait(false))
                {
                    foreach (var (symbol, rows) in columns.Symbols())
                        yield return (symbol, columns.Copy(rows));
                }
            }
        }
    }
}
