#:project ../../src/Rhetenor.Data/Rhetenor.Data.csproj
#:project ../../src/Rhetenor.Data.Parquet/Rhetenor.Data.Parquet.csproj
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
#:property EnforceCodeStyleInBuild=false

// Writes a store with everything that makes reading one hard, and what KlineArchive reads of it: store.cs -- <folder>
// <folder>/klines is the store; a folder of that name may hold objects already. <folder>/dataset is what KlineDataset published of it: a
// closed year, a closed month, days of a running one, revisions with files that they replace, two venues, and daily bars of three years. One share was split, and some of the days
// before that were fetched after it: <folder>/factors.csv is the table of factors, <folder>/adjusted.csv what KlineHistory.Adjust makes of its bars. With RHETENOR_TEST_S3_ENDPOINT set, and the
// keys beside it, all of it is also put into the new bucket named by RHETENOR_ENGINES_BUCKET.
using System.Globalization;
using Amazon.Runtime;
using Amazon.S3;
using Rhetenor.Data;
using Rhetenor.Data.Format;
using Rhetenor.Data.Klines;
using Rhetenor.Data.Masters;

const string Prefix = "hantoo-stock-kline-1m";
var (from, to) = (new DateOnly(2025, 12, 29), new DateOnly(2026, 2, 3));
var folder = new DirectoryObjectStore(Path.Join(args[0], "klines"));
var random = new Random(20260105);
var names = Enumerable.Range(0, 54).Select(i => i % 10 == 9 ? $"0{i:D3}Z0" : $"{i * 1_930:D6}").ToArray();

// Ten shares for one. Bars of the days before that were fetched on the same day, or after the split and then adjusted.
const string SplitSymbol = "200000";
var exDate = new DateOnly(2026, 1, 19);
var splitPrice = 54_400m;

var number = 0;
for (var date = from; date <= to; date = date.AddDays(1))
{
    if (KrxCalendar.GetDay(date) != MarketDay.Closed)
        await WriteSessionAsync(date, number++);
}

for (var date = from; date <= to; date = date.AddDays(1))
{
    if (KrxCalendar.GetDay(date) != MarketDay.Closed)
        await WriteSplitAsync(date);
}

// Sessions of one object: beside what it was made of, without it, and with no value but the one that counts.
await CompactAsync(new(2026, 1, 5), keepVersions: true);
await CompactAsync(new(2026, 1, 6), keepVersions: true);
await CompactAsync(new(2026, 1, 7), keepVersions: false);
await new KlineCompactor(folder).RemoveCompactedAsync(new(2026, 1, 6), new(2026, 1, 7), folder);

// A foreign name, and what was asked and answered: neither is an object of bars.
await folder.PutIfAbsentAsync($"{Prefix}/20260105_notes.txt", "not ours"u8.ToArray());
await folder.PutIfAbsentAsync($"{Prefix}/coverage/20260105_J_20260105160000.json", "{}"u8.ToArray());

var evening = new Clock(KoreaTime.At(new(2026, 2, 2), new TimeOnly(21, 0)));
await PublishAsync(Venue.Krx);
await PublishAsync(Venue.Nextrade);
foreach (var date in (DateOnly[])[new(2026, 1, 12), new(2026, 2, 2)])
    await PutAsync(date, Changed(Truth(date, 1).Skip(40).Take(60), 3), date.ToDateTime(new TimeOnly(20, 30)), 1);
evening = new(KoreaTime.At(new(2026, 2, 4), new TimeOnly(21, 0)));
await PublishAsync(Venue.Krx);
await PublishAsync(Venue.Nextrade);

await PublishDaysAsync(evening);
await WriteExpectedAsync(Path.Join(args[0], "expected.csv"), folder, Venue.Krx);
await WriteExpectedAsync(Path.Join(args[0], "expected-NX.csv"), folder, Venue.Nextrade);
await WriteAdjustedAsync();
using (var parquet = File.Create(Path.Join(args[0], "klines.parquet")))
    await KlineParquet.WriteAsync(parquet, new KlineArchive(folder).ReadDaysAsync(new(new(2000, 1, 1), new(2100, 1, 1)), _ => { }));
if (Environment.GetEnvironmentVariable("RHETENOR_TEST_S3_ENDPOINT") is { Length: > 0 } endpoint)
    await CopyAsync(endpoint, Environment.GetEnvironmentVariable("RHETENOR_ENGINES_BUCKET")!);
return 0;

