namespace Rhetenor.Data.Tests.Masters;

/// <summary>Bad files, bad objects, other writers.</summary>
public sealed partial class MasterDownloaderTests
{
    public static TheoryData<HttpFault, bool> Refusals => new()
    {
        { HttpFault.ConnectionRefused(), true },
        { HttpFault.DnsFailure(), true },
        { HttpFault.UntrustedCertificate(), false },
        { HttpFault.Hang(), true },
        { HttpFault.SlowDrip(16, TimeSpan.FromSeconds(1)), true },
        { HttpFault.Status(404), false },
        { HttpFault.Status(503), true },
        { HttpFault.Html200(), false },
        { HttpFault.ShortBody(1_000), true },
        { HttpFault.EndlessBody(), false },
        { HttpFault.RedirectTo(new Uri("https://evil.example/")), false },
        { HttpFault.ResetMidBody(1_000), true },
        { HttpFault.ContentEncoding("gzip"), false },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A1_A2_A3_A4_A5_A8_A9_A10_A11_A14_A15_a_download_that_fails_is_typed_and_writes_nothing(HttpFault fault, bool isTransient)
    {
        var dws = new SimulatedDws(new SimulatedDwsOptions { KospiRecords = 60 }, _clock);
        dws.Faults.Always(fault);
        var downloader = new MasterDownloader(_store, new DwsMasterSource(dws, new DwsOptions { MaxBytes = 100_000 }, _clock), timeProvider: _clock);
        var exception = await Assert.ThrowsAsync<MasterSourceException>(() => _clock.RunAsync(() => downloader.DownloadAsync(Market.Kospi)));
        Assert.Equal((Market.Kospi, isTransient), (exception.Market, exception.IsTransient));
        Assert.Equal(isTransient ? 5 : 1, dws.Requests.Count);
        Assert.Empty(_store.Keys);
    }

    [Fact]
    public async Task A6_A7_A14_a_download_that_succeeds_after_failures_is_written_once()
    {
        var dws = new SimulatedDws(new SimulatedDwsOptions { KospiRecords = 60 }, _clock);
        dws.Faults.Next(HttpFault.Status(500)).Next(HttpFault.Status(429, TimeSpan.FromSeconds(3))).Next(HttpFault.ResetMidBody(1_000));
        var downloader = new MasterDownloader(_store, new DwsMasterSource(dws, timeProvider: _clock), timeProvider: _clock);
        Assert.Equal(60, (await _clock.RunAsync(() => downloader.DownloadAsync(Market.Kospi))).Count);
        Assert.Equal([RawKey, JsonKey], _store.Puts);
        Assert.Equal(4, dws.Requests.Count);
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
        var file = await new MasterDownloader(_store, _source, specs: [moved], timeProvider: _clock).DownloadAsync(Market.Kospi, Monday);
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
        var exception = await Assert.ThrowsAsync<MstFormatException>(() => Downloader.DownloadAsync(Market.Kospi));
        Assert.StartsWith("The kospi master's ZIP is unusable", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_store.Puts);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    public async Task G16_a_file_without_records_is_not_cached(string mst)
    {
        _source = new ScriptedSource(MasterZipBuilder.Build(Market.Kospi, System.Text.Encoding.ASCII.GetBytes(mst), KoreaTime.At(Monday, new TimeOnly(8, 45))));
        await Assert.ThrowsAsync<MstFormatException>(() => Downloader.DownloadAsync(Market.Kospi));
        Assert.DoesNotContain(JsonKey, _store.Keys);
    }

    [Fact]
    public async Task G16_a_count_that_collapses_is_refused_and_can_be_accepted_on_purpose()
    {
        _clock = VirtualClock.AtKorea(Monday.AddDays(-3), new TimeOnly(9, 0));
        _source = new ScriptedSource(Zip(Monday.AddDays(-3), new TimeOnly(8, 45), records: 100));
        await Downloader.DownloadAsync(Market.Kospi);

        _clock = VirtualClock.AtKorea(Monday, new TimeOnly(9, 0));
        _source = new ScriptedSource(Zip(Monday, new TimeOnly(8, 45), records: 80));
        var exception = await Assert.ThrowsAsync<MstFormatException>(() => Downloader.DownloadAsync(Market.Kospi));
        Assert.Equal(("at least 90 instruments (0.9 of the 100 on 2026-11-13)", "80"), (exception.Expected, exception.Found));
        Assert.Contains("MasterOptions.MinimumCountRatio", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(JsonKey, _store.Puts);
        Assert.Contains(RawKey, _store.Puts);

        // The stored ZIP is sound: it is refused for the same reason, and not downloaded again.
        Assert.Equal("80", (await Assert.ThrowsAsync<MstFormatException>(() => Downloader.DownloadAsync(Market.Kospi))).Found);
        Assert.Equal(1, _source.Fetches);

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
        var exception = await Assert.ThrowsAsync<MstFormatException>(() => Downloader.DownloadAsync(Market.Kospi, new DateOnly(2026, 11, 10)));
        Assert.Equal("valid JSON", exception.Expected);
        Assert.Empty(_store.Puts);
    }

    [Fact]
    public async Task K1_when_another_process_was_first_its_master_is_everybody_s()
    {
        var other = Samples.File(records: 61).ToJson();
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
        Assert.Equal(file.ToJson(), _store[JsonKey]);
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
}
