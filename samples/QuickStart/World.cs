using Rhetenor.Data;
using Rhetenor.Data.Testing;

namespace QuickStart;

/// <summary>One simulated market for masters and minutes, so that a master's base price is the close before the day's candles.</summary>
internal static class World
{
    private const int Shares = 20;

    /// <summary>Creates a market of the largest shares of the masters that a simulated DWS generates.</summary>
    public static async Task<KisTruth> OfGeneratedMastersAsync(DateOnly today)
    {
        var clock = VirtualClock.AtKorea(today, new TimeOnly(9, 0));
        var masters = new MasterDownloader(new InMemoryObjectStore(), new DwsMasterSource(new SimulatedDws(timeProvider: clock)), timeProvider: clock);
        return Of(await masters.DownloadAsync(Market.Kospi));
    }

    /// <summary>Creates a market of the largest shares of a master.</summary>
    public static KisTruth Of(MasterFile master) => new(new KisTruthOptions
    {
        Listing = [.. master.Where(record => record.SecurityGroup == "ST").OrderByDescending(record => record.MarketCap).Take(Shares).Select(Listed)],
    });

    private static KisSymbol Listed(MasterRecord record) => new(record.ShortCode)
    {
        Name = record.KoreanName,
        Level = Math.Max(100, record.BasePrice ?? 50_000),
        Kind = record.IsTradingHalted == true ? KisSymbolKind.Halted : KisSymbolKind.Liquid,
    };
}
