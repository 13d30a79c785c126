using Rhetenor.Data;
using Rhetenor.Data.Testing;

namespace Simulator;

/// <summary>A market of the instruments in the masters.</summary>
internal static class Listing
{
    public static async Task<KisTruth> TruthAsync(SimulatedDws dws)
    {
        var masters = new MasterDownloader(new InMemoryObjectStore(), new DwsMasterSource(dws));
        var listing = new List<KisSymbol>();
        foreach (var market in Market.All)
        {
            var master = await masters.DownloadAsync(market);
            listing.AddRange(master.Where(IsTraded).Select((record, number) => Listed(record, number, market == Market.Kospi && record["kospi50"] == "Y")));
        }

        return new KisTruth(new KisTruthOptions { Listing = listing, KeptDays = 2_000 });
    }

    // The same selection as in DailyLogger's lists.
    private static bool IsTraded(MasterRecord record) =>
        record.SecurityGroup is "ST" or "EF" or "DR" or "FS" or "RT" or "IF" or "MF" or "FE";

    private static KisSymbol Listed(MasterRecord record, int number, bool isLarge) => new(record.ShortCode)
    {
        Name = record.KoreanName,
        Level = Math.Max(100, record.BasePrice ?? 50_000),
        IsShare = record.SecurityGroup == "ST",
        OnNextrade = record.SecurityGroup == "ST" && number % 3 == 0,
        Kind = record.IsTradingHalted == true ? KisSymbolKind.Halted
            : isLarge ? KisSymbolKind.Liquid
            : (number % 20) switch { < 14 => KisSymbolKind.Liquid, < 19 => KisSymbolKind.Thin, _ => KisSymbolKind.Idle },
    };
}
