namespace Rhetenor.Data.Tests.Ticks;

/// <summary>A market, a broker with its WebSocket, and a clock, on a Friday.</summary>
internal sealed class TickWorld
{
    public static readonly DateOnly Day = new(2026, 11, 20);

    public TickWorld(
        string time = "08:58:00", int symbols = 3, Func<SimulatedTicksOptions, SimulatedTicksOptions>? faults = null,
        Func<SimulatedKisOptions, SimulatedKisOptions>? configure = null, IReadOnlyList<KisRevision>? revisions = null)
    {
        Clock = VirtualClock.AtKorea(Day, TimeOnly.Parse(time, null), new VirtualClockOptions { Horizon = TimeSpan.FromDays(5), SettleTime = TimeSpan.Zero });
        Truth = new KisTruth(new KisTruthOptions { Seed = 7, Listing = KisSymbols.Mix(symbols), Revisions = revisions ?? [] });
        var options = new SimulatedKisOptions { Truth = Truth };
        Kis = new SimulatedKis(configure?.Invoke(options) ?? options, Clock);
        var ticks = new SimulatedTicksOptions();
        Server = new SimulatedTicks(Kis, faults?.Invoke(ticks) ?? ticks);
    }

    public VirtualClock Clock { get; }

    public KisTruth Truth { get; }

    public SimulatedKis Kis { get; }

    public SimulatedTicks Server { get; }

    public LogLines Lines { get; } = new();

    public IReadOnlyList<string> Symbols => [.. Truth.Options.Listing.Select(symbol => symbol.Code)];

    public static DateTimeOffset At(string time) => KoreaTime.At(Day, TimeOnly.Parse(time, null));

    public HantooClient Client(HantooEnvironment environment = HantooEnvironment.Production, string? secret = null, TimeProvider? clock = null) => new(
        new HantooCredentials(Kis.Options.AppKey, secret ?? Kis.Options.AppSecret), Kis,
        options: new HantooOptions { Environment = environment, Retry = new RetryOptions { JitterSeed = 1 } }, timeProvider: clock ?? Clock, logger: Lines);

    public HantooTickFeed Feed(IEnumerable<string>? symbols = null, HantooTickOptions? options = null, IWebSocketTransport? transport = null, HantooClient? client = null) =>
        new(client ?? Client(), symbols ?? Symbols, transport ?? Server, options ?? Set(), logger: Lines);

    /// <summary>Options for a server that sends no pings.</summary>
    public static HantooTickOptions Still => Set() with { Silence = TimeSpan.FromDays(1) };

    public static HantooTickOptions Set(Venue venue = Venue.Krx) =>
        new() { Venue = venue, Retry = new RetryOptions { MaxAttempts = 1_000, BaseDelay = TimeSpan.FromSeconds(2), MaxDelay = TimeSpan.FromSeconds(60), JitterSeed = 3 } };

    /// <summary>Reads a feed until an instant.</summary>
    public async Task<List<TickFeedItem>> ReadAsync(HantooTickFeed feed, DateTimeOffset until, Func<TickFeedItem, Task>? onItem = null)
    {
        var items = new List<TickFeedItem>();
        await Clock.RunAsync(async () =>
        {
            using var stop = new CancellationTokenSource(until - Clock.GetUtcNow(), Clock);
            try
            {
                await foreach (var item in feed.ReadAsync(stop.Token))
                {
                    items.Add(item);
                    await (onItem?.Invoke(item) ?? Task.CompletedTask);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
            }
        });
        Server.Kis.Faults.EnsureAllMet();
        return items;
    }

    public Task<List<TickFeedItem>> ReadAsync(string until, HantooTickOptions? options = null) => ReadAsync(Feed(options: options), At(until));

    /// <summary>The true ticks of a symbol whose messages were sent in a time of the day.</summary>
    public List<(DateTime Time, decimal Price, long Volume, long AccVolume)> True(string symbol, string from, string until, Venue venue = Venue.Krx) =>
    [
        .. Truth.Ticks(venue, Day, symbol).Select(tick => (Time: Day.ToDateTime(TimeOnly.MinValue).AddSeconds(tick.Second), (decimal)tick.Price, tick.Volume, tick.AccVolume))
            .Where(tick => tick.Time >= At(from).DateTime && tick.Time + Server.Options.Latency < At(until).DateTime),
    ];

    public static List<(DateTime Time, decimal Price, long Volume, long AccVolume)> Given(IEnumerable<TickFeedItem> items, string symbol) =>
        [.. items.Where(item => item.Tick?.Symbol == symbol).Select(item => (item.Tick!.Time, item.Tick.Price, item.Tick.Volume, item.Tick.AccVolume))];
}
