using Microsoft.Extensions.Logging;

namespace Rhetenor.Data.Tests.Masters;

public sealed class MasterDownloaderTests
{
    private const string JsonKey = "hantoo_master/20261116_kospi.json";
    private const string RawKey = "hantoo_master/raw/20261116_kospi.mst.zip";
    private static readonly DateOnly Monday = Samples.Monday;

    private readonly RecordingStore _store = new();
    private VirtualClock _clock = VirtualClock.AtKorea(Monday, new TimeOnly(9, 0));
    private ScriptedSource _source;

    public MasterDownloaderTests() => _source = new ScriptedSource(Zip(Monday, new TimeOnly(8, 45)));

    private MasterDownloader Downloader => new(_store, _source, timeProvider: _clock);

    [Fact]
    public async Task A_miss_downloads_keeps_the_raw_zip_first_and_caches_json()
    {
        var file = await Downloader.DownloadAsync(Market.Kospi);
        Assert.Equal((MasterOrigin.Download, Monday, false), (file.Origin, file.Date, file.IsStale));
        Assert.Equal(KoreaTime.At(Monday, new TimeOnly(8, 45)), file.SourceTime);
        Assert.Equal([RawKey, JsonKey], _store.Puts);
        Assert.Equal(MasterJson.Write(file), _store[JsonKey]);
        Assert.Equal(_source.Zip, _store[RawKey]);
    }

    [Fact]
    public async Task The_second_run_downloads_nothing_and_writes_nothing()
    {
        var first = await Downloader.DownloadAsync(Market.Kospi);
        var second = await Downloader.DownloadAsync(Market.Kospi, Monday);
        Assert.Equal(MasterOrigin.Cache, second.Origin);
        Assert.Equal(MasterJson.Write(first), MasterJson.Write(second));
        Assert.Equal((1, 2), (_source.Fetches, _store.Puts.Count));
    }

    [Fact]
    public async Task Sixteen_concurrent_callers_share_one_download()
    {
        _source.Gate = new TaskCompletionSource();
        var downloader = Downloader;
        var calls = Enumerable.Range(0, 16).Select(_ => downloader.DownloadAsync(Market.Kospi)).ToList();
        _source.Gate.SetResult();
        var files = await Task.WhenAll(calls);
        Assert.Single(files.Distinct());
        Assert.Equal(1, _source.Fetches);
    }

    [Fact]
    public async Task F4_one_caller_who_cancels_leaves_the_others_their_download()
    {
        _source.Gate = new TaskCompletionSource();
        var downloader = Downloader;
        using var cancellation = new CancellationTokenSource();
        var impatient = downloader.DownloadAsync(Market.Kospi, cancellation.Token);
        var patient = downloader.DownloadAsync(Market.Kospi);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        _source.Gate.SetResult();
        Assert.Equal(60, (await patient).Count);
        Assert.Equal(1, _source.Fetches);
    }

