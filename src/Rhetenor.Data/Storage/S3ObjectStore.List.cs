using System.Runtime.CompilerServices;
using Amazon.S3.Model;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

public sealed partial class S3ObjectStore
{
    /// <inheritdoc/>
    /// <remarks>Keys of other programs are listed too, even when they are not valid here.</remarks>
    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ObjectKey.RequirePrefix(prefix);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? continuation = null;
        string? last = null;
        do
        {
            var token = continuation;
            var page = await RunAsync("list", prefix, ct => ListOnceAsync(prefix, token, ct), cancellationToken)
                .ConfigureAwait(false);
            foreach (var found in page.S3Objects ?? [])
            {
                var order = last is null ? 1 : KeyOrder.Instance.Compare(found.Key, last);
                if (order < 0)
                    throw new ObjectStoreException(ObjectStoreError.Unavailable, prefix, "the listing is not in the order of the keys.");
                if (order == 0)
                    continue;
                last = found.Key;
                yield return new ObjectInfo(found.Key, found.Size ?? 0);
            }

            continuation = page.IsTruncated == true ? page.NextContinuationToken : null;
            if (continuation is not null && !seen.Add(continuation))
                throw new ObjectStoreException(ObjectStoreError.Unavailable, prefix, "the listing repeats: a continuation token came twice.");
        }
        while (continuation is not null);
    }

    private async Task<ListObjectsV2Response> ListOnceAsync(
        string prefix, string? continuation, CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request
        {
            BucketName = _options.Bucket,
            Prefix = prefix,
            ContinuationToken = continuation,
        };
        var page = await _client.ListObjectsV2Async(request, cancellationToken).ConfigureAwait(false);

        // The client parses any XML, including the login page of a proxy, as an empty listing.
        if (page.IsTruncated is null)
            throw new ObjectStoreException(ObjectStoreError.Unavailable, prefix, "the answer is not a listing.");
        if (page.IsTruncated.Value && string.IsNullOrEmpty(page.NextContinuationToken))
            throw new ObjectStoreException(ObjectStoreError.Unavailable, prefix, "the listing is cut without a continuation token.");
        return page;
    }
}
