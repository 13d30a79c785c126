using Parquet;
using Parquet.Schema;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Datasets;

/// <summary>The columns of a row group. The memory is reused for the next one.</summary>
internal sealed class BarRows
{
    private BarBuffers _rows = new(0);
    private readonly DailyFactRows _facts = new();
    private bool[] _filled = [];
    private long[] _known = [];

    /// <summary>Gets the number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>Adds consecutive bars of a symbol.</summary>
    public void Add(KlineSeries series, int start, int count)
    {
        Reserve(Count + count);
        _rows.Symbols.AsSpan(Count, count).Fill(series.Symbol.AsMemory());
        series.Minutes.Slice(start, count).CopyTo(_rows.Minutes.AsSpan(Count));
        series.Open.Slice(start, count).CopyTo(_rows.Open.AsSpan(Count));
        series.High.Slice(start, count).CopyTo(_rows.High.AsSpan(Count));
        series.Low.Slice(start, count).CopyTo(_rows.Low.AsSpan(Count));
        series.Close.Slice(start, count).CopyTo(_rows.Close.AsSpan(Count));
        series.Volume.Slice(start, count).CopyTo(_rows.Volume.AsSpan(Count));
        series.AccVolume.Slice(start, count).CopyTo(_rows.AccVolume.AsSpan(Count));
        series.AccValue.Slice(start, count).CopyTo(_rows.AccValue.AsSpan(Count));
        for (var i = 0; i < count; i++)
            _filled[Count + i] = series.FilledCount > 0 && series.IsFilled(start + i);
        if (series.Daily is { } facts)
            _facts.Add(facts, start, count);
        Count += count;
    }

    /// <summary>Writes the rows, and removes them.</summary>
    /// <param name="group">The row group.</param>
    /// <param name="schema">The columns to write, one of <see cref="BarSchema"/>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task WriteAsync(ParquetRowGroupWriter group, ParquetSchema schema, CancellationToken cancellationToken)
    {
        var isDaily = schema == BarSchema.Daily;
        await group.WriteAsync<ReadOnlyMemory<char>>(BarSchema.Symbol, _rows.Symbols.AsMemory(0, Count), cancellationToken: cancellationToken).ConfigureAwait(false);
        if (isDaily)
            await group.WriteAsync<DateOnly>(BarSchema.Date, _rows.Minutes.AsSpan(0, Count).ToArray().Select(DateOnly.FromDateTime).ToArray(), cancellationToken: cancellationToken).ConfigureAwait(false);
        else
            await group.WriteAsync<DateTime>(BarSchema.Minute, _rows.Minutes.AsMemory(0, Count), cancellationToken: cancellationToken).ConfigureAwait(false);
        await group.WriteAsync<double>(BarSchema.Open, _rows.Open.AsMemory(0, Count), cancellationToken: cancellationToken).ConfigureAwait(false);
        await group.WriteAsync<double>(BarSchema.High, _rows.High.AsMemory(0, Count), cancellationToken: cancellationToken).ConfigureAwait(false);
        await group.WriteAsync<double>(BarSchema.Low, _rows.Low.AsMemory(0, Count), cancellationToken: cancellationToken).ConfigureAwait(false);
        await group.WriteAsync<double>(BarSchema.Close, _rows.Close.AsMemory(0, Count), cancellationToken: cancellationToken).ConfigureAwait(false);
        await group.WriteAsync<long>(BarSchema.Volume, _rows.Volume.AsMemory(0, Count), cancellationToken: cancellationToken).ConfigureAwait(false);
        if (isDaily)
        {
            await group.WriteAsync<long>(BarSchema.Value, _rows.AccValue.AsMemory(0, Count), cancellationToken: cancellationToken).ConfigureAwait(false);
            await _facts.WriteAsync(group, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            _facts.Clear();
            await WriteKnownAsync(group, BarSchema.AccVolume, _rows.AccVolume, cancellationToken).ConfigureAwait(false);
            await WriteKnownAsync(group, BarSchema.AccValue, _rows.AccValue, cancellationToken).ConfigureAwait(false);
        }

        if (schema == BarSchema.Any)
            await group.WriteAsync<bool>(BarSchema.Filled, _filled.AsMemory(0, Count), cancellationToken: cancellationToken).ConfigureAwait(false);
        group.CompleteValidate();
        Count = 0;
    }

    // A level of 1 says that the row has a value, 0 that it is null.
    private async Task WriteKnownAsync(ParquetRowGroupWriter group, DataField field, long[] column, CancellationToken cancellationToken)
    {
        var known = 0;
        for (var i = 0; i < Count; i++)
        {
            var isKnown = column[i] != KlineBar.Unknown;
            _rows.Levels[i] = isKnown ? 1 : 0;
            if (isKnown)
                _known[known++] = column[i];
        }

        await group.WriteAllPartsAsync<long>(field, _known.AsMemory(0, known), _rows.Levels.AsMemory(0, Count), null, cancellationToken).ConfigureAwait(false);
    }

    private void Reserve(int count)
    {
        if (count <= _rows.Size)
            return;
        var larger = new BarBuffers(Math.Max(count, 2 * _rows.Size));
        _rows.CopyTo(larger, Count);
        _rows = larger;
        Array.Resize(ref _filled, larger.Size);
        Array.Resize(ref _known, larger.Size);
    }
}
