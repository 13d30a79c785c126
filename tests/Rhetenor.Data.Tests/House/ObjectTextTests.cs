using System.Diagnostics;
using System.Reflection;
using Amazon.S3;
using Moq;
using Rhetenor.Data.Tests.Klines;
using static Rhetenor.Data.Tests.Klines.ShapeBars;

namespace Rhetenor.Data.Tests.House;

/// <summary>What an object says of itself in a log, a debugger or a notebook: one line, the same in every culture, nothing secret.</summary>
public sealed class ObjectTextTests
{
    private static readonly DateOnly Friday = new(2026, 11, 20);
    private static readonly KlineHistory History = KlineHistory.Of(Minutes(Friday).Where(minute => minute.Hour < 20).Take(391).Select((minute, i) => Bars.Slice(
        minute, i % 2 == 0 ? [("005930", Bars.Bar(minute)), ("000660", Bars.Bar(minute))] : [("005930", Bars.Bar(minute))])));

    private static readonly KlineHistory Days = KlineHistory.Of([
        Bars.Slice(At(Plain, "09:00"), (Symbol, Bars.Bar(At(Plain, "09:00")))), Bars.Slice(At(Friday, "15:30"), (Symbol, Bars.Bar(At(Friday, "15:30"))))], Venue.Nextrade);

    private static readonly TradingSession Session = TradingSession.For(Venue.Krx, Friday)!;

