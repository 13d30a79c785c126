using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;
using Rhetenor.Data.Masters;

namespace Rhetenor.Data;

/// <summary>Gets the KOSPI, KOSDAQ and KONEX masters (종목마스터) of a day from the store, or downloads them from DWS and stores
/// them.</summary>
/// <remarks>
/// <para>Stored objects: <c>{prefix}/{yyyyMMdd}_{market}.json</c> is the parsed master.
/// <c>{prefix}/raw/{yyyyMMdd}_{market}.mst.zip</c> is the unchanged file, which is stored before it is parsed. Dates are Korean (+09:00)
/// on every host.</para>
/// <para>DWS serves only the newest file. A past day that was not cached is not available. A file written before a session day is
/// returned as <see cref="MasterFile.IsStale"/> and is not cached under that day. On a weekend or closure the last file is in force. Safe
/// for concurrent callers: the same master is downloaded once.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class MasterDownloader
{
    private readonly MasterStore _store;
    private readonly HistoryStore _histories;
    private readonly FactorStore _factors;
    private readonly IMasterSource _source;
    private readonly IMarketCalendar _calendar;
    private readonly Dictionary<Market, HantooMstSpec> _specs;
    private readonly MasterOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly SingleFlight<(Market, DateOnly), MasterFile> _flights = new();

    /// <summary>Creates the downloader. Performs no I/O.</summary>
    /// <param name="store">The store in which masters are cached.</param>
    /// <param name="source">The source of masters; null for DWS.</param>
    /// <param name="calendar">The calendar of sessions; null for the embedded table.</param>
    /// <param name="specs">The columns of markets that differ from <see cref="HantooMstSpec.For"/>, in case DWS changes them.</param>
    /// <param name="options">Names and limits; null for the defaults.</param>
    /// <param name="timeProvider">The clock that determines the current date; null for the system clock.</param>
    /// <param name="logger">Logs the origin of masters and their warnings.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message names the option and the value.</exception>
    public MasterDownloader(
        IObjectStore store,
        IMasterSource? source = null,
        IMarketCalendar? calendar = null,
        IEnumerable<HantooMstSpec>? specs = null,
        MasterOptions? options = null,
        TimeProvider? timeProvider = null,
        ILogger<MasterDownloader>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        _options = (options ?? new()).Checked();
        _specs = Market.All.ToDictionary(market => market, HantooMstSpec.For);
        foreach (var spec in specs ?? [])
            _specs[spec.Market] = spec;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _logger = Log.Quiet(logger);
        _store = new MasterStore(store, _specs, _options, _timeProvider);
        _histories = new HistoryStore(store, _store, _options, _timeProvider);
        _factors = new FactorStore(store, _options, _timeProvider);
        _source = source ?? new DwsMasterSource(timeProvider: _timeProvider);
        _calendar = calendar ?? KrxCalendar.Instance;
    }

    /// <summary>Gets today's master in Korea.</summary>
    /// <inheritdoc cref="DownloadAsync(Market, DateOnly, CancellationToken)"/>
    public Task<MasterFile> DownloadAsync(Market market, CancellationToken cancellationToken = default) =>
        DownloadAsync(market, KoreaTime.Today(_timeProvider), cancellationToken);

    /// <summary>Gets the master of a Korean date.</summary>
    /// <param name="market">The market.</param>
    /// <param name="date">The Korean date. DWS is requested only when it is today.</param>
    /// <param name="cancellationToken">Cancels the wait of this caller. The work is cancelled when no other caller waits for it.</param>
    /// <exception cref="MasterNotAvailableException">The day is past and not cached, or has not begun.</exception>
    /// <exception cref="MasterSourceException">DWS could not be reached or did not send the file.</exception>
    /// <exception cref="MstFormatException">
    /// The ZIP is damaged, and nothing was stored. Or the file does not match the specification, or has fewer instruments than
    /// <see cref="MasterOptions.MinimumCountRatio"/> allows; the raw ZIP was stored. Or the cached JSON is invalid and there is no raw ZIP to
    /// replace it.
    /// </exception>
    /// <exception cref="ObjectStoreException">The store could not be read or written.</exception>
    public Task<MasterFile> DownloadAsync(Market market, DateOnly date, CancellationToken cancellationToken = default)
    {
        _ = market.ToKey();
        return _flights.RunAsync((market, date), token => FindAsync(market, date, token), cancellationToken);
    }

    /// <summary>Returns prefix and store in one line.</summary>
    public override string ToString() => $"{nameof(MasterDownloader)} {_store}";

    private async Task<MasterFile> FindAsync(Market market, DateOnly date, CancellationToken cancellationToken)
    {
        using var activity = RhetenorDiagnostics.Source.StartActivity("rhetenor.master");
        activity?.SetTag("market", market.ToKey()).SetTag("date", date.ToText());
        var file = await SearchAsync(market, date, cancellationToken).ConfigureAwait(false);
        activity?.SetTag("origin", file.Origin.ToString());
        Log.MasterRead(_logger, market, date, file.Count, file.Origin, file.SourceTime);
        return file;
    }

    private async Task<MasterFile> SearchAsync(Market market, DateOnly date, CancellationToken cancellationToken)
    {
        var today = KoreaTime.Today(_timeProvider);
        if (date > today)
            throw new MasterNotAvailableException(market, date, $"in Korea it is {today.ToText()}.");

        MstFormatException? failure = null;
        var canCache = true;
        try
        {
            if (await _store.ReadJsonAsync(market, date, cancellationToken).ConfigureAwait(false) is { } cached)
                return cached;
        }
        catch (MstFormatException exception)
        {
            // The object is not changed. The raw ZIP, if it was kept, contains the same master.
            Log.MasterUnusable(_logger, market, date, _store.JsonKey(market, date), exception.Message);
            (failure, canCache) = (exception, false);
        }

        await foreach (var (key, zipFile) in _store.ReadRawAsync(market, date, cancellationToken).ConfigureAwait(false))
        {
            MasterFile file;
            try
            {
                file = _store.Open(zipFile, date);
            }
            catch (MstFormatException exception)
            {
                Log.MasterUnusable(_logger, market, date, key, exception.Message);
                failure ??= exception;
                continue;
            }

            return canCache ? await CacheAsync(file, date, cancellationToken).ConfigureAwait(false) : file;
        }

        if (date == today)
            return await FromSourceAsync(market, date, canCache, cancellationToken).ConfigureAwait(false);
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
        throw new MasterNotAvailableException(market, date, $"the store has no {_store.JsonKey(market, date)}, and DWS only serves the newest file.");
    }

    private async Task<MasterFile> FromSourceAsync(Market market, DateOnly date, bool canCache, CancellationToken cancellationToken)
    {
        var zipFile = await _source.FetchAsync(market, cancellationToken).ConfigureAwait(false);
        var (mst, written) = MasterZip.Open(zipFile, _options.MaxFileBytes);
        var validity = await MasterValidityRule.JudgeAsync(written, date, _calendar, cancellationToken).ConfigureAwait(false);
        if (validity == MasterValidity.Newer)
            throw new MasterNotAvailableException(market, date, $"DWS serves a file written at {written!.Value.ToText()}. Is this machine's clock right?");

        // The raw bytes are stored first because DWS replaces the file tomorrow, even if parsing fails. A stale file is stored under its
        // own day, and one that does not say when it was written under a name of its own: nothing takes it for the day's.
        await (written is { } time
            ? _store.KeepRawAsync(zipFile, validity == MasterValidity.InForce ? date : KoreaTime.DateOf(time), cancellationToken)
            : _store.KeepRawAsync(MasterKeys.UndatedName(market), zipFile.Zip, date, cancellationToken)).ConfigureAwait(false);
        var isStale = validity == MasterValidity.Stale;
        var file = MstParser.Parse(mst, _specs[market]).With(date, written, MasterOrigin.Download, isStale);
        if (isStale)
            Log.MasterStale(_logger, market, date, written);
        return isStale || !canCache ? file : await CacheAsync(file, date, cancellationToken).ConfigureAwait(false);
    }

    private async Task<MasterFile> CacheAsync(MasterFile file, DateOnly date, CancellationToken cancellationToken)
    {
        if (_options.MinimumCountRatio > 0
            && await _store.PreviousCountAsync(file.Market, date, cancellationToken).ConfigureAwait(false) is { } previous
            && file.Count < previous.Count * _options.MinimumCountRatio)
        {
            throw MstFormatException.OfCount(file.Market, date, file.Count, previous.Date, previous.Count, _options.MinimumCountRatio);
        }

        foreach (var warning in file.Warnings)
            Log.MasterOddity(_logger, file.Market, date, warning.ShortCode, warning.Field, warning.Message);

        // Another writer was first. All callers get its master, so that a day has only one.
        if (!await _store.CacheAsync(file, date, cancellationToken).ConfigureAwait(false)
            && await _store.ReadJsonAsync(file.Market, date, cancellationToken).ConfigureAwait(false) is { } cached)
        {
            return cached;
        }

        return file;
    }
}
