using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;
using Rhetenor.Data.Format;
using Rhetenor.Data.Logging;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <summary>Logs the bars of stock price indexes (지수) to a store: daily bars from the first session that KIS has, and minutes as they
/// come.</summary>
/// <remarks>Bars have the formats of those of stocks, under prefixes of their own: docs/FORMAT.md. Symbols are the codes of the indexes, and
/// prices are points. <see cref="KlineArchive.LoadIndexDailyAsync"/> and <see cref="KlineArchive.LoadIndexAsync"/> read them.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class HantooIndexLogger
{
    private readonly string[] _codes;
    private readonly HantooClient _client;
    private readonly HantooDailyLogger _daily;
    private readonly WriterStore _minutes;
    private readonly string _prefix;
    private readonly Turn _turn = new();

    /// <summary>Creates the logger. Performs no I/O.</summary>
    /// <param name="store">The store for the bars.</param>
    /// <param name="client">The client of KIS. Minutes are available in production only.</param>
    /// <param name="indexes">The indexes; null for all. KOSPI is always among them for daily bars: it shows which days were sessions.</param>
    /// <param name="from">The first Korean date of daily bars; null for everything that KIS has.</param>
    /// <param name="prefix">The first part of every key, before <c>-1d</c> and <c>-1m</c>.</param>
    /// <param name="timeProvider">The clock for waits; null for the system's. The current time is that of KIS.</param>
    /// <param name="logger">Logs the work done and failures.</param>
    /// <exception cref="ArgumentException">The prefix is not a valid start of a key, or the date is before 1990.</exception>
    public HantooIndexLogger(
        IObjectStore store, HantooClient client, IEnumerable<StockIndex>? indexes = null, DateOnly? from = null, string prefix = Defaults.IndexPrefix, TimeProvider? timeProvider = null,
        ILogger<HantooIndexLogger>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(client);
        (_client, _prefix) = (client, new OptionCheck().KeyPrefix(prefix) + Defaults.MinuteEnd);
        _codes = [.. (indexes ?? StockIndex.All).Distinct().Select(index => index.ToCode())];
        var options = new DailyLoggerOptions { Prefix = prefix + Defaults.DailyEnd, ReferenceSymbol = StockIndex.Kospi.ToCode() };
        if (from is { } first)
            options.From = first;
        _daily = new(Log.Quiet(logger), [.. _codes.Union([StockIndex.Kospi.ToCode()])], store, client, calendar: null, masters: null, options, timeProvider);
        _minutes = new(store, new KlineLoggerOptions { Prefix = _prefix }, timeProvider ?? TimeProvider.System, Log.Quiet(logger));
    }

    /// <summary>Brings the daily bars up to date with the fewest calls, of 50 sessions each.</summary>
    /// <inheritdoc cref="HantooDailyLogger.CatchUpAsync" path="/param|/returns|/exception"/>
    public Task<CatchUpReport> CatchUpDailyAsync(IProgress<CatchUpProgress>? progress = null, CancellationToken cancellationToken = default) => _daily.CatchUpAsync(progress, cancellationToken);

    /// <summary>Stores the last minutes of the indexes, as far as they are over and the store lacks them.</summary>
    /// <remarks>KIS has the last 102 minutes only. Call it at most 100 minutes after the last call, from the beginning of the session on, and
    /// after its end.</remarks>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The minutes that are lost because the last call was too long ago: for each index and session, the range before the first minute
    /// that KIS still had. Empty when there are none.</returns>
    /// <exception cref="HantooException">KIS did not give a usable answer, or the environment is paper trading
    /// (<see cref="HantooError.NotPermitted"/>).</exception>
    /// <exception cref="ObjectStoreException">The store could not be read or written.</exception>
    public async Task<IReadOnlyList<KlineGap>> CaptureMinutesAsync(CancellationToken cancellationToken = default)
    {
        using var turn = await _turn.TakeAsync(cancellationToken).ConfigureAwait(false);
        var rows = new List<(string Code, MinuteRow Row)>();
        foreach (var code in _codes)
        {
            var page = await _client.GetIndexMinutesAsync(code, cancellationToken).ConfigureAwait(false);
            var over = (page.ServerTime < _client.ServerNow ? page.ServerTime.Value : _client.ServerNow) - Defaults.SettleMargin;
            rows.AddRange(page.Rows.Where(row => row.Minute.AddMinutes(1) <= over.ToOffset(KoreaTime.Offset).DateTime).Select(row => (code, row)));
        }

        var gaps = new List<KlineGap>();
        foreach (var day in rows.GroupBy(one => DateOnly.FromDateTime(one.Row.Minute)).OrderBy(day => day.Key))
        {
            if (TradingSession.For(Venue.Krx, day.Key) is { } session)
                gaps.AddRange(await StoreAsync(session, [.. day], rows, cancellationToken).ConfigureAwait(false));
        }

        return gaps;
    }

    /// <summary>Returns the indexes, prefix and store in one line, the same in every culture.</summary>
    public override string ToString() => $"{nameof(HantooIndexLogger)} {string.Join(", ", _codes)}, {_minutes}";

    private async Task<List<KlineGap>> StoreAsync(
        TradingSession session, List<(string Code, MinuteRow Row)> day, List<(string Code, MinuteRow Row)> all, CancellationToken cancellationToken)
    {
        var held = await _minutes.ReadAsync(session, cancellationToken).ConfigureAwait(false);
        var gaps = new List<KlineGap>();
        foreach (var index in day.GroupBy(one => one.Code))
        {
            // An answer that reaches back to an earlier day, or to a minute that is stored or right after one, has no minute missing before it. An earlier session
            // of which nothing is stored was never begun.
            var (first, last) = (index.Min(one => one.Row.Minute), all.Where(one => one.Code == index.Key).Max(one => one.Row.Minute));
            var stored = LastStored(held, index.Key, session.FirstMinute, first);
            if (first > session.FirstMinute && !all.Exists(one => one.Code == index.Key && one.Row.Minute.Date < first.Date) && !held.Bars.TryGetKline(index.Key, first, out _)
                && (stored < first.AddMinutes(-1) || (stored is null && last.Date == first.Date)))
            {
                gaps.Add(new(session, index.Key, stored?.AddMinutes(1) ?? session.FirstMinute));
            }
        }

        var changed = day.Select(one => (one.Code, Bar: BarOf(one.Row))).Where(one => !held.Bars.TryGetKline(one.Code, one.Bar.Minute, out var stored) || stored != one.Bar).ToList();
        if (changed.Count > 0)
            await WriteAsync(changed, held, cancellationToken).ConfigureAwait(false);
        return gaps;
    }

    private async Task WriteAsync(List<(string Code, Kline Bar)> changed, HeldDay held, CancellationToken cancellationToken)
    {
        KlineSlice[] slices = [.. changed.GroupBy(one => one.Bar.Minute).OrderBy(minute => minute.Key)
            .Select(minute => new KlineSlice(minute.Key, [.. minute.DistinctBy(one => one.Code).Select(one => new SymbolKline(one.Code, one.Bar))]))];
        var body = KlineCodec.Pack(slices, accValue: true);
        var retrieval = NextRetrieval.After(held.LatestRetrieval, _client.ServerNow.ToOffset(KoreaTime.Offset).DateTime);
        for (var tries = 0; ; tries++)
        {
            // Where another writer has taken the key, the next second is free.
            var key = new KlineKey(_prefix, slices[0].Minute, slices[^1].Minute, Venue.Krx, retrieval.AddSeconds(tries));
            if (await _minutes.WriteAsync(key.ToString(), body, cancellationToken).ConfigureAwait(false) == CommitOutcome.Committed)
                return;
            if (tries == NextRetrieval.MostTaken)
                throw new ObjectStoreException(ObjectStoreError.Unavailable, key.ToString(), $"other writers took the keys of {NextRetrieval.MostTaken} seconds");
        }
    }

    private static DateTime? LastStored(HeldDay held, string code, DateTime first, DateTime before)
    {
        for (var minute = before.AddMinutes(-1); minute >= first; minute = minute.AddMinutes(-1))
        {
            if (held.Bars.TryGetKline(code, minute, out _))
                return minute;
        }

        return null;
    }

    // KIS has no shares of the day, only the value.
    private static Kline BarOf(MinuteRow row) => new(row.Minute, row.Open, row.High, row.Low, row.Close, row.Volume, null, row.AccValue);
}
