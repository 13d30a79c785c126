using System.Text;

namespace Rhetenor.Data.Tests.Export;

/// <summary>LEAN's map files and factor files, as its documents describe them.</summary>
public sealed class LeanHistoryTests
{
    private static readonly DateOnly First = new(2026, 3, 3);
    private readonly Dictionary<string, MemoryStream> _files = [];

    [Fact]
    public async Task Maps_have_the_tickers_through_time_and_the_end_of_a_delisted_instrument()
    {
        var days = await StoreAsync((0, null), (1, null), (2, "0099Z0"), (3, "0099Z0"));
        var history = await days.LoadHistoryAsync(First, First.AddDays(10));
        Assert.Equal(history.Instruments.Count, await Exporter().WriteMapsAsync(history));
        var renamed = history.Find("0099Z0")!;
        var old = renamed.Periods[0].ShortCode;
        Assert.Equal($"{renamed.ListingDate:yyyyMMdd},{old}\n20260304,{old}\n20501231,0099z0\n".ToLowerInvariant(), Text("equity/krx/map_files/0099z0.csv"));

        // The last record is gone on the last day.
        var gone = history.Instruments.Single(instrument => instrument.GoneBy is not null);
        Assert.EndsWith($"\n20260305,{gone.ShortCode}\n".ToLowerInvariant(), Text($"equity/krx/map_files/{gone.ShortCode.ToLowerInvariant()}.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Factors_are_cumulative_and_dated_to_the_session_before()
    {
        var history = await (await StoreAsync((0, null), (1, null), (6, null), (7, null))).LoadHistoryAsync(First, First.AddDays(10));
        var isin = history.Instruments[0].StandardCode;
        AdjustmentFactors factors = new([Factor(isin, MasterChangeKind.Split, First.AddDays(6), 0.1m, 54_400), Factor(isin, MasterChangeKind.Rights, First.AddDays(7), 0.9876543219m, 5_440)], new());
        Assert.Equal(1, (await Exporter().WriteFactorsAsync(history, factors)).Files);
        // The split was on a Monday: its row is that of Friday.
        Assert.Equal("20260303,0.9876543,0.1,0\n20260306,0.9876543,0.1,54400\n20260309,0.9876543,1,5440\n20501231,1,1\n", Text(_files.Keys.Single()));
    }

    [Fact]
    public async Task Adjusted_bars_are_refused_because_LEAN_adjusts_by_itself()
    {
        var stores = await new Masters.FactorStores().PutAsync((Masters.FactorStores.Thursday, Masters.FactorStores.Plain), (Masters.FactorStores.Friday, Masters.FactorStores.Split));
        await stores.PutBarsAsync(Masters.FactorStores.Thursday, Masters.FactorStores.Thursday, 54_400);
        var (bars, factors) = (await stores.BarsAsync(), await stores.FactorsAsync(Masters.FactorStores.Thursday, Masters.FactorStores.Friday));
        Assert.Contains("AsTraded", (await Assert.ThrowsAsync<InvalidOperationException>(() => Exporter().WriteMinutesAsync(bars.Adjust(factors)))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Exporter().WriteDaysAsync(bars.Adjust(factors)));
        Assert.Equal(1, await Exporter().WriteMinutesAsync(bars.AsTraded(factors)));
    }

    [Fact]
    public async Task A_day_that_was_fetched_after_a_split_is_exported_with_the_prices_of_its_day()
    {
        var stores = await new Masters.FactorStores().PutAsync((Masters.FactorStores.Thursday, Masters.FactorStores.Plain), (Masters.FactorStores.Friday, Masters.FactorStores.Split));
        await stores.PutBarsAsync(Masters.FactorStores.Thursday, Masters.FactorStores.Late, 5_400, 5_440);
        var (bars, factors) = (await stores.BarsAsync(), await stores.FactorsAsync(Masters.FactorStores.Thursday, Masters.FactorStores.Friday));
        var folder = new LeanFolder();
        await new LeanExporter(folder.Create).WriteMinutesAsync(bars.AsTraded(factors));
        // LEAN multiplies by the factor file's 0.1.
        Assert.Equal(["540000000", "544000000"], folder.Open(folder.Paths.Single()).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(',')[4]));
    }

    [Fact]
    public void The_documents_export_bars_as_traded()
    {
        var exports = House.CallingCode.Programs.SelectMany(program => program.Texts).Where(text => text.Contains("new LeanExporter", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(exports);
        Assert.All(exports, text => Assert.Contains(".AsTraded(", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_two_instruments_with_one_last_ticker_the_later_one_has_the_files()
    {
        // The second record goes, and the first gets its code.
        var (width, usual) = (HantooMstSpec.Kosdaq.RecordWidth + 1, Masters.MasterEdits.Usual);
        var code = Masters.MasterEdits.Parsed(usual)[1].ShortCode;
        var later = Masters.MasterEdits.Edit([.. usual[..width], .. usual[(2 * width)..]], 0, "short_code", code);
        var stores = await new Masters.FactorStores().PutAsync((Masters.FactorStores.Thursday, usual), (Masters.FactorStores.Friday, later));
        var history = await stores.Downloader.LoadHistoryAsync(Masters.FactorStores.Thursday, Masters.FactorStores.Friday);
        Assert.Equal(history.Instruments.Count - 1, await Exporter().WriteMapsAsync(history));
        Assert.Equal(history.Instruments.Count - 1, _files.Count);
        Assert.EndsWith($"\n20501231,{code}\n".ToLowerInvariant(), Text($"equity/krx/map_files/{code.ToLowerInvariant()}.csv"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_event_without_a_master_is_dated_by_bars_or_in_doubt(bool hasBars)
    {
        var stores = await new Masters.FactorStores().PutAsync((Masters.FactorStores.Wednesday, Masters.FactorStores.Plain), (Masters.FactorStores.Thursday, Masters.FactorStores.Plain), (Masters.FactorStores.Monday, Masters.FactorStores.After));
        await stores.PutBarsAsync(Masters.FactorStores.Thursday, Masters.FactorStores.Thursday, 54_500);
        await stores.PutBarsAsync(Masters.FactorStores.Friday, Masters.FactorStores.Friday, 5_450, 5_440);
        await stores.PutBarsAsync(Masters.FactorStores.Monday, Masters.FactorStores.Monday, 5_440);
        var history = await stores.Downloader.LoadHistoryAsync(Masters.FactorStores.Wednesday, Masters.FactorStores.Monday);
        var report = await Exporter().WriteFactorsAsync(history, AdjustmentFactors.Of(history), hasBars ? await stores.BarsAsync() : null);
        Assert.Equal((1, hasBars ? 1 : 2), (report.Files, report.Doubts.Count));
        Assert.Equal("kosdaq 2026-03-06: no master was searched for events.", report.Doubts[^1]);
        if (!hasBars)
            Assert.StartsWith($"{Masters.FactorStores.Symbol} 2026-03-06 to 2026-03-09: nothing shows on which day the Split was", report.Doubts[0], StringComparison.Ordinal);
        Assert.Equal($"20260304,1,0.1,0\n{(hasBars ? "20260305,1,0.1,54500" : "20260306,1,0.1,54400")}\n20501231,1,1\n", Text(_files.Keys.Single()));
    }

    [Fact]
    public async Task A_reset_without_a_factor_has_no_row_and_is_reported()
    {
        var stores = await new Masters.FactorStores().PutAsync((Masters.FactorStores.Thursday, Masters.FactorStores.Plain), (Masters.FactorStores.Friday, Masters.FactorStores.Master(80_000, 54_400, 20_000, 5_000)));
        var history = await stores.Downloader.LoadHistoryAsync(Masters.FactorStores.Thursday, Masters.FactorStores.Friday);
        var report = await Exporter().WriteFactorsAsync(history, AdjustmentFactors.Of(history));
        Assert.Equal("0 files, 1 doubt", $"{report}");
        Assert.StartsWith($"{Masters.FactorStores.Symbol} 2026-03-06: the base price was reset", report.Doubts[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_of_one_day_are_one_row()
    {
        var history = await (await StoreAsync((0, null), (6, null), (7, null))).LoadHistoryAsync(First, First.AddDays(10));
        var isin = history.Instruments[0].StandardCode;
        AdjustmentFactors factors = new([Factor(isin, MasterChangeKind.Split, First.AddDays(6), 0.1m, 54_400), Factor(isin, MasterChangeKind.Rights, First.AddDays(6), 0.95m, 54_400)], new());
        await Exporter().WriteFactorsAsync(history, factors);
        Assert.Equal("20260303,0.95,0.1,0\n20260306,0.95,0.1,54400\n20501231,1,1\n", Text(_files.Keys.Single()));
    }

    [Fact]
    public async Task Volumes_before_rights_with_bonus_shares_are_in_doubt()
    {
        var history = await (await StoreAsync((0, null), (6, null), (7, null))).LoadHistoryAsync(First, First.AddDays(10));
        var rights = Factor(history.Instruments[0].StandardCode, MasterChangeKind.Rights, First.AddDays(6), 0.9m, 54_400);
        var report = await Exporter().WriteFactorsAsync(history, new([rights with { Change = rights.Change with { Reset = rights.Change.Reset! with { HasBonusPart = true } } }], new()));
        Assert.Contains(report.Doubts, doubt => doubt.EndsWith("2026-03-09: rights and bonus shares were issued together, and volumes before are not adjusted for the bonus shares.", StringComparison.Ordinal));
    }

    private static AdjustmentFactor Factor(string isin, MasterChangeKind kind, DateOnly date, decimal factor, decimal close) =>
        new(new(kind, Market.Kosdaq, isin, "", "") { Date = date, Reset = new(kind, (long)(close * factor), close, close, factor, 0, ["by hand"]) }, date);

    private LeanExporter Exporter() => new(path => _files[path] = new MemoryStream());

    private string Text(string path) => Encoding.ASCII.GetString(_files[path].ToArray());

    // Masters of days after the first, in which the first record may have another code, and whose last day lacks the last record.
    private static async Task<MasterDownloader> StoreAsync(params (int Day, string? Code)[] days)
    {
        var store = new InMemoryObjectStore();
        foreach (var (day, code) in days)
        {
            var mst = code is null ? Masters.MasterEdits.Usual : Masters.MasterEdits.Edit(Masters.MasterEdits.Usual, 0, "short_code", code);
            if (day == days[^1].Day)
                mst = mst[..^(HantooMstSpec.Kosdaq.RecordWidth + 1)];
            await store.PutIfAbsentAsync($"hantoo_master/{First.AddDays(day):yyyyMMdd}_kosdaq.json", Masters.MasterEdits.Parsed(mst).ToJson());
        }

        return new(store);
    }
}
