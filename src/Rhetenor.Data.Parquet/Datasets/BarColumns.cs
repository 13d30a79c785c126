using Parquet;
using Parquet.Schema;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Datasets;

/// <summary>The decoded columns of a row group. The memory is reused for the next one.</summary>
internal sealed class BarColumns
{
    private readonly DailyFactRows _facts = new();
    private BarBuffers _rows = new(0);
    private int _count;

    /// <summary>Gets the minutes of the rows.</summary>
    public ReadOnlySpan<DateTime> Minutes => _rows.Minutes.AsSpan(0, _count);

    /// <summary>Decodes a row group.</summary>
    public async Task ReadAsync(ParquetReader reader, BarGroup rows, CancellationToken cancellationToken)
    {
        var group = reader.OpenRowGroupReader(rows.Index);
        var fields = reader.Schema.DataFields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        _count = rows.Rows;
        if (_count > _rows.Size)
            _rows = new BarBuffers(_count);
        if (rows.FirstSymbol == rows.LastSymbol)
            _rows.Symbols.AsSpan(0, _count).Fill(rows.FirstSymbol.AsMemory());
        else
            await group.ReadAsync(fields[BarSchema.Symbol.Name], _rows.Symbols.AsMemory(0, _count), cancellationToken: cancellationToken).ConfigureAwait(false);
        var isDaily = fields.TryGetValue(BarSchema.Date.Name, out var date);
        await group.ReadAsync(date ?? fields[BarSchema.Minute.Name], _rows.Minutes.AsMemory(0, _count), cancellationToken: cancellationToken).ConfigureAwait(false);
        await group.ReadAsync(fields[BarSchema.Open.Name], _rows.Open.AsMemory(0, _count), cancellationToken: cancellationToken).ConfigureAwait(false);
        await group.ReadAsync(fields[BarSchema.High.Name], _rows.High.AsMemory(0, _count), cancellationToken: cancellationToken).ConfigureAwait(false);
        await group.ReadAsync(fields[BarSchema.Low.Name], _rows.Low.AsMemory(0, _count), cancellationToken: cancellationToken).ConfigureAwait(false);
        await group.ReadAsync(fields[BarSchema.Close.Name], _rows.Close.AsMemory(0, _count), cancellationToken: cancellationToken).ConfigureAwait(false);
        await group.ReadAsync(fields[BarSchema.Volume.Name], _rows.Volume.AsMemory(0, _count), cancellationToken: cancellationToken).ConfigureAwait(false);
        if (isDaily)
        {
            await ReadDailyAsync(group, fields, cancellationToken).ConfigureAwait(false);
            return;
        }

        await ReadKnownAsync(group, fields[BarSchema.AccVolume.Name], _rows.AccVolume, cancellationToken).ConfigureAwait(false);
        await ReadKnownAsync(group, fields[BarSchema.AccValue.Name], _rows.AccValue, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Copies what only daily bars have.</summary>
    public void CopyFacts(DailyFacts facts, Range rows) => _facts.CopyTo(facts, rows);

    /// <summary>Returns the rows of a symbol; empty when it has none.</summary>
    public Range RowsOf(string symbol)
    {
        var first = Find(symbol, orAfter: false);
        return first..Math.Max(first, Find(symbol, orAfter: true));
    }

    /// <summary>Returns the symbols, each once.</summary>
    public IEnumerable<(string Symbol, Range Rows)> Symbols()
    {
        for (var start = 0; start < _count;)
        {
            var symbol = _rows.Symbols[start].ToString();
            var end = Find(symbol, orAfter: true);
            yield return (symbol, start..end);
            start = end;
        }
    }

    /// <summary>Copies rows.</summary>
    public KlineColumns Copy(Range rows)
    {
        var (start, count) = rows.GetOffsetAndLength(_count);
        var copy = new KlineColumns(count);
        // The package reads the minutes as UTC.
        for (var i = 0; i < count; i++)
            copy.Minutes[i] = DateTime.SpecifyKind(_rows.Minutes[start + i], DateTimeKind.Unspecified);
        Array.Copy(_rows.Open, start, copy.Open, 0, count);
        Array.Copy(_rows.High, start, copy.High, 0, count);
        Array.Copy(_rows.Low, start, copy.Low, 0, count);
        Array.Copy(_rows.Close, start, copy.Close, 0, count);
        Array.Copy(_rows.Volume, start, copy.Volume, 0, count);
        Array.Copy(_rows.AccVolume, start, copy.AccVolume, 0, count);
        Array.Copy(_rows.AccValue, start, copy.AccValue, 0, count);
        return copy;
    }

    // The first row of the symbol or of a later one; or the first of a later one.
    private int Find(string symbol, bool orAfter)
    {
        var (low, high) = (0, _count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var order = _rows.Symbols[middle].Span.SequenceCompareTo(symbol);
            if (order < 0 || (orAfter && order == 0))
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    // The shares of a session are those of its bar.
    private async Task ReadDailyAsync(ParquetRowGroupReader group, Dictionary<string, DataField> fields, CancellationToken cancellationToken)
    {
        Array.Copy(_rows.Volume, _rows.AccVolume, _count);
        await group.ReadAsync(fields[BarSchema.Value.Name], _rows.AccValue.AsMemory(0, _count), cancellationToken: cancellationToken).ConfigureAwait(false);
        await _facts.ReadAsync(group, fields, _count, cancellationToken).ConfigureAwait(false);
    }

    // The package puts the known values at the start of the column.
    private async Task ReadKnownAsync(ParquetRowGroupReader group, DataField field, long[] column, CancellationToken cancellationToken)
    {
        await group.ReadRawAsync<long>(field, column.AsMemory(0, _count), _rows.Levels.AsMemory(0, _count), null, cancellationToken).ConfigureAwait(false);
        var known = _rows.Levels.AsSpan(0, _count).Count(1);
        for (var i = _count - 1; known <= i; i--)
            column[i] = _rows.Levels[i] == 1 ? column[--known] : KlineBar.Unknown;
    }
}
