using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <content>Reads parts of objects.</content>
public sealed partial class S3ObjectStore
{
    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>?> ReadRangeAsync(string key, long offset, int length, CancellationToken cancellationToken = default)
    {
        ObjectKey.Require(key);
        ObjectRange.Require(offset, length);
        return await RunAsync("get", key, token => ReadRangeOnceAsync(key, offset, length, token), cancellationToken).ConfigureAwait(false);
    }

    private async Task<ReadOnlyMemory<byte>?> ReadRangeOnceAsync(string key, long offset, int length, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest { BucketName = _options.Bucket, Key = key, ByteRange = new ByteRange(offset, offset + length - 1) };
        GetObjectResponse? response;
        try
        {
            response = await AskAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            throw new ObjectStoreException(ObjectStoreError.Corrupt, key, $"it ends before byte {offset}.", exception);
        }

        if (response is null)
            return null;
        using (response)
        {
            if (response.HttpStatusCode == HttpStatusCode.PartialContent)
            {
                RequireRange(key, response, offset, length);
                return await ReadBodyAsync(key, response, cancellationToken).ConfigureAwait(false);
            }

            // A server may ignore the range and send the whole object.
            RequireObject(key, response);
            var body = await ReadBodyAsync(key, response, cancellationToken).ConfigureAwait(false);
            Verify(key, response, body.Span);
            return ObjectRange.Of(key, body, offset, length);
        }
    }

    // A range that reaches beyond the end is answered with what there is.
    private static void RequireRange(string key, GetObjectResponse response, long offset, int length)
    {
        var expected = FormattableString.Invariant($"bytes {offset}-{offset + length - 1}/");
        if (response.ContentRange?.StartsWith(expected, StringComparison.Ordinal) != true || response.ContentLength != length)
            throw new ObjectStoreException(ObjectStoreError.Corrupt, key, $"'{expected}…' was expected, and '{response.ContentRange}' with {response.ContentLength} bytes came.");
    }
}
