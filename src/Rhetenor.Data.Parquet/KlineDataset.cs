using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;
using Rhetenor.Data.Datasets;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <summary>The bars of a venue as Parquet files in an object store, for DuckDB, ClickHouse, Spark and other engines, and for reading few
/// symbols over long ranges.</summary>
/// <remarks>
/// <para>A publication adds files and then a manifest that names all files of the dataset. Readers read the latest manifest, so they see
/// whole publications only. Files never change: a revised session leads to new files, which replace the old ones in the next manifest.
/// The old files stay until they are removed by <see cref="RemoveSupersededAsync"/>.</para>
/// <para>The running month has a file for each session, a closed month a few files sorted by symbol and minute. docs/DATA-TOOLS.md shows
/// how engines read them.</para>
/// <para>Daily bars (일봉) are published under a prefix and with manifests of their own, as files of years.</para>
/// <para>Calls may run concurrently, also in several processes.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class KlineDataset
{
    private readonly IObjectStore _store;
    private readonly KlineDatasetOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly ManifestShelf _manifests;
    private readonly DatasetWriter _writer;
    private readonly DatasetKeys _keys;
    private readonly DailyPlace _days;

    /// <summary>Creates the dataset. Performs no I/O.</summary>
    /// <param name="store">The store that contains the files.</param>
    /// <param name="options">The venue, prefix and layout; null for the defaults.</param>
    /// <param name="timeProvider">The clock that decides which sessions and months are over; null for the system's.</param>
    /// <param name="logger">Logs publications, and reads of a dataset that does not exist.</param>
    /// <exception cref="ArgumentException">An option's value is invalid. The message names the option and the value.</exception>
    public KlineDataset(IObjectStore store, KlineDatasetOptions? options = null, TimeProvider? timeProvider = null, ILogger<KlineDataset>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
        _options = (options ?? new()).Checked();
        _timeProvider = timeProvider ?? TimeProvider.System;
        _logger = Log.Quiet(logger);
        var writer = new ExclusiveWriter(store, _options.Prefix, _options.Retry, isTrusted: false, _timeProvider);
        _manifests = new(store, writer, _options);
        _writer = new(writer, _options);
        _keys = new(_options);
        _days = new(store, _options, _timeProvider);
    }

    /// <summary>Reads the latest manifest; null when nothing was published.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ObjectStoreException">The store could not be read, or the object is not a manifest.</exception>
    public Task<KlineDatasetManifest?> ReadManifestAsync(CancellationToken cancellationToken = default) => _manifests.LatestAsync(cancellationToken);

    /// <summary>Reads the latest manifest of daily bars (일봉); null when none were published.</summary>
    /// <inheritdoc cref="ReadManifestAsync" path="/param|/exception"/>
    public Task<KlineDatasetManifest?> ReadDailyManifestAsync(CancellationToken cancellationToken = default) => _days.Manifests.LatestAsync(cancellationToken);

    /// <summary>Returns prefix, venue and store in one line.</summary>
    public override string ToString() => $"{nameof(KlineDataset)} '{_options.Prefix}', {_options.Venue.ToCode()}, in {_store}";
}
