#:project ../src/Rhetenor.Data.Testing/Rhetenor.Data.Testing.csproj
#:project Charts/Charts.csproj
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false

// Candles across a share split, as traded and adjusted: dotnet run samples/adjusted.cs -- [<masters> <bars> <symbol> <from> <to>] [--out adjusted.html]
// The first two arguments are folders of stores. Without arguments, a simulated broker and its masters fill them in memory.
using System.Globalization;
using Charts;
using Rhetenor.Data;
using Rhetenor.Data.Testing;

var isOut = args is [.., "--out", _];
var (rest, path) = isOut ? (args[..^2], args[^1]) : (args, "adjusted.html");
if (rest.Length is not (0 or 5))
{
    Console.Error.WriteLine("adjusted [<folder of masters> <folder of bars> <symbol> <yyyy-MM-dd> <yyyy-MM-dd>] [--out <file.html>]");
    return 2;
}

var symbol = rest.Length == 0 ? "005930" : rest[2];
var from = rest.Length == 0 ? new DateOnly(2026, 10, 26) : DateOnly.Parse(rest[3], CultureInfo.InvariantCulture);
var to = rest.Length == 0 ? new DateOnly(2026, 11, 20) : DateOnly.Parse(rest[4], CultureInfo.InvariantCulture);
var (masterStore, barStore) = rest.Length == 0
    ? await SimulatedAsync(symbol, from, to)
    : ((IObjectStore)new DirectoryObjectStore(rest[0]), (IObjectStore)new DirectoryObjectStore(rest[1]));

// The masters prove the factors. Recorded factors are never erased, so a series is available as of any day.
var masters = new MasterDownloader(masterStore);
var history = await masters.LoadHistoryAsync(from.AddDays(-14), to);
var factors = await masters.RecordFactorsAsync(history);
foreach (AdjustmentFactor factor in factors.Of(symbol))
{
    Console.WriteLine(factor);
    foreach (var line in factor.Change.Evidence)
        Console.WriteLine($"    {line}");
}

var stored = await new KlineArchive(barStore).LoadAsync(new(from, to, [symbol]));
var traded = stored.AsTraded(factors).Resample(KlineResampling.Daily)[symbol];
var adjusted = stored.Adjust(factors).Resample(KlineResampling.Daily)[symbol];
KlineAdjustment adjustment = adjusted.Adjustment!;
foreach (var doubt in adjustment.Doubts)
    Console.WriteLine($"In doubt: {doubt}");
await File.WriteAllTextAsync(path, ChartPage.Write(history.Find(symbol)?.KoreanName, symbol, $"{from:yyyy-MM-dd} to {to:yyyy-MM-dd}{(rest.Length == 0 ? ", simulated" : "")}.",
    CandleChart.OfDays("As traded", traded, factors.Of(symbol)), CandleChart.OfDays($"Adjusted as of {adjustment.AsOf:yyyy-MM-dd}", adjusted)));
Console.WriteLine($"{adjusted}\nThe candles are in {path}.");
return 0;

// Ten shares for one on the 12th. Some days are fetched before the split, and the others after it.
static async Task<(IObjectStore Masters, IObjectStore Bars)> SimulatedAsync(string symbol, DateOnly from, DateOnly to)
{
    var (masters, bars) = (new InMemoryObjectStore(), new InMemoryObjectStore());
    var truth = new KisTruth(new KisTruthOptions { Events = [new CapitalEvent(symbol, new DateOnly(2026, 11, 12), CapitalEventKind.Split, 0.1m)] });
    var clock = VirtualClock.AtKorea(from, new TimeOnly(9, 0));
    var kis = new SimulatedKis(new SimulatedKisOptions { Truth = truth }, clock);
    var dws = new SimulatedDws(new SimulatedDwsOptions { Truth = truth }, clock);
    var downloader = new MasterDownloader(masters, new DwsMasterSource(dws), timeProvider: clock);
    var client = new HantooClient(new HantooCredentials(kis.Options.AppKey, kis.Options.AppSecret), kis, timeProvider: clock);
    var logger = new HantooKlineLogger([symbol], bars, client, timeProvider: clock);
    for (var day = from; day <= to; day = day.AddDays(1))
    {
        clock.AdvanceTo(KoreaTime.At(day, new TimeOnly(9, 0)));
        if (KrxCalendar.GetDay(day) == MarketDay.Session)
            await clock.RunAsync(() => downloader.DownloadAsync(Market.Kospi, day));
        clock.AdvanceTo(KoreaTime.At(day, new TimeOnly(20, 30)));
        if (day == new DateOnly(2026, 11, 4))
            await clock.RunAsync(() => logger.CatchUpAsync(from, day));
    }

    await clock.RunAsync(() => logger.CatchUpAsync(from, to));
    return (masters, bars);
}
