using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Rhetenor.Data.Tests.Feeds;

namespace Rhetenor.Data.Tests.House;

/// <summary>The code blocks of the README run, in a world of simulated servers, stores in memory and a clock that the test moves. The blocks of the
/// Korean README are the same code.</summary>
[Collection(nameof(QuietConsole))]
public sealed class ReadmeRunsTests
{
    // The variables that take the place of the world outside.
    private const string World = """
        public static class World
        {
            public static Rhetenor.Data.IObjectStore Masters = null!, Klines = null!;
            public static Rhetenor.Data.IMasterSource Dws = null!;
            public static Rhetenor.Data.HantooClient Client = null!;
            public static System.TimeProvider Clock = null!;
            public static System.Threading.CancellationToken Stop;
            public static Microsoft.Extensions.Configuration.IConfiguration Configuration = null!;
        }
        """;

    private static readonly (string Text, string Replacement) MasterStore = ("new MasterDownloader(new DirectoryObjectStore(\"masters\"))", "new MasterDownloader(World.Masters, World.Dws, timeProvider: World.Clock)");
    private static readonly (string Text, string Replacement) KlineStore = ("new DirectoryObjectStore(\"klines\")", "World.Klines");
    private static readonly DateOnly Friday = new(2026, 11, 20);
    private static readonly KisTruth Truth = new(new KisTruthOptions
    {
        Listing = [new("005930") { Name = "삼성전자", Level = 100_000 }, new("000660") { Name = "SK하이닉스", Level = 800_000 }],
        Events = [new CapitalEvent("005930", new DateOnly(2026, 11, 18), CapitalEventKind.Split, 0.5m)],
    });

    private readonly InMemoryObjectStore _masters = new(), _klines = new();

    [Fact]
    public async Task Block_1_prints_the_base_price_of_a_master() =>
        Assert.StartsWith(FormattableString.Invariant($"삼성전자: base price {Truth.BasePrice(Friday, "005930"):N0} won, today "), await RunAsync(1, At(Friday, 9), MasterStore), StringComparison.Ordinal);

    [Fact]
    public async Task Block_2_catches_up_and_logs_live()
    {
        var printed = await RunAsync(
            2, At(Friday.AddDays(-1), 21), KlineStore,
            ("new HantooClient(HantooCredentials.FromEnvironment(), tokenCache: new FileTokenCache())", "World.Client"),
            ("new HantooMarketCalendar(client, store))", "new HantooMarketCalendar(client, store, timeProvider: World.Clock), timeProvider: World.Clock)"),
            ("logger.RunAsync();", "logger.RunAsync(cancellationToken: World.Stop);"));
        Assert.Contains("2 complete", printed, StringComparison.Ordinal);
        var bars = await new KlineArchive(_klines).LoadAsync(new(Friday.AddDays(-1), Friday, ["005930", "000660"]));
        Assert.All(bars, series => Assert.Equal([Friday.AddDays(-1), Friday], series.Select(bar => DateOnly.FromDateTime(bar.Minute)).Distinct()));
    }

