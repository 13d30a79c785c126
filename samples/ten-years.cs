#:project ../src/Rhetenor.Data.Testing/Rhetenor.Data.Testing.csproj
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false

// Ten years of daily closes, as traded and adjusted: dotnet run samples/ten-years.cs -- [<masters> <bars> <symbol> <from> <to>] [--out ten-years.html]
// The first two arguments are folders of stores. Without arguments, a simulated broker and its masters fill them in memory.
using System.Globalization;
using System.Text;
using Rhetenor.Data;
using Rhetenor.Data.Testing;

var isOut = args is [.., "--out", _];
var (rest, path) = isOut ? (args[..^2], args[^1]) : (args, "ten-years.html");
if (rest.Length is not (0 or 5))
{
    Console.Error.WriteLine("ten-years [<folder of masters> <folder of bars> <symbol> <yyyy-MM-dd> <yyyy-MM-dd>] [--out <file.html>]");
    return 2;
}

var symbol = rest.Length == 0 ? "005930" : rest[2];
var from = rest.Length == 0 ? new DateOnly(2016, 11, 21) : DateOnly.Parse(rest[3], CultureInfo.InvariantCulture);
var to = rest.Length == 0 ? new DateOnly(2026, 11, 20) : DateOnly.Parse(rest[4], CultureInfo.InvariantCulture);
var (masterStore, barStore) = rest.Length == 0
    ? await SimulatedAsync(symbol, from, to)
    : ((IObjectStore)new DirectoryObjectStore(rest[0]), (IObjectStore)new DirectoryObjectStore(rest[1]));

// Daily bars are as traded. The masters around an event prove its factor, and the close before it is a second witness.
var traded = await new KlineArchive(barStore).LoadDailyAsync(new(from, to, [symbol]));
var factors = AdjustmentFactors.Of(await new MasterDownloader(masterStore).LoadHistoryAsync(from, to), traded);
foreach (var factor in factors.Of(symbol))
    Console.WriteLine(factor);
var adjusted = traded.Adjust(factors, asOf: to);
await File.WriteAllTextAsync(path, Page($"{symbol}, {from:yyyy-MM-dd} to {to:yyyy-MM-dd}", ("As traded", traded[symbol]), ($"Adjusted as of {to:yyyy-MM-dd}", adjusted[symbol])));
Console.WriteLine($"{traded[symbol]}\nThe lines are in {path}.");
return 0;

static string Page(string title, params (string Name, KlineSeries Bars)[] charts)
{
    var page = new StringBuilder($"<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'><title>{title}</title></head><body style='font: 13px system-ui, sans-serif'><h1>{title}</h1>\n");
    foreach (var (name, bars) in charts)
    {
        var (low, high) = (bars.Low.ToArray().Min(), bars.High.ToArray().Max());
        page.Append(CultureInfo.InvariantCulture, $"<h2>{name}: {low:N0} to {high:N0} won</h2>\n<svg viewBox='0 0 1100 300' role='img' aria-label='{name}'><polyline fill='none' stroke='#2563c9' points='");
        for (var i = 0; i < bars.Count; i++)
            page.Append(CultureInfo.InvariantCulture, $"{1080.0 * i / bars.Count:F1},{290 - ((bars.Close[i] - low) / Math.Max(1, high - low) * 280):F1} ");
        page.Append("'/></svg>\n");
    }

    return page.Append("</body></html>\n").ToString();
}

// Fifty shares for one in May 2018, and a bonus issue in 2023. The masters of the events' days are kept.
static async Task<(IObjectStore Masters, IObjectStore Bars)> SimulatedAsync(string symbol, DateOnly from, DateOnly to)
{
    var (masters, bars) = (new InMemoryObjectStore(), new InMemoryObjectStore());
    CapitalEvent[] events = [new(symbol, new DateOnly(2018, 5, 4), CapitalEventKind.Split, 0.02m), new(symbol, new DateOnly(2023, 3, 9), CapitalEventKind.Bonus, 0.5m)];
    var truth = new KisTruth(new KisTruthOptions { Events = events });
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
    return (masters, bars);
}
