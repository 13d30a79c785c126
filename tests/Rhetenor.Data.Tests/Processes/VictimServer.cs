using Rhetenor.Data.Victim;

namespace Rhetenor.Data.Tests.Processes;

/// <summary>A market, KIS and DWS on one port, and a clock that processes share with the test.</summary>
internal sealed class VictimServer : IAsyncDisposable
{
    public static readonly DateOnly Day = new(2026, 5, 20);

    // A world begins in the morning again, before the last token of the one before it.
    private static readonly TimeSpan Backwards = TimeSpan.FromDays(-1);

    private readonly TemporaryFolder _folder = new();
    private readonly LoopbackServer _server;
    private int _worlds;

    public VictimServer(int symbols, TimeSpan latency = default, int callsPerSecond = 1_000_000)
    {
        Clock = new SharedClock(ClockFile);
        At("18:30");
        Truth = new KisTruth(new KisTruthOptions { Seed = 7, Listing = KisSymbols.Mix(symbols) });
        Kis = new SimulatedKis(new SimulatedKisOptions { Truth = Truth, RequestsPerSecond = callsPerSecond, TokenInterval = Backwards, Latency = latency }, Clock);
        Dws = new SimulatedDws(new SimulatedDwsOptions { KonexRecords = 40 }, Clock);
        _server = LoopbackServer.Start(new Router(Kis, Dws));
    }

    public SharedClock Clock { get; }

    public KisTruth Truth { get; }

    public SimulatedKis Kis { get; }

    public SimulatedDws Dws { get; }

    public IReadOnlyList<string> Symbols => [.. Truth.Options.Listing.Select(symbol => symbol.Code)];

    private string ClockFile => Path.Join(_folder.Path, "clock");

    public void At(string time) => Clock.Set(KoreaTime.At(Day, TimeOnly.Parse(time, null)));

    /// <summary>An order on folders of its own.</summary>
    public Order NewWorld(string? folder = null)
    {
        folder ??= Path.Join(_folder.Path, $"{++_worlds}");
        return new Order(ClockFile, Path.Join(folder, "store"), Path.Join(folder, "tokens"), _server.BaseAddress, Symbols);
    }

    public string Folder(string name) => Directory.CreateDirectory(Path.Join(_folder.Path, name)).FullName;

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Clock.Dispose();
        _folder.Dispose();
    }

    private sealed class Router(IHttpTransport kis, IHttpTransport dws) : IHttpTransport
    {
        public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default) =>
            (request.RequestUri!.AbsolutePath.StartsWith("/common/master/", StringComparison.Ordinal) ? dws : kis).SendAsync(request, cancellationToken);
    }
}
