#:project ../src/Rhetenor.Data.Testing/Rhetenor.Data.Testing.csproj
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false

// One symbol's bars of a day: dotnet run samples/read-a-day.cs -- [<folder of the store> <symbol> <yyyy-MM-dd>]
// Without arguments, a simulated broker first fills a store in memory. Its prices are simulated.
using System.Globalization;
using Rhetenor.Data;
using Rhetenor.Data.Testing;

if (args.Length is not (0 or 3))
{
    Console.Error.WriteLine("read-a-day [<folder of the store> <symbol> <yyyy-MM-dd>]");
    return 2;
}

var symbol = args.ElementAtOrDefault(1) ?? "005930";
var date = args.Length == 0 ? new DateOnly(2026, 11, 20) : DateOnly.Parse(args[2], CultureInfo.InvariantCulture);
IObjectStore store = args.Length == 0 ? await SimulatedAsync(date) : new DirectoryObjectStore(args[0]);

// These two lines read the day.
var archive = new KlineArchive(store);
var day = await archive.LoadAsync(KlineQuery.Day(date, symbol));

if (!day.TryGetValue(symbol, out var minutes))
{
    Console.Error.WriteLine($"The store has no bar of {symbol} on {date:yyyy-MM-dd}.");
    return 1;
}

Console.WriteLine($"{symbol} on {date:yyyy-MM-dd}: {minutes.Count} one-minute bars, {minutes[^1].AccVolume:N0} shares. The first bars:");
Print(minutes.Take(5));

var larger = minutes.Resample(KlineResampling.Minutes(5));
Console.WriteLine($"\n{larger.Count} five-minute bars of the regular session; the last one contains the closing auction. The first and the last bars:");
Print([.. larger.Take(3), .. larger.TakeLast(2)]);

var filled = (await archive.LoadFilledAsync(KlineQuery.Day(date, symbol)))[symbol];
Console.WriteLine($"\n{filled.FilledCount} covered minutes had no trade; filled forward there are {filled.Count} bars.");
return 0;

static void Print(IEnumerable<Kline> bars)
{
    Console.WriteLine($"  {"",-5}{"open",11}{"high",11}{"low",11}{"close",11}{"volume",12}");
    foreach (var bar in bars)
        Console.WriteLine($"  {bar.Minute:HH:mm}{bar.Open,11:N0}{bar.High,11:N0}{bar.Low,11:N0}{bar.Close,11:N0}{bar.Volume,12:N0}");
}

static async Task<IObjectStore> SimulatedAsync(DateOnly date)
{
    var store = new InMemoryObjectStore();
    var clock = VirtualClock.AtKorea(date, new TimeOnly(20, 30));
    var kis = new SimulatedKis(timeProvider: clock);
    var client = new HantooClient(new HantooCredentials(kis.Options.AppKey, kis.Options.AppSecret), kis, timeProvider: clock);
    var logger = new HantooKlineLogger(["005930", "000660"], store, client, timeProvider: clock);
    Console.WriteLine($"Simulated prices: {await clock.RunAsync(() => logger.CatchUpAsync(date))}\n");
    return store;
}
