<Query Kind="Statements">
  <NuGetReference>Rhetenor.Data</NuGetReference>
  <NuGetReference>Rhetenor.Data.Testing</NuGetReference>
  <Namespace>Rhetenor.Data</Namespace>
  <Namespace>Rhetenor.Data.Testing</Namespace>
</Query>

// The closes of a day in five-minute bars, and the change against the previous close. KLINES is the folder of a store; without it, the bars are simulated. docs/STORES.md has S3.
IObjectStore store = Environment.GetEnvironmentVariable("KLINES") is { } folder ? new DirectoryObjectStore(folder) : await SimulatedAsync();
var date = new DateOnly(2026, 11, 20);
var history = await new KlineArchive(store).LoadAsync(new(date.AddDays(-7), date, ["005930"]));
var days = history["005930"].Resample(KlineResampling.Daily);
var bars = history["005930"].Resample(KlineResampling.Minutes(5)).Where(bar => DateOnly.FromDateTime(bar.Minute) == date);

bars.Chart(bar => bar.Minute, bar => bar.Close, Util.SeriesType.Line).Dump($"005930 on {date:yyyy-MM-dd}");
$"Close of the regular session {days.Close[^1]:N0} won, {days.Close[^1] - days.Close[^2]:+#,0;-#,0;0} from the close before".Dump();

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
