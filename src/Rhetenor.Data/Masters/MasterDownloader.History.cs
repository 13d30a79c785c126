using Rhetenor.Data.Core;
using Rhetenor.Data.Masters;

namespace Rhetenor.Data;

/// <content>The stored masters through time.</content>
public sealed partial class MasterDownloader
{
    /// <summary>Reads the history of a range of days from the stored masters: instruments and changes. DWS is not requested.</summary>
    /// <param name="from">The first day, Korean date.</param>
    /// <param name="to">The last day, Korean date.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <remarks>Years that <see cref="IndexHistoryAsync"/> has indexed cost one object each, also when the range contains a part of them; days
    /// that it has not seen are read one by one. Base prices of the first day are compared with the last stored master before it, which is not
    /// part of the history.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The first day is after the last.</exception>
    /// <exception cref="MstFormatException">A stored master is invalid.</exception>
    /// <exception cref="ObjectStoreException">The store could not be read.</exception>
    public async Task<MasterHistory> LoadHistoryAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken = default)
    {
        DateRange.Check(from, to);
        var timeline = new MasterTimeline();
        for (var year = from.Year; year <= to.Year; year++)
            timeline = await _histories.ReadAsync(year, from, to, timeline, cancellationToken).ConfigureAwait(false);
        return new(from, to, timeline);
    }

    /// <summary>Stores the history of a year as one small object, so that <see cref="LoadHistoryAsync"/> reads it in place of the
    /// masters. The object is derived: it can be deleted and stored again at any time.</summary>
    /// <param name="year">The year.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The key of the object; null when no master of the year is stored.</returns>
    /// <exception cref="MstFormatException">A stored master is invalid.</exception>
    /// <exception cref="ObjectStoreException">The store could not be read or written.</exception>
    public Task<string?> IndexHistoryAsync(int year, CancellationToken cancellationToken = default) => _histories.WriteAsync(year, cancellationToken);

    /// <summary>Records the adjustment factors that a history proves and the store does not contain yet. Call it each day after the masters
    /// were stored.</summary>
    /// <param name="history">The history.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>All recorded factors.</returns>
    /// <remarks>Nothing is erased, and an event is recorded once: it is the same event when another history dates it otherwise or knows less
    /// about it. A recorded factor that the history disproves, or proves with more witnesses, is rescinded as of today. An event is known from
    /// the day of its master, in whatever order histories are recorded; from today when it takes the place of another one, or when its session
    /// was searched before. The sessions that were searched are recorded too.</remarks>
    /// <exception cref="ObjectStoreException">The store could not be read or written, or recorded factors are damaged.</exception>
    public Task<AdjustmentFactors> RecordFactorsAsync(MasterHistory history, CancellationToken cancellationToken = default) =>
        RecordFactorsAsync(history, null, cancellationToken);

    /// <inheritdoc cref="RecordFactorsAsync(MasterHistory, CancellationToken)"/>
    /// <param name="history">The history.</param>
    /// <param name="bars">Minutes of KRX as stored, as a second witness of the close before an event; null for none. An event that was
    /// compared with bars is not replaced by a record without them.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public async Task<AdjustmentFactors> RecordFactorsAsync(MasterHistory history, KlineHistory? bars, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        return (await _factors.WriteAsync(history, bars, cancellationToken).ConfigureAwait(false)).Factors;
    }

    /// <summary>Reads the recorded adjustment factors.</summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="ObjectStoreException">The store could not be read, or recorded factors are damaged.</exception>
    public async Task<AdjustmentFactors> LoadFactorsAsync(CancellationToken cancellationToken = default) =>
        (await _factors.ReadAsync(cancellationToken).ConfigureAwait(false)).Factors;

    /// <summary>Selects the instruments of a universe by the masters in force on a date: that of the date, or the last stored one before
    /// it.</summary>
    /// <param name="universe">The universe.</param>
    /// <param name="date">The Korean date. DWS is requested when it is today.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="MasterNotAvailableException">A market has no stored master of the date or of the month before it.</exception>
    /// <inheritdoc cref="DownloadAsync(Market, DateOnly, CancellationToken)" path="/exception"/>
    public async Task<IReadOnlyList<MasterRecord>> SelectAsync(Universe universe, DateOnly date, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(universe);
        var files = new List<MasterFile>();
        foreach (var market in universe.Markets)
            files.Add(await InForceAsync(market, date, cancellationToken).ConfigureAwait(false));
        return universe.Select(files);
    }

    /// <summary>Gets the master in force on a date: of a past day that is not stored, the last stored one before it, of its month or the
    /// one before.</summary>
    internal async Task<MasterFile> InForceAsync(Market market, DateOnly date, CancellationToken cancellationToken)
    {
        var day = date >= KoreaTime.Today(_timeProvider) ? date : await _store.DayInForceAsync(market, date, cancellationToken).ConfigureAwait(false) ?? date;
        return await DownloadAsync(market, day, cancellationToken).ConfigureAwait(false);
    }
}
