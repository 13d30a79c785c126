using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

public sealed partial class S3ObjectStore
{
    /// <inheritdoc/>
    /// <remarks>It takes the right <c>s3:DeleteObject</c>, which nothing else here does. In a bucket with versioning the object's
    /// versions stay.</remarks>
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
            // Something between here and the store, which answers everything with a page, answers so.
            if (response.HttpStatusCode != HttpStatusCode.NoContent)
                throw new ObjectStoreException(ObjectStoreError.Unavailable, key, $"{(int)response.HttpStatusCode} is no answer to a delete.");
            return true;
        }
        catch (AmazonS3Exception exception) when (exception.ErrorCode == "NoSuchKey")
        {
            return false;
        }
    }
}