// A day as one logger, two loggers and a repaired run leave it: fragments that overlap, revisions, equal retrievals, old losers.
async Task WriteSessionAsync(DateOnly date, int session)
{
    var truth = Truth(date, session);
    var retrieval = date.ToDateTime(new TimeOnly(16, 0));
    for (var first = 0; first < truth.Count;)
    {
        var count = random.Next(40, 400);
        var overlap = Math.Min(first, random.Next(12));
        await PutAsync(date, truth.Skip(first - overlap).Take(count + overlap), retrieval = retrieval.AddSeconds(random.Next(3)), session);
        first += count;
    }

    await PutAsync(date, Changed(truth, 40), date.ToDateTime(new TimeOnly(9, 0)), session);
    await PutAsync(date, Changed(truth, 30), retrieval.AddMinutes(5), session);
    var some = truth.Skip(100).Take(20).ToList();
    await PutAsync(date, Changed(some, 2), retrieval.AddMinutes(6), session);
    await PutAsync(date, Changed(some.Skip(10), 1), retrieval.AddMinutes(6), session);
    // Bars of another venue, and of another date than their name says.
    await PutAsync(date, Changed(truth.Take(30), 1), retrieval.AddMinutes(7), session, Venue.Nextrade);
    await PutAsync(date, Changed(Truth(date.AddDays(1), session).Take(2), 1), retrieval.AddMinutes(8), session);
}

List<KlineSlice> Truth(DateOnly date, int session)
{
    var (price, shares) = (names.Select((_, i) => 1_000m + (i * 7_001)).ToArray(), new long[names.Length]);
    var slices = new List<KlineSlice>();
    for (var minute = date.ToDateTime(new TimeOnly(9, 0)); minute <= date.ToDateTime(new TimeOnly(15, 30)); minute = minute.AddMinutes(1))
    {
        var bars = new List<SymbolKline>();
        for (var i = 0; i < names.Length; i++)
        {
            if (random.Next(8) == 0)
                continue;
            // Every seventh has prices that are not whole won, and every tenth does not know the day's shares.
            var step = i % 7 == 3 ? 0.25m : 5m;
            var open = price[i];
            var close = price[i] = Math.Max(step * 4, open + (step * random.Next(-3, 4)));
            var volume = random.NextInt64(1, 100_000);
            shares[i] += volume;
            bars.Add(new(names[i], new Kline(minute, open, Math.Max(open, close) + step, Math.Min(open, close) - step, close, volume,
                i % 10 == 8 ? null : shares[i], session % 3 == 0 && i % 5 > 0 ? shares[i] * 1_000 : null)));
        }

        slices.Add(new KlineSlice(minute, bars));
    }

    return slices;
}

// A session of the share that was split, as KIS returns it: adjusted when it is fetched after the split.
async Task WriteSplitAsync(DateOnly date)
{
    var isLate = date < exDate && date.Day % 3 == 0;
    var scale = isLate ? 10 : 1;
    if (date == exDate)
        splitPrice /= 10;
    var tick = date < exDate ? 100m : 10m;
    var (slices, shares) = (new List<KlineSlice>(), 0L);
    for (var minute = date.ToDateTime(new TimeOnly(9, 0)); minute <= date.ToDateTime(new TimeOnly(15, 30)); minute = minute.AddMinutes(random.Next(1, 9)))
    {
        var open = splitPrice;
        var close = splitPrice = Math.Max(tick * 450, open + (tick * random.Next(-1, 2)));
        var volume = random.NextInt64(1, 1_000) * scale;
        shares += volume;
        slices.Add(new(minute, [new(SplitSymbol, new Kline(
            minute, open / scale, (Math.Max(open, close) + tick) / scale, (Math.Min(open, close) - tick) / scale, close / scale, volume, shares, null))]));
    }

    await PutAsync(date, slices, (isLate ? exDate.AddDays(2) : date).ToDateTime(new TimeOnly(20, 45)), session: 1);
}

// The table of factors, as docs/DATA-TOOLS.md writes it, and the adjusted bars.
async Task WriteAdjustedAsync()
{
    var split = new MasterChange(MasterChangeKind.Split, Market.Kospi, "KR7200000000", SplitSymbol, "")
    {
        Date = exDate, Reset = new(MasterChangeKind.Split, 5_440, 54_400, 54_400, 0.1m, 0, ["by hand"]),
    };
    AdjustmentFactors factors = new([new AdjustmentFactor(split, exDate)], new());
    File.WriteAllLines(Path.Join(args[0], "factors.csv"), factors.Where(factor => factor.Rescinded is null)
        .SelectMany(factor => factor.ShortCodes.Select(symbol => string.Create(CultureInfo.InvariantCulture, $"{symbol},{factor.ExDate:yyyy-MM-dd},{factor.Factor},{factor.ScalesVolume}")))
        .Prepend("symbol,ex_date,factor,scales_volume"));

    var stored = await new KlineArchive(folder).LoadAsync(new(DateOnly.MinValue, DateOnly.MaxValue, [SplitSymbol]));
    var series = stored.Adjust(factors)[SplitSymbol];
    using var csv = new StreamWriter(Path.Join(args[0], "adjusted.csv"));
    csv.WriteLine("symbol,minute,open,high,low,close,volume,acc_vol,acc_value");
    foreach (var bar in series)
    {
        csv.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{SplitSymbol},{bar.Minute:yyyy-MM-dd HH:mm:ss},{bar.Open},{bar.High},{bar.Low},{bar.Close},{bar.Volume},{bar.AccVolume},{bar.AccValue}"));
    }

    var late = stored[SplitSymbol].Zip(series).Count(pair => pair.First.Close == pair.Second.Close && pair.First.Minute < exDate.ToDateTime(default));
    Console.WriteLine($"{series}; {late} bars before the split were fetched after it");
    foreach (var doubt in series.Adjustment!.Doubts)
        Console.WriteLine($"  {doubt}");
}

