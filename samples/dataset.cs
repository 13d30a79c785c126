#:project ../src/Rhetenor.Data/Rhetenor.Data.csproj
#:project ../src/Rhetenor.Data.Parquet/Rhetenor.Data.Parquet.csproj
#:project ../src/Rhetenor.Data.Testing/Rhetenor.Data.Testing.csproj
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false

// Publishes a folder of klines as a Parquet dataset: dotnet run samples/dataset.cs -- [<store folder> <dataset folder> <from> <to>]
// Without arguments, a simulated broker first fills a store in memory. Its prices are simulated.
// --files prints the names of the dataset's files instead, for engines that need a list: ... --files <dataset folder> [<symbol>]
using System.Globalization;
using Rhetenor.Data;
using Rhetenor.Data.Testing;

if (args is ["--files", var place, .. { Length: <= 1 } wanted])
{
    var manifest = await new KlineDataset(new DirectoryObjectStore(place)).ReadManifestAsync();
    foreach (var file in manifest?.Files.Where(file => file.Period != KlineDatasetPeriod.Year && (wanted is not [var symbol] || file.MayContain(symbol))) ?? [])
        Console.WriteLine(file.Key);
    return manifest is null ? 1 : 0;
}

if (args is ["--files", ..] || args.Length is not (0 or 4))
{
    Console.Error.WriteLine("dataset [<store folder> <dataset folder> <yyyy-MM-dd from> <yyyy-MM-dd to>] | --files <dataset folder> [<symbol>]");
    return 2;
}

var (from, to) = args.Length == 0 ? (new DateOnly(2026, 5, 18), new DateOnly(2026, 5, 20)) : (Date(args[2]), Date(args[3]));
IObjectStore store = args.Length == 0 ? await SimulatedAsync(from, to) : new DirectoryObjectStore(args[0]);
IObjectStore target = args.Length == 0 ? new InMemoryObjectStore() : new DirectoryObjectStore(args[1]);

// These lines publish what is new, and compare the result with the archive bar by bar.
var archive = new KlineArchive(store);
var dataset = new KlineDataset(target);
KlineDatasetPublication published = await dataset.PublishAsync(archive, from, to);
KlineDatasetReport report = await dataset.VerifyAsync(archive, from, to);
Console.WriteLine($"{published}\n{report}");

foreach (KlineDatasetSession session in published.Manifest?.Sessions.TakeLast(5) ?? [])
    Console.WriteLine($"  {session.Date:yyyy-MM-dd}: {session.Bars:N0} bars, {session.Shares:N0} shares");
foreach (KlineDatasetFile file in published.Files.Take(5))
    Console.WriteLine($"  {file.Key}: {file.Period}, {file.Bars:N0} bars in {file.Size:N0} bytes");

// Few symbols over a long range: only their row groups are read.
if (published.Manifest?.Files is [var first, ..])
    Console.WriteLine((await dataset.LoadAsync(new(from, to, [first.FirstSymbol])))[first.FirstSymbol]);
return report.IsEqual ? 0 : 1;

static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

static async Task<IObjectStore> SimulatedAsync(DateOnly from, DateOnly to)
{
    var store = new InMemoryObjectStore();
    var clock = VirtualClock.AtKorea(to, new TimeOnly(20, 30));
    var kis = new SimulatedKis(timeProvider: clock);
    var client = new HantooClient(new HantooCredentials(kis.Options.AppKey, kis.Options.AppSecret), kis, timeProvider: clock);
    var logger = new HantooKlineLogger(["005930", "000660"], store, client, timeProvider: clock);
    await clock.RunAsync(() => logger.CatchUpAsync(from, to));
    return store;
}
