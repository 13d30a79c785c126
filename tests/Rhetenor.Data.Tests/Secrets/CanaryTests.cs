using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Rhetenor.Data.Tests.Logger;
using Xunit.Abstractions;

namespace Rhetenor.Data.Tests.Secrets;

/// <summary>P18: whole runs, good and failing, with secrets that would be recognised anywhere; nothing that was said or stored has one.</summary>
[Collection(nameof(CanaryTests))]
public sealed class CanaryTests(ITestOutputHelper output) : IDisposable
{
    private const string Key = "CANARYKEYAAAAAAAAAAAAAAAAAAAAAAAAAAA", Hidden = "CANARYHIDDEN+/BBBBBBBBBBBBBBBBBBBB=", TokenStart = "simulated.0";
    private static readonly DateOnly Day = new(2026, 5, 20);
    private static readonly string[] Canaries = [Key, Hidden, TokenStart, WireStore.AccessKey, WireStore.SecretKey];

    private readonly TemporaryFolder _folder = new();
    private readonly Recorder _recorder = new();

    public static TheoryData<string> Faults => [.. Scripts.Keys];

    private static Dictionary<string, HttpFault> Scripts { get; } = new(StringComparer.Ordinal)
    {
        ["limit"] = KisFault.RateLimited(),
        ["limit in 200"] = KisFault.RateLimited(200),
        ["token refused"] = KisFault.ExpiredToken(),
        ["token too soon"] = KisFault.TokenTooSoon(),
        ["code that quotes"] = KisFault.Code("OPSQ2001", $"{Key} {Hidden}"),
        ["no code"] = KisFault.WithoutResultCode(),
        ["rows null"] = KisFault.RowsNull(),
        ["rows object"] = KisFault.RowsObject(),
        ["rows missing"] = KisFault.RowsMissing(),
        ["empty page"] = KisFault.EmptyPage(),
        ["shuffled"] = KisFault.OutOfOrder(),
        ["doubled"] = KisFault.Duplicates(),
        ["a field that quotes"] = KisFault.RowField("stck_oprc", Hidden),
        ["other symbol"] = KisFault.OtherSymbol("000660"),
        ["half JSON"] = KisFault.TruncatedJson(),
        ["oversize"] = KisFault.Oversize(5 << 20),
        ["502"] = HttpFault.Status(502),
        ["403 that quotes"] = HttpFault.Status(403, body: Key + Hidden),
        ["429"] = HttpFault.Status(429, TimeSpan.FromSeconds(1)),
        ["refused"] = HttpFault.ConnectionRefused(),
        ["no name"] = HttpFault.DnsFailure(),
        ["certificate"] = HttpFault.UntrustedCertificate(),
        ["closed"] = HttpFault.CloseBeforeHeaders(),
        ["reset"] = HttpFault.ResetBeforeHeaders(),
        ["silence"] = HttpFault.Hang(),
        ["cut"] = HttpFault.ShortBody(50),
        ["reset in body"] = HttpFault.ResetMidBody(50),
        ["silence in body"] = HttpFault.HangMidBody(50),
        ["endless"] = HttpFault.EndlessBody(),
        ["HTML"] = HttpFault.Html200(),
        ["redirect"] = HttpFault.RedirectTo(new Uri($"https://elsewhere.test/{Hidden}")),
        ["encoding that quotes"] = HttpFault.ContentEncoding(Key),
    };

    private string Tokens => Path.Join(_folder.Path, "tokens");

