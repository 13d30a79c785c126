namespace Rhetenor.Data.Tests.Logger;

/// <summary>A market, a broker, a store and a clock, and loggers among them.</summary>
internal sealed class LoggerWorld
{
    public LoggerWorld(DateOnly date, string time, int symbols = 12, Func<SimulatedKisOptions, SimulatedKisOptions>? configure = null,
        Func<KisTruthOptions, KisTruthOptions>? shape = null, int days = 5)
    {
        Clock = VirtualClock.AtKorea(date, TimeOnly.Parse(time, null), new VirtualClockOptions { Horizon = TimeSpan.FromDays(days), SettleTime = TimeSpan.Zero });
        Listing = KisSymbols.Mix(symbols);
        var truth = new KisTruthOptions { Seed = 7, Listing = Listing };
        Truth = new KisTruth(shape?.Invoke(truth) ?? truth);
        var options = new SimulatedKisOptions { Truth = Truth };
        Kis = new SimulatedKis(configure?.Invoke(options) ?? options, Clock);
        Store = new RecordingStore();
    }

    public VirtualClock Clock { get; }

    public IReadOnlyList<KisSymbol> Listing { get; }

    public KisTruth Truth { get; }

    public SimulatedKis Kis { get; }

    public RecordingStore Store { get; }

    public IReadOnlyList<string> Symbols => [.. Listing.Select(symbol => symbol.Code)];

    public HantooClient Client(HantooEnvironment environment = HantooEnvironment.Production) => new(
        new HantooCredentials(Kis.Options.AppKey, Kis.Options.AppSecret), Kis, options: new HantooOptions { Environment = environment }, timeProvider: Clock);

    public HantooKlineLogger Logger(KlineLoggerOptions? options = null, HantooClient? client = null, IMarketCalendar? calendar = null) =>
        new(Symbols, Store, client ?? Client(), calendar, options: options, timeProvider: Clock);

    public Task<T> RunAsync<T>(Func<Task<T>> work) => Clock.RunAsync(work);

    /// <summary>Every bar the store holds of a date, by its own rules.</summary>
    public MergedSession Held(DateOnly date, Venue venue = Venue.Krx) => StoredTruth.Held(Store, date, venue);

    /// <summary>What the store claims of a KRX session.</summary>
    public KlineCoverage Covered(DateOnly date) => KlineCoverage.Merge(Store.Keys
        .Where(key => key.Contains($"/coverage/{date:yyyyMMdd}_", StringComparison.Ordinal))
        .Select(key => KlineCoverage.Stored(key, Store[key])));

    /// <summary>Every bar of the truth is stored with its numbers, and no other.</summary>
    public void AssertStored(Venue venue, DateOnly date) => StoredTruth.AssertStored(Store, Truth, date, venue);
}