    [Fact]
    public async Task Block_3_replays_feeds_and_reads_as_of_an_instant()
    {
        await FillAsync();
        var printed = await RunAsync(3, At(Friday, 21), KlineStore);
        Assert.Contains("\n11/20/2026 09:05 005930 ", printed, StringComparison.Ordinal);
        Assert.Contains("\nNew 11/20/2026 09:00: 2 symbols, known ", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Block_4_prints_a_split_and_a_universe()
    {
        await FillAsync();
        var printed = await RunAsync(4, At(Friday, 21), MasterStore, KlineStore);
        Assert.Matches("(?m)^2026-11-18 005930 .*: Split", printed);
        Assert.Contains("2 symbols, ", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Block_5_reports_what_a_month_contains_and_that_the_store_is_sound()
    {
        await FillAsync();
        var printed = await RunAsync(5, At(Friday, 21), KlineStore);
        Assert.Contains("2 symbols: ", printed, StringComparison.Ordinal);
        Assert.Contains("\nSOUND: ", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Block_6_registers_a_logger_with_the_settings_of_its_comment()
    {
        var printed = await RunAsync(6, At(Friday, 21), ("static void AddLogging", """
            var services = new ServiceCollection();
            AddLogging(services, World.Configuration);
            var registered = services.BuildServiceProvider();
            var options = ((Microsoft.Extensions.Options.IOptions<RhetenorDataOptions>)registered.GetService(typeof(Microsoft.Extensions.Options.IOptions<RhetenorDataOptions>))!).Value;
            Console.WriteLine($"{options.Folder} {options.TokenFolder} {string.Join(' ', options.Symbols)} {services.Count(service => service.ServiceType.Name == "IHostedService")}");
            static void AddLogging
            """), ("using Microsoft.Extensions.Configuration;", "using System.Linq; using Microsoft.Extensions.Configuration;"));
        Assert.Equal("klines tokens 005930 1", printed.Trim());
    }

    [Fact]
    public void Every_block_has_a_test() => Assert.Equal(typeof(ReadmeRunsTests).GetMethods().Count(method => method.Name.StartsWith("Block_", StringComparison.Ordinal)), Blocks().Count);

    private static VirtualClock At(DateOnly date, int hour) => VirtualClock.AtKorea(date, new TimeOnly(hour, 0));

    private static List<string> Blocks() => [.. Regex.Matches(Repository.Read("README.md"), "```csharp\n(.*?)```", RegexOptions.Singleline).Select(match => match.Groups[1].Value)];

    private static string Block(int number) => Blocks()[number - 1];

    private static HantooClient Client(VirtualClock clock)
    {
        var kis = new SimulatedKis(new SimulatedKisOptions { Truth = Truth }, clock);
        return new(new HantooCredentials(kis.Options.AppKey, kis.Options.AppSecret), kis, timeProvider: clock);
    }

    private static DwsMasterSource Dws(VirtualClock clock) =>
        new(new SimulatedDws(new SimulatedDwsOptions { Truth = Truth, KospiRecords = 300, KosdaqRecords = 50, KonexRecords = 20 }, clock), timeProvider: clock);

    // Masters and minutes of a week with a split, and of two days in May.
    private async Task FillAsync()
    {
        var clock = At(new DateOnly(2026, 5, 21), 9);
        var dws = Dws(clock);
        var masters = new MasterDownloader(_masters, dws, timeProvider: clock);
        var logger = new HantooKlineLogger(["005930", "000660"], _klines, Client(clock), timeProvider: clock);
        DateOnly[] days = [new(2026, 5, 21), new(2026, 5, 22), .. Enumerable.Range(16, 5).Select(day => new DateOnly(2026, 11, day))];
        foreach (var day in days)
        {
            clock.AdvanceTo(KoreaTime.At(day, new TimeOnly(9, 0)));
            foreach (var market in Market.All)
                await clock.RunAsync(() => masters.DownloadAsync(market, day));
            clock.AdvanceTo(KoreaTime.At(day, new TimeOnly(20, 30)));
            await clock.RunAsync(() => logger.CatchUpAsync(day));
        }
    }

    private async Task<string> RunAsync(int number, VirtualClock clock, params (string Text, string Replacement)[] replacements)
    {
        var text = Block(number);
        foreach (var (old, replacement) in replacements)
        {
            Assert.Contains(old, text, StringComparison.Ordinal);
            text = text.Replace(old, replacement, StringComparison.Ordinal);
        }

        using var image = new MemoryStream();
        Assert.Equal([], CallingCode.Compile([text, World]).Emit(image).Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error));
        var program = Assembly.Load(image.ToArray());
        using var stop = new CancellationTokenSource(TimeSpan.FromHours(12) + TimeSpan.FromMinutes(5), clock);
        var settings = Regex.Match(Block(6), @"appsettings\.json: (\{.*\})").Groups[1].Value;
        var configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(settings))).Build();
        foreach (var (name, value) in new (string, object)[] { ("Masters", _masters), ("Klines", _klines), ("Dws", Dws(clock)), ("Client", Client(clock)), ("Clock", clock), ("Stop", stop.Token), ("Configuration", configuration) })
            program.GetType("World")!.GetField(name)!.SetValue(null, value);
        var main = program.GetType("Program")!.GetMethod("<Main>$", BindingFlags.Static | BindingFlags.NonPublic)!;
        var (console, output) = (Console.Out, new StringWriter());
        try
        {
            Console.SetOut(output);
            await clock.RunAsync(() => main.Invoke(null, [Array.Empty<string>()]) as Task ?? Task.CompletedTask);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Live logging ends in no other way.
        }
        finally
        {
            Console.SetOut(console);
        }

        return output.ToString();
    }
}
