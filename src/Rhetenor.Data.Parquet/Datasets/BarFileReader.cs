using System.IO.Hashing;
using System.Security.Cryptography;
using Parquet;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data.Datasets;

/// <summary>Reads the footer of a file, and those row groups that are needed. The footer is compared with the manifest's hash, each row group
/// with the footer's.</summary>
internal sealed class BarFileReader
{
    // Adjacent row groups are fetched together up to this size.
    private const int MostTogether = 16 << 20;

    private readonly IObjectStore _store;
    private readonly KlineDatasetFile _file;
    private readonly PartStream _stream;
    private readonly ParquetReader _reader;
    private readonly ReadOnlyMemory<byte> _whole;

    private BarFileReader(IObjectStore store, KlineDatasetFile file, PartStream stream, ParquetReader reader, ReadOnlyMemory<byte> whole)
    {
        (_store, _file, _stream, _reader, _whole) = (store, file, stream, reader, whole);
        Groups = [.. Enumerable.Range(0, reader.RowGroupCount).Select(index => BarGroup.Of(reader, index))];
    }

    /// <summary>Gets the row groups.</summary>
    public IReadOnlyList<BarGroup> Groups { get; }

    /// <summary>Opens a file. Reads its footer, or the whole file when the store reads no parts.</summary>
    /// <exception cref="ObjectStoreException">The file does not exist, or is not the one that the manifest names.</exception>
    public static async Task<BarFileReader> OpenAsync(IObjectStore store, KlineDatasetFile file, bool whole, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> body = default;
        if (whole || store is not IRangedObjectStore)
        {
            body = await store.ReadAllAsync(file.Key, Array.MaxLength, cancellationToken).ConfigureAwait(false) ?? throw Missing(file);
            if (body.Length != file.Size || Sha256(body) != file.Sha256)
                throw Damaged(file, "its SHA-256 is not that of the manifest.");
        }

        var start = file.Size - file.FooterSize;
        var footer = body.Length > 0
            ? body[(int)start..]
            : await store.ReadRangeAsync(file.Key, start, file.FooterSize, cancellationToken).ConfigureAwait(false) ?? throw Missing(file);
        if (Sha256(footer) != file.FooterSha256)
            throw Damaged(file, "the SHA-256 of its footer is not that of the manifest.");
        var stream = new PartStream(file.Size);
        stream.Add(0, "PAR1"u8.ToArray());
        stream.Add(start, footer);
        return new(store, file, stream, await ParquetReader.CreateAsync(stream, cancellationToken: cancellationToken).ConfigureAwait(false), body);
    }

    /// <summary>Reads row groups, which ascend. The columns are valid until the next ones are read.</summary>
    public async IAsyncEnumerable<BarColumns> ReadAsync(
        IReadOnlyList<BarGroup> groups, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var columns = new BarColumns();
        for (var first = 0; first < groups.Count;)
        {
            var end = first + 1;
            var length = groups[first].Length;
            while (end < groups.Count && groups[end].Start == groups[first].Start + length && length + groups[end].Length <= MostTogether)
                length += groups[end++].Length;
            var start = groups[first].Start;
            var bytes = _whole.Length > 0
                ? _whole.Slice((int)start, length)
                : await _store.ReadRangeAsync(_file.Key, start, length, cancellationToken).ConfigureAwait(false) ?? throw Missing(_file);
            _stream.Add(start, bytes);
            for (; first < end; first++)
            {
                Verify(groups[first], bytes.Span.Slice((int)(groups[first].Start - start), groups[first].Length));
                await columns.ReadAsync(_reader, groups[first], cancellationToken).ConfigureAwait(false);
                yield return columns;
            }

            _stream.RemoveLast();
        }
    }

    private void Verify(BarGroup group, ReadOnlySpan<byte> bytes)
    {
        if (Convert.ToHexStringLower(XxHash128.Hash(bytes)) != group.Hash)
            throw Damaged(_file, $"row group {group.Index} has other bytes than were written.");
    }

    private static string Sha256(ReadOnlyMemory<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes.Span));

    private static ObjectStoreException Missing(KlineDatasetFile file) => Damaged(file, "the manifest names it, and it does not exist.");

    private static ObjectStoreException Damaged(KlineDatasetFile file, string reason) => new(ObjectStoreError.Corrupt, file.Key, reason);
}
