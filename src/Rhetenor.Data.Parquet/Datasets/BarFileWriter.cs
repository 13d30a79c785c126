using Parquet;
using Parquet.Schema;

namespace Rhetenor.Data.Datasets;

/// <summary>Writes a file of bars: symbols in the order of their addition, each in order of time. Row groups end with a symbol, so that one
/// symbol is in few of them.</summary>
internal sealed class BarFileWriter
{
    /// <summary>The key of the file's metadata that contains the hashes of the row groups: XXH128, 32 hexadecimal digits each.</summary>
    public const string GroupHashes = "rhetenor.groups";

    /// <summary>The key of the file's metadata that contains the adjustments of its bars; absent when all are as stored.</summary>
    public const string Adjustments = "rhetenor.adjustment";

    private const string AsStored = "as stored";
    private readonly SortedSet<string> _adjustments = new(StringComparer.Ordinal);
    private readonly Stream _output;
    private readonly FooterStream _stream;
    private readonly ParquetSchema _schema;
    private readonly ParquetWriter _writer;
    private readonly BarRows _rows;
    private readonly int _rowsPerGroup;
    private readonly List<string> _hashes = [];

    private BarFileWriter(Stream output, FooterStream stream, ParquetSchema schema, ParquetWriter writer, BarRows rows, int rowsPerGroup) =>
        (_output, _stream, _schema, _writer, _rows, _rowsPerGroup) = (output, stream, schema, writer, rows, rowsPerGroup);

    /// <summary>Creates the writer, and writes the start of the file.</summary>
    /// <param name="output">The output, which is left open.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="rowsPerGroup">The number of rows after which no further symbol is added to a row group.</param>
    /// <param name="rows">Memory for the rows.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static async Task<BarFileWriter> CreateAsync(Stream output, ParquetSchema schema, int rowsPerGroup, BarRows rows, CancellationToken cancellationToken)
    {
        var stream = new FooterStream(output);
        // Disposing of the writer would write the end of the file. It owns nothing else, so it is not disposed of after a failure.
        var writer = await ParquetWriter.CreateAsync(schema, stream, BarSchema.WriterOptions(), cancellationToken: cancellationToken).ConfigureAwait(false);
        stream.TakeHash();
        return new(output, stream, schema, writer, rows, rowsPerGroup);
    }

    /// <summary>Adds bars of a symbol. A symbol with more bars than a row group has several of its own.</summary>
    public async Task AddAsync(KlineSeries series, int start, int count, CancellationToken cancellationToken)
    {
        _adjustments.Add(series.Adjustment is { } adjustment ? $"{adjustment with { Doubts = [] }}" : AsStored);
        if (_rows.Count > 0 && _rows.Count + count > _rowsPerGroup)
            await EndGroupAsync(cancellationToken).ConfigureAwait(false);
        while (count > 0)
        {
            var taken = Math.Min(count, _rowsPerGroup);
            _rows.Add(series, start, taken);
            (start, count) = (start + taken, count - taken);
            if (_rows.Count >= _rowsPerGroup)
                await EndGroupAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the row group, if it has rows.</summary>
    public async Task EndGroupAsync(CancellationToken cancellationToken)
    {
        if (_rows.Count == 0)
            return;
        using var group = _writer.CreateRowGroup();
        await _rows.WriteAsync(group, _schema, cancellationToken).ConfigureAwait(false);
        _hashes.Add(Convert.ToHexStringLower(_stream.TakeHash()));
    }

    /// <summary>Writes the end of the file. Without it, no program accepts the file.</summary>
    /// <returns>The footer, with its length and the closing mark.</returns>
    public async Task<byte[]> EndAsync(CancellationToken cancellationToken)
    {
        await EndGroupAsync(cancellationToken).ConfigureAwait(false);
        var metadata = new Dictionary<string, string>();
        if (_schema != BarSchema.Daily)
            metadata["rhetenor.minute"] = "the start of the minute as a Korean clock shows it, UTC+09:00";
        metadata[GroupHashes] = string.Concat(_hashes);
        if (_adjustments.Any(adjustment => adjustment != AsStored))
            metadata[Adjustments] = string.Join("; ", _adjustments);
        _writer.CustomMetadata = metadata;
        _stream.BeginFooter();
        await _writer.DisposeAsync().ConfigureAwait(false);
        var footer = ColumnOrders.AddTo(_stream.Footer, _schema.DataFields.Length);
        await _output.WriteAsync(footer, cancellationToken).ConfigureAwait(false);
        return footer;
    }
}