    public static TheoryData<string, Func<object>> Texts => new()
    {
        { "005930: 391 bars, 2026-11-20 09:00 – 15:30, J", () => History["005930"] },
        { "005930: 2 bars, 2026-01-26 09:00 – 2026-11-20 15:30, NX", () => Days[0] },
        { "005930: 1 bar, 2026-11-20 09:00 – 09:00, J", () => History["005930"].Resample(KlineResampling.Daily) },
        { "005930: no bars, J", () => History["005930"].Resample(KlineResampling.Daily with { Phases = TradingPhase.PreMarket }) },
        { "2 symbols, 587 bars, 2026-11-20 09:00 – 15:30, J", () => History },
        { "1 symbol, 2 bars, 2026-01-26 09:00 – 2026-11-20 15:30, NX", () => Days },
        { "no bars, UN", () => KlineHistory.Of([], Venue.Unified) },
        { "2026-01-26 09:00: 2 symbols", () => Bars.Slice(At(Plain, "09:00"), ("A", Bars.Bar(At(Plain, "09:00"))), ("B", Bars.Bar(At(Plain, "09:00")))) },
        { "005930 2026-01-26 09:00 open 75000 high 75100 low 74900 close 75000 volume 1000 acc_vol 5000000", () => new SymbolKline("005930", Bars.Bar(At(Plain, "09:00"))) },
        { "2026-01-26 09:00 open 0.5 high 0.5 low 0.5 close 0.5 volume 1", () => new Kline(At(Plain, "09:00"), 0.5m, 0.5m, 0.5m, 0.5m, 1, null) },
        { "2026-01-26 09:00 open 1 high 1 low 1 close 1 volume 1 acc_vol 2 acc_value 3", () => new Kline(At(Plain, "09:00"), 1, 1, 1, 1, 1, 2, 3) },
        { "not started: 1 symbol, 2 bars, 2026-01-26 09:00 – 2026-11-20 15:30, NX", () => Days.Replay() },
        { "at 2026-11-20 09:01: 2 symbols, 587 bars, 2026-11-20 09:00 – 15:30, J, 3 frames", () => Started(History.Replay(KlineResampling.Minutes(5), KlineResampling.Daily)) },
        { "2 symbols, 2 bars, 2026-11-20 09:00 – 09:00, J", () => History.Replay(KlineResampling.Daily).Frames[1] },
        { "1 line, 2 bars, 2026-01-26 09:00 – 09:00", () => Bars.Decode(Bars.Line("\"A\":[1,1,1,1,1,1],\"B\":[1,1,1,1,1,1]")) },
        { "0 lines, 0 bars", () => new KlineTable() },
        { "2026-11-20 J 005930 from 09:00", () => new KlineGap(Session, "005930") },
        { "2026-11-20 J, 09:00 – 19:59", () => Session },
        { "2026-11-20 J: 2,700 symbols to ask for, 1 up to date; at most 16,200 calls, 1 object, done by 2026-11-20 20:31 at the earliest",
            () => new CatchUpPlan { Session = Session, Symbols = 2_700, UpToDate = 1, CallsAtMost = 16_200, ObjectsAtMost = 1, EarliestFinish = KoreaTime.At(Friday, new TimeOnly(20, 31)) } },
        { "005930 complete, 2010-01-04 to 2026-11-20; 3 new bars, 0 revised, 0 unchanged; 1 calls", () => Outcome() with { First = new DateOnly(2010, 1, 4), Through = Friday.ToDateTime(TimeOnly.MinValue) } },
        { "005930 complete through 2026-11-20 15:30; 3 new bars, 0 revised, 0 unchanged; 1 calls: why", () => Outcome() with { Through = Friday.ToDateTime(new TimeOnly(15, 30)), Reason = "why" } },
        { "2026-11-20 J: 3 of 12 symbols, 18 of at most 72 calls, 1,143 bars, 005930", () => new CatchUpProgress { Session = Session, Done = 3, Total = 12, Calls = 18, CallsAtMost = 72, Bars = 1_143, Symbol = "005930" } },
        { "InMemoryObjectStore, 1 object, 1,234 bytes", () => Memory() },
        { "KlineArchive 'hantoo-stock-kline-1m', NX, in InMemoryObjectStore, 1 object, 1,234 bytes", () => new KlineArchive(Memory(), new() { Venue = Venue.Nextrade }) },
        { "KlineCompactor 'hantoo-stock-kline-1m', J, in InMemoryObjectStore, 1 object, 1,234 bytes", () => new KlineCompactor(Memory()) },
        { "MasterDownloader 'hantoo_master' in InMemoryObjectStore, 1 object, 1,234 bytes", () => new MasterDownloader(Memory()) },
        { "HantooKlineLogger, 2 symbols, 'hantoo-stock-kline-1m', J, in InMemoryObjectStore, 1 object, 1,234 bytes",
            () => new HantooKlineLogger(["005930", "000660"], Memory(), Client()) },
        { "HantooClient, Production, at most 2.5 calls a second", Client },
        { "S3ObjectStore 'bars'", () => new S3ObjectStore(Mock.Of<IAmazonS3>(), new S3ObjectStoreOptions { Bucket = "bars", Endpoint = new Uri("https://s3.example") }) },
        { "kospi undated: 60 instruments", () => Samples.File() },
        { "005930 삼성전자", () => Samples.Record(Market.Kospi) },
        { "no record", () => default(MasterRecord) },
        { "HantooDailyLogger, 1 symbol, 'hantoo-stock-kline-1d', J, in InMemoryObjectStore, 1 object, 1,234 bytes", () => new HantooDailyLogger(["005930"], Memory(), Client()) },
        { "005930 korean_name: it is odd", () => new MasterWarning { ShortCode = "005930", Field = "korean_name", Message = "it is odd" } },
        { "1,234 bars of 1 symbol day", () => new KlineFindingCount { SymbolDays = 1, Bars = 1_234 } },
        { "idxcode: 3 columns", () => CompanionLayout.Indexes },
        { "2 symbols, 0 masters", () => new KlineSelection(["005930", "000660"], []) },
        { "konex: 1,234 bytes", () => new MasterZipFile(Market.Konex, new byte[1_234]) },
        { "0 rows, complete through 2026-11-20 15:30: why", () => new KlineFetch([], Friday.ToDateTime(new TimeOnly(15, 30))) { Doubt = "why" } },
        { "0 rows, nothing is complete", () => new KlineFetch([], null) },
        { "2026-11-20 005930 삼성전자: Split × 0.02: base 53,000 after 2,650,000", () => Change() },
        { "2026-11-20 005930 삼성전자: Renamed korean_name 'A' → 'B'", () => Change() with { Kind = MasterChangeKind.Renamed, Reset = null, Field = "korean_name", Before = "A", After = "B" } },
        { "Split × 0.02 ±0.5%: base 53,000 after 2,650,000 to 2,660,000.5", () => Change().Reset! with { Error = 0.005m, PreviousHigh = 2_660_000.5m } },
        { "2026-11-20 – 2026-11-23 kospi 005930 삼성전자", () => Life().Periods[0] },
        { "005930 삼성전자 (KR7005930003): 2026-11-20 – 2026-11-23, gone by 2026-11-24", Life },
        { "2 files, 1 doubt", () => new LeanFactorReport(2, ["why"]) },
        { "publication 3 of J: 1 session, 1,234 bars, 1 file", Manifest },
        { "1 session published in 1 file, 5,678 bytes, 0 problems; publication 3 of J: 1 session, 1,234 bars, 1 file", () => new KlineDatasetPublication(Manifest(), [Friday], Manifest().Files, []) },
        { "equal: 1,234 equal bars in 1 sound file, 0 unpublished sessions, 0 problems", () => new KlineDatasetReport(Manifest(), 1_234, 1, [], []) },
        { "1 superseded file, 5,678 bytes; 0 kept", () => new KlineDatasetRemoval([new("klines/a.parquet", 5_678)], []) },
        { "005930 2026-11-20 J until 15:30", () => new KlineRequest("005930", Session, null, Friday.ToDateTime(new TimeOnly(15, 30))) },
        { "005930 2026-11-20 J after 09:05 until 15:30", () => new KlineRequest("005930", Session, Friday.ToDateTime(new TimeOnly(9, 5)), Friday.ToDateTime(new TimeOnly(15, 30))) },
        { "2026-01-26 09:00 open 0.5 high 1 low 0.5 close 1 volume 1 acc_value 3", () => new MinuteRow(At(Plain, "09:00"), 0.5m, 1, 0.5m, 1, 1, 3) },
        { "2026-01-26 09:00 open -1 high 0.00001 low 0 close 0 volume -1 acc_value -1", () => new MinuteRow(At(Plain, "09:00").AddSeconds(30), -1, 0.00001m, 0, 0, -1, -1) },
        { "2026-11-20: 1,234 bars", () => Manifest().Sessions[0] },
        { "klines/a.parquet: 1,234 bars, 5,678 bytes", () => Manifest().Files[0] },
        { "Regular 09:00 – 15:30", () => new TradingPeriod(TradingPhase.Regular, new TimeOnly(9, 0), new TimeOnly(15, 30)) },
        { "2026-11-20: all symbols", () => new KlineDatasetRetrieval(Friday) },
        { "2026-11-20: 2 symbols", () => new KlineDatasetRetrieval(Friday, ["000660", "005930"]) },
    };

