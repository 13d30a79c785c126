#:project ../src/Rhetenor.Data.Testing/Rhetenor.Data.Testing.csproj
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false

// Candles across a share split, as traded and adjusted: dotnet run samples/adjusted.cs -- [<masters> <bars> <symbol> <from> <to>] [--out adjusted.html]
// The first two arguments are folders of stores. Without arguments, a simulated broker and its masters fill them in memory.
using System.Globalization;
using System.Text;
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
var factors = await masters.RecordFactorsAsync(await masters.LoadHistoryAsync(from.AddDays(-14), to));
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
await File.WriteAllTextAsync(path, Page($"{symbol}, {from:yyyy-MM-dd} to {to:yyyy-MM-dd}", ("As traded", traded), ($"Adjusted as of {adjustment.AsOf:yyyy-MM-dd}", adjusted)));
Console.WriteLine($"{adjusted}\nThe candles are in {path}.");
return 0;

static string Page(string title, params (string Name, KlineSeries Candles)[] charts)
{
    var page = new StringBuilder($$"""
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>{{title}}</title><style>
        body { margin: 16px; font: 13px system-ui, sans-serif; } svg { display: block; width: 100%; max-width: 1100px; }
        .up { stroke: #d6293e; fill: #d6293e; } .down { stroke: #2563c9; fill: #2563c9; } text { fill: #555; } .grid { stroke: #e8e8e8; }
        </style></head><body><h1>{{title}}</h1>

        """);
    foreach (var (name, candles) in charts)
    {
        var (low, high) = (candles.Low.ToArray().Min(), candles.High.ToArray().Max());
        double Y(double won) => 300 - ((won - low) / Math.Max(1, high - low) * 260);
        var step = 960.0 / candles.Count;
        page.AppendLine(CultureInfo.InvariantCulture, $"<h2>{name}</h2><svg viewBox='0 0 1100 340' role='img' aria-label='{name}'>");
        for (var i = 0; i <= 4; i++)
        {
            var won = low + ((high - low) * i / 4);
            page.AppendLine(CultureInfo.InvariantCulture, $"<line class='grid' x1='10' x2='980' y1='{Y(won):F1}' y2='{Y(won):F1}'/><text x='990' y='{Y(won) + 4:F1}'>{won:N0} won</text>");
        }

        for (var i = 0; i < candles.Count; i++)
        {
            var (x, width) = (15 + (i * step) + (step / 2), step * 0.6);
            var (open, close) = (candles.Open[i], candles.Close[i]);
            page.AppendLine(CultureInfo.InvariantCulture, $"<g class='{(close >= open ? "up" : "down")}'><title>{candles.Minutes[i]:yyyy-MM-dd} open {open:N0} high {candles.High[i]:N0} low {candles.Low[i]:N0} close {close:N0}, {candles.Volume[i]:N0} shares</title>");
            page.AppendLine(CultureInfo.InvariantCulture, $"<line x1='{x:F1}' x2='{x:F1}' y1='{Y(candles.High[i]):F1}' y2='{Y(candles.Low[i]):F1}'/><rect x='{x - (width / 2):F1}' y='{Y(Math.Max(open, close)):F1}' width='{width:F1}' height='{Math.Max(1, Math.Abs(Y(open) - Y(close))):F1}'/></g>");
            if (i % 5 == 0)
                page.AppendLine(CultureInfo.InvariantCulture, $"<text x='{x - 12:F1}' y='330'>{candles.Minutes[i]:MM-dd}</text>");
        }

        page.AppendLine("</svg>");
    }

    return page.Append("</body></html>").ToString();
}

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
