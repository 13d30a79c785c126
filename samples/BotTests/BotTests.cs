using Rhetenor.Data;
using Rhetenor.Data.Testing;
using Xunit;

namespace BotTests;

/// <summary>Tests of a bot with a simulated KIS, scripted faults, and a clock on which hours take seconds.</summary>
public sealed class BotTests
{
    private const string Symbol = "005930";
    private static readonly DateOnly Today = new(2026, 11, 20);
    private readonly VirtualClock _clock = VirtualClock.AtKorea(Today, new TimeOnly(8, 50));
    private readonly SimulatedKis _kis;
    private readonly InMemoryObjectStore _store = new();

    public BotTests() => _kis = new SimulatedKis(new SimulatedKisOptions { Truth = new KisTruth(new KisTruthOptions { Seed = 3 }) }, _clock);

    [Fact]
    public async Task The_bot_orders_the_same_live_as_in_a_backtest()
    {
        var live = await TradeLiveAsync();
        Assert.NotEmpty(live);
        Assert.Equal(live, await BacktestAsync());
    }

    // A part of a path says which requests fail: a token, then single pages of minutes.
    [Fact]
    public async Task Faults_of_KIS_change_no_order()
    {
        _kis.Faults.OnPath("tokenP", HttpFault.ResetBeforeHeaders())
            .OnPath("inquire-time-dailychartprice", KisFault.RateLimited(), nth: 5)
            .OnPath("inquire-time-dailychartprice", HttpFault.Status(503), nth: 60, times: 2)
            .OnPath("inquire-time-dailychartprice", HttpFault.Hang(), nth: 90);
        var live = await TradeLiveAsync();
        _kis.Faults.EnsureAllMet();
        Assert.Equal(live, await BacktestAsync());
    }

    [Fact]
    public async Task A_fault_that_no_request_meets_fails_the_test()
    {
        _kis.Faults.OnPath("inquire-daily-itemchartprice", HttpFault.Status(503));
        await TradeLiveAsync();
        var failed = Assert.ThrowsAny<Exception>(_kis.Faults.EnsureAllMet);
        Assert.Contains("503", failed.Message, StringComparison.Ordinal);
    }

    // Everything that waits on the clock is awaited inside RunAsync, which moves the clock on.
    private Task<List<string>> TradeLiveAsync() => _clock.RunAsync(async () =>
    {
        var client = new HantooClient(new HantooCredentials(_kis.Options.AppKey, _kis.Options.AppSecret), _kis, timeProvider: _clock);
        var logger = new HantooKlineLogger([Symbol], _store, client, timeProvider: _clock);
        using var stop = new CancellationTokenSource(KoreaTime.At(Today, new TimeOnly(11, 0, 30)) - _clock.GetUtcNow(), _clock);
        var orders = new List<string>();
        var trading = new Bot(orders.Add).RunAsync(logger.Follow(Today, [Bot.Frame]), Symbol);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => logger.RunAsync(cancellationToken: stop.Token));
        await trading;
        return orders;
    });

    private async Task<List<string>> BacktestAsync()
    {
        var orders = new List<string>();
        await new Bot(orders.Add).RunAsync(new KlineArchive(_store).Feed(KlineQuery.Day(Today, Symbol), [Bot.Frame]), Symbol);
        return orders;
    }
}
