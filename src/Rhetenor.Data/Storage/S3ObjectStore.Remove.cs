using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

public sealed partial class S3ObjectStore
{
    /// <inheritdoc/>
    /// <remarks>Requires the permission <c>s3:DeleteObject</c>, which no other operation needs. In a bucket with versioning the versions
    /// of the object stay.</remarks>
    public async Task RemoveAsync(string key, CancellationToken cancellationToken = default)
    {
        ObjectKey.Require(key);
        await RunAsync("delete", key, token => RemoveOnceAsync(key, token), cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> RemoveOnceAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = _options.Bucket, Key = key }, cancellationToken)
                .ConfigureAwait(false);
            // A proxy that answers all requests with a page would return another status.
            if (response.HttpStatusCode != HttpStatusCode.NoContent)
                throw new ObjectStoreException(ObjectStoreError.Unavailable, key, $"{(int)response.HttpStatusCode} is not a valid answer to a delete.");
            return true;
        }
        catch (AmazonS3Exception exception) when (exception.ErrorCode == "NoSuchKey")
        {
            return false;
        }
    }
}
