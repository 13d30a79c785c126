#:project ../src/Rhetenor.Data.Testing/Rhetenor.Data.Testing.csproj
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false

// A backtest over a universe that is selected anew each session, on adjusted prices: dotnet run samples/universe-backtest.cs -- [<masters> <bars> <from> <to>]
// The first two arguments are folders of stores. Without arguments, a simulated broker and its masters fill them in memory.
using System.Globalization;
using Rhetenor.Data;
using Rhetenor.Data.Testing;

if (args.Length is not (0 or 4))
{
    Console.Error.WriteLine("universe-backtest [<folder of masters> <folder of bars> <yyyy-MM-dd> <yyyy-MM-dd>]");
    return 2;
}

const decimal Commission = 0.00015m, Tax = 0.0020m;
const double Fall = -0.005;
var from = args.Length == 0 ? new DateOnly(2026, 11, 9) : DateOnly.Parse(args[2], CultureInfo.InvariantCulture);
var to = args.Length == 0 ? new DateOnly(2026, 11, 20) : DateOnly.Parse(args[3], CultureInfo.InvariantCulture);
var (masterStore, barStore) = args.Length == 0
    ? await SimulatedAsync(from, to)
    : ((IObjectStore)new DirectoryObjectStore(args[0]), (IObjectStore)new DirectoryObjectStore(args[1]));

var masters = new MasterDownloader(masterStore);
var archive = new KlineArchive(barStore);
var factors = AdjustmentFactors.Of(await masters.LoadHistoryAsync(from.AddDays(-14), to));
foreach (AdjustmentFactor factor in factors.Where(factor => factor.ExDate >= from && factor.ExDate <= to))
    Console.WriteLine($"Factor: {factor}");

// A rule, not a list: each session has the members of its own master, also those that were delisted since.
var universe = Universe.Of(Market.Kospi).Groups("ST").NotHalted().Largest(6);
var before = new Dictionary<string, (double Close, double TradedClose, bool HasFallen)>();
var (equity, trades, won) = (1m, 0, 0);
await foreach (KlineHistory stored in archive.ReadUniverseAsync(from, to, universe, masters))
{
    // Prices of one scale over the whole range, and for comparison those that were traded.
    var (adjusted, traded) = (stored.Adjust(factors, asOf: to).Resample(KlineResampling.Daily), stored.AsTraded(factors).Resample(KlineResampling.Daily));
    var date = DateOnly.FromDateTime(adjusted[0].Minutes[0]);
    var (now, gains) = (new Dictionary<string, (double Close, double TradedClose, bool HasFallen)>(), new List<decimal>());
    foreach (KlineSeries day in adjusted)
    {
        // Buys at the open what fell the session before, and sells at the close of the regular session.
        var (open, close, tradedClose) = (day.Open[0], day.Close[0], traded[day.Symbol].Close[0]);
        var (change, tradedChange) = (0.0, 0.0);
        if (before.TryGetValue(day.Symbol, out var last))
        {
            (change, tradedChange) = ((close / last.Close) - 1, (tradedClose / last.TradedClose) - 1);
            if (last.HasFallen)
                gains.Add(((decimal)close * (1 - Commission - Tax) / ((decimal)open * (1 + Commission))) - 1);
            if (Math.Abs(change - tradedChange) > 0.001)
                Console.WriteLine($"{date:yyyy-MM-dd}  {day.Symbol}: without adjustment this is a change of {tradedChange:+0.0 %;-0.0 %}, with it {change:+0.0 %;-0.0 %}");
        }

        now.Add(day.Symbol, (close, tradedClose, change <= Fall));
    }

    before = now;
    equity *= 1 + (gains.Count == 0 ? 0 : gains.Average());
    (trades, won) = (trades + gains.Count, won + gains.Count(gain => gain > 0));
    Console.WriteLine($"{date:yyyy-MM-dd}  members {string.Join(' ', adjusted.Select(day => day.Symbol))}, {gains.Count} trades, equity {equity:P2}");
}

Console.WriteLine($"""

    {trades} round trips, {won} with a gain after costs; equity {equity:P2} of the start
    Ignored: spread and queue, the price moving with the order, limits of ±30 %, dividends, interest.
    """);
return 0;

// The eight largest shares of a generated master. On the 17th, one of them has a split of one share into ten.
static async Task<(IObjectStore Masters, IObjectStore Bars)> SimulatedAsync(DateOnly from, DateOnly to)
{
    var clock = VirtualClock.AtKorea(from, new TimeOnly(9, 0));
    var sizes = new SimulatedDwsOptions { KospiRecords = 300 };
    var first = await clock.RunAsync(() => new MasterDownloader(new InMemoryObjectStore(), new DwsMasterSource(new SimulatedDws(sizes, clock), timeProvider: clock), timeProvider: clock).DownloadAsync(Market.Kospi));
    var shares = Universe.Of(Market.Kospi).Groups("ST").NotHalted().Largest(8).Select(first);
    var truth = new KisTruth(new KisTruthOptions
    {
        Listing = [.. shares.Select(record => new KisSymbol(record.ShortCode) { Name = record.KoreanName, Level = record.BasePrice ?? 50_000 })],
        Events = [new CapitalEvent(shares[1].ShortCode, new DateOnly(2026, 11, 17), CapitalEventKind.Split, 0.1m)],
    });
    var kis = new SimulatedKis(new SimulatedKisOptions { Truth = truth }, clock);
    var dws = new SimulatedDws(sizes with { Truth = truth }, clock);
    var (masters, bars) = (new InMemoryObjectStore(), new InMemoryObjectStore());
    var downloader = new MasterDownloader(masters, new DwsMasterSource(dws, timeProvider: clock), timeProvider: clock);
    var client = new HantooClient(new HantooCredentials(kis.Options.AppKey, kis.Options.AppSecret), kis, timeProvider: clock);
    var logger = new HantooKlineLogger(shares.Select(record => record.ShortCode), bars, client, timeProvider: clock);
    var count = 0;
    for (var day = from; day <= to; day = day.AddDays(1))
    {
        if (KrxCalendar.GetDay(day) != MarketDay.Session)
            continue;
        clock.AdvanceTo(KoreaTime.At(day, new TimeOnly(9, 0)));
        await clock.RunAsync(() => downloader.DownloadAsync(Market.Kospi, day));
        clock.AdvanceTo(KoreaTime.At(day, new TimeOnly(20, 30)));
        count += (await clock.RunAsync(() => logger.CatchUpAsync(day))).NewBars;
    }

    Console.WriteLine($"Simulated prices: {count} bars of {shares.Count} shares\n");
    return (masters, bars);
}
