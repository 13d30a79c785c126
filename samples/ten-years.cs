#:project ../src/Rhetenor.Data.Testing/Rhetenor.Data.Testing.csproj
#:project Charts/Charts.csproj
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false

// Ten years of weekly candles from daily bars, as traded, adjusted and as total return: dotnet run samples/ten-years.cs -- [<masters> <bars> <actions> <symbol> <from> <to>] [--out ten-years.html]
// The first three arguments are folders of stores. Without arguments, a simulated broker and its masters fill them in memory.
using System.Globalization;
using Charts;
using Rhetenor.Data;
using Rhetenor.Data.Testing;

var isOut = args is [.., "--out", _];
var (rest, path) = isOut ? (args[..^2], args[^1]) : (args, "ten-years.html");
if (rest.Length is not (0 or 6))
{
    Console.Error.WriteLine("ten-years [<folder of masters> <folder of bars> <folder of corporate actions> <symbol> <yyyy-MM-dd> <yyyy-MM-dd>] [--out <file.html>]");
    return 2;
}

var symbol = rest.Length == 0 ? "005930" : rest[3];
var from = rest.Length == 0 ? new DateOnly(2016, 11, 21) : DateOnly.Parse(rest[4], CultureInfo.InvariantCulture);
var to = rest.Length == 0 ? new DateOnly(2026, 11, 20) : DateOnly.Parse(rest[5], CultureInfo.InvariantCulture);
var (masterStore, barStore, actionStore) = rest.Length == 0
    ? await SimulatedAsync(symbol, from, to)
    : ((IObjectStore)new DirectoryObjectStore(rest[0]), (IObjectStore)new DirectoryObjectStore(rest[1]), (IObjectStore)new DirectoryObjectStore(rest[2]));

// Daily bars are as traded. Masters, base prices of the bars and corporate actions are three witnesses of each event.
var traded = await new KlineArchive(barStore).LoadDailyAsync(new(from, to, [symbol]));
var actions = await new CorporateActionDownloader(actionStore).LoadAsync(from, to);
var history = await new MasterDownloader(masterStore).LoadHistoryAsync(from, to);
var factors = AdjustmentFactors.Of(history, traded, actions);
foreach (ComparedEvent found in factors.Compared)
    Console.WriteLine(found);
var adjusted = traded.Adjust(factors, asOf: to);
var total = traded.Adjust(factors, adjustment: Adjustment.TotalReturn);
foreach (var doubt in total[symbol].Adjustment!.Doubts)
    Console.WriteLine($"In doubt: {doubt}");
await File.WriteAllTextAsync(path, ChartPage.Write(history.Find(symbol)?.KoreanName, symbol, $"{from:yyyy-MM-dd} to {to:yyyy-MM-dd}{(rest.Length == 0 ? ", simulated" : "")}.",
    CandleChart.OfWeeks("As traded", traded[symbol], factors.Of(symbol)), CandleChart.OfWeeks($"Adjusted as of {to:yyyy-MM-dd}", adjusted[symbol]), CandleChart.OfWeeks("Total return", total[symbol])));
Console.WriteLine($"{traded[symbol]}\nThe candles are in {path}.");
return 0;

// Fifty shares for one in May 2018, a bonus issue in 2023, and a dividend each spring. The masters of the two events' days are kept.
static async Task<(IObjectStore Masters, IObjectStore Bars, IObjectStore Actions)> SimulatedAsync(string symbol, DateOnly from, DateOnly to)
{
    var (masters, bars, actions) = (new InMemoryObjectStore(), new InMemoryObjectStore(), new InMemoryObjectStore());
    CapitalEvent[] events = [new(symbol, new DateOnly(2018, 5, 4), CapitalEventKind.Split, 0.02m), new(symbol, new DateOnly(2023, 3, 9), CapitalEventKind.Bonus, 0.5m)];
    var dividends = Enumerable.Range(from.Year + 1, to.Year - from.Year).Select(year => new CapitalEvent(symbol, new DateOnly(year, 4, 7).AddDays(new DateOnly(year, 4, 7).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 2 : 0), CapitalEventKind.Dividend, 1) { Dividend = year < 2019 ? 150_000 : 3_000 });
    var truth = new KisTruth(new KisTruthOptions { Events = [.. events, .. dividends] });
    foreach (var day in events.SelectMany(one => new[] { truth.PreviousSession(one.ExDate), one.ExDate }))
    {
        var morning = VirtualClock.AtKorea(day, new TimeOnly(9, 0));
        var dws = new SimulatedDws(new SimulatedDwsOptions { Truth = truth }, morning);
        await morning.RunAsync(() => new MasterDownloader(masters, new DwsMasterSource(dws), timeProvider: morning).DownloadAsync(Market.Kospi, day));
    }

    var clock = VirtualClock.AtKorea(to, new TimeOnly(20, 30));
    var kis = new SimulatedKis(new SimulatedKisOptions { Truth = truth }, clock);
    var client = new HantooClient(new HantooCredentials(kis.Options.AppKey, kis.Options.AppSecret), kis, timeProvider: clock);
    var logger = new HantooDailyLogger([symbol], bars, client, options: new() { From = from }, timeProvider: clock);
    Console.WriteLine(await clock.RunAsync(() => logger.PlanAsync()));
    Console.WriteLine(await clock.RunAsync(() => logger.CatchUpAsync()));
    await clock.RunAsync(() => new CorporateActionDownloader(actions, client).DownloadAsync(from, to));
    return (masters, bars, actions);
}
