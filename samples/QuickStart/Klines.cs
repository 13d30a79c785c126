using Rhetenor.Data;
using Rhetenor.Data.Testing;

namespace QuickStart;

/// <summary>A session's minutes from a simulated KIS, with a virtual clock, so that waits take no time.</summary>
internal sealed class Klines
{
    // Simulated bars have their own prefix, so that they are not mistaken for real ones.
    private const string Prefix = "simulated-kline-1m";

    private readonly IObjectStore _store;
    private readonly VirtualClock _clock;
    private readonly SimulatedKis _kis;

    public Klines(IObjectStore store, KisTruth truth, DateOnly today)
    {
        _store = store;
        _clock = VirtualClock.AtKorea(today, new TimeOnly(20, 30));
        _kis = new SimulatedKis(new SimulatedKisOptions { Truth = truth }, _clock);
    }

    public IReadOnlyList<KisSymbol> Symbols => _kis.Truth.Options.Listing;

    /// <summary>Catches up the latest session. Only missing minutes are requested.</summary>
    public Task<CatchUpReport> CatchUpAsync(IProgress<CatchUpProgress>? progress = null)
    {
        var client = new HantooClient(new HantooCredentials(_kis.Options.AppKey, _kis.Options.AppSecret), _kis, timeProvider: _clock);
        var logger = new HantooKlineLogger(
            Symbols.Select(symbol => symbol.Code), _store, client, options: new KlineLoggerOptions { Prefix = Prefix }, timeProvider: _clock);
        return _clock.RunAsync(() => logger.CatchUpAsync(progress));
    }

    /// <summary>Reads the bars of a day from the store.</summary>
    public async Task<(KlineHistory Bars, ArchivedSession Stored)> ReadAsync(DateOnly date)
    {
        var archive = new KlineArchive(_store, new KlineArchiveOptions { Prefix = Prefix });
        return (await archive.LoadAsync(KlineQuery.Day(date)), await archive.ListSessionsAsync(date, date).SingleAsync());
    }
}
