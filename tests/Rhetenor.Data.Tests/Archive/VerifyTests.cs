using Rhetenor.Data.Tests.Logger;

namespace Rhetenor.Data.Tests.Archive;

/// <summary>A store is read again, and told what it is worth.</summary>
public sealed class VerifyTests
{
    private static readonly DateOnly Day = ReportShelf.Monday;

    [Fact]
    public async Task A_whole_store_is_sound_and_foreign_keys_are_only_counted()
    {
        var shelf = new ReportShelf();
        shelf.Whole(Day, "005930", "000660");
        shelf.Whole(Day.AddDays(100), "005930");
        shelf.Store.Overwrite($"{ReportShelf.Prefix}/readme.txt", "x"u8.ToArray());
        shelf.Store.Overwrite("hantoo_master/20260126_kospi.json", "{}"u8.ToArray());
        shelf.Store.Overwrite($"{ReportShelf.Prefix}/20260126090000_20260126091000_NX_20260126100000.jsonl.zstd", "x"u8.ToArray());
        var report = await shelf.Archive.VerifyAsync();
        Assert.Equal((StoreVerdict.Sound, 2, 2, 2, 9), (report.Verdict, report.Days, report.Objects, report.CoverageObjects, (int)report.Bars));
        Assert.Equal((1, 1), (report.ForeignKeys, report.OtherVenues));
        Assert.Equal([$"{ReportShelf.Prefix}/readme.txt"], report.Foreign);
        Assert.Contains("SOUND: KRX (J), 0 damages", report.ToText(), StringComparison.Ordinal);
        Assert.Equal(1, (await shelf.Archive.VerifyAsync(Day, ReportShelf.Friday)).Days);
        Assert.Equal(StoreVerdict.Sound, (await new KlineArchive(new InMemoryObjectStore()).VerifyAsync()).Verdict);
    }

    [Fact]
    public async Task J1_J2_J3_J4_J6_J7_J9_J10_J11_keys_of_other_forms_are_counted_not_read_and_never_in_the_way()
    {
        string[] foreign =
        [
            "20260126", "20260126_notes.txt", "20260126090000_20260126091900_J_20260199093001.jsonl.zstd", "2026012a090000_20260126091900_J_20260126093001.jsonl.zstd",
            "20260126090000_20260126091900_J.jsonl.zstd", "20260126090000_20260126091900_J_20260126093001_1.jsonl.zstd",
            "20260126090000_20260126091900_J_20260126093001.JSONL.ZSTD", "20260126090000_20260126091900_J_20260126093001.jsonl.gz",
            "20260126091900_20260126090000_J_20260126093001.jsonl.zstd", "20260126090000_20260126091900_K_20260126093001.jsonl.zstd",
            "20260126090000_20260126091900_NXT_20260126093001.jsonl.zstd", "20260126090000_20260126091900_J_20260126093001.jsonl.zstd/", "20260126/", "20260126%20é한 +",
            $"20260126{new string('k', 1024 - ReportShelf.Prefix.Length - 9)}",
        ];
        var shelf = new ReportShelf();
        shelf.Whole(Day, "005930", "000660");
        var before = (await shelf.Archive.LoadAsync(KlineQuery.Day(Day))).BarCount;
        foreach (var name in foreign)
            shelf.Store.Overwrite($"{ReportShelf.Prefix}/{name}", "not ours"u8.ToArray());
        var report = await shelf.Archive.VerifyAsync();
        Assert.Equal((StoreVerdict.Sound, foreign.Length), (report.Verdict, report.ForeignKeys));
        Assert.Equal(foreign.Select(name => $"{ReportShelf.Prefix}/{name}").Order(StringComparer.Ordinal), report.Foreign.Order(StringComparer.Ordinal));
        var problems = new List<StoreProblem>();
        Assert.Equal(before, (await shelf.Archive.LoadAsync(KlineQuery.Day(Day), problems.Add)).BarCount);
        Assert.Empty(problems);
        Assert.True((await shelf.Archive.ReportCoverageAsync(KlineQuery.Day(Day), shelf.Context)).IsFinal);
    }

    [Fact]
    public async Task I2_I3_every_flipped_byte_and_every_cut_is_damage_and_hides_no_other_object()
    {
        var shelf = new ReportShelf();
        var (bars, _) = shelf.Whole(Day, "005930");
        shelf.Put(Day, "18:31", ReportShelf.Run(Day, "000660"));
        var sound = shelf.Store[bars];
        for (var i = 0; i < sound.Length; i++)
        {
            var flipped = sound.ToArray();
            flipped[i] ^= (byte)(1 << (i % 8));
            await AssertDamaged(flipped, $"bit {i % 8} of byte {i}");
            await AssertDamaged(sound[..i], $"cut after {i} bytes");
        }

        async Task AssertDamaged(byte[] body, string what)
        {
            shelf.Store.Overwrite(bars, body);
            var report = await shelf.Archive.VerifyAsync();
            // The bars that its coverage speaks of are gone with it.
            Assert.True(report.Verdict == StoreVerdict.Damaged && report.Damages == 2 && report.Bars == 3, $"{what}: {report.ToText()}");
            Assert.Contains(report.Findings, finding => finding.Key == bars && finding.Verdict == StoreVerdict.Damaged);
        }
    }

