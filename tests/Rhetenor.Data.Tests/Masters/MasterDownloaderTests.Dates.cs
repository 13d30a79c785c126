namespace Rhetenor.Data.Tests.Masters;

/// <summary>Which day a file is the master of.</summary>
public sealed partial class MasterDownloaderTests
{
    [Fact]
    public async Task A12_P20_a_file_older_than_a_session_day_is_returned_marked_and_not_cached_under_it()
    {
        // Monday 05:00: DWS still has Friday's file.
        _clock = VirtualClock.AtKorea(Monday, new TimeOnly(5, 0));
        _source = new ScriptedSource(Zip(Monday.AddDays(-3), new TimeOnly(8, 45)));
        var file = await Downloader.DownloadAsync(Market.Kospi);
        Assert.Equal((true, Monday, KoreaTime.At(Monday.AddDays(-3), new TimeOnly(8, 45))), (file.IsStale, file.Date, file.SourceTime));

        // Its bytes are kept under the day they are of, and serve that day later.
        Assert.Equal(["hantoo_master/raw/20261113_kospi.mst.zip"], _store.Puts);
        var friday = await Downloader.DownloadAsync(Market.Kospi, Monday.AddDays(-3));
        Assert.Equal((MasterOrigin.RawArchive, false), (friday.Origin, friday.IsStale));

        // Once Monday's own file is out it is fetched and cached.
        _clock = VirtualClock.AtKorea(Monday, new TimeOnly(7, 0));
        _source = new ScriptedSource(Zip(Monday, new TimeOnly(6, 0)));
        Assert.False((await Downloader.DownloadAsync(Market.Kospi)).IsStale);
        Assert.Contains(JsonKey, _store.Puts);
    }

    [Fact]
    public async Task A12_P20_a_file_that_does_not_say_when_it_was_written_is_kept_and_never_taken_for_the_day_s()
    {
        // Time and date are at offset 10 of the local header, and 12 of the central one.
        var zip = Zip(Monday, new TimeOnly(6, 0));
        zip.AsSpan(10, 4).Clear();
        zip.AsSpan(zip.AsSpan().LastIndexOf("PK\x01\x02"u8) + 12, 4).Clear();
        _source = new ScriptedSource(zip);
        Assert.Equal((true, (DateTimeOffset?)null), (await Downloader.DownloadAsync(Market.Kospi) is var file ? file.IsStale : default, file.SourceTime));
        Assert.Equal(["hantoo_master/raw/20261116_kospi.undated.mst.zip"], _store.Puts);
        Assert.Equal(zip, _store[_store.Puts[0]]);

        // The day's own file follows, and the kept one serves no day.
        _source = new ScriptedSource(Zip(Monday, new TimeOnly(6, 0)));
        Assert.False((await Downloader.DownloadAsync(Market.Kospi)).IsStale);
        Assert.Contains(JsonKey, _store.Puts);
    }

    [Fact]
    public async Task A13_P20_a_past_day_that_is_not_cached_is_not_available()
    {
        var exception = await Assert.ThrowsAsync<MasterNotAvailableException>(() => Downloader.DownloadAsync(Market.Kospi, Monday.AddDays(-1)));
        Assert.Equal((Market.Kospi, Monday.AddDays(-1)), (exception.Market, exception.Date));
        Assert.Contains("DWS only serves the newest file", exception.Message, StringComparison.Ordinal);
        Assert.Contains("2026-11-15", exception.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (_source.Fetches, _store.Puts.Count));
    }

    [Fact]
    public async Task A_day_that_has_not_begun_is_not_available()
    {
        var exception = await Assert.ThrowsAsync<MasterNotAvailableException>(() => Downloader.DownloadAsync(Market.Kospi, Monday.AddDays(1)));
        Assert.Contains("in Korea it is ", exception.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (_source.Fetches, _store.Puts.Count));
    }

