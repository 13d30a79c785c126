using Rhetenor.Data;
using Rhetenor.Data.Testing;

namespace Mcp;

/// <summary>A week of two symbols, with a split on the 18th and masters of each day.</summary>
internal static class SimulatedStore
{
    public static async Task<(IObjectStore Klines, IObjectStore Masters)> CreateAsync()
    {
        var (from, to) = (new DateOnly(2026, 11, 16), new DateOnly(2026, 11, 20));
        var truth = new KisTruth(new KisTruthOptions { Listing = KisSymbols.Mix(2), Events = [new CapitalEvent("005930", new DateOnly(2026, 11, 18), CapitalEventKind.Split, 0.1m)] });
        var clock = VirtualClock.AtKorea(from, new TimeOnly(9, 0));
        var kis = new SimulatedKis(new SimulatedKisOptions { Truth = truth }, clock);
        var dws = new SimulatedDws(new SimulatedDwsOptions { Truth = truth, KospiRecords = 300 }, clock);
        var (klines, masters) = (new InMemoryObjectStore(), new InMemoryObjectStore());
        var client = new HantooClient(new HantooCredentials(kis.Options.AppKey, kis.Options.AppSecret), kis, timeProvider: clock);
        var logger = new HantooKlineLogger(["005930", "000660"], klines, client, timeProvider: clock);
        var downloader = new MasterDownloader(masters, new DwsMasterSource(dws, timeProvider: clock), timeProvider: clock);
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            clock.AdvanceTo(KoreaTime.At(day, new TimeOnly(9, 0)));
            await clock.RunAsync(() => downloader.DownloadAsync(Market.Kospi, day));
            clock.AdvanceTo(KoreaTime.At(day, new TimeOnly(20, 30)));
            await clock.RunAsync(() => logger.CatchUpAsync(day));
        }

        return (klines, masters);
    }
}