// One of so many bars, with other numbers.
IEnumerable<KlineSlice> Changed(IEnumerable<KlineSlice> slices, int oneOf) => slices
    .Select(slice => new KlineSlice(slice.Minute, slice.Where(_ => random.Next(oneOf) == 0).Select(bar => new SymbolKline(bar.Symbol,
        new Kline(bar.Kline.Minute, bar.Kline.Open, bar.Kline.High + 1.5m, bar.Kline.Low, bar.Kline.Close + 1, bar.Kline.Volume + random.Next(1, 1_000), bar.Kline.AccVolume, bar.Kline.AccValue)))))
    .Where(slice => slice.Count > 0);

async Task PutAsync(DateOnly date, IEnumerable<KlineSlice> slices, DateTime retrieval, int session, Venue venue = Venue.Krx)
{
    var lines = slices.ToList();
    var key = new KlineKey(
        Prefix, date.ToDateTime(TimeOnly.FromDateTime(lines[0].Minute)), date.ToDateTime(TimeOnly.FromDateTime(lines[^1].Minute)), venue, retrieval,
        random.Next(4) == 0 ? KlineKey.ShortExtension : KlineKey.Extension);
    if (await folder.PutIfAbsentAsync(key.ToString(), KlineCodec.Pack(lines, accValue: session % 3 == 0)) != PutOutcome.Created)
        throw new InvalidOperationException($"{key} is there already.");
}

async Task CompactAsync(DateOnly date, bool keepVersions)
{
    foreach (var session in await new KlineCompactor(folder, new() { KeepVersions = keepVersions, CompressionLevel = 6 }).CompactAsync(date, date))
        Console.WriteLine(session);
}

// What the archive says, bar by bar, and nothing it could not read but the one row that is none.
async Task WriteExpectedAsync(string path, IObjectStore store, Venue venue)
{
    var problems = new List<StoreProblem>();
    using var csv = new StreamWriter(path);
    csv.WriteLine("symbol,minute,open,high,low,close,volume,acc_vol,acc_value");
    var count = 0;
    await foreach (var (symbol, bar) in new KlineArchive(store, new() { Venue = venue }).ReadKlinesAsync(new(DateOnly.MinValue, DateOnly.MaxValue), problems.Add))
    {
        csv.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{symbol},{bar.Minute:yyyy-MM-dd HH:mm:ss},{bar.Open},{bar.High},{bar.Low},{bar.Close},{bar.Volume},{bar.AccVolume},{bar.AccValue}"));
        count++;
    }

    Console.WriteLine($"KlineArchive reads {count} bars of {number} sessions at {venue}");
    foreach (var problem in problems)
        Console.WriteLine($"  {problem.Key}: {problem.Message}");
}

// Publishes what is stored, and has the library compare it with the archive. One row of the oldest object is none.
async Task PublishAsync(Venue venue)
{
    var archive = new KlineArchive(folder, new() { Venue = venue });
    var dataset = new KlineDataset(new DirectoryObjectStore(Path.Join(args[0], "dataset")), new() { Venue = venue, RowsPerGroup = 2_000, RowsPerFile = 100_000, YearFiles = true }, evening);
    Console.WriteLine(await dataset.PublishAsync(archive, from, to.AddDays(1), onProblem: _ => { }));
    var report = await dataset.VerifyAsync(archive, from, to.AddDays(1), onProblem: _ => { });
    if (!report.IsEqual)
        throw new InvalidOperationException($"{report}: {string.Join("; ", report.Problems.Take(5))}");
}

