#:project ../src/Rhetenor.Data/Rhetenor.Data.csproj
#:project ../src/Rhetenor.Data.Testing/Rhetenor.Data.Testing.csproj
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false

// Reports what a folder of klines contains and lacks: dotnet run samples/coverage.cs -- <store folder> <from> <to> [--html file]
// Without arguments, it reports on a small simulated store with gaps.
using System.Globalization;
using Rhetenor.Data;
using Rhetenor.Data.Testing;

const string Usage = "coverage <store folder> <yyyy-MM-dd from> <yyyy-MM-dd to> [--html file]";
var page = args is [.., "--html", _] ? args[^1] : null;
var rest = page is null ? args : args[..^2];
KlineArchive archive;
DateOnly from, to;
var context = new KlineReportContext();
IReadOnlyList<string>? symbols = null;
try
{
    if (rest is [])
    {
        (archive, from, to, symbols, context) = await SimulateAsync();
    }
    else if (rest is [var folder, var first, var last] && Directory.Exists(folder) && TryDate(first, out from) && TryDate(last, out to))
    {
        archive = new(new DirectoryObjectStore(folder));
    }
    else
    {
        Console.Error.WriteLine(Usage);
        return 2;
    }

    var coverage = await archive.ReportCoverageAsync(new(from, to, symbols), context);
    var quality = await archive.ReportQualityAsync(new(from, to), context);
    var verdict = await archive.VerifyAsync(from, to);
    Console.WriteLine($"{coverage.ToText()}\n{quality.ToText()}\n{verdict.ToText()}");
    if (page is not null)
        await File.WriteAllTextAsync(page, coverage.ToHtml(quality));
    return coverage.IsFinal && verdict.Verdict == StoreVerdict.Sound ? 0 : 1;
}
catch (Exception exception) when (exception is RhetenorException or IOException or UnauthorizedAccessException or ArgumentException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

static bool TryDate(string text, out DateOnly date) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

// A week of 24 symbols. Monday has only the first twelve, Tuesday was not logged, and logging stopped on Friday at noon.
static async Task<(KlineArchive, DateOnly, DateOnly, IReadOnlyList<string>, KlineReportContext)> SimulateAsync()
{
    var (monday, friday) = (new DateOnly(2026, 5, 18), new DateOnly(2026, 5, 22));
    var morning = VirtualClock.AtKorea(monday.AddDays(2), new TimeOnly(9, 0));
    var master = await new MasterDownloader(new InMemoryObjectStore(), new DwsMasterSource(new SimulatedDws(timeProvider: morning)), timeProvider: morning).DownloadAsync(Market.Kospi);
    var shares = master.Where(record => record.SecurityGroup == "ST").OrderByDescending(record => record.MarketCap).ToLookup(record => record.IsTradingHalted == true);
    KisSymbol[] listing = [.. shares[false].Take(22).Select((record, i) => Listed(record, i % 7 == 6 ? KisSymbolKind.Thin : KisSymbolKind.Liquid)),
        Listed(shares[false].ElementAt(22), KisSymbolKind.Idle), Listed(shares[true].First(), KisSymbolKind.Halted)];
    var clock = VirtualClock.AtKorea(friday, new TimeOnly(12, 0, 30));
    var kis = new SimulatedKis(new SimulatedKisOptions { Truth = new KisTruth(new KisTruthOptions { Listing = listing }) }, clock);
    var client = new HantooClient(new HantooCredentials(kis.Options.AppKey, kis.Options.AppSecret), kis, timeProvider: clock);
    var store = new InMemoryObjectStore();
    HantooKlineLogger Logger(int count) => new(listing.Take(count).Select(symbol => symbol.Code), store, client, timeProvider: clock);
    await clock.RunAsync(() => Logger(12).CatchUpAsync(monday));
    await clock.RunAsync(() => Logger(24).CatchUpAsync(monday.AddDays(2), friday));
    clock.AdvanceTo(KoreaTime.At(friday.AddDays(1), new TimeOnly(9, 0)));

    // A real report is given the masters of its days. One is enough for the names.
    return (new KlineArchive(store), monday, friday, [.. listing.Select(symbol => symbol.Code)], new KlineReportContext(masters: [master], timeProvider: clock));
}

static KisSymbol Listed(MasterRecord record, KisSymbolKind kind) => new(record.ShortCode) { Name = record.KoreanName, Level = Math.Max(100, record.BasePrice ?? 50_000), Kind = kind };
