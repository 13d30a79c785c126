<Query Kind="Statements">
  <NuGetReference>Rhetenor.Data</NuGetReference>
  <NuGetReference>Rhetenor.Data.Testing</NuGetReference>
  <Namespace>Rhetenor.Data</Namespace>
  <Namespace>Rhetenor.Data.Testing</Namespace>
</Query>

// One symbol's bars of a day. KLINES is the folder of a store; without it, the bars are simulated. docs/STORES.md has S3.
IObjectStore store = Environment.GetEnvironmentVariable("KLINES") is { } folder ? new DirectoryObjectStore(folder) : await SimulatedAsync();
var archive = new KlineArchive(store);
var date = new DateOnly(2026, 11, 20);
var minutes = (await archive.LoadAsync(KlineQuery.Day(date, "005930")))["005930"];

minutes.Take(5).Dump("The first one-minute bars");
minutes.Resample(KlineResampling.Minutes(5)).Dump("Five-minute bars of the regular session");

var filled = (await archive.LoadFilledAsync(KlineQuery.Day(date, "005930")))["005930"];
$"{filled.FilledCount} covered minutes had no trade; filled forward there are {filled.Count} bars.".Dump();

// Two weeks of two symbols, without an account.
static async Task<IObjectStore> SimulatedAsync()
{
    var clock = VirtualClock.AtKorea(new DateOnly(2026, 11, 20), new TimeOnly(20, 30));
    var kis = new SimulatedKis(timeProvider: clock);
    var client = new HantooClient(new HantooCredentials(kis.Options.AppKey, kis.Options.AppSecret), kis, timeProvider: clock);
    var store = new InMemoryObjectStore();
    await clock.RunAsync(() => new HantooKlineLogger(["005930", "000660"], store, client, timeProvider: clock).CatchUpAsync(new DateOnly(2026, 11, 9), new DateOnly(2026, 11, 20)));
    return store;
}