    // The compiler's text of a record has dates and numbers in the current culture.
    [Fact]
    public void Records_with_dates_or_decimals_have_a_text_of_their_own()
    {
        Type[] cultural = [typeof(DateOnly), typeof(TimeOnly), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(decimal), typeof(double)];
        var records = new[] { typeof(Kline), typeof(KlineDataset) }.SelectMany(type => type.Assembly.GetExportedTypes())
            .Where(type => !type.Name.EndsWith("Options", StringComparison.Ordinal) && type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null
                && type.GetProperties().Any(property => cultural.Contains(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType)));
        Assert.Equal([], records.Where(type => type.GetMethod(nameof(ToString), [])!.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute))).Select(type => type.Name));
    }

    [Theory]
    [MemberData(nameof(Texts), DisableDiscoveryEnumeration = true)]
    public void An_object_says_what_it_is_and_how_much(string text, Func<object> create)
    {
        Assert.Equal(text, create().ToString());
        Assert.Equal(text, OddCulture.Run(() => create().ToString()));
    }

    [Fact]
    public void A_folder_is_named() =>
        Assert.Equal($"DirectoryObjectStore '{Path.GetFullPath("klines")}'", new DirectoryObjectStore("klines/").ToString());

    [Fact]
    public void Debuggers_show_the_text_and_the_items()
    {
        Type[] shown =
        [
            typeof(KlineHistory), typeof(KlineSeries), typeof(KlineSlice), typeof(KlineReplay), typeof(KlineReplayFrame), typeof(KlineTable), typeof(KlineArchive),
            typeof(KlineCompactor), typeof(MasterDownloader), typeof(MasterFile), typeof(MasterRecord), typeof(HantooKlineLogger), typeof(HantooClient),
            typeof(HantooDailyLogger), typeof(Instrument), typeof(DirectoryObjectStore), typeof(InMemoryObjectStore), typeof(S3ObjectStore),
        ];
        Assert.All(shown, type => Assert.Equal("{ToString(),nq}", type.GetCustomAttribute<DebuggerDisplayAttribute>()!.Value));
        Assert.Equal(History["005930"], Items<Kline>(History["005930"]));
        Assert.Equal(History, Items<KlineSeries>(History));
        Assert.Equal(History.Replay().Frames[0].History, Items<KlineSeries>(History));
        var slice = Bars.Slice(At(Plain, "09:00"), ("A", Bars.Bar(At(Plain, "09:00"))));
        Assert.Equal(slice, Items<SymbolKline>(slice));
        Assert.Single(Items<KlineSlice>(Bars.Decode(Bars.Line("\"A\":[1,1,1,1,1,1]"))));
        Assert.Equal(60, Items<MasterRecord>(Samples.File()).Length);
    }

    // As a debugger does it: an instance of the proxy, made of the object, and the property whose items take its place.
    private static T[] Items<T>(object value)
    {
        var proxy = Type.GetType(value.GetType().GetCustomAttribute<DebuggerTypeProxyAttribute>()!.ProxyTypeName, throwOnError: true)!;
        var items = proxy.GetProperties().Single(property => property.GetCustomAttribute<DebuggerBrowsableAttribute>()!.State == DebuggerBrowsableState.RootHidden);
        return Assert.IsType<T[]>(items.GetValue(Activator.CreateInstance(proxy, value)));
    }

    private static SymbolOutcome Outcome() => new() { Symbol = "005930", State = SymbolDayState.Complete, NewBars = 3, RevisedBars = 0, UnchangedBars = 0, Calls = 1 };

    private static MasterChange Change() => new(MasterChangeKind.Split, Market.Kospi, "KR7005930003", "005930", "삼성전자")
    {
        Date = Friday,
        Reset = new(MasterChangeKind.Split, 53_000, 2_650_000, 2_650_000, 0.02m, 0, []),
    };

    private static Instrument Life() => new("KR7005930003", [new(Friday, Friday.AddDays(3), Market.Kospi, "005930", "삼성전자")]) { GoneBy = Friday.AddDays(4) };

    private static KlineDatasetManifest Manifest() => new(
        3, "J", default, [new(Friday, 1_234, 5, "a")], [new("klines/a.parquet", KlineDatasetPeriod.Day, Friday, Friday, "005930", "005930", 1_234, 5, 5_678, "a", 1, "b", 3)], []);

    private static KlineReplay Started(KlineReplay replay)
    {
        Assert.True(replay.MoveNext());
        return replay;
    }

    private static InMemoryObjectStore Memory()
    {
        var store = new InMemoryObjectStore();
        Assert.True(store.PutIfAbsentAsync("a", new byte[1_234]).IsCompleted);
        return store;
    }

    private static HantooClient Client() =>
        new(new HantooCredentials("key", "secret"), new SimulatedKis(), options: new HantooOptions { RequestsPerSecond = 2.5, Pace = 1 });
}
