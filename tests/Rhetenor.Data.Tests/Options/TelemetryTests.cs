using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Rhetenor.Data.Tests.Options;

/// <summary>The names of activities and meters, which dashboards use.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task The_documented_activities_and_counters_come_with_their_tags()
    {
        var (activities, counters, tags) = (new HashSet<string>(), new HashSet<string>(), new HashSet<string>());
        var gate = new Lock();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Rhetenor.Data",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                lock (gate)
                {
                    activities.Add(activity.OperationName);
                    tags.UnionWith(activity.TagObjects.Select(tag => $"{activity.OperationName} {tag.Key}"));
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var metrics = new MeterListener { InstrumentPublished = (instrument, listening) => Listen(instrument, listening) };
        metrics.SetMeasurementEventCallback<long>((instrument, _, _, _) =>
        {
            lock (gate)
                counters.Add(instrument.Name);
        });
        metrics.Start();

        var clock = VirtualClock.AtKorea(new DateOnly(2026, 11, 20), new TimeOnly(20, 30));
        var kis = new SimulatedKis(timeProvider: clock);
        var client = new HantooClient(new HantooCredentials(kis.Options.AppKey, kis.Options.AppSecret), kis, timeProvider: clock);
        await clock.RunAsync(() => new HantooKlineLogger(["005930"], new InMemoryObjectStore(), client, timeProvider: clock).CatchUpAsync());
        var dws = new DwsMasterSource(new SimulatedDws(new SimulatedDwsOptions { KonexRecords = 20 }, clock), timeProvider: clock);
        await clock.RunAsync(() => new MasterDownloader(new InMemoryObjectStore(), dws, timeProvider: clock).DownloadAsync(Market.Konex));

        // Tests of other classes run meanwhile, and may add others.
        var document = Repository.Read("docs/LOGGING.md").ReplaceLineEndings(" ");
        lock (gate)
        {
            Assert.Superset(new HashSet<string> { "rhetenor.master", "rhetenor.catch_up" }, activities);
            Assert.Superset(new HashSet<string> { "rhetenor.klines.calls", "rhetenor.klines.bars", "rhetenor.klines.objects" }, counters);
            Assert.Superset(new HashSet<string> { "rhetenor.master market", "rhetenor.master date", "rhetenor.master origin" }, tags);
            Assert.Superset(new HashSet<string> { "rhetenor.catch_up venue", "rhetenor.catch_up date", "rhetenor.catch_up symbols", "rhetenor.catch_up complete" }, tags);
            Assert.All(activities.Concat(counters), name => Assert.Contains($"`{name}`", document, StringComparison.Ordinal));
        }
    }

    private static void Listen(System.Diagnostics.Metrics.Instrument instrument, MeterListener listening)
    {
        if (instrument.Meter.Name == "Rhetenor.Data")
            listening.EnableMeasurementEvents(instrument);
    }
}
