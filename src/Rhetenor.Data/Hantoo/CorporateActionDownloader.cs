using System.Diagnostics;
using Rhetenor.Data.Core;
using Rhetenor.Data.Hantoo;
using Rhetenor.Data.Masters;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <summary>Downloads the lists of corporate actions of the Korea Securities Depository (KSD, 예탁결제원) from KIS, and stores them as they
/// are.</summary>
/// <remarks>A list of a month is fetched with all pages and stored before it is parsed, as
/// <c>{prefix}/{yyyyMM}_{list}_{retrieval}.jsonl.zstd</c>; docs/FORMAT.md describes it. KSD adds to a list for more than a year, such as the
/// amounts of dividends. A month is therefore fetched again on later days, and stored again if it has changed.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class CorporateActionDownloader
{
    // A month of which nothing changes any more.
    private const int DaysUntilFinal = 400;

    private readonly IObjectStore _objects;
    private readonly HantooClient? _client;
    private readonly ActionStore _store;
    private readonly string _prefix;

    /// <summary>Creates the downloader. Performs no I/O.</summary>
    /// <param name="store">The store for the lists.</param>
    /// <param name="client">The client of KIS, for production. Null to read stored lists only.</param>
    /// <param name="prefix">The first part of every key.</param>
    /// <param name="timeProvider">The clock for waits; null for the system's. The current time is that of KIS.</param>
    /// <exception cref="ArgumentException">The prefix is not a valid start of a key.</exception>
    public CorporateActionDownloader(IObjectStore store, HantooClient? client = null, string prefix = "hantoo-ksd", TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        (_objects, _client, _prefix) = (store, client, new OptionCheck().KeyPrefix(prefix));
        _store = new(store, _prefix, timeProvider ?? TimeProvider.System);
    }

    /// <summary>Fetches and stores the lists of the months of a range, as far as they may have changed since they were stored, and reads
    /// them.</summary>
    /// <param name="from">The first record date (기준일), Korean. Its whole month is fetched.</param>
    /// <param name="to">The last record date, Korean. It may be in the future.</param>
    /// <param name="cancellationToken">Cancels the operation. What was stored stays.</param>
    /// <remarks>There are seven lists, and a call for each of their pages. A month that ended 400 days before it was fetched is final. Of the
    /// others, a list that was stored today is not fetched again.</remarks>
    /// <exception cref="InvalidOperationException">The downloader was created without a client.</exception>
    /// <exception cref="HantooException">KIS did not give a usable answer, or the environment is paper trading, which has no such lists
    /// (<see cref="HantooError.NotPermitted"/>).</exception>
    /// <inheritdoc cref="LoadAsync" path="/exception"/>
    public async Task<CorporateActions> DownloadAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken = default)
    {
        DateRange.Check(from, to);
        if (_client is null)
            throw new InvalidOperationException("The downloader was created without a client: it reads stored lists only.");
        await _client.GetServerNowAsync(cancellationToken).ConfigureAwait(false);
        var held = (await _store.ListAsync(from, to, cancellationToken).ConfigureAwait(false)).ToLookup(key => (key.Month, key.Kind));
        foreach (var month in ActionKey.Months(from, to))
        {
            foreach (var kind in Enum.GetValues<CorporateActionKind>())
            {
                if (!held[(month, kind)].Any(key => IsFinal(key) || DateOnly.FromDateTime(key.Retrieval) == KoreaTime.DateOf(_client.ServerNow)))
                    await FetchAsync(new(_prefix, month, kind, default), held[(month, kind)].Select(key => (ActionKey?)key).LastOrDefault(), cancellationToken).ConfigureAwait(false);
            }
        }

        return await LoadAsync(from, to, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the stored lists of the months of a range.</summary>
    /// <param name="from">The first record date (기준일), Korean. Its whole month is read.</param>
    /// <param name="to">The last record date, Korean.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentOutOfRangeException">The first date is after the last.</exception>
    /// <exception cref="ObjectStoreException">The store could not be read or written, or an object is damaged.</exception>
    public async Task<CorporateActions> LoadAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken = default)
    {
        DateRange.Check(from, to);
        return ActionVersions.Of(await _store.ReadAsync(await _store.ListAsync(from, to, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Returns the prefix and the store in one line, the same in every culture.</summary>
    public override string ToString() => $"{nameof(CorporateActionDownloader)} '{_prefix}' in {_objects}";

    private async Task FetchAsync(ActionKey key, ActionKey? last, CancellationToken cancellationToken)
    {
        var (rows, pages) = await _client!.GetActionsAsync(key.Kind, ActionKey.NameOf(key.Kind), key.Month, key.LastDay, cancellationToken).ConfigureAwait(false);
        key = key with { Retrieval = _client.ServerNow.ToOffset(KoreaTime.Offset).DateTime.ToSecond() };

        // Equal rows are stored again only to show that the month is final.
        if (last is { } stored && !IsFinal(key) && (await _store.ReadAsync([stored], cancellationToken).ConfigureAwait(false))[0].Rows.SequenceEqual(rows))
            return;
        await _store.WriteAsync(key, pages, rows, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsFinal(ActionKey key) => DateOnly.FromDateTime(key.Retrieval) > key.LastDay.AddDays(DaysUntilFinal);
}