    public void Dispose()
    {
        _recorder.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task L1_L3_L4_L5_L7_P18_a_master_a_catch_up_and_a_live_hour_say_and_store_no_secret()
    {
        var world = World("08:55");
        await using var provider = Services(world);
        await Shown(() => world.RunAsync(() => provider.GetRequiredService<MasterDownloader>().DownloadAsync(Market.Konex)));
        var logger = provider.GetRequiredService<HantooKlineLogger>();
        using (var stop = new CancellationTokenSource(KoreaTime.At(Day, new TimeOnly(10, 0)) - world.Clock.GetUtcNow(), world.Clock))
            await Shown(() => world.RunAsync(() => Live(logger, stop.Token)));
        world.Clock.AdvanceTo(KoreaTime.At(Day, new TimeOnly(18, 30)));
        var report = await world.RunAsync(() => logger.CatchUpAsync());
        Assert.True(report.IsComplete, report.ToString());
        Show($"{report} {string.Join(' ', report.Symbols)} {JsonSerializer.Serialize(report.Symbols)}");
        foreach (var service in new object[] { logger, provider.GetRequiredService<HantooClient>(), provider.GetRequiredService<HantooCredentials>(), provider.GetRequiredService<ITokenCache>(), provider.GetRequiredService<IKlineSource>(), provider.GetRequiredService<IMarketCalendar>() })
            Show($"{service} {JsonSerializer.Serialize(service, service.GetType())} {DisplayOf(service)}");
        Show(new RhetenorDataOptions { S3 = WireStore.Options, TokenFolder = Tokens }.ToString());
        AssertHeard(world, (Recorder.Kinds.Log, 3), (Recorder.Kinds.Activity, 2), (Recorder.Kinds.Metric, 10));

        // The token may be in its file, for its owner alone, and nothing else may.
        var files = Directory.GetFiles(Tokens);
        Assert.Equal([".json", ".pace"], files.Select(Path.GetExtension).Order());
        foreach (var file in files)
        {
            var isToken = Path.GetExtension(file) == ".json";
            Assert.Equal(isToken, File.ReadAllText(file).Contains(TokenStart, StringComparison.Ordinal));
            Assert.DoesNotContain(Canaries.Where(canary => canary != TokenStart), canary => (file + File.ReadAllText(file)).Contains(canary, StringComparison.Ordinal));
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task L1_L2_L4_L5_P18_a_run_that_fails_says_and_stores_no_secret(string name)
    {
        var world = World("18:30");
        await using var provider = Services(world);
        world.Kis.Faults.Always(Scripts[name], request => !request.Uri.AbsolutePath.Contains("token", StringComparison.Ordinal));
        await Shown(() => world.RunAsync(() => provider.GetRequiredService<HantooKlineLogger>().CatchUpAsync(Day)));

        // The same on the way to a token, for another process.
        var other = World("18:30");
        await using var second = Services(other);
        other.Kis.Faults.OnPath("tokenP", Scripts[name], times: 100);
        Directory.Delete(Tokens, recursive: true);
        await Shown(() => other.RunAsync(() => second.GetRequiredService<HantooKlineLogger>().CatchUpAsync(Day)));
        AssertHeard(world, (Recorder.Kinds.Log, 1));
        AssertHeard(other);
    }

    [Fact]
    public async Task L1_L4_L5_P18_over_the_wire_into_S3_no_secret_is_said_or_stored()
    {
        var world = World("18:30");
        var now = new Ahead(KoreaTime.At(Day, new TimeOnly(18, 30)) - TimeProvider.System.GetUtcNow());
        var kis = new SimulatedKis(world.Kis.Options with { RequestsPerSecond = 1_000, TokenInterval = TimeSpan.Zero }, now);
        await using var server = LoopbackServer.Start(kis);
        using var transport = new HttpClientTransport();
        await using var bucket = new LoopbackS3();
        using var store = S3ObjectStore.Create(bucket.Options, new BasicAWSCredentials(WireStore.AccessKey, WireStore.SecretKey), logger: new Logger<S3ObjectStore>(_recorder));
        var options = new HantooOptions { BaseAddress = server.BaseAddress, AllowLoopbackHttp = true, RequestsPerSecond = 1_000 };
        var client = new HantooClient(new HantooCredentials(Key, Hidden), transport, new FileTokenCache(Tokens), options, now, new Logger<HantooClient>(_recorder));
        kis.Faults.OnPath("dailychartprice", HttpFault.ResetMidBody(40)).OnPath("dailychartprice", KisFault.ExpiredToken(), nth: 3);
        bucket.Fault = new Faulty(Ending.SlowDown, Ending.Reset).Next;
        var report = await new HantooKlineLogger(world.Symbols, store, client, timeProvider: now, logger: new Logger<HantooKlineLogger>(_recorder)).CatchUpAsync();
        Assert.True(report.IsComplete, report.ToString());
        foreach (var (key, body) in bucket.Objects)
            world.Store.Overwrite(key, body);
        AssertHeard(world, (Recorder.Kinds.Log, 5), (Recorder.Kinds.Activity, 10), (Recorder.Kinds.Metric, 10), (Recorder.Kinds.Event, 20));
    }

    private static LoggerWorld World(string time) => new(Day, time, 3, options => options with { AppKey = Key, AppSecret = Hidden });

    private static async Task<bool> Live(HantooKlineLogger logger, CancellationToken cancellationToken)
    {
        await logger.RunAsync(cancellationToken: cancellationToken);
        return true;
    }

    private static string DisplayOf(object service) => string.Join(' ', service.GetType().GetCustomAttributes(typeof(System.Diagnostics.DebuggerDisplayAttribute), false)
        .Cast<System.Diagnostics.DebuggerDisplayAttribute>().Select(display => display.Value));

    private ServiceProvider Services(LoggerWorld world) => new ServiceCollection()
        .AddSingleton<TimeProvider>(world.Clock)
        .AddSingleton<ILoggerFactory>(_recorder)
        .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
        .AddSingleton<IObjectStore>(world.Store)
        .AddSingleton(new HantooCredentials(Key, Hidden))
        .AddSingleton<IHttpTransport>(world.Kis)
        .AddSingleton<IMasterSource>(new DwsMasterSource(new SimulatedDws(new SimulatedDwsOptions { KonexRecords = 20 }, world.Clock), timeProvider: world.Clock))
        .AddRhetenorData(new RhetenorDataOptions { Symbols = world.Symbols, TokenFolder = Tokens })
        .BuildServiceProvider();

    private async Task Shown<T>(Func<Task<T>> work)
    {
        try
        {
            var result = await work();
            Show($"{result}{(result is CatchUpReport report ? string.Join(' ', report.Symbols) : "")}");
        }
        catch (Exception exception) when (exception is RhetenorException or OperationCanceledException)
        {
            for (var inner = exception; inner is not null; inner = inner.InnerException)
                Show($"{inner} {inner.Message} {string.Join(' ', inner.Data.Values.Cast<object>())}");
        }
    }

    private void Show(string text) => _recorder.Hear(Recorder.Kinds.Text, text);

    private void AssertHeard(LoggerWorld world, params (Recorder.Kinds Kind, int Count)[] least)
    {
        foreach (var key in world.Store.Keys)
        {
            var body = world.Store[key];
            Show($"{key} {Encoding.Latin1.GetString(body)} {(KlineKey.TryParse(key, out _) ? Encoding.UTF8.GetString(KlineCodec.Encode(KlineCodec.Unpack(body))) : "")}");
        }

        output.WriteLine(string.Join(", ", Enum.GetValues<Recorder.Kinds>().Select(kind => $"{kind} {_recorder.Count(kind)}")));
        Assert.All(least, expected => Assert.True(_recorder.Count(expected.Kind) >= expected.Count, $"{expected.Kind}: {_recorder.Count(expected.Kind)}"));
        Assert.NotEmpty(world.Kis.Options.AppKey);
        foreach (var (kind, text) in _recorder.Heard)
            Assert.All(Canaries, canary => Assert.False(text.Contains(canary, StringComparison.Ordinal), $"{kind} has {canary}: {text}"));
    }

    private sealed class Faulty(params Ending[] endings)
    {
        private int _next;

        public (bool Effect, Ending Ending)? Next(string method) =>
            method == "PUT" && Interlocked.Increment(ref _next) - 1 is var next && next < endings.Length ? (true, endings[next]) : null;
    }

    private sealed class Ahead(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