// Daily bars of three years, the last one running, published twice with a revision in between. Some have no base price or code.
async Task PublishDaysAsync(Clock evening)
{
    var (archive, first, last) = (new KlineArchive(folder), new DateOnly(2024, 11, 4), new DateOnly(2026, 2, 3));
    var dataset = new KlineDataset(new DirectoryObjectStore(Path.Join(args[0], "dataset")), new() { RowsPerGroup = 2_000, RowsPerFile = 8_000 }, evening);
    var days = Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays).Where(date => KrxCalendar.GetDay(date) != MarketDay.Closed).ToList();
    foreach (var year in days.GroupBy(date => date.Year))
        await PutDaysAsync([.. year.Select(date => new DailyLine(date, default, [.. names.Select((name, i) => KeyValuePair.Create(name, Day(date, i)))]))], last.ToDateTime(new TimeOnly(20, 30)));
    Console.WriteLine(await dataset.PublishDailyAsync(archive, first, last));
    await PutDaysAsync([new(days[^5], default, [new(names[3], Day(days[^5], 90))])], last.ToDateTime(new TimeOnly(20, 45)));
    Console.WriteLine(await dataset.PublishDailyAsync(archive, first, last));
    var report = await dataset.VerifyDailyAsync(archive, first, last);
    if (!report.IsEqual)
        throw new InvalidOperationException($"{report}: {string.Join("; ", report.Problems.Take(5))}");
    using var csv = new StreamWriter(Path.Join(args[0], "expected-days.csv"));
    csv.WriteLine("symbol,date,open,high,low,close,volume,value,base,ex_code,split_ratio");
    foreach (var series in await archive.LoadDailyAsync(new(first, last)))
    {
        for (var i = 0; i < series.Count; i++)
        {
            var (bar, facts) = (series[i], series.Daily!);
            csv.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{series.Symbol},{bar.Minute:yyyy-MM-dd},{bar.Open},{bar.High},{bar.Low},{bar.Close},{bar.Volume},{bar.AccValue},{Won(facts.Base[i])},{(facts.ExCode[i] < 0 ? null : facts.ExCode[i])},{Won(facts.SplitRatio[i])}"));
        }
    }

    static decimal? Won(long price) => price == DailyBar.Unknown ? null : price / 10_000m;
}

// A halted session, a price that is not whole won, a day of a split.
DailyBar Day(DateOnly date, int i)
{
    var close = (10_000_000L * (i + 1)) + (50_000L * (date.DayNumber % 40)) + (i % 7 == 3 ? 2_500 : 0);
    var facts = i % 9 == 4 ? (Base: DailyBar.Unknown, ExCode: (int)DailyBar.Unknown, Split: DailyBar.Unknown) : (Base: close - 50_000, ExCode: date.Day == 27 ? 2 : 0, Split: date.DayNumber % 200 == 7 ? 50_000L : 0);
    return (date.DayNumber + i) % 31 == 0
        ? new(close, close, close, close, 0, 0, facts.Base, facts.ExCode, facts.Split)
        : new(close - 50_000, close + 100_000, close - 100_000, close, 1_000 + (date.DayNumber % 977) + i, (1_000L + i) * 1_000_000, facts.Base, facts.ExCode, facts.Split);
}

async Task PutDaysAsync(IReadOnlyList<DailyLine> lines, DateTime retrieval)
{
    var key = new DailyKey("hantoo-stock-kline-1d", lines[0].Date, lines[^1].Date, Venue.Krx, retrieval);
    if (await folder.PutIfAbsentAsync(key.ToString(), DailyCodec.Pack(lines, level: 3)) != PutOutcome.Created)
        throw new InvalidOperationException($"{key} is there already.");
}

async Task CopyAsync(string endpoint, string bucket)
{
    var credentials = new BasicAWSCredentials(
        Environment.GetEnvironmentVariable("RHETENOR_TEST_S3_ACCESS_KEY"), Environment.GetEnvironmentVariable("RHETENOR_TEST_S3_SECRET_KEY"));
    using var client = new AmazonS3Client(credentials, new AmazonS3Config { ServiceURL = endpoint, ForcePathStyle = true });
    await client.PutBucketAsync(bucket);
    using var s3 = S3ObjectStore.Create(new S3ObjectStoreOptions { Bucket = bucket, Endpoint = new Uri(endpoint) }, credentials);
    var objects = 0;
    foreach (var source in (IObjectStore[])[folder, new DirectoryObjectStore(Path.Join(args[0], "dataset"))])
    {
        await foreach (var stored in source.ListAsync(""))
        {
            using var body = new MemoryStream();
            await using (var file = await source.OpenReadAsync(stored.Key))
                await file!.CopyToAsync(body);
            if (await s3.PutIfAbsentAsync(stored.Key, body.ToArray()) != PutOutcome.Created)
                throw new InvalidOperationException($"{stored.Key} was not put.");
            objects++;
        }
    }

    Console.WriteLine($"{objects} objects are in the bucket {bucket}");
}

sealed class Clock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
