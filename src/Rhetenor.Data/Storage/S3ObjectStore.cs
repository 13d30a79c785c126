using System.Diagnostics;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <summary>An object store in a bucket of Amazon S3 or a compatible server.</summary>
/// <remarks>
/// Writes are conditional (<c>If-None-Match: *</c>) and contain the SHA-256 of the body, which reads verify. A read returns after the
/// whole object is in memory and verified. The store retries requests on its own clock. A client with its own retries, such as the
/// default client, is safe: it only makes <see cref="PutOutcome.AlreadyExists"/> more likely for the store's own writes.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class S3ObjectStore : IObjectStore, IRangedObjectStore, IObjectRemover, IIdentifiedStore, IDisposable
{
    private const string HashName = "sha256";

    private readonly IAmazonS3 _client;
    private readonly S3ObjectStoreOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly Resilience<(string Operation, string Key)> _retries;
    private readonly bool _plainBodies;
    private readonly bool _owned;

    /// <summary>Creates a store over the caller's client. The caller disposes the client. Its settings are not changed. Performs no
    /// I/O.</summary>
    /// <param name="client">The client, with its own address, region, credentials and retries.</param>
    /// <param name="options">Bucket, limits and retries.</param>
    /// <param name="timeProvider">The clock for deadlines and waits; null for the system clock.</param>
    /// <param name="logger">Logs retries and unknown outcomes.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message names the option and the value.</exception>
    public S3ObjectStore(
        IAmazonS3 client,
        S3ObjectStoreOptions options,
        TimeProvider? timeProvider = null,
        ILogger<S3ObjectStore>? logger = null)
        : this(client, options, timeProvider, logger, owned: false)
    {
    }

    private S3ObjectStore(
        IAmazonS3 client, S3ObjectStoreOptions options, TimeProvider? timeProvider, ILogger<S3ObjectStore>? logger, bool owned)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        _client = client;
        _options = options.Checked();
        _timeProvider = timeProvider ?? TimeProvider.System;
        _logger = Log.Quiet(logger);
        _retries = new(
            _options.Retry,
            _timeProvider,
            static exception => S3ObjectStoreFailure.Of(exception).Transient,
            exception => S3ObjectStoreFailure.RetryAfter(exception, _timeProvider.GetUtcNow()),
            (call, exception, attempt, wait) => Log.StoreRetry(
                _logger, call.Operation, call.Key, attempt, S3ObjectStoreFailure.Of(exception).Reason, wait.TotalMilliseconds));
        _plainBodies = S3ObjectStoreClient.UsesCompatibleFraming(_options);
        _owned = owned;
    }

    /// <summary>Creates a store with its own client. Performs no I/O on the bucket.</summary>
    /// <param name="options">Address, region, bucket, limits and retries.</param>
    /// <param name="credentials">The credentials; null uses the default chain of the AWS tools (environment, profile, role).</param>
    /// <param name="timeProvider">The clock for deadlines and waits; null for the system clock.</param>
    /// <param name="logger">Logs retries and unknown outcomes.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message names the option and the value.</exception>
    /// <exception cref="AmazonClientException">Neither an endpoint nor a region is configured.</exception>
    public static S3ObjectStore Create(
        S3ObjectStoreOptions options,
        AWSCredentials? credentials = null,
        TimeProvider? timeProvider = null,
        ILogger<S3ObjectStore>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options = options.Checked();
        var config = S3ObjectStoreClient.Configure(options);
        var client = credentials is null ? new AmazonS3Client(config) : new AmazonS3Client(credentials, config);
        try
        {
            return new S3ObjectStore(client, options, timeProvider, logger, owned: true);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Disposes the client if this store created it.</summary>
    public void Dispose()
    {
        if (_owned)
            _client.Dispose();
    }

    // On Amazon S3, a name is that of one bucket in all regions of a partition. The configuration of a caller's client may be unknown.
    string? IIdentifiedStore.Identity => (_client.Config is not { } config ? null : config.ServiceURL ?? config.RegionEndpoint?.PartitionName) is { } server
        ? $"S3 {server.TrimEnd('/')} {_options.Bucket}"
        : null;

    /// <summary>Returns the bucket in one line.</summary>
    public override string ToString() => $"{nameof(S3ObjectStore)} '{_options.Bucket}'";
}
