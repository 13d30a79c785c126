using System.Runtime.CompilerServices;
using Rhetenor.Data.Core;
using Rhetenor.Data.Format;
using Rhetenor.Data.Klines;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data.Archive;

/// <content>Fetches objects ahead of the one being decoded.</content>
internal sealed partial class SessionReader
{
    private const int WorthTwoThreads = 256 << 10;

    /// <summary>Reads the objects of bars one by one, in the order of the listing.</summary>
    /// <returns>The keys and their bars. Every item uses the same table: the one given.</returns>
    public async IAsyncEnumerable<(KlineKey Key, KlineTable Table)> ObjectsAsync(
        SessionListing listing, KlineTable table, SessionProblems problems, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var bodies = ReadAhead.RunAsync(
            listing.Objects.ToAsyncEnumerable(), (stored, token) => FetchAsync(stored.Key.ToString(), problems, token),
            stored => stored.Size, new(options.Downloads, options.BytesAhead), cancellationToken);
        await foreach (var (stored, body) in bodies.ConfigureAwait(false))
        {
            table.Clear();
            if (body is { } bytes && await TryDecodeAsync(stored.Key, bytes, table, problems, cancellationToken).ConfigureAwait(false))
                yield return (stored.Key, table);
        }
    }

    // A coverage object whose content differs from its name is not used.
    private async Task<List<StoredCoverage>> CoveragesAsync(SessionListing listing, SessionProblems problems, CancellationToken cancellationToken)
    {
        var coverages = new List<StoredCoverage>();
        var bodies = ReadAhead.RunAsync(
            listing.Coverages.ToAsyncEnumerable(), (stored, token) => FetchAsync(stored.Key, problems, token),
            stored => stored.Size, new(options.Downloads, options.BytesAhead), cancellationToken);
        await foreach (var (stored, body) in bodies.ConfigureAwait(false))
        {
            try
            {
                if (body is not { } bytes)
                    continue;
                var coverage = KlineCoverage.FromJson(bytes.Span);
                if (stored.Name is var name && (name.Date, name.Venue, name.Retrieval) == (coverage.Date, coverage.Venue, coverage.Retrieval))
                    coverages.Add(new(stored.Key, coverage));
                else
                    problems.Add(stored.Key, $"it describes {coverage.Date.ToText()}, venue {coverage.Venue.ToCode()}, fetched at {coverage.Retrieval.ToText()}: that is another one than its name tells.");
            }
            catch (KlineFormatException exception)
            {
                problems.Add(stored.Key, exception.Message);
            }
        }

        return coverages;
    }

    private async Task<ReadOnlyMemory<byte>?> FetchAsync(string key, SessionProblems problems, CancellationToken cancellationToken)
    {
        try
        {
            var body = await store.ReadAllAsync(key, options.MaxObjectBytes, cancellationToken).ConfigureAwait(false);
            if (body is null)
                problems.Gone(key);
            return body;
        }
        catch (ObjectStoreException exception) when (exception.Error is ObjectStoreError.Corrupt or ObjectStoreError.TooLarge)
        {
            problems.Add(key, exception.Message);
            return null;
        }
    }

    private async Task<bool> TryDecodeAsync(
        KlineKey key, ReadOnlyMemory<byte> body, KlineTable table, SessionProblems problems, CancellationToken cancellationToken)
    {
        try
        {
            if (options.SessionsAhead > 0 && body.Length >= WorthTwoThreads)
                await ParallelUnpacker.UnpackAsync(body, table, options.Limits, cancellationToken).ConfigureAwait(false);
            else
                KlineUnpacker.Unpack(body.Span, table, options.Limits);
        }
        catch (KlineFormatException exception)
        {
            problems.Add(key.ToString(), exception.Message);
            return false;
        }

        if (table.ProblemCount > 0)
            problems.Add(key.ToString(), $"{table.ProblemCount} of its rows cannot be read; the first is {table.Problems[0]}");
        return true;
    }
}
