using Parquet;
using Parquet.Schema;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Datasets;

/// <summary>The columns of daily bars (일봉) that minutes do not have. Unknown values are null in a file.</summary>
internal sealed class DailyFactRows
{
    private const double Scale = KlinePrice.Scale;
    private readonly List<long> _base = [], _splitRatio = [];
    private readonly List<int> _exCode = [];

    /// <summary>Adds consecutive bars.</summary>
    public void Add(DailyFacts facts, int start, int count)
    {
        _base.AddRange(facts.Base.GetRange(start, count));
        _exCode.AddRange(facts.ExCode.GetRange(start, count));
        _splitRatio.AddRange(facts.SplitRatio.GetRange(start, count));
    }

    /// <summary>Writes the columns, and removes the bars.</summary>
    public async Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellationToken)
    {
        await WriteAsync(group, BarSchema.Base, _base.ConvertAll(won => won == DailyBar.Unknown ? (double?)null : won / Scale), cancellationToken).ConfigureAwait(false);
        await WriteAsync(group, BarSchema.ExCode, _exCode.ConvertAll(code => code == (int)DailyBar.Unknown ? (int?)null : code), cancellationToken).ConfigureAwait(false);
        await WriteAsync(group, BarSchema.SplitRatio, _splitRatio.ConvertAll(ratio => ratio == DailyBar.Unknown ? (double?)null : ratio / Scale), cancellationToken).ConfigureAwait(false);
        Clear();
    }

    /// <summary>Removes the bars.</summary>
    public void Clear()
    {
        _base.Clear();
        _exCode.Clear();
        _splitRatio.Clear();
    }

    /// <summary>Reads the columns of a row group.</summary>
    public async Task ReadAsync(ParquetRowGroupReader group, IReadOnlyDictionary<string, DataField> fields, int count, CancellationToken cancellationToken)
    {
        Clear();
        _base.AddRange((await ReadAsync<double>(group, fields[BarSchema.Base.Name], count, cancellationToken).ConfigureAwait(false)).Select(Raw));
        _exCode.AddRange((await ReadAsync<int>(group, fields[BarSchema.ExCode.Name], count, cancellationToken).ConfigureAwait(false)).Select(code => code ?? (int)DailyBar.Unknown));
        _splitRatio.AddRange((await ReadAsync<double>(group, fields[BarSchema.SplitRatio.Name], count, cancellationToken).ConfigureAwait(false)).Select(Raw));

        static long Raw(double? number) => number is { } known ? (long)Math.Round(known * Scale) : DailyBar.Unknown;
    }

    /// <summary>Copies rows that were read to others; nothing when minutes were read.</summary>
    public void CopyTo(DailyFacts facts, Range rows)
    {
        if (_base.Count == 0)
            return;
        var (start, count) = rows.GetOffsetAndLength(_base.Count);
        facts.Base.AddRange(_base.GetRange(start, count));
        facts.ExCode.AddRange(_exCode.GetRange(start, count));
        facts.SplitRatio.AddRange(_splitRatio.GetRange(start, count));
    }

    // A level of 1 says that the row has a value, 0 that it is null.
    private static async Task WriteAsync<T>(ParquetRowGroupWriter group, DataField field, List<T?> column, CancellationToken cancellationToken)
        where T : struct
    {
        T[] known = [.. column.Where(value => value is not null).Select(value => value!.Value)];
        int[] levels = [.. column.Select(value => value is null ? 0 : 1)];
        await group.WriteAllPartsAsync<T>(field, known, levels, null, cancellationToken).ConfigureAwait(false);
    }

    // The package puts the known values at the start of the column.
    private static async Task<T?[]> ReadAsync<T>(ParquetRowGroupReader group, DataField field, int count, CancellationToken cancellationToken)
        where T : struct
    {
        var (known, levels, at) = (new T[count], new int[count], 0);
        await group.ReadRawAsync<T>(field, known, levels, null, cancellationToken).ConfigureAwait(false);
        return [.. levels.Select(level => level == 1 ? known[at++] : (T?)null)];
    }
}
