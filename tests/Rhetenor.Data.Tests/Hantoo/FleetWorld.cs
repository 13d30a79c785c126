namespace Rhetenor.Data.Tests.Hantoo;

/// <summary>A market, a broker that accepts five app keys, a store and a clock, on the morning after a session of 391 minutes.</summary>
internal sealed class FleetWorld
{
    public static readonly DateOnly Day = new(2026, 9, 10);

    public FleetWorld(int symbols = 40, int latency = 0, IReadOnlyList<int?>? paces = null, IReadOnlyList<KisSuspension>? suspensions = null, bool isLiquid = false)
    {
        Clock = VirtualClock.AtKorea(Day.AddDays(1), new TimeOnly(7, 0), new VirtualClockOptions { Horizon = TimeSpan.FromDays(2), SettleTime = TimeSpan.Zero });
        Truth = new KisTruth(new KisTruthOptions { Seed = 7, Listing = isLiquid ? [.. Enumerable.Range(1, symbols).Select(number => new KisSymbol($"{100_000 + (number * 10)}"))] : KisSymbols.Mix(symbols) });
        Paces = paces ?? [null, null, null, null, null];
        Kis = new SimulatedKis(
            new SimulatedKisOptions
            {
                Truth = Truth,
                Latency = TimeSpan.FromMilliseconds(latency),
                RequestsPerSecond = Paces[0],
                OtherKeys = [.. Enumerable.Range(2, Paces.Count - 1).Select(number => new SimulatedKisKey(KeyOf(number), SecretOf(number)) { RequestsPerSecond = Paces[number - 1] })],
                Suspensions = suspensions ?? [],
            },
            Clock);
    }

    public VirtualClock Clock { get; }

    public KisTruth Truth { get; }

    public IReadOnlyList<int?> Paces { get; }

    public SimulatedKis Kis { get; }

    public RecordingStore Store { get; } = new();

    public LogLines Lines { get; } = new();

    public IReadOnlyList<string> Symbols => [.. Truth.Options.Listing.Select(symbol => symbol.Code)];

    public static DateTimeOffset At(string time) => KoreaTime.At(Day.AddDays(1), TimeOnly.Parse(time, null));

    public static string KeyOf(int number) => $"PScanary{number}".PadRight(36, (char)('a' + number));

    public static string SecretOf(int number) => $"canary-secret-{number}-".PadRight(180, (char)('m' + number));

    public HantooClient Client(int number, string? secret = null) => new(
        new HantooCredentials(number == 1 ? Kis.Options.AppKey : KeyOf(number), secret ?? (number == 1 ? Kis.Options.AppSecret : SecretOf(number))), Kis,
        options: new HantooOptions
        {
            RequestsPerSecond = Paces[number - 1],
            Retry = new() { JitterSeed = number },
            RateLimitRetry = new() { MaxAttempts = 8, MaxDelay = TimeSpan.FromSeconds(61), JitterSeed = number },
        },
        timeProvider: Clock, logger: Lines);

    public HantooFleet Fleet(int keys, HantooFleetOptions? options = null) => new(Enumerable.Range(1, keys).Select(number => Client(number)), options, Lines);

    public HantooKlineLogger Logger(IKlineSource source, RecordingStore? store = null, int workers = 80) =>
        new(Symbols, store ?? Store, source, options: new KlineLoggerOptions { Workers = workers }, timeProvider: Clock);

    /// <summary>Catches up the day, and returns the report and the time it took.</summary>
    public async Task<(CatchUpReport Report, TimeSpan Took)> CatchUpAsync(IKlineSource source)
    {
        var began = Clock.GetUtcNow();
        var report = await Clock.RunAsync(() => Logger(source).CatchUpAsync(Day));
        return (report, Clock.GetUtcNow() - began);
    }

    /// <summary>Every bar of the truth is stored with its numbers, and no other.</summary>
    public void AssertStored() => StoredTruth.AssertStored(Store, Truth, Day);
}