    [Fact]
    public async Task F4_work_nobody_waits_for_is_cancelled_and_the_next_call_starts_anew()
    {
        _source.Gate = new TaskCompletionSource();
        var downloader = Downloader;
        using var cancellation = new CancellationTokenSource();
        var call = downloader.DownloadAsync(Market.Kospi, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.True(_source.LastToken.IsCancellationRequested);
        Assert.Empty(_store.Puts);

        _source.Gate = null;
        Assert.Equal(60, (await downloader.DownloadAsync(Market.Kospi)).Count);
    }

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
    public async Task A13_P20_a_past_day_that_is_not_cached_is_not_available()
    {
        var exception = await Assert.ThrowsAsync<MasterNotAvailableException>(() => Downloader.DownloadAsync(Market.Kospi, Monday.AddDays(-1)));
        Assert.Equal((MasterUnavailability.NotCached, Market.Kospi, Monday.AddDays(-1)), (exception.Reason, exception.Market, exception.Date));
        Assert.Contains("2026-11-15", exception.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (_source.Fetches, _store.Puts.Count));
    }

    [Fact]
    public async Task A_day_that_has_not_begun_is_not_available()
    {
        var exception = await Assert.ThrowsAsync<MasterNotAvailableException>(() => Downloader.DownloadAsync(Market.Kospi, Monday.AddDays(1)));
        Assert.Equal(MasterUnavailability.Future, exception.Reason);
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
        Assert.Equal(MasterUnavailability.Superseded, exception.Reason);
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

    [Fact]
    public async Task G10_G11_a_file_of_another_format_keeps_its_raw_zip_and_caches_no_json()
    {
        var mst = Samples.Mst();
        _source = new ScriptedSource(MasterZipBuilder.Build(Market.Kospi, mst.AsSpan(1), KoreaTime.At(Monday, new TimeOnly(8, 45))));
        await Assert.ThrowsAsync<MstFormatException>(() => Downloader.DownloadAsync(Market.Kospi));
        Assert.Equal([RawKey], _store.Puts);

        // A corrected file of the same day is found although the day's raw name is taken.
        _source = new ScriptedSource(Zip(Monday, new TimeOnly(8, 45)));
        Assert.Equal(60, (await Downloader.DownloadAsync(Market.Kospi)).Count);
        Assert.Equal(3, _store.Puts.Count);
        Assert.Matches("^hantoo_master/raw/20261116_kospi_[0-9a-f]{8}\\.mst\\.zip$", _store.Puts[1]);
        Assert.Equal(JsonKey, _store.Puts[2]);
    }

    [Fact]
    public async Task G10_the_raw_zip_is_parsed_again_later_with_a_new_spec_without_downloading()
    {
        var moved = new HantooMstSpec(Market.Kospi, [.. HantooMstSpec.Kospi.TailFields, new MstField("board", "board_cls", "소속부", 2, MstFieldKind.Code)]);
        var mst = MstGenerator.Generate(moved, 60, 7, Monday);
        _source = new ScriptedSource(MasterZipBuilder.Build(Market.Kospi, mst, KoreaTime.At(Monday, new TimeOnly(8, 45))));
        await Assert.ThrowsAsync<MstFormatException>(() => Downloader.DownloadAsync(Market.Kospi));

        // Days later, the day is past and DWS is not asked any more.
        _clock.Advance(TimeSpan.FromDays(3));
        var options = new MasterOptions { Specs = [moved] };
        var file = await new MasterDownloader(_store, _source, options: options, timeProvider: _clock).DownloadAsync(Market.Kospi, Monday);
        Assert.Equal((MasterOrigin.RawArchive, 60), (file.Origin, file.Count));
        Assert.Equal((1, JsonKey), (_source.Fetches, _store.Puts[^1]));
    }

    [Theory]
    [InlineData(MasterZipDefect.FlippedBit)]
    [InlineData(MasterZipDefect.Truncated)]
    [InlineData(MasterZipDefect.DuplicateEntry)]
    public async Task G3_G4_G8_a_bad_zip_is_typed_and_nothing_is_stored(MasterZipDefect defect)
    {
        _source = new ScriptedSource(MasterZipBuilder.Build(
            Market.Kospi, Samples.Mst(), KoreaTime.At(Monday, new TimeOnly(8, 45)), new MasterZipOptions { Defect = defect }));
        await Assert.ThrowsAsync<MasterZipException>(() => Downloader.DownloadAsync(Market.Kospi));
        Assert.Empty(_store.Puts);
    }

    [Fact]
    public async Task G16_a_count_that_collapses_is_refused_and_can_be_accepted_on_purpose()
    {
        _clock = VirtualClock.AtKorea(Monday.AddDays(-3), new TimeOnly(9, 0));
        _source = new ScriptedSource(Zip(Monday.AddDays(-3), new TimeOnly(8, 45), records: 100));
        await Downloader.DownloadAsync(Market.Kospi);

        _clock = VirtualClock.AtKorea(Monday, new TimeOnly(9, 0));
        _source = new ScriptedSource(Zip(Monday, new TimeOnly(8, 45), records: 80));
        var exception = await Assert.ThrowsAsync<MasterCollapsedException>(() => Downloader.DownloadAsync(Market.Kospi));
        Assert.Equal((80, 100, Monday.AddDays(-3)), (exception.Count, exception.PreviousCount, exception.PreviousDate));
        Assert.DoesNotContain(JsonKey, _store.Puts);
        Assert.Contains(RawKey, _store.Puts);

        var accepting = new MasterDownloader(_store, _source, options: new MasterOptions { MinimumCountRatio = 0.5 }, timeProvider: _clock);
        Assert.Equal(80, (await accepting.DownloadAsync(Market.Kospi)).Count);
        Assert.Contains(JsonKey, _store.Puts);
    }

    [Fact]
    public async Task An_unreadable_cached_object_is_left_alone_and_replaced_by_the_raw_zip()
    {
        await Downloader.DownloadAsync(Market.Kospi);
        _store.Overwrite(JsonKey, "{}"u8.ToArray());
        var file = await Downloader.DownloadAsync(Market.Kospi);
        Assert.Equal((MasterOrigin.RawArchive, 60), (file.Origin, file.Count));
        Assert.Equal("{}"u8.ToArray(), _store[JsonKey]);
        Assert.Equal(2, _store.Puts.Count);
    }

    [Fact]
    public async Task An_unreadable_cached_object_of_a_past_day_without_raw_zip_is_reported()
    {
        _store.Overwrite("hantoo_master/20261110_kospi.json", "{\"005930\":"u8.ToArray());
        var exception = await Assert.ThrowsAsync<MasterJsonException>(() => Downloader.DownloadAsync(Market.Kospi, new DateOnly(2026, 11, 10)));
        Assert.Equal(MasterJsonError.Malformed, exception.Error);
        Assert.Empty(_store.Puts);
    }

    [Fact]
    public async Task K1_when_another_process_was_first_its_master_is_everybody_s()
    {
        var other = MasterJson.Write(Samples.File(records: 61));
        _store.BeforePut = key =>
        {
            if (key == JsonKey)
                _store.Overwrite(JsonKey, other);
        };
        var file = await Downloader.DownloadAsync(Market.Kospi);
        Assert.Equal((MasterOrigin.Cache, 61), (file.Origin, file.Count));
        Assert.Equal(other, _store[JsonKey]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task D18_a_write_with_unknown_outcome_is_resolved(bool written)
    {
        _store.UnknownOnce(written);
        var file = await _clock.RunAsync(() => Downloader.DownloadAsync(Market.Kospi));
        Assert.Equal(MasterOrigin.Download, file.Origin);
        Assert.Equal(_source.Zip, _store[RawKey]);
        Assert.Equal(MasterJson.Write(file), _store[JsonKey]);
    }

    [Fact]
    public async Task D9_a_forbidden_read_is_no_cache_miss()
    {
        _store.ReadFailure = new ObjectStoreException(ObjectStoreError.AccessDenied, JsonKey, "no list right");
        Assert.Equal(ObjectStoreError.AccessDenied, (await Assert.ThrowsAsync<ObjectStoreException>(() => Downloader.DownloadAsync(Market.Kospi))).Error);
        Assert.Equal((0, 0), (_source.Fetches, _store.Puts.Count));
    }

    [Fact]
    public async Task J1_foreign_objects_beside_the_masters_disturb_nothing()
    {
        foreach (var key in (string[])["hantoo_master/202611_notes.txt", "hantoo_master/20261199_kospi.json", "hantoo_master/20261113_kospi.json.bak", "hantoo_master/20261113_theme.json"])
            _store.Overwrite(key, "x"u8.ToArray());
        Assert.Equal(60, (await Downloader.DownloadAsync(Market.Kospi)).Count);
    }

    [Fact]
    public async Task F6_a_logger_that_throws_decides_nothing()
    {
        var downloader = new MasterDownloader(_store, _source, timeProvider: _clock, logger: new ThrowingLogger());
        Assert.Equal(60, (await downloader.DownloadAsync(Market.Kospi)).Count);
        Assert.Equal([RawKey, JsonKey], _store.Puts);
    }

    [Fact]
    public async Task P19_keys_are_the_same_in_every_culture()
    {
        var culture = (System.Globalization.CultureInfo)System.Globalization.CultureInfo.InvariantCulture.Clone();
        culture.DateTimeFormat.Calendar = culture.OptionalCalendars[^1];
        culture.NumberFormat.NegativeSign = "~";
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = culture;
            var file = await Downloader.DownloadAsync(Market.Kospi);
            Assert.Contains(JsonKey, _store.Puts);
            Assert.Contains(file, record => record.GetInt64("operating_profit") < 0);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    private static byte[] Zip(DateOnly date, TimeOnly at, int records = 60) =>
        MasterZipBuilder.Build(Market.Kospi, MstGenerator.Generate(HantooMstSpec.Kospi, records, 7, date), KoreaTime.At(date, at));

    private sealed class ThrowingLogger : ILogger<MasterDownloader>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => throw new InvalidOperationException("scope");

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new InvalidOperationException("log");
    }

    private sealed class AlwaysClosed : IMarketCalendar
    {
        public ValueTask<MarketDay> GetDayAsync(DateOnly date, CancellationToken cancellationToken = default) => new(MarketDay.Closed);
    }
}
