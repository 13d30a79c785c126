using System.Diagnostics;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <summary>A store in a bucket on Amazon S3 or a compatible server.</summary>
/// <remarks>
/// Writes are conditional (<c>If-None-Match: *</c>) and carry the SHA-256 of the body, which reads verify. Reads are
/// complete and in memory before they are handed out. Requests are retried here, on the store's clock. A client that
/// retries by itself, as the default one does, does no harm: it only makes it more likely that one's own write is
/// reported as <see cref="PutOutcome.AlreadyExists"/>.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class S3ObjectStore : IObjectStore, IObjectRemover, IDisposable
{
    private const string HashName = "sha256";

    private readonly IAmazonS3 _client;
    private readonly S3ObjectStoreOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly Resilience<(string Operation, string Key)> _retries;
    private readonly bool _plainBodies;
    private readonly bool _owned;

    /// <summary>Uses a client of the caller, who keeps and disposes it. Nothing about it is changed.</summary>
    /// <param name="client">The client, with its own address, region, credentials and retries.</param>
    /// <param name="options">Bucket, limits and retries.</param>
    /// <param name="timeProvider">The clock of deadlines and waits.</param>
    /// <param name="logger">Told of retries and unclear outcomes.</param>
    /// <exception cref="ArgumentException">An option has a value that is not possible; the message names both.</exception>
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
            S3ObjectStoreFailure.RetryAfter,
            (call, exception, attempt, wait) => Log.StoreRetry(
                _logger, call.Operation, call.Key, attempt, S3ObjectStoreFailure.Of(exception).Reason, wait.TotalMilliseconds));
        _plainBodies = S3ObjectStoreClient.UsesCompatibleFraming(_options);
        _owned = owned;
    }

    /// <summary>Makes a client and a store that owns it.</summary>
    /// <param name="options">Address, region, bucket, limits and retries.</param>
    /// <param name="credentials">The credentials; null finds them where the AWS tools do (environment, profile, role).</param>
    /// <param name="timeProvider">The clock of deadlines and waits.</param>
    /// <param name="logger">Told of retries and unclear outcomes.</param>
    /// <exception cref="ArgumentException">An option has a value that is not possible; the message names both.</exception>
    /// <exception cref="AmazonClientException">Neither an endpoint nor a region is given or found.</exception>
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

    /// <summary>Disposes the client if this store made it.</summary>
    public void Dispose()
    {
        if (_owned)
            _client.Dispose();
    }

    /// <summary>Returns the bucket in one line.</summary>
    public override string ToString() => $"{nameof(S3ObjectStore)} '{_options.Bucket}'";
}
