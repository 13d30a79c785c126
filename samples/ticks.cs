#:project ../src/Rhetenor.Data.Testing/Rhetenor.Data.Testing.csproj
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false

// Ticks of up to 41 symbols, and where they are missing: dotnet run samples/ticks.cs -- [<symbol>...]
// With symbols it needs KIS_APP_KEY and KIS_APP_SECRET, and reads until Ctrl-C. Without, a simulated broker loses a message in a hundred and the
// connection twice.
using Rhetenor.Data;
using Rhetenor.Data.Testing;

if (args.Length > 0)
{
    using var stop = new CancellationTokenSource();
    Console.CancelKeyPress += (_, pressed) =>
    {
        pressed.Cancel = true;
        stop.Cancel();
    };
    var real = new HantooClient(HantooCredentials.FromEnvironment(), tokenCache: new FileTokenCache());
    await PrintAsync(new HantooTickFeed(real, args), stop.Token);
    return;
}

var (day, open) = (new DateOnly(2026, 11, 20), new TimeOnly(8, 58));
var clock = VirtualClock.AtKorea(day, open);
var kis = new SimulatedKis(timeProvider: clock);
IWebSocketTransport server = new SimulatedTicks(kis, new SimulatedTicksOptions
{
    LossRate = 0.01,
    Disconnections = [KoreaTime.At(day, new TimeOnly(9, 20)), KoreaTime.At(day, new TimeOnly(9, 45))],
});
var client = new HantooClient(new HantooCredentials(kis.Options.AppKey, kis.Options.AppSecret), kis, timeProvider: clock);
var feed = new HantooTickFeed(client, ["005930", "000660"], server, new HantooTickOptions { Retry = new RetryOptions { MaxAttempts = 100, JitterSeed = 1 } });
using var tenOClock = new CancellationTokenSource(KoreaTime.At(day, new TimeOnly(10, 0)) - clock.GetUtcNow(), clock);
await clock.RunAsync(() => PrintAsync(feed, tenOClock.Token));

// Statements are printed, ticks are counted.
static async Task PrintAsync(HantooTickFeed feed, CancellationToken cancellationToken)
{
    var counts = new Dictionary<TickFeedKind, int>();
    Tick? last = null;
    try
    {
        await foreach (TickFeedItem item in feed.ReadAsync(cancellationToken))
        {
            counts[item.Kind] = counts.GetValueOrDefault(item.Kind) + 1;
            last = item.Tick ?? last;
            if (item.Tick is null)
                Console.WriteLine(item);
        }
    }
    catch (OperationCanceledException)
    {
    }

    Console.WriteLine($"{string.Join(", ", counts.OrderBy(count => count.Key).Select(count => $"{count.Key}: {count.Value}"))}; the last one is {last}");
}
