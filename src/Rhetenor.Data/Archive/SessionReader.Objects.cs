using System.Runtime.CompilerServices;
using Rhetenor.Data.Core;
using Rhetenor.Data.Format;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Archive;

/// <content>Fetches objects ahead of the one being decoded.</content>
internal sealed partial class SessionReader
{
    private const int WorthTwoThreads = 256 << 10;

    /// <summary>Reads the objects of bars one by one, in the order of the listing.</summary>
    /// <param name="listing">The listed session.</param>
    /// <param name="table">The table to read into.</param>
    /// <param name="problems">Receives the objects that cannot be used.</param>
    /// <param name="marks">What coverage says about the objects; an object with other content is not used. Null when coverage was not
    /// read.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The keys, their bars, and without <paramref name="marks"/> null for length and hash. Every item uses the same table: the
    /// one given.</returns>
    public async IAsyncEnumerable<(KlineKey Key, KlineTable Table, ContentMark? Content)> ObjectsAsync(
        SessionListing listing, KlineTable table, ReadProblems problems, ObjectMarks? marks, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var bodies = ReadAhead.RunAsync(
            listing.Objects.ToAsyncEnumerable(), (stored, token) => FetchAsync(stored.Key, marks, problems, token),
            stored => stored.Size, new(options.Downloads, options.BytesAhead), cancellationToken);
        await foreach (var (stored, (body, content)) in bodies.ConfigureAwait(false))
        {
            table.Clear();
            if (body is { } bytes && await TryDecodeAsync(stored.Key, bytes, table, problems, cancellationToken).ConfigureAwait(false))
                yield return (stored.Key, table, content);
        }
    }

    /// <summary>Reads the coverage objects. One whose content differs from its name is not used.</summary>
    public async Task<List<CoverageObject>> CoverageAsync(SessionListing listing, ReadProblems problems, CancellationToken cancellationToken)
    {
        var objects = new List<CoverageObject>();
        var bodies = ReadAhead.RunAsync(
            listing.Coverages.ToAsyncEnumerable(), (stored, token) => FetchAsync(stored.Key, problems, token),
            stored => stored.Size, new(options.Downloads, options.BytesAhead), cancellationToken);
        await foreach (var (stored, body) in bodies.ConfigureAwait(false))
        {
            try
            {
                if (body is { } bytes)
                    objects.Add(new(stored, CoverageCodec.Unpack(stored.Name, bytes.Span)));
            }
            catch (KlineFormatException exception)
            {
                problems.AddDamaged(store, stored.Key, exception.Message);
            }
        }

        return objects;
    }

    private async Task<(ReadOnlyMemory<byte>? Body, ContentMark? Content)> FetchAsync(
        KlineKey key, ObjectMarks? marks, ReadProblems problems, CancellationToken cancellationToken)
    {
        var body = await FetchAsync(key.ToString(), problems, cancellationToken).ConfigureAwait(false);
        if (marks is null || body is not { } bytes)
            return (body, null);
        var content = ContentMark.Of(bytes.Span);
        if (marks.Refusal(key.Name, content) is not { } refusal)
            return (body, content);
        problems.AddDamaged(store, key.ToString(), refusal);
        return (null, null);
    }

    private Task<ReadOnlyMemory<byte>?> FetchAsync(string key, ReadProblems problems, CancellationToken cancellationToken) =>
        problems.FetchAsync(store, key, options.MaxObjectBytes, cancellationToken);

    private async Task<bool> TryDecodeAsync(
        KlineKey key, ReadOnlyMemory<byte> body, KlineTable table, ReadProblems problems, CancellationToken cancellationToken)
    {
        try
        {
            if (options.SessionsAhead > 0 && body.Length >= WorthTwoThreads)
                await ParallelUnpacker.UnpackAsync(body, table, cancellationToken).ConfigureAwait(false);
            else
                KlineUnpacker.Unpack(body.Span, table, KlineLimits.Default);
        }
        catch (KlineFormatException exception)
        {
            problems.AddDamaged(store, key.ToString(), exception.Message);
            return false;
        }

        if (table.ProblemCount > 0)
            problems.Add(key.ToString(), $"{table.ProblemCount} of its rows cannot be read; the first is {table.Problems[0]}");
        if (table.CountOfOtherDate(key.Date) is > 0 and var others)
            Log.LinesOfOtherDate(logger, key.ToString(), others, table.Count);
        return true;
    }
}
