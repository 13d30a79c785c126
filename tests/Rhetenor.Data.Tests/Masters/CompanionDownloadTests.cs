using System.Net;

namespace Rhetenor.Data.Tests.Masters;

/// <summary>Files beside the masters, downloaded and kept as served.</summary>
public sealed class CompanionDownloadTests
{
    private static readonly DateOnly Friday = new(2026, 11, 20);
    private readonly InMemoryObjectStore _store = new();

    [Fact]
    public async Task A_file_is_stored_as_served_and_read_from_there_afterwards()
    {
        var clock = VirtualClock.AtKorea(Friday, new TimeOnly(9, 0));
        var (dws, masters) = Dws(clock);
        var first = await masters.DownloadAsync(CompanionLayout.Indexes);
        Assert.Equal(KoreaTime.At(Friday, new TimeOnly(8, 45)), first.SourceTime);
        Assert.Equal(["hantoo_master/raw/20261120_idxcode.mst.zip"], await _store.KeysAsync(""));

        var again = await masters.DownloadAsync(CompanionLayout.Indexes, Friday);
        Assert.Empty(again.RowsNotIn(first));
        Assert.Single(dws.Requests);
    }

    [Fact]
    public async Task What_was_written_before_today_is_asked_for_again_and_both_stay()
    {
        var clock = VirtualClock.AtKorea(Friday, new TimeOnly(5, 0));
        var (dws, masters) = Dws(clock);
        var early = await masters.DownloadAsync(CompanionLayout.Themes);
        Assert.Equal(Friday.AddDays(-1), KoreaTime.DateOf(early.SourceTime!.Value));

        (_, masters) = Dws(VirtualClock.AtKorea(Friday, new TimeOnly(9, 0)));
        var late = await masters.DownloadAsync(CompanionLayout.Themes);
        Assert.Equal(Friday, KoreaTime.DateOf(late.SourceTime!.Value));
        Assert.Equal((1, 1), (late.RowsNotIn(early).Count, early.RowsNotIn(late).Count));
        Assert.Equal(2, (await _store.KeysAsync("hantoo_master/raw/20261120_theme_code")).Count);

        // A later day reads the one that was written last.
        (_, masters) = Dws(VirtualClock.AtKorea(Friday.AddDays(3), new TimeOnly(9, 0)));
        Assert.Empty((await masters.DownloadAsync(CompanionLayout.Themes, Friday)).RowsNotIn(late));
    }

    [Fact]
    public async Task Every_known_file_is_served_and_fits_its_layout()
    {
        var (_, masters) = Dws(VirtualClock.AtKorea(Friday, new TimeOnly(9, 0)));
        foreach (var layout in CompanionLayout.All)
            Assert.Equal(20, (await masters.DownloadAsync(layout)).Count);
        Assert.Equal(CompanionLayout.All.Count, (await _store.KeysAsync("hantoo_master/raw/20261120_")).Count);
        Assert.Contains("hantoo_master/raw/20261120_memcode.mst", await _store.KeysAsync(""));
    }

    [Fact]
    public async Task A_file_of_another_layout_is_kept_and_refused_by_name_and_line()
    {
        var (_, masters) = Dws(VirtualClock.AtKorea(Friday, new TimeOnly(9, 0)));
        var drifted = new CompanionLayout("idxcode", [.. CompanionLayout.Indexes.Fields, new("added", 2)]);
        var exception = await Assert.ThrowsAsync<MstFormatException>(() => masters.DownloadAsync(drifted));
        Assert.Equal(("idxcode.mst.zip", null, 1), (exception.FileName, exception.Market, exception.Line));
        Assert.Equal("'idxcode.mst.zip' does not match its layout in line 1: expected 47 bytes, found 45.", exception.Message);
        Assert.Equal(["hantoo_master/raw/20261120_idxcode.mst.zip"], await _store.KeysAsync(""));
        Assert.Equal(20, (await masters.DownloadAsync(CompanionLayout.Indexes)).Count);
    }

    [Fact]
    public async Task Days_that_are_not_stored_or_have_not_begun_are_not_available()
    {
        var (dws, masters) = Dws(VirtualClock.AtKorea(Friday, new TimeOnly(9, 0)));
        foreach (var (day, reason) in new[] { (Friday.AddDays(-1), "not stored"), (Friday.AddDays(1), "in Korea it is 2026-11-20") })
        {
            var exception = await Assert.ThrowsAsync<MasterNotAvailableException>(() => masters.DownloadAsync(CompanionLayout.Bonds, day));
            Assert.Equal(("bond_code.mst.zip", null, day), (exception.FileName, exception.Market, exception.Date));
            Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        }

        Assert.Empty(dws.Requests);
    }

