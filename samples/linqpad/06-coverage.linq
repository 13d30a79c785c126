<Query Kind="Statements">
  <NuGetReference>Rhetenor.Data</NuGetReference>
  <NuGetReference>Rhetenor.Data.Testing</NuGetReference>
  <Namespace>Rhetenor.Data</Namespace>
  <Namespace>Rhetenor.Data.Testing</Namespace>
</Query>

// What a store contains and lacks, day by day. KLINES is the folder of a store; without it, the bars are simulated. docs/STORES.md has S3.
IObjectStore store = Environment.GetEnvironmentVariable("KLINES") is { } folder ? new DirectoryObjectStore(folder) : await SimulatedAsync();
var archive = new KlineArchive(store);
var coverage = await archive.ReportCoverageAsync(new(new(2026, 11, 9), new(2026, 11, 20)));

coverage.Sessions.Select(session => new { session.Session.Date, session.Final, Symbols = session.Symbols.Count, session.Bars }).Dump("Sessions");
coverage.Gaps.Dump("What a catch-up would request");
(await archive.VerifyAsync()).ToText().Dump("Every object, read again");
Util.RawHtml(coverage.ToHtml()).Dump("The page");

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