    [Theory]
    [InlineData("2026-11-14", "2026-11-13", "08:45")]
    [InlineData("2026-11-15", "2026-11-14", "06:00")]
    [InlineData("2026-07-19", "2026-07-16", "08:45")]
    [InlineData("2027-01-01", "2026-12-30", "08:45")]
    public async Task E10_E17_on_a_closed_day_the_last_file_is_the_master_in_force(string today, string written, string at)
    {
        var date = DateOnly.Parse(today, null);
        _clock = VirtualClock.AtKorea(date, new TimeOnly(12, 0));
        _source = new ScriptedSource(Zip(DateOnly.Parse(written, null), TimeOnly.Parse(at, null)));
        Assert.False((await Downloader.DownloadAsync(Market.Kospi)).IsStale);
        Assert.Contains($"hantoo_master/{date:yyyyMMdd}_kospi.json", _store.Puts);
    }

    [Fact]
    public async Task P20_a_closed_day_does_not_take_a_file_from_before_the_last_session()
    {
        // Saturday, and Friday's file was never published: Thursday's is not in force.
        _clock = VirtualClock.AtKorea(new DateOnly(2026, 11, 14), new TimeOnly(12, 0));
        _source = new ScriptedSource(Zip(new DateOnly(2026, 11, 12), new TimeOnly(8, 45)));
        Assert.True((await Downloader.DownloadAsync(Market.Kospi)).IsStale);
        Assert.DoesNotContain(_store.Puts, key => key.EndsWith(".json", StringComparison.Ordinal));
    }

    [Fact]
    public async Task E12_a_day_the_calendar_does_not_know_is_not_taken_for_closed()
    {
        var date = new DateOnly(2031, 11, 17);
        _clock = VirtualClock.AtKorea(date, new TimeOnly(5, 0));
        _source = new ScriptedSource(Zip(date.AddDays(-3), new TimeOnly(8, 45)));
        Assert.True((await Downloader.DownloadAsync(Market.Kospi)).IsStale);
    }

    [Fact]
    public async Task E11_a_long_run_of_closed_days_is_walked_whole()
    {
        var date = new DateOnly(2026, 11, 30);
        _clock = VirtualClock.AtKorea(date, new TimeOnly(9, 0));
        _source = new ScriptedSource(Zip(date.AddDays(-14), new TimeOnly(8, 45)));
        var downloader = new MasterDownloader(_store, _source, new AlwaysClosed(), timeProvider: _clock);
        Assert.False((await downloader.DownloadAsync(Market.Kospi)).IsStale);
    }

    [Fact]
    public async Task E5_a_clock_that_jumped_ahead_caches_nothing_under_the_wrong_day()
    {
        _clock = VirtualClock.AtKorea(new DateOnly(2099, 1, 3), new TimeOnly(9, 0));
        Assert.True((await Downloader.DownloadAsync(Market.Kospi)).IsStale);
        Assert.Equal([RawKey], _store.Puts);
    }

    [Fact]
    public async Task P20_a_file_from_after_the_day_is_refused()
    {
        _source = new ScriptedSource(Zip(Monday.AddDays(1), new TimeOnly(6, 0)));
        var exception = await Assert.ThrowsAsync<MasterNotAvailableException>(() => Downloader.DownloadAsync(Market.Kospi));
        Assert.Contains("DWS serves a file written at ", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_store.Puts);
    }

    [Theory]
    [InlineData(0, "UTC")]
    [InlineData(-5, "New York")]
    [InlineData(13, "Auckland")]
    public async Task E1_E16_dates_are_korean_on_every_host(int offset, string zone)
    {
        // 00:30 in Korea: still yesterday in UTC and New York.
        var options = new VirtualClockOptions { LocalTimeZone = TimeZoneInfo.CreateCustomTimeZone(zone, TimeSpan.FromHours(offset), zone, zone) };
        _clock = VirtualClock.AtKorea(Monday.AddDays(1), new TimeOnly(0, 30), options);
        var file = await Downloader.DownloadAsync(Market.Kospi);
        Assert.Equal((Monday.AddDays(1), true), (file.Date, file.IsStale));
        Assert.Equal(KoreaTime.At(Monday, new TimeOnly(8, 45)), file.SourceTime);
    }
}
