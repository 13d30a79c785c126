namespace Rhetenor.Data.Tests.Logger;

/// <summary>A market and a store, and hosts around it, each with an app key, a server, a clock and a way to the store of its own.</summary>
internal sealed class SharedWorld
{
    private const string LeaseFolder = "hantoo-stock-kline-1m/leases/";
    private readonly KisTruth _truth;

    public SharedWorld(DateOnly date, string time, int symbols, int days = 5)
        : this(date, time, new KisTruth(new KisTruthOptions { Seed = 7, Listing = KisSymbols.Mix(symbols) }), days)
    {
    }

    public SharedWorld(DateOnly date, string time, KisTruth truth, int days = 5)
    {
        Clock = VirtualClock.AtKorea(date, TimeOnly.Parse(time, null), new VirtualClockOptions { Horizon = TimeSpan.FromDays(days), SettleTime = TimeSpan.Zero });
        _truth = truth;
        Symbols = [.. truth.Options.Listing.Select(symbol => symbol.Code)];
    }

    public static DateOnly Day { get; } = new(2026, 5, 20);

    public VirtualClock Clock { get; }

    public IReadOnlyList<string> Symbols { get; }

    public RecordingStore Store { get; } = new();

    public IEnumerable<string> Leases => Store.Keys.Where(IsLease);

    public List<SharedHost> Hosts { get; } = [];

    public SharedHost Host(string owner, TimeSpan ahead = default, TimeSpan latency = default)
    {
        var kis = new SimulatedKis(new SimulatedKisOptions { Truth = _truth, AppKey = $"PS{owner.PadRight(34, '0')}", Latency = latency, HistoryDays = 365 }, Clock);
        Hosts.Add(new(this, owner, kis, ahead));
        return Hosts[^1];
    }

    /// <summary>The number of times that the minutes of each symbol were begun to be requested, by all hosts: pages of one reading count once.</summary>
    public IReadOnlyDictionary<string, int> Readings => Hosts.SelectMany(host => host.Readings).GroupBy(symbol => symbol).ToDictionary(symbol => symbol.Key, symbol => symbol.Count());

    public static bool IsLease(string key) => key.StartsWith(LeaseFolder, StringComparison.Ordinal);

    public Task<CatchUpReport[]> CatchUpAsync(IReadOnlyList<SharedHost> hosts, KlineLoggerOptions options) =>
        Clock.RunAsync(() => Task.WhenAll(hosts.Select(host => host.Logger(options).CatchUpAsync())));

    /// <summary>The day is final for every symbol in every process, each was fetched once, and the store has the market's bars.</summary>
    public void AssertAllOnce(IReadOnlyList<CatchUpReport> reports)
    {
        Assert.All(reports, report => Assert.True(report.IsFinal, report.ToString()));
        Assert.All(reports, report => Assert.Equal(Symbols, report.Symbols.Select(symbol => symbol.Symbol)));
        AssertStored(Day);
        Assert.Equal(Symbols.Count, Readings.Count);
        Assert.All(Readings, symbol => Assert.Equal((symbol.Key, 1), (symbol.Key, symbol.Value)));
    }

    public void AssertStored(DateOnly date) => StoredTruth.AssertStored(Store, _truth, date);

    /// <summary>Every process that is done says of every symbol only what the store shows.</summary>
    public async Task AssertHonestAsync(CatchUpReport report)
    {
        Assert.Equal(Symbols, report.Symbols.Select(symbol => symbol.Symbol));
        var days = (await new KlineArchive(Store).ReportCoverageAsync(new KlineQuery(report.Session.Date, report.Session.Date, Symbols), new KlineReportContext(timeProvider: Clock))).Sessions[^1].Symbols.ToDictionary(day => day.Symbol);
        Assert.All(report.Symbols, symbol => Assert.True(!symbol.IsComplete || days[symbol.Symbol].State <= SymbolDayState.Open, $"{symbol}, and the store shows {days[symbol.Symbol]}"));
    }
}
