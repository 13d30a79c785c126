#:project ../src/Rhetenor.Data.Testing/Rhetenor.Data.Testing.csproj
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false

// Minutes made of the ticks of up to 41 symbols, and where ticks are missing: dotnet run samples/ticks.cs -- [<symbol>...]
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

// Statements are printed, ticks are counted. Bars come when their minute is over, and again if ticks were missing.
static async Task PrintAsync(HantooTickFeed feed, CancellationToken cancellationToken)
{
    var items = new Items();
    var (ofTicks, ofKis) = (0, 0);
    try
    {
        await foreach (KlineFeedSlice slice in feed.Feed(items: items).ReadAsync(cancellationToken))
        {
            if (slice.IsFromTicks)
                ofTicks += slice.Bars.Count;
            else
                ofKis += slice.Bars.Count;
            if (slice.Kind == KlineFeedKind.Revised)
                Console.WriteLine(slice);
        }
    }
    catch (OperationCanceledException)
    {
    }

    Console.WriteLine($"{string.Join(", ", items.Counts.Select(count => $"{count.Key}: {count.Value}"))}");
    Console.WriteLine($"{ofTicks} bars of ticks, {ofKis} of KIS; the last tick is {items.Last}");
}

internal sealed class Items : IProgress<TickFeedItem>
{
    public SortedDictionary<TickFeedKind, int> Counts { get; } = [];

    public Tick? Last { get; private set; }

    public void Report(TickFeedItem value)
    {
        Counts[value.Kind] = Counts.GetValueOrDefault(value.Kind) + 1;
        Last = value.Tick ?? Last;
        if (value.Tick is null)
            Console.WriteLine(value);
    }
}
