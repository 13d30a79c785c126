using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

public sealed partial class S3ObjectStore
{
    /// <inheritdoc/>
    /// <remarks>
    /// S3 distinguishes a missing key from a forbidden one only with the permission to list the bucket. Without it, a missing key throws
    /// <see cref="ObjectStoreError.AccessDenied"/>.
    /// </remarks>
    public async Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default)
    {
        ObjectKey.Require(key);
        return await RunAsync("get", key, token => GetOnceAsync(key, token), cancellationToken).ConfigureAwait(false);
    }

    private async Task<Stream?> GetOnceAsync(string key, CancellationToken cancellationToken) =>
        await ReadOnceAsync(key, isIdentified: true, cancellationToken).ConfigureAwait(false) is { } body ? MemoryBody.Open(body) : null;

    private async Task<ReadOnlyMemory<byte>?> ReadOnceAsync(string key, bool isIdentified, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest { BucketName = _options.Bucket, Key = key };
        if (await AskAsync(request, cancellationToken).ConfigureAwait(false) is not { } response)
            return null;
        using (response)
        {
            if (isIdentified)
                RequireObject(key, response);
            var body = await ReadBodyAsync(key, response, cancellationToken).ConfigureAwait(false);
            Verify(key, response, body.Span);
            return body;
        }
    }

    // An answer that is not identified as an object by its headers may be a page of a proxy.
    private static void RequireObject(string key, GetObjectResponse response)
    {
        if (string.IsNullOrEmpty(response.ETag) && string.IsNullOrEmpty(response.Metadata[HashName]))
            throw new ObjectStoreException(ObjectStoreError.Unavailable, key, $"the answer has no ETag, and no {HashName} in its metadata, so it is not known to be an object.");
    }

    // Null when the object does not exist.
    private async Task<GetObjectResponse?> AskAsync(GetObjectRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.GetObjectAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonS3Exception exception) when (exception.ErrorCode == "NoSuchKey")
        {
            return null;
        }
    }

    private async Task<ReadOnlyMemory<byte>> ReadBodyAsync(string key, GetObjectResponse response, CancellationToken cancellationToken)
    {
        // Without the header the client reports a length of 0, and -1 in the headers.
        var announced = response.ContentLength > 0 ? response.ContentLength : response.Headers.ContentLength;
        MemoryBody.RequireSize(key, announced, _options.MaxObjectBytes);
        var body = MemoryBody.Room(announced);
        try
        {
            while (true)
            {
                var count = await response.ResponseStream.ReadAsync(body.GetMemory(), cancellationToken).ConfigureAwait(false);
                if (count == 0)
                    break;
                body.Advance(count);
                MemoryBody.RequireSize(key, body.WrittenCount, _options.MaxObjectBytes);
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or AmazonClientException)
        {
            throw new ObjectStoreException(
                ObjectStoreError.Corrupt, key, $"the body broke off or failed its checksum after {body.WrittenCount} bytes.", exception);
        }

        if (announced >= 0 && body.WrittenCount != announced)
        {
            throw new ObjectStoreException(
                ObjectStoreError.Corrupt, key, $"{announced} bytes were announced and {body.WrittenCount} came.");
        }

        return body.WrittenMemory;
    }

    private static void Verify(string key, GetObjectResponse response, ReadOnlySpan<byte> body)
    {
        var expected = response.Metadata[HashName];
        if (!string.IsNullOrEmpty(expected) && !Convert.ToHexStringLower(SHA256.HashData(body)).Equals(expected, StringComparison.OrdinalIgnoreCase))
            throw new ObjectStoreException(ObjectStoreError.Corrupt, key, "the content is not what was written: its SHA-256 differs.");
    }
}
