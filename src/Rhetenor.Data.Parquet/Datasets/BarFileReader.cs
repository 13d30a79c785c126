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
            body = await store.ReadVerifiedAsync(
                file.Key, bytes => bytes.Length == file.Size && Sha256(bytes) == file.Sha256 ? null : "its SHA-256 is not that of the manifest.", cancellationToken).ConfigureAwait(false) ?? throw Missing(file);
        }

        var start = file.Size - file.FooterSize;
        var footer = body.Length > 0
            ? body[(int)start..]
            : await store.ReadVerifiedRangeAsync(file.Key, start, file.FooterSize, ProblemOfFooter, cancellationToken).ConfigureAwait(false) ?? throw Missing(file);
        if (body.Length > 0 && ProblemOfFooter(footer) is { } problem)
            throw Damaged(file, problem);
        var stream = new PartStream(file.Size);
        stream.Add(0, "PAR1"u8.ToArray());
        stream.Add(start, footer);
        return new(store, file, stream, await ParquetReader.CreateAsync(stream, cancellationToken: cancellationToken).ConfigureAwait(false), body);

        string? ProblemOfFooter(ReadOnlyMemory<byte> bytes) => Sha256(bytes) == file.FooterSha256 ? null : "the SHA-256 of its footer is not that of the manifest.";
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
            var (start, read) = (groups[first].Start, groups.Skip(first).Take(end - first).ToList());
            var bytes = _whole.Length > 0
                ? _whole.Slice((int)start, length)
                : await _store.ReadVerifiedRangeAsync(_file.Key, start, length, bytes => ProblemOf(read, bytes), cancellationToken).ConfigureAwait(false) ?? throw Missing(_file);
            if (_whole.Length > 0 && ProblemOf(read, bytes) is { } problem)
                throw Damaged(_file, problem);
            _stream.Add(start, bytes);
            for (; first < end; first++)
            {
                await columns.ReadAsync(_reader, groups[first], cancellationToken).ConfigureAwait(false);
                yield return columns;
            }

            _stream.RemoveLast();
        }
    }

    // The groups are adjacent.
    private static string? ProblemOf(List<BarGroup> groups, ReadOnlyMemory<byte> bytes)
    {
        var damaged = groups.Find(group => Convert.ToHexStringLower(XxHash128.Hash(bytes.Span.Slice((int)(group.Start - groups[0].Start), group.Length))) != group.Hash);
        return damaged is null ? null : $"row group {damaged.Index} has other bytes than were written.";
    }

    private static string Sha256(ReadOnlyMemory<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes.Span));

    private static ObjectStoreException Missing(KlineDatasetFile file) => Damaged(file, "the manifest names it, and it does not exist.");

    private static ObjectStoreException Damaged(KlineDatasetFile file, string reason) => new(ObjectStoreError.Corrupt, file.Key, reason);
}
