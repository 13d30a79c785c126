<Query Kind="Statements">
  <NuGetReference>Rhetenor.Data</NuGetReference>
  <NuGetReference>Rhetenor.Data.Testing</NuGetReference>
  <Namespace>Rhetenor.Data</Namespace>
  <Namespace>Rhetenor.Data.Testing</Namespace>
</Query>

// Daily closes across a split, as traded and adjusted. MASTERS and KLINES are folders of stores; without them, both are simulated.
var (from, to) = (new DateOnly(2026, 11, 9), new DateOnly(2026, 11, 20));
var (masterStore, barStore) = (Environment.GetEnvironmentVariable("MASTERS"), Environment.GetEnvironmentVariable("KLINES")) is ({ } masters, { } klines)
    ? ((IObjectStore)new DirectoryObjectStore(masters), (IObjectStore)new DirectoryObjectStore(klines))
    : await SimulatedAsync(from, to);

var factors = AdjustmentFactors.Of(await new MasterDownloader(masterStore).LoadHistoryAsync(from.AddDays(-7), to));
factors.Of("005930").Dump("Factors, proven by the masters");
var stored = await new KlineArchive(barStore).LoadAsync(new(from, to, ["005930"]));
var (traded, adjusted) = (stored.AsTraded(factors).Resample(KlineResampling.Daily)["005930"], stored.Adjust(factors).Resample(KlineResampling.Daily)["005930"]);
traded.Zip(adjusted).Select(day => new { Date = day.First.Minute.ToString("yyyy-MM-dd"), Traded = day.First.Close, Adjusted = day.Second.Close }).Dump("Daily closes");

// Ten shares for one on the 17th.
static async Task<(IObjectStore Masters, IObjectStore Bars)> SimulatedAsync(DateOnly from, DateOnly to)
{
    var truth = new KisTruth(new KisTruthOptions { Events = [new CapitalEvent("005930", new DateOnly(2026, 11, 17), CapitalEventKind.Split, 0.1m)] });
    var clock = VirtualClock.AtKorea(from, new TimeOnly(9, 0));
    var kis = new SimulatedKis(new SimulatedKisOptions { Truth = truth }, clock);
    var (masters, bars) = (new InMemoryObjectStore(), new InMemoryObjectStore());
    var downloader = new MasterDownloader(masters, new DwsMasterSource(new SimulatedDws(new SimulatedDwsOptions { Truth = truth }, clock)), timeProvider: clock);
    for (var day = from; day <= to; day = day.AddDays(1))
    {
        clock.AdvanceTo(KoreaTime.At(day, new TimeOnly(9, 0)));
        if (KrxCalendar.GetDay(day) == MarketDay.Session)
            await clock.RunAsync(() => downloader.DownloadAsync(Market.Kospi, day));
    }

    clock.AdvanceTo(KoreaTime.At(to, new TimeOnly(20, 30)));
    var client = new HantooClient(new HantooCredentials(kis.Options.AppKey, kis.Options.AppSecret), kis, timeProvider: clock);
    await clock.RunAsync(() => new HantooKlineLogger(["005930"], bars, client, timeProvider: clock).CatchUpAsync(from, to));
    return (masters, bars);
}