    [Fact]
    public async Task Coverage_that_cannot_be_read_is_damage()
    {
        var shelf = new ReportShelf();
        var (_, coverage) = shelf.Whole(Day, "005930");
        shelf.Store.Overwrite(coverage, shelf.Store[coverage][..20]);
        var report = await shelf.Archive.VerifyAsync();
        Assert.Equal((StoreVerdict.Damaged, 1, 1), (report.Verdict, report.Damages, report.Notes));
        Assert.Contains("no coverage describes 1 symbol with bars", report.ToText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("20260126090000_20260126090100_J_20260126183000", StoreVerdict.Doubtful, "its name says 09:00:00 to 09:01:00, its lines 09:00 to 09:02.")]
    [InlineData("20260126090000_20260126090200_J_20260126090230", StoreVerdict.Doubtful, "its last minute, 09:02, was not over")]
    [InlineData("202601260900_202601260902_J_20260126183000", StoreVerdict.Sound, "of an older shape")]
    [InlineData("20260127090000_20260127090200_J_20260127183000", StoreVerdict.Damaged, "3 of its 3 lines are of another date")]
    public async Task H18_J12_names_are_held_against_contents(string name, StoreVerdict level, string message)
    {
        var shelf = new ReportShelf();
        var key = shelf.Put(Day, "18:30", ReportShelf.Run(Day, "005930"));
        var body = shelf.Store[key];
        shelf.Store.Remove(key);
        shelf.Store.Overwrite($"{ReportShelf.Prefix}/{name}.jsonl.zstd", body);
        var report = await shelf.Archive.VerifyAsync();
        Assert.Contains(report.Findings, finding => finding.Verdict == level && finding.Message.Contains(message, StringComparison.Ordinal));
        Assert.Equal(level, report.Findings.Max(finding => finding.Verdict));
    }

    [Theory]
    [InlineData("none", "has no checksum", false)]
    [InlineData("twice", "do not ascend, or are duplicated")]
    [InlineData("empty", "it has no bar")]
    [InlineData("row", "1 of its rows cannot be read")]
    public async Task I4_H1_H16_what_a_writer_of_ours_never_leaves_is_told(string what, string message, bool hasChecksum = true)
    {
        var line = Klines.Bars.Line("\"005930\":[1000,1000,1000,1000,10,10]");
        var text = what switch
        {
            "twice" => line + line,
            "empty" => Klines.Bars.Line(""),
            "row" => Klines.Bars.Line("\"005930\":[1000,1000,1000,1000,10,10],\"000660\":[1]"),
            _ => line,
        };
        var shelf = new ReportShelf();
        var key = shelf.PutText($"{ReportShelf.Prefix}/20260126090000_20260126090000_J_20260126183000.jsonl.zstd", text, hasChecksum);
        var report = await shelf.Archive.VerifyAsync();
        var finding = Assert.Single(report.Findings, finding => finding.Verdict > StoreVerdict.Sound);
        Assert.Equal((key, what == "row" ? StoreVerdict.Damaged : StoreVerdict.Doubtful), (finding.Key, report.Verdict));
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SymbolDayState.Complete, "15:30", true, "11:00", "it claims 15:30, which was not over")]
    [InlineData(SymbolDayState.Complete, "15:45", false, "18:30", "it claims 15:45; the session is 09:00 to 15:30")]
    [InlineData(SymbolDayState.Complete, null, false, "18:30", "no minute is covered")]
    [InlineData(SymbolDayState.Complete, "15:29", true, "18:30", "it calls the day final through 15:29")]
    [InlineData(SymbolDayState.Complete, "15:30", true, "15:40", "before its figures had settled")]
    [InlineData(SymbolDayState.Failed, null, true, "18:30", "it calls a failure final")]
    [InlineData(SymbolDayState.NoTrades, "15:30", true, "18:30", "says there are no bars through 15:30, and there are some from 09:00 on")]
    public async Task P8_P9_claims_that_cannot_be_true_are_told(SymbolDayState state, string? through, bool isFinal, string retrieval, string message)
    {
        var shelf = new ReportShelf();
        shelf.Put(Day, "18:29", ReportShelf.Run(Day, "005930"));
        shelf.Cover(Day, retrieval, ("005930", state, through, isFinal));
        var report = await shelf.Archive.VerifyAsync();
        Assert.Equal(StoreVerdict.Doubtful, report.Verdict);
        Assert.Contains(message, Assert.Single(report.Findings, finding => finding.Verdict == StoreVerdict.Doubtful).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bars_that_coverage_speaks_of_and_that_are_gone_are_damage()
    {
        var shelf = new ReportShelf();
        var (bars, _) = shelf.Whole(Day, "005930", "000660");
        shelf.Store.Remove(bars);
        var report = await shelf.Archive.VerifyAsync();
        Assert.Equal((StoreVerdict.Damaged, 2), (report.Verdict, report.Damages));
    }

    [Fact]
    public async Task A_lost_object_in_the_middle_of_a_day_shows_in_the_sums()
    {
        var world = new LoggerWorld(new DateOnly(2026, 5, 20), "10:30:20", 3);
        foreach (var time in (string[])["11:30:20", "12:30:20", "18:30"])
        {
            await world.RunAsync(() => world.Logger().CatchUpAsync());
            world.Clock.AdvanceTo(KoreaTime.At(new DateOnly(2026, 5, 20), TimeOnly.Parse(time, null)));
        }

        await world.RunAsync(() => world.Logger().CatchUpAsync());
        var archive = new KlineArchive(world.Store);
        Assert.Equal(StoreVerdict.Sound, (await archive.VerifyAsync()).Verdict);
        var lost = world.Store.Puts.Where(key => KlineKey.TryParse(key, out _)).ElementAt(1);
        world.Store.Remove(lost);
        var report = await archive.VerifyAsync();
        // The coverage of three runs rests on it. It is named once.
        Assert.Equal((StoreVerdict.Damaged, 1), (report.Verdict, report.Damages));
        var finding = Assert.Single(report.Findings, finding => finding.Message.Contains($"rests on '{KlineKey.Parse(lost).Name}'", StringComparison.Ordinal));
        Assert.Contains("the claims of 3 coverage records are not believed", finding.Message, StringComparison.Ordinal);
        Assert.Contains(report.Findings, finding => finding.Message.StartsWith("005930: acc_vol at 11:30", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_crash_between_bars_and_coverage_is_a_note()
    {
        var shelf = new ReportShelf();
        shelf.Put(Day, "12:00", ReportShelf.Run(Day, "005930"));
        shelf.Cover(Day, "12:00", ("005930", SymbolDayState.Complete, "11:58", false));
        shelf.Put(Day, "12:05", ReportShelf.Run(Day, "005930", "12:00", before: 30));
        var report = await shelf.Archive.VerifyAsync();
        Assert.Equal((StoreVerdict.Sound, 1), (report.Verdict, report.Notes));
        Assert.Contains("stored through 12:02, and covered through 11:58 only", report.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nextrade_before_it_opened_is_doubted()
    {
        var store = new RecordingStore();
        var minute = new DateTime(2024, 1, 25, 9, 0, 0);
        var slice = new KlineSlice(minute, [new("005930", new Kline(minute, 1, 1, 1, 1, 1, 1))]);
        store.Overwrite(new KlineKey("p", minute, minute, Venue.Nextrade, minute.AddHours(10)).ToString(), KlineCodec.Pack([slice]));
        var report = await new KlineArchive(store, new KlineArchiveOptions { Prefix = "p", Venue = Venue.Nextrade }).VerifyAsync();
        Assert.Equal(StoreVerdict.Doubtful, report.Verdict);
    }

    [RealDataFact]
    public async Task H6_the_original_s_store_is_doubtful_for_want_of_checksums()
    {
        var shelf = new ReportShelf();
        foreach (var file in Directory.EnumerateFiles(Path.Join(RealData.Folder, "original"), "*.zstd"))
            shelf.Store.Overwrite($"{ReportShelf.Prefix}/{Path.GetFileName(file)}", await File.ReadAllBytesAsync(file));
        var report = await shelf.Archive.VerifyAsync();
        Assert.Equal((StoreVerdict.Doubtful, 0, 3, 4), (report.Verdict, report.Damages, report.Days, report.Objects));
        Assert.Equal(4, report.Findings.Count(finding => finding.Message.Contains("no checksum", StringComparison.Ordinal)));
        Assert.Equal(2, report.SupersededBars);
    }

    [Fact]
    public async Task An_object_that_goes_while_it_is_read_is_told()
    {
        var shelf = new ReportShelf();
        var (bars, _) = shelf.Whole(Day, "005930");
        var store = new GoingStore(shelf.Store, bars);
        var report = await new KlineArchive(store).VerifyAsync();
        Assert.Contains(report.Findings, finding => finding.Key == bars && finding.Message.Contains("does not exist", StringComparison.Ordinal));
        Assert.Contains("DAMAGED", report.ToText(), StringComparison.Ordinal);
    }

    private sealed class GoingStore(IObjectStore inner, string gone) : IObjectStore
    {
        public Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default) =>
            key == gone ? Task.FromResult<Stream?>(null) : inner.OpenReadAsync(key, cancellationToken);

        public Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("Reports do not write.");

        public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, cancellationToken);
    }
}
