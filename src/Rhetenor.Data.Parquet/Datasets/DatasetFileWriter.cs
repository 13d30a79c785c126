using System.Security.Cryptography;
using Parquet.Schema;

namespace Rhetenor.Data.Datasets;

/// <summary>Collects a file of a dataset in memory, symbol by symbol.</summary>
internal sealed class DatasetFileWriter
{
    private const int BytesOfABar = 10;
    private readonly MemoryStream _body;
    private readonly BarFileWriter _file;
    private string? _first, _last;
    private DateOnly _from = DateOnly.MaxValue, _to;
    private long _shares;

    private DatasetFileWriter(MemoryStream body, BarFileWriter file) => (_body, _file) = (body, file);

    /// <summary>Gets the number of bars added.</summary>
    public long Bars { get; private set; }

    /// <summary>Starts a file.</summary>
    /// <param name="bars">The expected number of bars.</param>
    /// <param name="rowsPerGroup">The size of the row groups.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static async Task<DatasetFileWriter> StartAsync(long bars, int rowsPerGroup, ParquetSchema schema, CancellationToken cancellationToken)
    {
        var body = new MemoryStream((int)Math.Min(bars * BytesOfABar, Array.MaxLength));
        return new(body, await BarFileWriter.CreateAsync(body, schema, rowsPerGroup, new BarRows(), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Adds the bars of a symbol, at least one. Symbols ascend.</summary>
    public async Task AddAsync(KlineSeries series, CancellationToken cancellationToken)
    {
        (_first, _last) = (_first ?? series.Symbol, series.Symbol);
        var (from, to) = (DateOnly.FromDateTime(series.Minutes[0]), DateOnly.FromDateTime(series.Minutes[^1]));
        (_from, _to) = (from < _from ? from : _from, to > _to ? to : _to);
        Bars += series.Count;
        foreach (var volume in series.Volume)
            _shares += volume;
        await _file.AddAsync(series, 0, series.Count, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the file.</summary>
    /// <returns>The file without a key, and its bytes.</returns>
    public async Task<(KlineDatasetFile File, ReadOnlyMemory<byte> Body)> EndAsync(KlineDatasetPeriod period, int since, CancellationToken cancellationToken)
    {
        var footer = await _file.EndAsync(cancellationToken).ConfigureAwait(false);
        var body = _body.GetBuffer().AsMemory(0, (int)_body.Length);
        return (new("", period, _from, _to, _first!, _last!, Bars, _shares, body.Length, HashOf(body.Span), footer.Length, HashOf(footer), since), body);
    }

    private static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
