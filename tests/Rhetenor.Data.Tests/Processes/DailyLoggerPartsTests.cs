using DailyLogger;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Moq;
using Rhetenor.Data.Tests.Logger;

namespace Rhetenor.Data.Tests.Processes;

/// <summary>Parts of the sample DailyLogger in this process.</summary>
public sealed class DailyLoggerPartsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("2026-05-20", "15:45", "2026-05-20 J: so far; final after 18:00 (KST), by a run after that.")]
    [InlineData("2026-09-16", "15:45", "2026-09-16 J: so far; final after 20:10 (KST), by a run after that.")]
    [InlineData("2026-09-16", "20:05", "2026-09-16 J: so far; final after 20:10 (KST), by a run after that.")]
    [InlineData("2026-09-16", "20:10:11", null)]
    public async Task M32_once_during_a_session_says_so_far_and_when_it_can_be_final(string day, string time, string? note)
    {
        var world = new LoggerWorld(DateOnly.Parse(day, null), time, 3);
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.True(report.IsComplete);
        Assert.Equal(note is null ? [] : [note], Summary.Notes([report]));
    }

    // Here the data is a calendar that the library cannot use. What the library throws then is no error in the options either.
    [Fact]
    public async Task M40_an_argument_exception_after_the_start_is_1()
    {
        var kis = new SimulatedKis(new SimulatedKisOptions());
        await using var server = LoopbackServer.Start(kis);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [new("store", _folder.Path), new("symbols", "005930"), new("once", "true"), new("kis-url", server.BaseAddress.ToString())]).Build();
        await using var provider = new ServiceCollection()
            .AddHantooFleet(_ => [new(kis.Options.AppKey, kis.Options.AppSecret)])
            .AddSingleton(Mock.Of<IHostApplicationLifetime>())
            .AddSingleton<IMarketCalendar>(new Unusable())
            .AddLogging()
            .AddDailyLogger(Settings.Read(new DailyLogger.Options(configuration, [])))
            .BuildServiceProvider();
        var worker = provider.GetRequiredService<Worker>();
        await worker.StartAsync(default);
        await worker.ExecuteTask!;
        Assert.Equal(ExitCodes.Incomplete, worker.ExitCode);
    }

    [Fact]
    public void M40_daily_bars_from_a_date_that_no_logger_takes_are_refused()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("store", _folder.Path), new("daily", "true"), new("from", "1980-01-01")]).Build();
        Assert.Contains("1980-01-01, is before 1990-01-01", Assert.Throws<ArgumentException>(() => Settings.Read(new DailyLogger.Options(configuration, []))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-03-02", 0)] // closed
    [InlineData("2026-03-03", 1)] // the first session of March
    [InlineData("2026-03-04", 0)]
    public async Task The_year_so_far_is_indexed_on_the_first_session_of_a_month(string day, int indexes)
    {
        var (store, clock) = (new InMemoryObjectStore(), VirtualClock.AtKorea(DateOnly.Parse(day, null), new TimeOnly(12, 0)));
        var masters = new MasterDownloader(store, new DwsMasterSource(new SimulatedDws(new SimulatedDwsOptions { KospiRecords = 3, KosdaqRecords = 3, KonexRecords = 3 }, clock)), timeProvider: clock);
        await DailyLogger.Masters.KeepAsync(masters, DateOnly.Parse(day, null), CancellationToken.None);
        Assert.Equal(indexes, (await store.KeysAsync("hantoo_master/history/2026_")).Count);
    }

    private sealed class Unusable : IMarketCalendar
    {
        public ValueTask<MarketDay> GetDayAsync(DateOnly date, CancellationToken cancellationToken = default) => throw new ArgumentException("no such day", nameof(date));
    }
}
