using Rhetenor.Data.Core;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <summary>Where an <see cref="S3ObjectStore"/> keeps its objects, and how patient it is. Credentials are not part of it.</summary>
public sealed record S3ObjectStoreOptions
{
    /// <summary>The bucket; it must exist.</summary>
    /// <value>No default: options without a bucket are refused.</value>
    public string Bucket { get; set; } = "";

    /// <summary>The address of an S3-compatible server, without credentials in it; null is Amazon S3.</summary>
    /// <value>Default null. Used by <c>Create</c> only.</value>
    public Uri? Endpoint { get; set; }

    /// <summary>The region, such as <c>ap-northeast-2</c>.</summary>
    /// <value>
    /// Default null: with an <see cref="Endpoint"/> <c>us-east-1</c>, otherwise the environment's or profile's region.
    /// Used by <c>Create</c> only.
    /// </value>
    public string? Region { get; set; }

    /// <summary>Whether the bucket is in the path (<c>host/bucket/key</c>) and not in the host name.</summary>
    /// <value>Default null: yes with an <see cref="Endpoint"/>. Used by <c>Create</c> only.</value>
    public bool? ForcePathStyle { get; set; }

    /// <summary>
    /// Whether requests keep to what every S3-compatible server understands: one plain signed body, without the checksum
    /// trailers and chunks that several servers refuse or store as if they were content.
    /// </summary>
    /// <remarks>
    /// The body stays covered by its signed SHA-256. With a client of your own, also set its RequestChecksumCalculation
    /// and ResponseChecksumValidation to WHEN_REQUIRED.
    /// </remarks>
    /// <value>Default null: yes with an <see cref="Endpoint"/>.</value>
    public bool? CompatibleFraming { get; set; }

    /// <summary>The largest object read or written, in bytes.</summary>
    /// <value>Default 64 MiB.</value>
    public int MaxObjectBytes { get; set; } = Defaults.MaxObjectBytes;

    /// <summary>The deadline of one request, its body included. A request that misses it counts as a failed attempt.</summary>
    /// <value>Default 60 s.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Attempts and waits of one operation, or of one page of a listing.</summary>
    /// <value>Default 5 attempts.</value>
    public RetryOptions Retry { get; set; } = new();

    internal S3ObjectStoreOptions Checked(OptionCheck check = default) => this with
    {
        Bucket = check.NotBlank(Bucket, "the name of an existing bucket; there is no default"),
        Endpoint = Endpoint is null ? null : S3ObjectStoreClient.Check(Endpoint, check.Name(nameof(Endpoint))),
        Region = Region is null ? null : check.NotBlank(Region, "a region, such as ap-northeast-2, or null"),
        MaxObjectBytes = check.ObjectBytes(MaxObjectBytes),
        Timeout = check.Within(Timeout, OptionCheck.Millisecond, OptionCheck.Day),
        Retry = check.Nested(Retry, (retry, inner) => retry.Checked(inner)),
    };
}
