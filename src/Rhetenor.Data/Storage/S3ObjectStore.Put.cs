using System.Net;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Rhetenor.Data.Core;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

public sealed partial class S3ObjectStore
{
    /// <inheritdoc/>
    public async Task<PutOutcome> PutIfAbsentAsync(
        string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        ObjectKey.Require(key);
        MemoryBody.RequireSize(key, body.Length, _options.MaxObjectBytes);
        var hash = Convert.ToHexStringLower(SHA256.HashData(body.Span));
        var mayBeWritten = false;
        try
        {
            return await RunAsync("put", key, token => PutNotedAsync(token), cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectStoreException exception) when (mayBeWritten)
        {
            // This also applies when the last attempt was refused, because an earlier attempt may have been carried out.
            Log.StoreUnclear(_logger, key, exception.Message);
            return PutOutcome.Unknown;
        }

        async Task<PutOutcome> PutNotedAsync(CancellationToken token)
        {
            try
            {
                return await PutOnceAsync(key, body, hash, token).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                mayBeWritten |= MayBeWritten(S3ObjectStoreFailure.Of(exception));
                throw;
            }
        }
    }

    private async Task<PutOutcome> PutOnceAsync(
        string key, ReadOnlyMemory<byte> body, string hash, CancellationToken cancellationToken)
    {
        var request = new PutObjectRequest
        {
            BucketName = _options.Bucket,
            Key = key,
            InputStream = MemoryBody.Send(body),
            ContentType = "application/octet-stream",
            IfNoneMatch = "*",
        };
        request.Metadata[HashName] = hash;
        if (_plainBodies)
        {
            request.UseChunkEncoding = false;
            request.DisablePayloadSigning = false;
        }

        try
        {
            var response = await _client.PutObjectAsync(request, cancellationToken).ConfigureAwait(false);
            if (!string.IsNullOrEmpty(response.ETag))
                return PutOutcome.Created;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            return PutOutcome.AlreadyExists;
        }

        return await ReadBackAsync(key, body, cancellationToken).ConfigureAwait(false);
    }

    // A success without an ETag may be a page of a proxy. What the key contains decides.
    private async Task<PutOutcome> ReadBackAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        string found;
        try
        {
            var stored = await ReadOnceAsync(key, isIdentified: false, cancellationToken).ConfigureAwait(false);
            if (stored is { } bytes && bytes.Span.SequenceEqual(body.Span))
                return PutOutcome.Created;
            found = stored is null ? "the key is empty" : "the key contains other bytes";
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            found = $"reading it back failed ({S3ObjectStoreFailure.Of(exception).Reason})";
        }

        throw new ObjectStoreException(ObjectStoreError.Unavailable, key, $"the answer to the write has no ETag, and {found}.");
    }

    // A client with its own retries reports only the last failure. A failed connection then says nothing about earlier attempts.
    private bool MayBeWritten(S3ObjectStoreFailure failure) => failure.Effect switch
    {
        S3ObjectStoreEffect.None => false,
        S3ObjectStoreEffect.NotSent => _client.Config is not { MaxErrorRetry: 0, MaxStaleConnectionRetries: 0 },
        _ => true,
    };
}
