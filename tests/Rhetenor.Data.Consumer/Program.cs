using Rhetenor.Data;
using Rhetenor.Data.Testing;

// A day of a simulated market, logged into a folder and read back.
var day = new DateOnly(2026, 11, 20);
var clock = VirtualClock.AtKorea(day, new TimeOnly(20, 30));
var kis = new SimulatedKis(new SimulatedKisOptions { Truth = new KisTruth(new KisTruthOptions { Seed = 7, Listing = KisSymbols.Mix(20) }) }, clock);
var symbols = kis.Truth.Options.Listing.Select(symbol => symbol.Code).ToList();
var folder = Directory.CreateTempSubdirectory().FullName;
try
{
    var store = new DirectoryObjectStore(folder);
    var client = new HantooClient(new HantooCredentials(kis.Options.AppKey, kis.Options.AppSecret), kis, timeProvider: clock);
    var report = await clock.RunAsync(() => new HantooKlineLogger(symbols, store, client, timeProvider: clock).CatchUpAsync());
    report.EnsureComplete();
    var history = await new KlineArchive(store).LoadAsync(KlineQuery.Day(day));
    var expected = symbols.Sum(symbol => kis.Truth.FinalBars(Venue.Krx, day, symbol).Count);
    Console.WriteLine($"{history.BarCount} of {expected} bars, {(await new KlineArchive(store).VerifyAsync()).Verdict}");
#if PARQUET
    await using var parquet = File.Create(Path.Join(folder, "day.parquet"));
    if (await KlineParquet.WriteAsync(parquet, history) != expected || parquet.Length == 0)
        return 1;
#endif
    return history.BarCount == expected ? 0 : 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
