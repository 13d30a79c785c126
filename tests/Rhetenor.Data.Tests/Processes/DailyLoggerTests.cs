using System.Text.RegularExpressions;
using DailyLogger;

namespace Rhetenor.Data.Tests.Processes;

/// <summary>The sample DailyLogger as a process, on the machine's own clock.</summary>
public sealed class DailyLoggerTests : IAsyncLifetime
{
    private const int SigHup = 1;
    private readonly TemporaryFolder _folder = new();
    private readonly SimulatedKis _kis = new(new SimulatedKisOptions { Truth = Truth, Latency = TimeSpan.FromMilliseconds(100) });
    private readonly SimulatedDws _dws = new(new SimulatedDwsOptions { KospiRecords = 4 });
    private LoopbackServer? _kisServer, _dwsServer;

    private static KisTruth Truth => new(new KisTruthOptions { Seed = 7, Listing = [.. KisSymbols.Mix(40).Where(symbol => symbol.Code != "005930").Take(9)] });

    private IReadOnlyList<string> Symbols => [.. _kis.Truth.Options.Listing.Select(symbol => symbol.Code)];

    private string Store => Path.Join(_folder.Path, "store");

    public Task InitializeAsync()
    {
        (_kisServer, _dwsServer) = (LoopbackServer.Start(_kis), LoopbackServer.Start(_dws));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _kisServer!.DisposeAsync();
        await _dwsServer!.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task M40_exit_2_is_for_options_only_one_symbol_that_is_bad_for_good_is_1()
    {
        _kis.Faults.Always(KisFault.Code("OPSQ0099"), request => request.Uri.Query.Contains(Symbols[3], StringComparison.Ordinal));
        using var run = await StartAsync("--symbols", string.Join(',', Symbols));
        Assert.Equal(ExitCodes.Incomplete, await run.EndAsync());
        Assert.Contains(run.Lines, line => line.Contains($" {Symbols[3]} nothing: ", StringComparison.Ordinal));
        Assert.Equal(Symbols.Count - 1, (await CoverageAsync()).Count(symbol => symbol.Value.Through is not null));
    }

    [Fact]
    public async Task M40_a_broker_that_cannot_be_reached_is_1()
    {
        await _kisServer!.DisposeAsync();
        using var run = await StartAsync("--symbols", Symbols[0]);
        Assert.Equal(ExitCodes.Incomplete, await run.EndAsync());
    }

    [Fact]
    public async Task M40_a_store_that_cannot_be_written_is_1()
    {
        using var run = await StartAsync("--symbols", Symbols[0], "--store", Path.Join(await FileAsync(), "store"));
        Assert.Equal(ExitCodes.Incomplete, await run.EndAsync());
        Assert.NotEmpty(await run.ErrorsAsync());
    }

    [Fact]
    public async Task M40_objects_that_cannot_be_read_are_named_replaced_and_1_when_the_store_is_verified()
    {
        using (var first = await StartAsync("--symbols", Symbols[0]))
            Assert.Equal(ExitCodes.Complete, await first.EndAsync());
        foreach (var path in Directory.GetFiles(Path.Join(Store, "hantoo-stock-kline-1m")))
            await File.WriteAllTextAsync(path, "x");
        using (var second = await StartAsync("--symbols", Symbols[0]))
        {
            Assert.Equal(ExitCodes.Complete, await second.EndAsync());
            Assert.Contains(second.Lines, line => line.StartsWith("Unreadable in the store: ", StringComparison.Ordinal));
        }

        using var run = await StartAsync("--verify");
        Assert.Equal(ExitCodes.Incomplete, await run.EndAsync());
    }

    [Fact]
    public async Task Daily_bars_indexes_and_corporate_actions_are_stored_and_published()
    {
        var from = KoreaTime.Today(TimeProvider.System).AddDays(-20);
        var kis = new SimulatedKis(new SimulatedKisOptions { Truth = new KisTruth(new KisTruthOptions { Seed = 7, Listing = KisSymbols.Mix(3) }) });
        await _kisServer!.DisposeAsync();
        _kisServer = LoopbackServer.Start(kis);
        var place = Path.Join(_folder.Path, "dataset");
        for (var run = 0; run < 2; run++)
        {
            using var daily = Start("--store", Store, "--symbols", "005930,000660", "--daily", "--indexes", "--actions", "--from", from.ToText(), "--publish", place);
            Assert.True(await daily.EndAsync() == ExitCodes.Complete, string.Join('\n', daily.Lines) + await daily.ErrorsAsync());
            Assert.Contains(daily.Lines, line => line.StartsWith("corporate actions from ", StringComparison.Ordinal));
        }

        var (store, target) = (new DirectoryObjectStore(Store), new DirectoryObjectStore(place));
        Assert.InRange((await store.KeysAsync("hantoo-ksd/")).Count, 7 * 3, 7 * 5);
        var (days, indexes) = (new KlineArchive(store), new KlineArchive(store, new() { DailyPrefix = "hantoo-index-kline-1d" }));
        Assert.Equal(2, (await days.LoadDailyAsync(new(from, from.AddDays(20)))).Count);
        Assert.Equal(4, (await days.LoadIndexDailyAsync(new(from, from.AddDays(20)))).Count);
        var report = await new KlineDataset(target).VerifyDailyAsync(days, from, from.AddDays(20));
        Assert.True(report.IsEqual && report.Bars > 20, report.ToString());
        report = await new KlineDataset(target, new() { DailyPrefix = "index-days" }).VerifyDailyAsync(indexes, from, from.AddDays(20));
        Assert.True(report.IsEqual && report.Bars > 40, report.ToString());
        Assert.Equal(1, (await new KlineDataset(target).ReadDailyManifestAsync())!.Number);
    }

    [Fact]
    public async Task Daily_bars_are_stored_and_published_although_corporate_actions_fail_and_that_is_1()
    {
        var from = KoreaTime.Today(TimeProvider.System).AddDays(-20);
        var kis = new SimulatedKis(new SimulatedKisOptions { Truth = new KisTruth(new KisTruthOptions { Seed = 7, Listing = KisSymbols.Mix(3) }) });
        kis.Faults.Always(KisFault.Code("OPSQ0099"), request => request.Uri.AbsolutePath.Contains("ksdinfo", StringComparison.Ordinal));
        await _kisServer!.DisposeAsync();
        _kisServer = LoopbackServer.Start(kis);
        var place = Path.Join(_folder.Path, "dataset");
        using var run = Start("--store", Store, "--symbols", "005930", "--daily", "--actions", "--from", from.ToText(), "--publish", place);
        Assert.Equal(ExitCodes.Incomplete, await run.EndAsync());
        Assert.True((await new KlineDataset(new DirectoryObjectStore(place)).VerifyDailyAsync(new(new DirectoryObjectStore(Store)), from, from.AddDays(20))).IsEqual);
    }

    [Theory]
    [InlineData("symbols: '59x' is neither a list", "--symbols", "59x")]
    [InlineData("'A005930' is not a short code: KIS has it without the prefix A, as 005930.", "--symbols", "000660,A005930")]
    [InlineData("'--frequently' is not an option", "--frequently", "yes")]
    [InlineData("s3://bucket is expected", "--store", "s3://a/b")]
    [InlineData("s3://bucket is expected", "--publish", "s3://a/b")]
    [InlineData("Klines.Sharing.Owner is 'host 1'. It must be 1 to 64 ASCII letters", "--share", "host 1")]
    [InlineData("--indexes is for runs with --daily", "--indexes")]
    [InlineData("--actions is for runs with --daily", "--actions")]
    [InlineData("Paper trading has no corporate actions", "--daily", "--actions", "--paper")]
    [InlineData("leave --to out", "--daily", "--to", "2025-03-05")]
    [InlineData("--daily and --masters are two runs", "--daily", "--masters")]
    public async Task M40_options_that_are_wrong_are_2(string message, params string[] options)
    {
        using var run = await StartAsync(options);
        Assert.Equal(ExitCodes.BadOptions, await run.EndAsync());
        Assert.Contains(message, await run.ErrorsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task K10_two_processes_share_the_symbols()
    {
        var symbols = string.Join(',', Symbols);
        using var first = await StartAsync("--symbols", symbols, "--share", "host-1");
        using var second = await StartAsync("--symbols", symbols, "--share", "host-2");
        Assert.Equal((ExitCodes.Complete, ExitCodes.Complete), (await first.EndAsync(), await second.EndAsync()));
        Assert.NotEmpty(Directory.GetFiles(Path.Join(Store, "hantoo-stock-kline-1m", "leases"), "*.json", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task What_is_logged_is_published_as_a_dataset()
    {
        var place = Path.Join(_folder.Path, "dataset");
        using (var run = await StartAsync("--symbols", string.Join(',', Symbols.Take(3)), "--publish", place))
            Assert.True(await run.EndAsync() == ExitCodes.Complete, string.Join('\n', run.Lines));
        var dataset = new KlineDataset(new DirectoryObjectStore(place));
        var session = Assert.Single((await dataset.ReadManifestAsync())!.Sessions);
        var report = await dataset.VerifyAsync(new(new DirectoryObjectStore(Store)), session.Date, session.Date);
        Assert.True(report.IsEqual && report.Bars > 0, report.ToString());
    }

    [Fact]
    public async Task A_place_that_cannot_be_published_to_is_1_after_the_bars_are_stored()
    {
        using var run = await StartAsync("--symbols", Symbols[0], "--publish", await FileAsync());
        Assert.Equal(ExitCodes.Incomplete, await run.EndAsync());
        Assert.Contains("Not published: ", await run.ErrorsAsync(), StringComparison.Ordinal);
        Assert.NotNull((await CoverageAsync())[Symbols[0]].Through);
    }

    [LinuxFact]
    public async Task A_place_that_cannot_be_published_to_does_not_prevent_live_logging()
    {
        using var run = Start("--store", Store, "--symbols", Symbols[0], "--publish", await FileAsync());
        await run.SaysAsync("Logging live");
        run.Signal(VictimProcess.SigTerm);
        await run.EndAsync();
        Assert.Contains(run.Lines, line => line.StartsWith("Logging live", StringComparison.Ordinal));
        Assert.Contains("Not published: ", await run.ErrorsAsync(), StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task M31_SIGHUP_ends_as_SIGTERM_fetched_bars_are_written()
    {
        // The last symbol keeps the run from its end before the signal.
        _kis.Faults.Always(HttpFault.Delay(TimeSpan.FromHours(1)), request => request.Uri.Query.Contains(Symbols[^1], StringComparison.Ordinal));
        using var run = await StartAsync("--symbols", string.Join(',', Symbols));
        await run.SaysAsync("20", times: 4);
        Assert.False(Directory.Exists(Path.Join(Store, "hantoo-stock-kline-1m")));
        run.Signal(SigHup);
        Assert.Equal(ExitCodes.Incomplete, await run.EndAsync());
        Assert.Contains("Stopped. Run it again to go on from what is stored.", await run.ErrorsAsync(), StringComparison.Ordinal);
        var coverage = await CoverageAsync();
        Assert.InRange(coverage.Count, 3, Symbols.Count - 1);
        Assert.All(coverage.Values, covered => Assert.NotNull(covered.Through));
        var date = (await SessionAsync()).Date;
        var history = await new KlineArchive(new DirectoryObjectStore(Store)).LoadAsync(new KlineQuery(date, date));
        foreach (var symbol in coverage.Keys)
        {
            Assert.Equal(
                _kis.Truth.FinalBars(Venue.Krx, date, symbol).Select(row => (row.Minute, row.Open, row.High, row.Low, row.Close, row.Volume)),
                history[symbol].Select(bar => (bar.Minute, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume)));
        }
    }

    [Fact]
    public async Task Masters_of_all_markets_are_kept_and_changes_are_printed()
    {
        using var run = await StartAsync("--masters");
        var code = await run.EndAsync();
        Assert.Contains(run.Lines, line => line.Contains("since the session before; 0 factors", StringComparison.Ordinal));
        foreach (var market in Market.All)
        {
            // Before the morning's publication there is only the file of the day before.
            var isStale = run.Lines.Any(line => line.StartsWith($"{market.ToKey()} ", StringComparison.Ordinal) && line.Contains("not published yet", StringComparison.Ordinal));
            Assert.Equal(isStale ? 0 : 1, Directory.GetFiles(Path.Join(Store, "hantoo_master"), $"*_{market.ToKey()}.json").Length);
            Assert.Single(Directory.GetFiles(Path.Join(Store, "hantoo_master", "raw"), $"*_{market.ToKey()}.mst.zip"));
            Assert.True(!isStale || code == ExitCodes.Incomplete);
        }
    }

    [Fact]
    public async Task Masters_of_a_second_day_print_what_changed_since_the_first()
    {
        // An earlier session had one share fewer. On a weekend and before the morning's publication, DWS serves the files of the last session.
        var first = (await KrxCalendar.Instance.LatestSessionAsync(Venue.Krx, KoreaTime.At((await SessionAsync()).Date, TimeOnly.MinValue))).Date;
        var clock = VirtualClock.AtKorea(first, new TimeOnly(12, 0));
        Assert.True(await DailyLogger.Masters.KeepAsync(
            new(new DirectoryObjectStore(Store), new DwsMasterSource(new SimulatedDws(new SimulatedDwsOptions { KospiRecords = 3 }, clock)), timeProvider: clock), first, CancellationToken.None));
        using var run = await StartAsync("--masters");
        await run.EndAsync();
        Assert.Contains(run.Lines, line => line.StartsWith("idxcode", StringComparison.Ordinal) && Regex.IsMatch(line, ": [12] new rows, [12] gone$"));
        Assert.Contains(run.Lines, line => line.StartsWith("  + ", StringComparison.Ordinal));
        if (!run.Lines.Any(line => line.Contains("not published yet", StringComparison.Ordinal)))
            Assert.Contains(run.Lines, line => line.EndsWith(": Listed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stored_master_that_cannot_be_read_keeps_no_file_of_the_day_from_being_kept()
    {
        var master = Path.Join(Store, "hantoo_master", $"{KoreaTime.Today(TimeProvider.System).AddDays(-3).ToDigits()}_kospi.json");
        Directory.CreateDirectory(Path.GetDirectoryName(master)!);
        await File.WriteAllTextAsync(master, "{");
        using var run = await StartAsync("--masters");
        Assert.Equal(ExitCodes.Incomplete, await run.EndAsync());
        Assert.Single(Directory.GetFiles(Path.Join(Store, "hantoo_master", "raw"), "*_theme_code.mst.zip"));
    }

    private async Task<VictimProcess> StartAsync(params string[] options)
    {
        var day = await SessionAsync();
        string[] common = options.Contains("--store") ? [] : ["--store", Store];
        return Start([.. common, .. options, "--once", "--from", day.Date.ToText(), "--to", day.Date.ToText()]);
    }

    private static ValueTask<TradingSession> SessionAsync() =>
        KrxCalendar.Instance.LatestSessionAsync(Venue.Krx, KoreaTime.At(KoreaTime.Today(TimeProvider.System), TimeOnly.MinValue));

    private VictimProcess Start(params string[] options) => VictimProcess.Start(
        VictimProcess.Host,
        [
            Path.Join(AppContext.BaseDirectory, "DailyLogger.dll"), .. options,
            "--kis-url", _kisServer!.BaseAddress.ToString(), "--dws-url", $"{_dwsServer!.BaseAddress}common/master/",
        ],
        ("KIS_APP_KEY", _kis.Options.AppKey), ("KIS_APP_SECRET", _kis.Options.AppSecret), ("XDG_DATA_HOME", _folder.Path));

    // A file is no place for a dataset.
    private async Task<string> FileAsync()
    {
        var path = Path.Join(_folder.Path, "file");
        await File.WriteAllTextAsync(path, "");
        return path;
    }

    private async Task<IReadOnlyDictionary<string, KlineSymbolCoverage>> CoverageAsync()
    {
        var store = new DirectoryObjectStore(Store);
        var coverages = new List<KlineCoverage>();
        foreach (var key in await store.KeysAsync("hantoo-stock-kline-1m/coverage/"))
            coverages.Add(KlineCoverage.Stored(key, (await store.GetAsync(key))!));
        return KlineCoverage.Merge(coverages).Symbols;
    }
}