    [Fact]
    public async Task A_file_that_DWS_does_not_serve_is_an_error_that_names_it()
    {
        var (_, masters) = Dws(VirtualClock.AtKorea(Friday, new TimeOnly(9, 0)));
        var exception = await Assert.ThrowsAsync<MasterSourceException>(() => masters.DownloadAsync(new CompanionLayout("none", [new("a", 1)])));
        Assert.Equal(("none.mst.zip", null, HttpStatusCode.NotFound, false), (exception.FileName, exception.Market, exception.StatusCode, exception.IsTransient));

        var own = new MasterDownloader(_store, new ScriptedSource([]), timeProvider: VirtualClock.AtKorea(Friday, new TimeOnly(9, 0)));
        Assert.Equal("'idxcode.mst.zip' could not be fetched: this source has masters only.",
            (await Assert.ThrowsAsync<MasterSourceException>(() => own.DownloadAsync(CompanionLayout.Indexes))).Message);
        Assert.Empty(await _store.KeysAsync(""));
    }

    [Fact]
    public async Task A_transient_failure_is_retried()
    {
        var clock = VirtualClock.AtKorea(Friday, new TimeOnly(9, 0));
        var (dws, masters) = Dws(clock);
        dws.Faults.Next(HttpFault.Status(503)).Next(HttpFault.ResetMidBody(100));
        Assert.Equal(20, (await clock.RunAsync(() => masters.DownloadAsync(CompanionLayout.NextradeKospi))).Count);
        Assert.Equal(3, dws.Requests.Count);
    }

    [Fact]
    public async Task A_file_that_was_served_damaged_is_asked_for_again_and_hides_no_other()
    {
        var (_, masters) = Dws(VirtualClock.AtKorea(Friday, new TimeOnly(9, 0)));
        await _store.PutIfAbsentAsync("hantoo_master/raw/20261120_idxcode.mst.zip", new byte[] { (byte)'P', (byte)'K', 3, 4, 9, 9 });
        Assert.Equal(20, (await masters.DownloadAsync(CompanionLayout.Indexes)).Count);
        Assert.Equal(2, (await _store.KeysAsync("hantoo_master/raw/20261120_idxcode")).Count);
        (_, masters) = Dws(VirtualClock.AtKorea(Friday.AddDays(3), new TimeOnly(9, 0)));
        Assert.Equal(20, (await masters.DownloadAsync(CompanionLayout.Indexes, Friday)).Count);

        await _store.PutIfAbsentAsync("hantoo_master/raw/20261119_idxcode.mst.zip", new byte[] { (byte)'P', (byte)'K', 3, 4, 9, 9 });
        await Assert.ThrowsAsync<MstFormatException>(() => masters.DownloadAsync(CompanionLayout.Indexes, Friday.AddDays(-1)));
    }

    [Fact]
    public async Task A_damaged_ZIP_is_an_error_that_names_the_file()
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, [.. "PK"u8, 3, 4, 9, 9]);
            var exception = Assert.Throws<MstFormatException>(() => CompanionFile.Open(path, CompanionLayout.Indexes));
            Assert.Equal("'idxcode.mst.zip' does not match its layout: expected a whole ZIP file, found 6 bytes that are not one.", exception.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Layouts_that_cannot_be_are_refused()
    {
        Assert.Contains("'a' is duplicated", Assert.Throws<ArgumentException>(() => new CompanionLayout("own", [new("a", 1), new("a", 2)])).Message, StringComparison.Ordinal);
        Assert.Contains("'a' is -1 bytes wide", Assert.Throws<ArgumentException>(() => new CompanionLayout("own", [new("a", -1)])).Message, StringComparison.Ordinal);
        Assert.Contains("at least one column", Assert.Throws<ArgumentException>(() => new CompanionLayout("own", [])).Message, StringComparison.Ordinal);
        Assert.Contains("'가'", Assert.Throws<ArgumentException>(() => new CompanionLayout("own", [new("a", 0)]) { Separator = '가' }).Message, StringComparison.Ordinal);
        Assert.Contains("'a' is 0 bytes wide", Assert.Throws<ArgumentException>(() => CompanionFile.Read("x"u8, new CompanionLayout("own", [new("a", 0)]))).Message, StringComparison.Ordinal);
        Assert.Contains("'lse'", Assert.Throws<ArgumentException>(() => CompanionLayout.Overseas("lse")).Message, StringComparison.Ordinal);
    }

    private (SimulatedDws Dws, MasterDownloader Masters) Dws(VirtualClock clock)
    {
        var dws = new SimulatedDws(new() { KospiRecords = 40, EveryRun = true }, clock);
        return (dws, new(_store, new DwsMasterSource(dws, timeProvider: clock), timeProvider: clock));
    }
}
