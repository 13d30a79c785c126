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

    public Klines(IObjectStore store, IReadOnlyList<MasterRecord> symbols, DateOnly today)
    {
        _store = store;
        Symbols = symbols;
        _clock = VirtualClock.AtKorea(today, new TimeOnly(20, 30));
        var truth = new KisTruth(new KisTruthOptions { Listing = [.. symbols.Select(Listed)] });
        _kis = new SimulatedKis(new SimulatedKisOptions { Truth = truth }, _clock);
    }

    public IReadOnlyList<MasterRecord> Symbols { get; }

    public static IReadOnlyList<MasterRecord> Largest(MasterFile master, int count) =>
        [.. master.Where(record => record.SecurityGroup == "ST").OrderByDescending(record => record.MarketCap).Take(count)];

    /// <summary>Catches up the latest session. Only missing minutes are requested.</summary>
    public Task<CatchUpReport> CatchUpAsync(IProgress<CatchUpProgress>? progress = null)
    {
        var client = new HantooClient(new HantooCredentials(_kis.Options.AppKey, _kis.Options.AppSecret), _kis, timeProvider: _clock);
        var logger = new HantooKlineLogger(
            Symbols.Select(symbol => symbol.ShortCode), _store, client, options: new KlineLoggerOptions { Prefix = Prefix }, timeProvider: _clock);
        return _clock.RunAsync(() => logger.CatchUpAsync(progress));
    }

    /// <summary>Reads the bars of a day from the store.</summary>
    public async Task<(KlineHistory Bars, ArchivedSession Stored)> ReadAsync(DateOnly date)
    {
        var archive = new KlineArchive(_store, new KlineArchiveOptions { Prefix = Prefix });
        return (await archive.LoadAsync(KlineQuery.Day(date)), await archive.ListSessionsAsync(date, date).SingleAsync());
    }

    private static KisSymbol Listed(MasterRecord record) => new(record.ShortCode)
    {
        Name = record.KoreanName,
        Level = Math.Max(100, record.BasePrice ?? 50_000),
        Kind = record.IsTradingHalted == true ? KisSymbolKind.Halted : KisSymbolKind.Liquid,
    };
}
