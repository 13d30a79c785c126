using Rhetenor.Data.Core;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <summary>Options for an <see cref="S3ObjectStore"/>. Credentials are not included.</summary>
public sealed record S3ObjectStoreOptions
{
    /// <summary>The name of an existing bucket.</summary>
    /// <value>No default; it is required.</value>
    public string Bucket { get; set; } = "";

    /// <summary>The address of an S3-compatible server, without credentials; null for Amazon S3. It must use https, or
    /// http on a loopback address.</summary>
    /// <value>Default null. Used by <c>Create</c> only.</value>
    public Uri? Endpoint { get; set; }

    /// <summary>Whether <see cref="Endpoint"/> may use http on another host. Objects, the key id and a session token are then
    /// sent unencrypted, and whoever is in between can read and change them.</summary>
    /// <value>Default false.</value>
    public bool AllowUnencryptedHttp { get; set; }

    /// <summary>The region, such as <c>ap-northeast-2</c>.</summary>
    /// <value>
    /// Default null: <c>us-east-1</c> with an <see cref="Endpoint"/>, otherwise the region of the environment or profile. Used by
    /// <c>Create</c> only.
    /// </value>
    public string? Region { get; set; }

    /// <summary>Whether the bucket is in the path (<c>host/bucket/key</c>) instead of the host name.</summary>
    /// <value>Default null: true with an <see cref="Endpoint"/>. Used by <c>Create</c> only.</value>
    public bool? ForcePathStyle { get; set; }

    /// <summary>
    /// Gets or sets whether requests use only what all S3-compatible servers support: one plain signed body, without the checksum
    /// trailers and chunks that several servers refuse or store as content.
    /// </summary>
    /// <remarks>
    /// The body is still covered by its signed SHA-256. On a custom client, also set RequestChecksumCalculation and
    /// ResponseChecksumValidation to WHEN_REQUIRED.
    /// </remarks>
    /// <value>Default null: true with an <see cref="Endpoint"/>.</value>
    public bool? CompatibleFraming { get; set; }

    /// <summary>The largest object that is read or written, in bytes.</summary>
    /// <value>Default 64 MiB.</value>
    public int MaxObjectBytes { get; set; } = Defaults.MaxObjectBytes;

    /// <summary>The deadline of one request, including its body. A request that exceeds it counts as a failed
    /// attempt.</summary>
    /// <value>Default 60 s.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Attempts and waits of one operation, or of one page of a listing.</summary>
    /// <value>Default 5 attempts.</value>
    public RetryOptions Retry { get; set; } = new();

    internal S3ObjectStoreOptions Checked(OptionCheck check = default) => this with
    {
        Bucket = check.NotBlank(Bucket, "the name of an existing bucket; there is no default"),
        Endpoint = Endpoint is null ? null : S3ObjectStoreClient.Check(Endpoint, AllowUnencryptedHttp, check.Name(nameof(Endpoint))),
        Region = Region is null ? null : check.NotBlank(Region, "a region, such as ap-northeast-2, or null"),
        MaxObjectBytes = check.ObjectBytes(MaxObjectBytes),
        Timeout = check.Within(Timeout, OptionCheck.Millisecond, OptionCheck.Day),
        Retry = check.Nested(Retry, (retry, inner) => retry.Checked(inner)),
    };
}
