using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;
using Rhetenor.Data.Masters;

namespace Rhetenor.Data;

/// <summary>Fetches master files (종목마스터) from KIS's download service DWS: <c>{base}/{market}_code.mst.zip</c>, and the files
/// beside them.</summary>
/// <remarks>
/// No account is required. Files are written on business mornings at 06:00, 07:35, 07:55, 08:00 and 08:45 Korean time, according to the
/// times in them. Only the newest file is served. Certificates are always verified.
/// </remarks>
public sealed class DwsMasterSource : IMasterSource
{
    private readonly DwsDownload _download;
    private readonly Resilience<string> _retries;

    /// <summary>Creates the source. Performs no I/O.</summary>
    /// <param name="transport">Sends the requests; null for a client of the library.</param>
    /// <param name="options">Address and limits; null for the defaults.</param>
    /// <param name="timeProvider">The clock for deadlines and waits; null for the system clock.</param>
    /// <param name="logger">Logs retries.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message names the option and the value.</exception>
    public DwsMasterSource(
        IHttpTransport? transport = null, DwsOptions? options = null, TimeProvider? timeProvider = null, ILogger<DwsMasterSource>? logger = null)
    {
        options = (options ?? new()).Checked();
        timeProvider ??= TimeProvider.System;
        var quiet = Log.Quiet(logger);
        _download = new DwsDownload(transport ?? HttpClientTransport.Shared, options, timeProvider);
        _retries = new(
            options.Retry, timeProvider,
            static exception => exception is DwsDownloadFailure { IsTransient: true },
            static exception => (exception as DwsDownloadFailure)?.RetryAfter,
            (fileName, exception, attempt, wait) => Log.DwsRetry(quiet, fileName, attempt, wait.TotalMilliseconds, exception.Message));
    }

    /// <inheritdoc/>
    public async Task<MasterZipFile> FetchAsync(Market market, CancellationToken cancellationToken = default)
    {
        var file = await GetAsync($"{MasterZip.EntryName(market)}.zip", failure => failure.ToException(market), cancellationToken).ConfigureAwait(false);
        return new MasterZipFile(market, file.Content, file.LastModified);
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>> FetchAsync(string fileName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(fileName);
        return (await GetAsync(fileName, failure => failure.ToException(fileName), cancellationToken).ConfigureAwait(false)).Content;
    }

    private async Task<(ReadOnlyMemory<byte> Content, DateTimeOffset? LastModified)> GetAsync(string fileName, Func<DwsDownloadFailure, Exception> toException, CancellationToken cancellationToken)
    {
        try
        {
            return await _retries.RunAsync(fileName, token => _download.GetAsync(fileName, token), cancellationToken).ConfigureAwait(false);
        }
        catch (DwsDownloadFailure failure)
        {
            // When the caller cancelled during a retry, the result is a cancellation.
            cancellationToken.ThrowIfCancellationRequested();
            throw toException(failure);
        }
    }
}
