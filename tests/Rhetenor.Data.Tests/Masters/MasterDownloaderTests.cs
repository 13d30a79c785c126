using Microsoft.Extensions.Logging;

namespace Rhetenor.Data.Tests.Masters;

public sealed partial class MasterDownloaderTests
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
        Assert.Equal(file.ToJson(), _store[JsonKey]);
        Assert.Equal(_source.Zip, _store[RawKey]);
    }

    [Fact]
    public async Task The_second_run_downloads_nothing_and_writes_nothing()
    {
        var first = await Downloader.DownloadAsync(Market.Kospi);
        var second = await Downloader.DownloadAsync(Market.Kospi, Monday);
        Assert.Equal(MasterOrigin.Cache, second.Origin);
        Assert.Equal(first.ToJson(), second.ToJson());
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
